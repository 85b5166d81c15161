#include "tidegate/gate/evidence/evidence_log.h"

#include <fmt/format.h>
#include <sodium/randombytes.h>

#include <algorithm>
#include <utility>

#include "tidegate/evidence/commitments.h"
#include "tidegate/evidence/receipt.h"
#include "tidegate/gate/evidence/anchor_queue.h"
#include "tidegate/gate/evidence/log_folder.h"
#include "tidegate/ports/http_client.h"
#include "tidegate/ports/log_files.h"
#include "tidegate/ports/signatures.h"
#include "tidegate/ports/tree_hashers.h"

namespace tidegate {

using evidence::Entry;
using evidence::Hash;
using evidence::Note;
using evidence::RecordEntry;
using evidence::StateEntry;
using evidence::TreeHead;

namespace {

constexpr std::string_view kCheckpoint = "checkpoint";
constexpr std::string_view kSm3Checkpoint = "sm3/checkpoint";

std::string key_of(const RecordSubject& subject) { return {subject.begin(), subject.end()}; }

Error erased(const std::string& subject) {
  return {ErrorCode::kNotFound,
          "was erased: nothing more is recorded about it, and nothing of it can be shown", subject,
          "已被销毁：不再记录，其内容也无法出示"};
}

Error corrupt(std::string_view where) {
  return {ErrorCode::kCorrupt,
          "is not what the log signed; restore the folder from a backup, and tell the witnesses",
          std::string(where), "与日志签署的内容不符；请从备份恢复该目录，并告知见证方"};
}

Error unknown_subject() {
  return {ErrorCode::kCorrupt, "lacks subjects of this log's records; restore the newest copy of it",
          "private/subjects", "缺少本日志记录的对象；请恢复其最新副本"};
}

// Its size; none: it is not there. Errors: kCorrupt.
Result<std::optional<std::uint64_t>> size_of(const std::string& checkpoint, std::string_view where) {
  if (checkpoint.empty()) return std::nullopt;
  const auto note = evidence::parse_note(checkpoint);
  if (!note) return fail(corrupt(where));
  const auto stands = evidence::parse_checkpoint(note->text);
  if (!stands) return fail(corrupt(where));
  return std::optional(stands->size);
}

}  // namespace

EvidenceLog::EvidenceLog(const EvidenceLogOptions& options, std::unique_ptr<LogFiles> files,
                         EvidenceSubjects subjects, log_folder::Folder folder)
    : options_(options),
      files_(std::move(files)),
      subjects_(std::move(subjects)),
      keys_(options.folder, std::move(folder)),
      check_(signature_check()),
      map_(sha256_) {}
EvidenceLog::~EvidenceLog() = default;

Result<std::unique_ptr<EvidenceLog>> EvidenceLog::open(const EvidenceLogOptions& options) {
  auto folder = log_folder::read(options.folder, options.passphrase);
  if (!folder) return fail(folder.error());
  auto files = open_log_folder(options.folder + "/log");
  if (!files) return fail(files.error());
  auto subjects = EvidenceSubjects::open(options.folder + "/private/subjects");
  if (!subjects) return fail(subjects.error());
  evidence::Policy policy = std::move(folder->policy);
  std::vector<std::string> first = folder->first;
  std::string origin = folder->origin;
  std::unique_ptr<EvidenceLog> log(
      new EvidenceLog(options, std::move(*files), std::move(*subjects), std::move(*folder)));
  log->policy_ = std::move(policy);
  log->first_ = std::move(first);
  log->origin_ = std::move(origin);
  if (const auto read = log->read(); !read) return fail(read.error());
  return log;
}

Result<void> EvidenceLog::read() {
  if (keys_.has_sm3()) {
    auto sm3 = sm3_tree_hasher();
    if (!sm3) return fail(sm3.error());
    sm3_ = std::move(*sm3);
  }
  evidence::LogOptions options{origin_, {}, {}, options_.clock->now_ms()};
  randombytes_buf(options.seed.bytes.data(), options.seed.bytes.size());
  auto log = evidence::Log::open(*files_, options, {sha256_, sm3_.get()});
  if (!log) return fail(log.error());
  cut_ = (*log)->cut();
  auto torn = evidence::torn_tails(*files_);
  if (!torn) return fail(torn.error());
  torn_ = std::move(*torn);
  log_ = std::make_unique<SharedLog>(std::move(*log));
  if (options_.fetch == nullptr) own_fetch_ = http_client();
  return read_checkpoint();
}

void EvidenceLog::ask_by_policy() {
  policy_.logs.clear();
  for (const evidence::VerifierKey& key : keys_.all()) policy_.logs.push_back({key, {}});
  asker_ = std::make_unique<WitnessAsker>(policy_, options_.fetch != nullptr ? *options_.fetch : *own_fetch_,
                                          options_.asking);
}

// What a crash cut off is ended, or undone where the log does not say it.
Result<void> EvidenceLog::settle_changes() {
  if (const auto settled = keys_.settle(); !settled) return settled;
  const auto next = log_folder::read_next_policy(options_.folder);
  if (!next) return fail(next.error());
  if (!next->empty() && *next != keys_.declared()) {
    if (const auto done = log_folder::drop_next(options_.folder, log_folder::Part::kPolicy); !done)
      return done;
  } else if (!next->empty()) {
    auto policy = evidence::Policy::parse(*next, evidence::PolicyFrom::kLog);
    if (!policy) return fail(policy.error());
    if (const auto done = log_folder::put_in_force(options_.folder, log_folder::Part::kPolicy); !done)
      return done;
    policy_ = std::move(*policy);
  }
  ask_by_policy();
  return {};
}

Result<void> EvidenceLog::read_checkpoint() {
  const std::lock_guard lock(mutex_);
  known_ = subjects_.pseudonyms();
  std::string found[2];
  for (std::size_t i = 0; i < (keys_.has_sm3() ? 2 : 1); ++i) {
    auto text = files_->read(std::string(i == 0 ? kCheckpoint : kSm3Checkpoint), evidence::kLargestNote);
    if (!text) return fail(text.error());
    found[i] = text->value_or("");
  }
  const auto size = size_of(found[0], kCheckpoint);
  if (!size) return fail(size.error());
  const auto sm3_size = size_of(found[1], kSm3Checkpoint);
  if (!sm3_size) return fail(sm3_size.error());
  const auto head = log_->last_signed();
  const std::uint64_t is_signed = head ? head->size : 0;
  if (size->value_or(0) > is_signed) return fail(corrupt(kCheckpoint));
  if (sm3_size->value_or(0) > is_signed) return fail(corrupt(kSm3Checkpoint));
  if (const auto taken = take_until(is_signed == 0 ? 0 : is_signed - 1); !taken) return taken;
  if (const auto known = know_rest(); !known) return known;
  known_.reset();
  if (const auto settled = subjects_.settle(); !settled) return settled;
  if (const auto settled = settle_changes(); !settled) return settled;
  if (!head) return {};
  map_.settle();
  // A crash may have come between the promise to sign a head and its signature.
  if (*size != is_signed || (keys_.has_sm3() && *sm3_size != is_signed)) {
    // It may have come before the tiles, too: what is published is never ahead of them.
    if (const auto written = log_->write_tiles(); !written) tiles_ = written.error();
    return sign(*head);
  }
  AtCheckpoint at;
  at.checkpoint = std::move(found[0]);
  at.sm3_checkpoint = std::move(found[1]);
  if (const auto filled = fill(at, head->size); !filled) return filled;
  const auto witnessed = evidence::check_by_policy(at.checkpoint, policy_, *check_, window_of(at));
  if (!witnessed || witnessed->signed_by_log.checkpoint.root != head->root) return fail(corrupt(kCheckpoint));
  at.lacks = witnessed->lacks;
  at.witnessed_at_ms = evidence::quorum_time_ms(policy_, witnessed->cosigned).value_or(0);
  if (keys_.has_sm3()) {
    const auto twin = evidence::open_checkpoint(at.sm3_checkpoint, keys_.line(true), *check_);
    if (!twin || twin->checkpoint.root != head->second_root) return fail(corrupt(kSm3Checkpoint));
  }
  at_ = std::move(at);
  return keys_.signed_at(head->size);
}

// Since its state was made, until now: a witness whose clock says otherwise is no witness of it.
evidence::CosigningWindow EvidenceLog::window_of(const AtCheckpoint& at) const {
  return {std::max<std::int64_t>(0, at.stated_at_ms / 1'000), options_.clock->now_ms() / 1'000};
}

// The state that is the checkpoint's last entry.
Result<void> EvidenceLog::fill(AtCheckpoint& at, std::uint64_t size) const {
  auto state = log_->read(size - 1);
  if (!state) return fail(state.error());
  const auto entry = evidence::read_entry(state->entry, "state");
  if (!entry) return fail(entry.error());
  const auto* is_state = std::get_if<StateEntry>(&*entry);
  if (is_state == nullptr) return fail(corrupt("state"));
  at.size = size;
  at.state = std::move(state->entry);
  at.stated_at_ms = is_state->time_ms;
  return {};
}

// Entries whose checkpoint is yet to come: what they are about is known.
Result<void> EvidenceLog::know_rest() {
  std::optional<Error> wrong;
  const auto walked =
      log_->visit(taken_, log_->head().size, [&](std::uint64_t index, const evidence::EntryView& kept) {
        const auto entry = evidence::read_entry(kept.entry, "log");
        if (!entry && !wrong) wrong = entry.error();
        if (entry) keys_.take(index, *entry);
        const auto* record = entry ? std::get_if<RecordEntry>(&*entry) : nullptr;
        if (record == nullptr) return;
        about_[key_of(record->subject)].push_back(index);
        if (known_->count(record->subject) == 0 && !wrong) wrong = unknown_subject();
      });
  if (wrong) return fail(*wrong);
  return walked;
}

Result<void> EvidenceLog::take_until(std::uint64_t size) {
  std::optional<Error> wrong;
  const auto walked = log_->visit(taken_, size, [&](std::uint64_t index, const evidence::EntryView& kept) {
    if (wrong) return;
    if (const auto taken = take_entry(index, kept.entry); !taken) wrong = taken.error();
  });
  if (wrong) return fail(*wrong);
  return walked;
}

Result<void> EvidenceLog::take_entry(std::uint64_t index, std::string_view octets) {
  const auto entry = evidence::read_entry(octets, "log");
  if (!entry) return fail(entry.error());
  const Hash leaf = sha256_.leaf(octets);
  map_.add(index, leaf, *entry);
  keys_.take(index, *entry);
  if (std::holds_alternative<evidence::KeyEntry>(*entry) ||
      std::holds_alternative<evidence::PolicyEntry>(*entry))
    changes_.push_back({std::string(octets), index});
  taken_ = index + 1;
  const auto* record = std::get_if<RecordEntry>(&*entry);
  if (record == nullptr) return {};
  // Of what this process appended they are known; a file of subjects that lacks one is another or an older
  // one.
  if (known_ && known_->count(record->subject) == 0) return fail(unknown_subject());
  newest_[key_of(record->subject)] = {index, leaf, record->status};
  auto& known = about_[key_of(record->subject)];
  if (known.empty() || known.back() < index) known.push_back(index);
  return {};
}

Result<std::uint64_t> EvidenceLog::append(std::span<const NamedRecord> records) {
  std::vector<std::string> names;
  for (const NamedRecord& one : records) {
    // Before a subject is made of it. Names of fields and their sizes are what may be wrong.
    const auto fits = evidence::salted(evidence::SubjectSecret({}), {}, one.record.fields);
    if (!fits) return fail(fits.error());
    names.push_back(one.subject);
  }
  const auto subjects = subjects_.get_or_make(names);
  if (!subjects) return fail(subjects.error());
  std::vector<evidence::KeptEntry> entries;
  for (std::size_t i = 0; i < records.size(); ++i) {
    const auto& subject = (*subjects)[i];
    // What was erased may still be revoked: a record without fields needs no secret.
    if (!subject.secret && !records[i].record.fields.empty()) return fail(erased(names[i]));
    const evidence::SubjectSecret secret(subject.secret.value_or(EvidenceSubjects::Secret{}));
    Record record = records[i].record;
    record.subject = subject.pseudonym;
    evidence::RecordNonce nonce;
    randombytes_buf(nonce.data(), nonce.size());
    const auto fields = evidence::salted(secret, nonce, record.fields);
    if (!fields) return fail(fields.error());
    auto entry = evidence::write_entry(evidence::entry_of(sha256_, record, *fields));
    if (!entry) return fail(entry.error());
    std::string sealed = fields->empty() ? "" : evidence::seal_content(secret, nonce, *fields, *entry);
    entries.push_back({std::move(*entry), std::move(sealed)});
  }
  std::vector<evidence::EntryView> views;
  for (const evidence::KeptEntry& entry : entries) views.push_back({entry.entry, entry.sealed});
  const auto first = log_->append(views);
  if (!first) return first;
  const std::lock_guard lock(mutex_);
  for (std::size_t i = 0; i < records.size(); ++i) {
    auto& known = about_[key_of((*subjects)[i].pseudonym)];
    const std::uint64_t index = *first + i;
    const auto place = std::lower_bound(known.begin(), known.end(), index);
    if (place == known.end() || *place != index) known.insert(place, index);
  }
  return first;
}

bool EvidenceStanding::is_doubted() const {
  return std::any_of(outcomes.begin(), outcomes.end(), [](const WitnessOutcome& one) {
    return one.kind == WitnessOutcome::Kind::kAhead || one.kind == WitnessOutcome::Kind::kFork;
  });
}

Result<EvidenceStanding> EvidenceLog::publish(bool despite_witnesses) {
  const std::lock_guard one_at_a_time(publishing_);
  if (!despite_witnesses) {
    if (!was_shown_ || standing().is_doubted()) {
      if (const auto shown = ask_witnesses(Asking::kToShow); !shown) return fail(shown.error());
    }
    const EvidenceStanding now = standing();
    if (now.is_doubted()) return now;
  }
  was_shown_ = true;
  {
    const std::lock_guard lock(mutex_);
    if (at_.size == 0 || log_->head().size != at_.size) {
      const auto now = log_->append_to_sign([this](const TreeHead& below) { return state_below(below); });
      if (!now) return fail(now.error());
      if (const auto done = sign(now->head); !done) return fail(done.error());
      tiles_ = now->tiles;
    } else {
      const auto written = log_->write_tiles();
      tiles_ = written ? std::nullopt : std::optional(written.error());
    }
  }
  if (const auto asked = ask_witnesses(Asking::kForWord); !asked) return fail(asked.error());
  return standing();
}

Result<evidence::KeptEntry> EvidenceLog::state_below(const TreeHead& below) {
  if (const auto taken = take_until(below.size); !taken) return fail(taken.error());
  const auto state = evidence::write_entry(
      StateEntry{options_.clock->now_ms(), below.root, below.second_root, map_.settle(), changes_.size()});
  if (!state) return fail(state.error());
  return evidence::KeptEntry{*state, {}};
}

Result<void> EvidenceLog::sign(const TreeHead& head) {
  AtCheckpoint next;
  if (const auto filled = fill(next, head.size); !filled) return filled;
  const auto signed_text = [&](const std::string& origin, const Hash& root,
                               OctetSigner& key) -> Result<std::string> {
    Note note{evidence::to_text(evidence::Checkpoint{origin, head.size, root}), {}};
    auto signature = evidence::sign_note(note.text, origin, key);
    if (!signature) return fail(signature.error());
    note.signatures.push_back(std::move(*signature));
    return evidence::to_text(note);
  };
  if (keys_.has_sm3()) {
    if (!head.second_root) return fail(corrupt(kSm3Checkpoint));
    auto text = signed_text(origin_ + "/sm3", *head.second_root, keys_.in_force(true));
    if (!text) return fail(text.error());
    next.sm3_checkpoint = std::move(*text);
    if (const auto kept = replace(*files_, std::string(kSm3Checkpoint), next.sm3_checkpoint); !kept)
      return kept;
  }
  auto text = signed_text(origin_, head.root, keys_.in_force(false));
  if (!text) return fail(text.error());
  next.checkpoint = std::move(*text);
  if (const auto kept = replace(*files_, std::string(kCheckpoint), next.checkpoint); !kept) return kept;
  next.lacks = evidence::lacking(policy_, {});
  at_ = std::move(next);
  return keys_.signed_at(head.size);
}

// Only those that lack are asked for their word; to show it, all of them are asked anew.
Result<void> EvidenceLog::ask_witnesses(Asking why) {
  std::string checkpoint;
  std::uint64_t size = 0;
  evidence::CosigningWindow window;
  {
    const std::lock_guard lock(mutex_);
    if (!policy_.quorum || at_.size == 0 || (at_.lacks.empty() && why == Asking::kForWord)) return {};
    checkpoint = at_.checkpoint;
    size = at_.size;
    window = window_of(at_);
  }
  if (why == Asking::kToShow) {
    auto note = evidence::parse_note(checkpoint);
    if (!note) return fail(note.error());
    std::erase_if(note->signatures, [&](const evidence::NoteSignature& one) { return one.name != origin_; });
    checkpoint = evidence::to_text(*note);
  }
  auto asked = asker_->ask(
      checkpoint,
      [this, size](std::uint64_t from) { return log_->prove_consistency(LogTree::kFirst, from, size); },
      window);
  if (!asked) return fail(asked.error());
  const std::lock_guard lock(mutex_);
  at_.outcomes = std::move(asked->outcomes);
  if (why == Asking::kToShow) return {};
  if (const auto kept = replace(*files_, std::string(kCheckpoint), asked->checkpoint); !kept) return kept;
  at_.checkpoint = std::move(asked->checkpoint);
  at_.lacks = std::move(asked->lacks);
  const auto witnessed = evidence::check_by_policy(at_.checkpoint, policy_, *check_, window);
  if (!witnessed) return fail(witnessed.error());
  at_.witnessed_at_ms = evidence::quorum_time_ms(policy_, witnessed->cosigned).value_or(0);
  return {};
}

EvidenceStanding EvidenceLog::standing() const {
  const std::lock_guard lock(mutex_);
  EvidenceStanding now{origin_, log_->head().size, at_.size, at_.stated_at_ms, at_.lacks};
  now.outcomes = at_.outcomes;
  now.has_witnesses = policy_.quorum.has_value();
  now.tiles = tiles_;
  now.witnessed_at_ms = at_.witnessed_at_ms;
  now.cut = cut_;
  now.torn = torn_;
  return now;
}

Text told_of_cut(const EvidenceStanding& standing) {
  if (!standing.cut) return {};
  const evidence::TornTail& cut = *standing.cut;
  if (cut.kept_as.empty())
    return {
        fmt::format("the evidence log ended in {} octets that are no batch: they held no whole entry, could "
                    "not be kept ({}) and were cut",
                    cut.octets, cut.why_not ? cut.why_not->what : ""),
        fmt::format("证据日志末尾有 {} 字节不成批次：其中没有完整条目，也未能另存（{}），已截去", cut.octets,
                    cut.why_not ? cut.why_not->what_zh : "")};
  return {fmt::format("the evidence log ended in {} octets that are no whole batch: kept as log/{} and cut. "
                      "Was anything acknowledged that the log lacks now? docs/evidence.md",
                      cut.octets, cut.kept_as),
          fmt::format(
              "证据日志末尾有 {} 字节不成完整批次：已另存为 log/{} 并截去。请核对是否有已确认的记录因此缺失："
              "docs/evidence.md",
              cut.octets, cut.kept_as)};
}

std::string EvidenceLog::actor() const {
  const std::lock_guard lock(mutex_);
  return fmt::format("{}+{:08x}", origin_, keys_.key(false).id());
}

std::string EvidenceLog::policy_text() const {
  const std::lock_guard lock(mutex_);
  evidence::Policy policy = policy_;
  policy.logs.clear();
  for (const evidence::VerifierKey& key : keys_.all_in_force()) policy.logs.push_back({key, {}});
  return policy.to_text();
}

// Between what was signed last and a change no signature may be open: it would be the key's before.
Result<void> EvidenceLog::may_change() const {
  const auto head = log_->last_signed();
  if (keys_.is_changing() || (head && head->size != at_.size))
    return fail({ErrorCode::kConflict, "what was changed before is not published yet: publish it first",
                 "private", "此前的变更尚未发布：请先发布检查点"});
  if (keys_.changes() < evidence::kMostChanges) return {};
  return fail({ErrorCode::kLimit,
               "a log has 256 changes of keys and policy at most: begin a new log",
               {},
               "一个日志最多可有 256 次密钥与策略变更：请另建日志"});
}

Result<std::uint64_t> EvidenceLog::append_change(Entry change, bool is_sm3) {
  const auto entry = evidence::sign_change(std::move(change), keys_.in_force(is_sm3));
  if (!entry) return fail(entry.error());
  const auto octets = evidence::write_entry(*entry);
  if (!octets) return fail(octets.error());
  const auto index = log_->append(evidence::EntryView{*octets, {}});
  if (!index) return index;
  keys_.take(*index, *entry);
  return index;
}

Result<EvidenceChange> EvidenceLog::rotate_key(bool is_sm3) {
  const std::lock_guard one_at_a_time(publishing_);
  const std::lock_guard lock(mutex_);
  if (is_sm3 && !keys_.has_sm3())
    return fail({ErrorCode::kNotFound, "keeps no tree under SM3", origin_, "没有 SM3 树"});
  if (const auto may = may_change(); !may) return fail(may.error());
  const auto vkey = keys_.make_next(is_sm3, options_.passphrase);
  if (!vkey) return fail(vkey.error());
  const auto index = append_change(evidence::KeyEntry{options_.clock->now_ms(), *vkey, {}}, is_sm3);
  if (!index) return fail(index.error());
  if (const auto settled = settle_changes(); !settled) return fail(settled.error());
  return EvidenceChange{*index, *vkey};
}

Result<EvidenceChange> EvidenceLog::declare_policy(const std::string& witnesses) {
  const std::lock_guard one_at_a_time(publishing_);
  const std::lock_guard lock(mutex_);
  auto policy = evidence::Policy::parse(witnesses);
  if (!policy) return fail(policy.error());
  if (!policy->logs.empty()) return fail({ErrorCode::kMalformed, "has a line of a log", {}, "含有日志行"});
  if (const auto fits = may_be_asked(*policy); !fits) return fail(fits.error());
  if (const auto may = may_change(); !may) return fail(may.error());
  for (const evidence::VerifierKey& key : keys_.all_in_force()) policy->logs.push_back({key, {}});
  const std::string text = policy->to_text();
  if (const auto wrote = log_folder::write_next_policy(options_.folder, text); !wrote)
    return fail(wrote.error());
  const auto index = append_change(evidence::PolicyEntry{options_.clock->now_ms(), text, {}}, false);
  if (!index) return fail(index.error());
  if (const auto settled = settle_changes(); !settled) return fail(settled.error());
  at_.outcomes.clear();
  return EvidenceChange{*index, text};
}

Result<evidence::Bundle> EvidenceLog::bundle(std::uint64_t index, std::span<const std::string> disclose,
                                             const std::string& subject, const std::string& statement) const {
  const auto anchors = anchors_held(options_.folder, index);  // files: read while others may record
  const std::lock_guard lock(mutex_);
  if (index >= at_.size)
    return fail({ErrorCode::kOutOfRange, "no checkpoint has this entry yet: publish one",
                 std::to_string(index), "尚无检查点涵盖该条目：请先发布检查点"});
  // The map is that of the state, which is the checkpoint's last entry: beyond it nothing would verify.
  if (taken_ + 1 != at_.size)
    return fail({ErrorCode::kUnavailable, "the newest checkpoint could not be written: publish again",
                 std::to_string(index), "最新检查点未能写入：请重新发布"});
  const auto kept = log_->read(index);
  if (!kept) return fail(kept.error());
  const auto entry = evidence::read_entry(kept->entry, "log");
  if (!entry) return fail(entry.error());
  evidence::Wanted wanted{index, kept->entry, {}, {}, {}};
  if (const auto* record = std::get_if<RecordEntry>(&*entry)) {
    wanted.newest = newest_.at(key_of(record->subject));
    if (!statement.empty()) {
      if (record->statement != sha256(statement))
        return fail({ErrorCode::kMalformed, "the entry names another statement", std::to_string(index),
                     "该条目对应的是另一份文件"});
      wanted.statement = statement;
    }
    auto shown = disclosed(*record, *kept, disclose, subject);
    if (!shown) return fail(shown.error());
    wanted.disclosed = std::move(*shown);
  }
  return assembled(wanted, anchors);
}

Result<std::vector<evidence::DisclosedField>> EvidenceLog::disclosed(const RecordEntry& record,
                                                                     const evidence::KeptEntry& kept,
                                                                     std::span<const std::string> names,
                                                                     const std::string& subject) const {
  std::vector<evidence::DisclosedField> out;
  if (names.empty()) return out;
  const auto known = subjects_.find(subject);
  if (!known || known->pseudonym != record.subject)
    return fail({ErrorCode::kNotFound, "the entry is about something else", subject, "该条目并非关于它"});
  if (!known->secret) return fail(erased(subject));
  const auto fields =
      evidence::open_content(evidence::SubjectSecret(*known->secret), kept.sealed, kept.entry);
  if (!fields) return fail(fields.error());
  for (const std::string& name : names) {
    auto field = evidence::disclose(sha256_, *fields, name);
    if (!field) return fail(field.error());
    out.push_back(std::move(*field));
  }
  std::sort(out.begin(), out.end(), [](const auto& a, const auto& b) { return a.place < b.place; });
  return out;
}

Result<OwnRecord> EvidenceLog::record(std::uint64_t index, const std::string& subject) const {
  const auto known = subjects_.find(subject);
  const auto kept = log_->read(index);
  if (!kept) return fail(kept.error());
  const auto entry = evidence::read_entry(kept->entry, "log");
  if (!entry) return fail(entry.error());
  const auto* record = std::get_if<RecordEntry>(&*entry);
  if (record == nullptr || !known || known->pseudonym != record->subject)
    return fail({ErrorCode::kNotFound, "the entry is about something else", subject, "该条目并非关于它"});
  OwnRecord out{*record, {}, !known->secret};
  if (!known->secret || record->fields.count == 0) return out;
  const auto fields =
      evidence::open_content(evidence::SubjectSecret(*known->secret), kept->sealed, kept->entry);
  if (!fields) return fail(fields.error());
  for (const evidence::SaltedField& one : *fields) out.fields.push_back(one.field);
  return out;
}

Result<evidence::Bundle> EvidenceLog::assembled(const evidence::Wanted& wanted,
                                                const std::vector<evidence::Anchor>& anchors) const {
  const auto note = evidence::parse_note(at_.checkpoint);
  if (!note) return fail(note.error());
  const auto stands = evidence::parse_checkpoint(note->text);
  if (!stands) return fail(stands.error());
  std::optional<std::string> receipt;
  // The key of that checkpoint gives it, and no later one.
  if (!keys_.changed_from(at_.size)) {
    auto made = evidence::sign_receipt(keys_.in_force(false), stands->root);
    if (!made) return fail(made.error());
    receipt = std::move(*made);
  }
  return log_->with_trees([&](evidence::HashSource& first, evidence::HashSource* second) {
    return evidence::assemble({at_.size, at_.checkpoint, at_.state, first, map_.map(), at_.sm3_checkpoint,
                               second, first_, changes_, std::move(receipt), anchors},
                              wanted, sha256_, sm3_.get());
  });
}

Result<std::vector<std::uint64_t>> EvidenceLog::about(const std::string& subject) const {
  const auto known = subjects_.find(subject);
  if (!known) return fail({ErrorCode::kNotFound, "no record is about it", subject, "没有关于它的记录"});
  const std::lock_guard lock(mutex_);
  const auto found = about_.find(key_of(known->pseudonym));
  return found == about_.end() ? std::vector<std::uint64_t>{} : found->second;
}

Result<evidence::Hash> EvidenceLog::root_at(std::uint64_t size) const {
  return log_->with_trees([&](evidence::HashSource& first, evidence::HashSource*) {
    return evidence::root_of(size, first, sha256_);
  });
}

Result<bool> EvidenceLog::erase(const std::string& subject) { return subjects_.destroy(subject); }

}  // namespace tidegate
