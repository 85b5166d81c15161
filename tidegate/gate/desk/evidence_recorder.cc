#include "tidegate/gate/desk/evidence_recorder.h"

#include <algorithm>
#include <utility>

#include "tidegate/gate/desk/desk_parts.h"

namespace tidegate {
namespace {

constexpr std::int64_t kLongestRetryMs = 60'000;
constexpr std::chrono::seconds kSettled{1};
constexpr std::size_t kMostAnchored = 256;  // trees that one transaction tells of

class OpenedLog final : public DeskLog {
 public:
  explicit OpenedLog(std::unique_ptr<EvidenceLog> log) : log_(std::move(log)) {}
  Result<std::uint64_t> append(std::span<const NamedRecord> records) override {
    return log_->append(records);
  }
  std::vector<std::uint64_t> about(const std::string& subject) const override {
    auto found = log_->about(subject);
    return found ? std::move(*found) : std::vector<std::uint64_t>();
  }
  Result<OwnRecord> record(std::uint64_t index, const std::string& subject) const override {
    return log_->record(index, subject);
  }
  Result<EvidenceStanding> publish() override { return log_->publish(); }
  EvidenceStanding standing() const override { return log_->standing(); }
  Result<evidence::Hash> root_at(std::uint64_t size) const override { return log_->root_at(size); }
  std::string actor() const override { return log_->actor(); }
  std::string policy() const override { return log_->policy_text(); }
  Result<evidence::Bundle> bundle(std::uint64_t index, std::span<const std::string> disclose,
                                  const std::string& subject, const std::string& statement) const override {
    return log_->bundle(index, disclose, subject, statement);
  }

 private:
  const std::unique_ptr<EvidenceLog> log_;
};

Error rolled_back(const std::string& origin) {
  return {
      ErrorCode::kCorrupt,
      "is older than what this desk has recorded in it: restore its newest copy; nothing is recorded until "
      "then",
      origin, "旧于本办理台已记入的内容：请恢复其最新副本；此前不再记录"};
}

Error held(const std::string& origin) {
  return {
      ErrorCode::kConflict,
      "a witness has seen another or a larger tree of this log: no checkpoint is signed until a person has "
      "found out why",
      origin, "有见证方见过本日志的另一棵或更大的树：在查明原因之前不再签署检查点"};
}

Error anchored_otherwise(const std::string& origin) {
  return {ErrorCode::kConflict,
          "a tree is anchored that this log never had: an old copy was restored, or it runs twice; a person "
          "finds out why",
          origin, "有锚定的树并非本日志曾有：恢复过旧副本，或同时运行了两份；请查明原因"};
}

bool is_same(const OwnRecord& own, const desk::EvidenceItem& item) {
  if (own.entry.kind != item.named.record.kind) return false;
  if (item.named.record.statement) return own.entry.statement == item.named.record.statement;
  // Of what was erased nothing is read: it is about this very step all the same.
  if (own.was_erased) return true;
  return std::any_of(own.fields.begin(), own.fields.end(), [&](const RecordField& field) {
    return field.name == desk::kDocumentField && field.value == item.document;
  });
}

}  // namespace

Result<std::unique_ptr<DeskLog>> open_desk_log(const EvidenceLogOptions& options) {
  auto log = EvidenceLog::open(options);
  if (!log) return fail(log.error());
  return std::unique_ptr<DeskLog>(new OpenedLog(std::move(*log)));
}

EvidenceRecorder::EvidenceRecorder(desk::Parts& parts, EvidenceRecorderOptions options)
    : parts_(parts), options_(std::move(options)), retry_ms_(options_.retry_ms) {}
EvidenceRecorder::~EvidenceRecorder() = default;

std::shared_ptr<const DeskLog> EvidenceRecorder::log() const {
  const std::lock_guard lock(mutex_);
  return log_;
}

EvidenceRecording EvidenceRecorder::recording() const {
  const std::lock_guard lock(mutex_);
  return now_;
}

// A log that lacks what the database knows to be in it is an old copy.
Result<void> EvidenceRecorder::look_at_age(const DeskLog& log) {
  const EvidenceStanding standing = log.standing();
  const auto newest = parts_.store->read(
      [&](const DeskReader& reader) { return reader.newest_evidence_entry(standing.origin); });
  if (!newest) return fail(newest.error());
  if (!*newest) return {};
  const auto entry = static_cast<std::uint64_t>((*newest)->entry);
  if (entry >= standing.entries) return fail(rolled_back(standing.origin));
  const std::string subject = (*newest)->permit.empty()
                                  ? desk::step_subject((*newest)->case_id, (*newest)->seq)
                                  : desk::permit_subject((*newest)->permit);
  const std::vector<std::uint64_t> about = log.about(subject);
  if (std::find(about.begin(), about.end(), entry) == about.end()) return fail(rolled_back(standing.origin));
  return {};
}

Result<void> EvidenceRecorder::open() {
  auto opened = options_.open();
  if (!opened) return fail(opened.error());
  const auto fits = look_at_age(**opened);
  std::shared_ptr<DeskLog> log = std::move(*opened);
  stated_ = witnessed_ = anchored_ = 0;
  anchors_seen_.reset();
  const std::lock_guard lock(mutex_);
  now_.origin = log->standing().origin;
  now_.standing = log->standing();
  if (!fits) return fits;
  log_ = std::move(log);
  return {};
}

// An own entry of before, that the database does not know. True: it is this one.
Result<bool> EvidenceRecorder::find_own(const DeskLog& log, desk::EvidenceThread& thread,
                                        desk::EvidenceItem& item) const {
  for (const std::uint64_t index : log.about(item.named.subject)) {
    if (thread.known && index <= *thread.known) continue;
    const auto own = log.record(index, item.named.subject);
    if (!own) return fail(own.error());
    if (!is_same(*own, item)) continue;
    item.row.entry = static_cast<std::int64_t>(index);
    item.row.logged_ms = own->entry.time_ms;
    thread.last = thread.known = index;
    return true;
  }
  return false;
}

// In turns: of each thread the next one, all of them in one append, since each names the one before it.
Result<void> EvidenceRecorder::record_threads(DeskLog& log, std::vector<desk::EvidenceThread>& threads,
                                              std::vector<EvidenceEntryRow>& rows) {
  std::vector<std::size_t> next(threads.size(), 0);
  for (;;) {
    std::vector<NamedRecord> records;
    std::vector<std::pair<desk::EvidenceThread*, desk::EvidenceItem*>> of;
    const std::int64_t now = parts_.now();
    for (std::size_t i = 0; i < threads.size(); ++i) {
      desk::EvidenceThread& thread = threads[i];
      for (; next[i] < thread.items.size(); ++next[i]) {
        const auto found = find_own(log, thread, thread.items[next[i]]);
        if (!found) return fail(found.error());
        if (!*found) break;
        rows.push_back(thread.items[next[i]].row);
      }
      if (next[i] == thread.items.size()) continue;
      desk::EvidenceItem& item = thread.items[next[i]++];
      item.named.record.actor = log.actor();
      item.named.record.time_ms = now;
      if (thread.last) item.named.record.parents = {*thread.last};
      records.push_back(item.named);
      of.emplace_back(&thread, &item);
    }
    if (records.empty()) return {};
    auto first = log.append(records);
    if (!first && first.error().code == ErrorCode::kNotFound) {
      // One of their subjects was erased: what is recorded of it has no fields any more.
      for (NamedRecord& one : records) {
        const std::vector<std::uint64_t> about = log.about(one.subject);
        if (about.empty()) continue;
        const auto own = log.record(about.back(), one.subject);
        if (own && own->was_erased) one.record.fields.clear();
      }
      first = log.append(records);
    }
    if (!first) return fail(first.error());
    for (std::size_t i = 0; i < of.size(); ++i) {
      const std::uint64_t index = *first + i;
      of[i].second->row.entry = static_cast<std::int64_t>(index);
      of[i].second->row.logged_ms = now;
      of[i].first->last = of[i].first->known = index;
      rows.push_back(of[i].second->row);
    }
  }
}

Result<void> EvidenceRecorder::record_batch(DeskLog& log, desk::EvidenceBatch& batch) {
  std::vector<EvidenceEntryRow> rows;
  if (const auto done = append_batch(log, batch, rows); !done) {
    is_spoilt_ = true;
    return done;
  }
  options_.appended();
  const std::int64_t now = parts_.now();
  const auto kept = parts_.store->transact([&](DeskTransaction& t) -> Result<bool> {
    for (const EvidenceEntryRow& row : rows) {
      if (auto added = t.add_evidence_entry(row); !added) return fail(added.error());
    }
    if (!batch.is_whole) return true;
    if (auto put = desk::keep_recorded(t, batch, now); !put) return fail(put.error());
    return true;
  });
  if (!kept) return fail(kept.error());
  const std::lock_guard lock(mutex_);
  now_.recorded += rows.size();
  return {};
}

Result<void> EvidenceRecorder::append_batch(DeskLog& log, desk::EvidenceBatch& batch,
                                            std::vector<EvidenceEntryRow>& rows) {
  if (const auto done = record_threads(log, batch.cases, rows); !done) return done;
  for (const desk::EvidenceThread& of : batch.cases) {
    if (of.last) batch.last_of_case[of.case_id] = *of.last;
  }
  for (desk::EvidenceThread& permit : batch.permits) {
    const auto of_case = batch.last_of_case.find(permit.case_id);
    // A permit begins with what was decided.
    if (!permit.last && of_case != batch.last_of_case.end()) permit.last = of_case->second;
  }
  return record_threads(log, batch.permits, rows);
}

// True: something was done, and there may be more.
Result<bool> EvidenceRecorder::record(DeskLog& log) {
  const std::string origin = log.standing().origin;
  auto batch =
      parts_.store->read([&](const DeskReader& reader) { return desk::read_outbox(reader, origin); });
  if (!batch) return fail(batch.error());
  if (batch->is_empty()) return false;
  if (const auto done = record_batch(log, *batch); !done) return fail(done.error());
  return true;
}

Result<void> EvidenceRecorder::keep_clocks(const EvidenceStanding& standing) {
  const bool is_witnessed = standing.has_witnesses && standing.lacks.empty() && standing.witnessed_at_ms > 0;
  const bool states = standing.checkpoint > stated_;
  const bool witnesses = is_witnessed && standing.checkpoint > witnessed_;
  if (!states && !witnesses) return {};
  const auto size = static_cast<std::int64_t>(standing.checkpoint);
  const auto kept = parts_.store->transact([&](DeskTransaction& t) -> Result<bool> {
    if (states) {
      const auto put = t.prove_evidence(standing.origin, size, EvidenceClock::kStated, standing.stated_at_ms);
      if (!put) return fail(put.error());
    }
    if (witnesses) {
      const auto put =
          t.prove_evidence(standing.origin, size, EvidenceClock::kWitnessed, standing.witnessed_at_ms);
      if (!put) return fail(put.error());
    }
    return true;
  });
  if (!kept) return fail(kept.error());
  if (states) stated_ = standing.checkpoint;
  if (witnesses) witnessed_ = standing.checkpoint;
  return {};
}

// Earliest first, so that each entry has the clock of the first tree that holds it.
Result<void> EvidenceRecorder::keep_anchored(const DeskLog& log, std::span<const AnchorHeld> held) {
  const std::string origin = log.standing().origin;
  std::vector<AnchorHeld> told;
  std::uint64_t largest = anchored_;
  for (const AnchorHeld& one : held) {
    if (one.size <= largest || told.size() == kMostAnchored) continue;
    // Of the same tree as everything that is proved here.
    const auto root = one.size <= log.standing().checkpoint ? log.root_at(one.size)
                                                            : Result<evidence::Hash>(evidence::Hash{});
    if (!root) return fail(root.error());
    if (*root != one.root) return fail(anchored_otherwise(origin));
    largest = one.size;
    told.push_back(one);
  }
  if (told.empty()) return {};
  const auto kept = parts_.store->transact([&](DeskTransaction& t) -> Result<bool> {
    for (const AnchorHeld& one : told) {
      const auto put =
          t.prove_evidence(origin, static_cast<std::int64_t>(one.size), EvidenceClock::kAnchored, one.at_ms);
      if (!put) return fail(put.error());
    }
    return true;
  });
  if (!kept) return fail(kept.error());
  anchored_ = largest;
  return {};
}

// What is anchored is read where something changed; within a second of a change the next one might have its
// time.
Result<void> EvidenceRecorder::look_at_anchors(const DeskLog& log) {
  const auto changed = anchors_changed(options_.folder);
  if (changed && changed == anchors_seen_) return {};
  anchors_seen_.reset();
  AnchorsSeen seen = changed ? see_anchors(options_.folder) : AnchorsSeen();
  {
    const std::lock_guard lock(mutex_);
    now_.anchors = std::move(seen.standing);
  }
  const auto kept = keep_anchored(log, seen.held);
  if (!kept) return kept;
  const bool is_all = std::all_of(seen.held.begin(), seen.held.end(),
                                  [&](const AnchorHeld& one) { return one.size <= anchored_; });
  const bool is_settled = changed && std::filesystem::file_time_type::clock::now() - *changed > kSettled;
  if (is_all && is_settled) anchors_seen_ = changed;
  return {};
}

Result<void> EvidenceRecorder::publish(DeskLog& log) {
  EvidenceStanding standing = log.standing();
  const bool is_new = standing.entries > standing.checkpoint;
  const bool lacks = standing.has_witnesses && !standing.lacks.empty() && standing.checkpoint > 0;
  if (is_new || lacks || standing.tiles) {
    auto published = log.publish();
    if (!published) {
      is_spoilt_ = true;
      return fail(published.error());
    }
    standing = std::move(*published);
  }
  const auto kept = keep_clocks(standing);
  const bool is_held = standing.is_doubted();
  const bool is_lacking = standing.has_witnesses && !standing.lacks.empty() && standing.checkpoint > 0;
  const std::optional<Error> tiles = standing.tiles;
  const std::string origin = standing.origin;
  {
    const std::lock_guard lock(mutex_);
    if (!is_lacking) now_.unwitnessed_since_ms = 0;
    if (is_lacking && now_.unwitnessed_since_ms == 0) now_.unwitnessed_since_ms = parts_.now();
    now_.standing = std::move(standing);
  }
  if (!kept) return kept;
  const auto anchored = look_at_anchors(log);
  if (is_held) return fail(held(origin));
  if (!anchored) return anchored;
  if (tiles) return fail(*tiles);
  return {};
}

void EvidenceRecorder::count() {
  const auto counted = parts_.store->read([](const DeskReader& reader) -> Result<DeskReader::Unrecorded> {
    const auto until = desk::recorded_until(reader);
    if (!until) return fail(until.error());
    return reader.unrecorded_since(*until);
  });
  count_at_ = Steady::now() + std::chrono::seconds(1);
  if (!counted) return;  // what the database says of itself is told elsewhere
  const std::lock_guard lock(mutex_);
  now_.waiting = counted->count;
  now_.since_ms = counted->since_ms;
}

void EvidenceRecorder::note(std::optional<Noted>& of, const Result<void>& done) {
  const std::lock_guard lock(mutex_);
  if (done) {
    of.reset();
  } else if (of) {
    of->why = done.error();
  } else {
    of = Noted{done.error(), parts_.now()};
  }
  const std::optional<Noted>& told = recording_fault_ ? recording_fault_ : publishing_fault_;
  now_.fault = told ? std::optional(told->why) : std::nullopt;
  now_.fault_since_ms = told ? told->since_ms : 0;
}

void EvidenceRecorder::drop_log() {
  is_spoilt_ = false;
  const std::lock_guard lock(mutex_);
  log_.reset();
}

// True: more waits. A log that could not keep something keeps nothing more until it is opened anew.
Result<bool> EvidenceRecorder::record_some() {
  if (!log_) {
    if (const auto opened = open(); !opened) return fail(opened.error());
  }
  auto recorded = record(*log_);
  if (!recorded && is_spoilt_) drop_log();
  return recorded;
}

void EvidenceRecorder::publish_now() {
  publish_at_ = Steady::now() + std::chrono::milliseconds(options_.publish_each_ms);
  note(publishing_fault_, publish(*log_));
  if (is_spoilt_) drop_log();
}

bool EvidenceRecorder::work() {
  if (Steady::now() < retry_at_) return false;
  const auto recorded = record_some();
  note(recording_fault_, recorded ? Result<void>() : fail(recorded.error()));
  if (!recorded) {
    retry_at_ = Steady::now() + std::chrono::milliseconds(retry_ms_);
    retry_ms_ = std::min(retry_ms_ * 2, kLongestRetryMs);
    count();
    return false;
  }
  retry_ms_ = options_.retry_ms;
  if (Steady::now() >= publish_at_) publish_now();
  if (!*recorded || Steady::now() >= count_at_) count();
  return *recorded;
}

void EvidenceRecorder::flush() {
  constexpr int kMostRounds = 50;  // some seconds' worth; the rest waits for the next start
  for (int i = 0; i < kMostRounds; ++i) {
    const auto recorded = record_some();
    note(recording_fault_, recorded ? Result<void>() : fail(recorded.error()));
    if (!recorded || !*recorded) break;
  }
  if (log_) publish_now();
  count();
}

}  // namespace tidegate
