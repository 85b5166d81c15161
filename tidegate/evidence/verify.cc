#include "tidegate/evidence/verify.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "tidegate/base/cbor_reader.h"
#include "tidegate/base/china_time.h"
#include "tidegate/base/utc_time.h"
#include "tidegate/evidence/receipt.h"

namespace tidegate::evidence {
namespace {

Text says(const Error& error) { return {error.what, error.what_zh.empty() ? error.what : error.what_zh}; }

// Of the last leaf the hashes beside the way are the peaks of the tree before it: that tree's root.
Hash root_before_last(const TreeHasher& hasher, const std::vector<Hash>& proof) {
  if (proof.empty()) return hasher.empty();
  Hash root = proof.front();
  for (std::size_t i = 1; i < proof.size(); ++i) root = hasher.parent(proof[i], root);
  return root;
}

Sha256 asked(std::string_view note, const std::vector<VerifierKey>& logs,
             const std::vector<VerifierKey>& witnesses) {
  Cbor::Array keys;
  for (const auto* list : {&logs, &witnesses}) {
    Cbor::Array one;
    for (const VerifierKey& key : *list) one.push_back(Cbor::text(key.to_text()));
    keys.push_back(Cbor::array(std::move(one)));
  }
  return sha256(octets_of(sha256(note)) + write_cbor(Cbor::array(std::move(keys))));
}

class Verifier {
 public:
  Verifier(const VerifyQuestion& question, const Tools& tools) : question_(question), tools_(tools) {
    for (std::size_t i = 0; i < kSteps; ++i) {
      out_.steps.push_back({to_string(static_cast<StepName>(i)),
                            StepState::kNotReached,
                            {"what it stands on failed", "其所依据的步骤未通过"}});
    }
  }

  Verified run(std::string_view file) {
    if (open(file)) {
      statement();
      fields();
      find_keys();
      inclusion();
      checkpoint();
      sm3();
      cosignatures();
      map();
      keys();
      declared();
      anchors();
    }
    if (state_) out_.as_of_ms = as_of_ms();
    out_.holds = std::all_of(out_.steps.begin(), out_.steps.end(), [](const Step& step) {
      return step.state == StepState::kOk || step.state == StepState::kNotThere;
    });
    return std::move(out_);
  }

 private:
  void tell(StepName name, StepState state, Text text) {
    Step& step = out_.steps[static_cast<std::size_t>(name)];
    step.state = state;
    step.says = std::move(text);
  }
  void ok(StepName name, std::string en, std::string zh) {
    tell(name, StepState::kOk, {std::move(en), std::move(zh)});
  }
  void failed(StepName name, std::string en, std::string zh) {
    tell(name, StepState::kFailed, {std::move(en), std::move(zh)});
  }
  void failed(StepName name, const Error& error) { tell(name, StepState::kFailed, says(error)); }
  void not_there(StepName name, std::string en, std::string zh) {
    tell(name, StepState::kNotThere, {std::move(en), std::move(zh)});
  }

  const Bundle& bundle() const { return out_.opened->bundle; }
  const RecordEntry* record() const { return out_.entry ? std::get_if<RecordEntry>(&*out_.entry) : nullptr; }

  // Format and entry; false: nothing can be said of the rest.
  bool open(std::string_view file) {
    auto opened = read_bundle(file, "bundle");
    if (!opened) {
      failed(StepName::kFormat, opened.error());
      return false;
    }
    out_.opened = std::move(*opened);
    if (out_.opened->is_whole) {
      ok(StepName::kFormat, "a bundle of evidence, whole", "证据包完整");
    } else {
      failed(StepName::kFormat, "the contents do not fit their checksum: damaged",
             "内容与校验和不符：已损坏");
    }
    auto entry = read_entry(bundle().entry, "entry");
    if (entry) {
      out_.entry = std::move(*entry);
      ok(StepName::kEntry,
         fmt::format("\"{}\", dated {}", kind_of(*out_.entry), utc_time_text(time_of(*out_.entry))),
         fmt::format("{}，{}", label_of(*out_.entry).zh, china_time_text(time_of(*out_.entry))));
      const std::int64_t dated_ms = time_of(*out_.entry);
      if (own_clock() ? is_ahead(dated_ms / 1'000) : dated_ms > question_.at_ms)
        failed(StepName::kEntry, "it is dated after the moment asked of", "其日期晚于所问时刻");
    } else {
      failed(StepName::kEntry, entry.error());
    }
    return read_checkpoint();
  }

  bool read_checkpoint() {
    const auto note = parse_note(bundle().checkpoint);
    const auto checkpoint = note ? parse_checkpoint(note->text) : Result<Checkpoint>(fail(note.error()));
    if (!checkpoint) {
      failed(StepName::kCheckpoint, checkpoint.error());
      return false;
    }
    note_ = *note;
    at_ = *checkpoint;
    out_.origin = at_.origin;
    out_.size = at_.size;
    auto state = read_entry(bundle().state, "state");
    if (state && std::holds_alternative<StateEntry>(*state)) state_ = std::get<StateEntry>(*state);
    if (state_) out_.stated_at_ms = state_->time_ms;
    return true;
  }

  void statement() {
    const auto named = record() != nullptr ? record()->statement : std::nullopt;
    if (!bundle().statement) {
      if (named)
        return not_there(StepName::kStatement, "the signed file that the entry names is not in the bundle",
                         "条目所列签名文件不在证据包中");
      return not_there(StepName::kStatement, "the entry names no signed file", "条目未列签名文件");
    }
    if (!out_.entry) return;
    if (!named || sha256(*bundle().statement) != *named)
      return failed(StepName::kStatement, "the signed file is not the one that the entry names",
                    "签名文件不是条目所列的文件");
    ok(StepName::kStatement, "SHA-256 " + hex(*named), "SHA-256 " + hex(*named));
  }

  void fields() {
    const auto& shown = bundle().disclosed;
    if (shown.empty()) return not_there(StepName::kFields, "no field is disclosed", "没有披露字段");
    if (!out_.entry) return;
    const FieldsRoot root = record() != nullptr ? record()->fields : FieldsRoot{};
    for (std::size_t i = 0; i < shown.size(); ++i) {
      if (i > 0 && shown[i - 1].field.field.name >= shown[i].field.field.name)
        return failed(StepName::kFields,
                      fmt::format("disclosed field {} does not follow the one before by name", i + 1),
                      fmt::format("第 {} 个披露字段的名称不在前一个之后", i + 1));
      const bool follows = i == 0 || shown[i - 1].place < shown[i].place;
      if (follows && root.count > 0 && is_field_of(tools_.sha256, root, shown[i])) continue;
      return failed(StepName::kFields, fmt::format("disclosed field {} is none of the entry's", i + 1),
                    fmt::format("第 {} 个披露字段不属于该条目", i + 1));
    }
    ok(StepName::kFields, fmt::format("{} of {} fields disclosed", shown.size(), root.count),
       fmt::format("披露 {} 个字段，共 {} 个", shown.size(), root.count));
  }

  void inclusion() {
    if (is_included(tools_.sha256, bundle().index, tools_.sha256.leaf(bundle().entry), at_.size,
                    bundle().proof, at_.root)) {
      return ok(StepName::kInclusion,
                fmt::format("entry {} of {} in {}", bundle().index, at_.size, at_.origin),
                fmt::format("{} 共 {} 个条目，其中第 {} 号", at_.origin, at_.size, bundle().index));
    }
    failed(StepName::kInclusion, "the proof does not lead from the entry to the checkpoint's root",
           "证明不能由条目推出检查点的根");
  }

  void find_keys() {
    auto history =
        check_history(bundle().history, at_.origin, at_.size, at_.root, tools_.sha256, tools_.check);
    if (history) {
      history_ = std::move(*history);
    } else {
      history_error_ = history.error();
    }
  }

  // The signature of the key in force, and no other: an older key's is refused.
  void checkpoint() {
    if (!history_) return;
    const VerifierKey& key = history_->lines.front().back();
    if (const auto error = unsigned_by(note_, bundle().checkpoint, key))
      return failed(StepName::kCheckpoint, *error);
    if (bundle().receipt && !is_kept(receipt_name(key.key))) {
      const auto holds =
          tools_.check.is_signed_by(key.key, receipt_signed(key.key, at_.root), *bundle().receipt);
      if (!holds) return failed(StepName::kCheckpoint, holds.error());
      if (!*holds)
        return failed(StepName::kCheckpoint, "the signature for a receipt is not the log's",
                      "回执签名不是该日志的");
      if (tools_.cache != nullptr) tools_.cache->keep(receipt_name(key.key), {});
    }
    ok(StepName::kCheckpoint, fmt::format("{} signed {} entries", at_.origin, at_.size),
       fmt::format("{} 已签署 {} 个条目", at_.origin, at_.size));
  }

  Sha256 receipt_name(const PublicKey& key) const {
    return sha256("receipt" + receipt_signed(key, at_.root) + *bundle().receipt);
  }
  bool is_kept(const Sha256& name) const {
    return tools_.cache != nullptr && tools_.cache->find(name).has_value();
  }

  std::optional<Error> unsigned_by(const Note& note, std::string_view text, const VerifierKey& key) {
    const std::vector<VerifierKey> keys{key};
    const Sha256 name = asked(text, keys, {});
    if (is_kept(name)) return std::nullopt;
    const auto signers = signers_of(note, keys, tools_.check);
    if (!signers) return signers.error();
    if (signers->empty())
      return Error{ErrorCode::kCorrupt,
                   "the log's key in force did not sign the checkpoint",
                   {},
                   "日志的现行密钥未签署该检查点"};
    if (tools_.cache != nullptr) tools_.cache->keep(name, {});
    return std::nullopt;
  }

  // Whom the verifier's policy names for this tree.
  std::vector<VerifierKey> trusted_for(const std::string& name) const {
    std::vector<VerifierKey> out;
    if (!question_.trust) return out;
    for (const PolicyLog& log : question_.trust->logs) {
      if (log.key.name == name) out.push_back(log.key);
    }
    return out;
  }
  static bool is_of(const KeyLine& line, const std::vector<VerifierKey>& trusted) {
    return std::find_first_of(line.begin(), line.end(), trusted.begin(), trusted.end()) != line.end();
  }

  // Whoever can sign for the tree under SHA-256 can make a twin with a key of his own: it proves something
  // only by a key that the verifier brought.
  void sm3() {
    const auto trusted = trusted_for(at_.origin + "/sm3");
    if (!bundle().sm3) {
      if (!trusted.empty())
        return failed(StepName::kSm3, "the policy names a key of the tree under SM3, the bundle has no such",
                      "策略列有 SM3 树的密钥，证据包却没有该树");
      if (state_ && state_->sm3_root)
        return not_there(StepName::kSm3, "the checkpoint under SM3 is not in the bundle",
                         "证据包中没有 SM3 检查点");
      return not_there(StepName::kSm3, "the log keeps no tree under SM3", "该日志没有 SM3 树");
    }
    if (!history_) return;
    const Sm3Evidence& twin = *bundle().sm3;
    const auto note = parse_note(twin.checkpoint);
    const auto at = note ? parse_checkpoint(note->text) : Result<Checkpoint>(fail(note.error()));
    if (!at) return failed(StepName::kSm3, at.error());
    if (tools_.sm3 == nullptr)
      return failed(StepName::kSm3, "this machine lacks the library that computes SM3",
                    "本机缺少计算 SM3 的库");
    const KeyLine* line = history_->line_of(at_.origin + "/sm3");
    if (line == nullptr || at->origin != at_.origin + "/sm3" || at->size != at_.size)
      return failed(StepName::kSm3, "it is a checkpoint of another tree", "是另一棵树的检查点");
    if (const auto error = unsigned_by(*note, twin.checkpoint, line->back()))
      return failed(StepName::kSm3, *error);
    const TreeHasher& hasher = *tools_.sm3;
    const bool stands =
        is_included(hasher, bundle().index, hasher.leaf(bundle().entry), at->size, twin.proof, at->root) &&
        is_included(hasher, at->size - 1, hasher.leaf(bundle().state), at->size, twin.state_proof, at->root);
    if (!stands) return failed(StepName::kSm3, "a proof does not lead to its root", "证明不能推出其根");
    if (!state_ || state_->sm3_root != root_before_last(hasher, twin.state_proof))
      return failed(StepName::kSm3, "the tree under SHA-256 names another root for it",
                    "SHA-256 树所列的根与其不同");
    if (is_of(*line, trusted))
      return ok(StepName::kSm3, "the same entry under SM3, signed", "同一条目亦在 SM3 树中，已签署");
    tell(StepName::kSm3, trusted.empty() ? StepState::kNotThere : StepState::kFailed,
         {"signed by a key that nobody vouches for: name it in a second log line of the policy",
          "由无人作保的密钥签署：请在策略中另列一行 log 指明该密钥"});
  }

  std::optional<std::vector<Cosigned>> cosigned_by(const Policy& policy) {
    const std::vector<VerifierKey> witnesses = policy.witness_keys();
    const Sha256 name = asked(bundle().checkpoint, {}, witnesses);
    if (tools_.cache != nullptr) {
      if (auto held = tools_.cache->find(name)) return held;
    }
    auto found = cosigners_of(note_, witnesses, tools_.check);
    if (!found) {
      failed(StepName::kCosignatures, found.error());
      return std::nullopt;
    }
    if (tools_.cache != nullptr) tools_.cache->keep(name, *found);
    return std::move(*found);
  }

  // The verifier's as he brought it, whatever the log declares. Only where he asks for no witness is the log
  // held to its own word, which is never said to be his.
  const Policy* policy_to_hold() {
    static const Policy kNone;
    const Policy& brought = question_.trust ? *question_.trust : kNone;
    if (brought.quorum || history_->policies.empty()) return &brought;
    own_policy_ = true;
    return &history_->policies.back().policy;
  }

  void declared() {
    if (!history_) return;
    for (const DeclaredPolicy& one : history_->policies) {
      const std::size_t witnesses = one.policy.witnesses.size();
      const char* quorum = one.policy.quorum ? "a quorum" : "no quorum";
      const char* quorum_zh = one.policy.quorum ? "有法定数" : "无法定数";
      out_.declared.push_back({fmt::format("entry {}: {} {}, {}", one.index, witnesses,
                                           witnesses == 1 ? "witness" : "witnesses", quorum),
                               fmt::format("条目 {}：见证方 {} 个，{}", one.index, witnesses, quorum_zh)});
    }
  }

  void cosignatures() {
    if (!history_) return;
    const Policy* policy = policy_to_hold();
    const auto held = cosigned_by(*policy);
    if (!held) return;
    std::vector<std::size_t> witnesses;
    std::vector<Cosigned> counted;
    Text names;
    Text others;  // who signed and does not count, and why
    const CosigningWindow can_be = window();
    for (const Cosigned& one : *held) {
      const PolicyWitness& witness = policy->witnesses[one.key];
      if (const auto fault = can_be.fault_of(one.time_s)) {
        add_mistimed(witness.name, one.time_s, *fault, others);
        continue;
      }
      witnesses.push_back(one.key);
      counted.push_back(one);
      out_.witnessed.push_back({witness.name, one.time_s});
      names.en += (names.en.empty() ? "" : ", ") + witness.name;
      names.zh += (names.zh.empty() ? "" : "、") + witness.name;
    }
    quorum_ms_ = quorum_time_ms(*policy, counted);
    if (const auto lacks = lacking(*policy, witnesses); !lacks.empty()) {
      const Lacking& first = lacks.front();
      return failed(
          StepName::kCosignatures,
          fmt::format("{} quorum \"{}\" needs {} and has {}{}{}", own_policy_ ? "the log's own" : "the",
                      first.name, first.needs, first.has, names.en.empty() ? "" : ": " + names.en, others.en),
          fmt::format("{}法定数“{}”须有 {} 个，现有 {} 个{}{}", own_policy_ ? "日志自定的" : "", first.name,
                      first.needs, first.has, names.zh.empty() ? "" : "：" + names.zh, others.zh));
    }
    if (!policy->quorum && !question_.trust)
      return not_there(StepName::kCosignatures, "no policy was given, so no witness is asked for",
                       "未提供策略，故不要求见证");
    if (!policy->quorum)
      return not_there(StepName::kCosignatures, "the policy asks for no witness", "策略不要求见证");
    Text whose;
    if (own_policy_)
      whose = question_.trust ? Text{", whom the log names itself: your policy asks for no witness",
                                     "（由日志自行指定：您的策略不要求见证）"}
                              : Text{", whom the log names itself: you gave no policy",
                                     "（由日志自行指定：您未提供策略）"};
    ok(StepName::kCosignatures, fmt::format("witnessed by {}{}{}", names.en, whose.en, others.en),
       fmt::format("见证方：{}{}{}", names.zh, whose.zh, others.zh));
  }

  // A tree that has the entry is no older than the entry.
  CosigningWindow window() const {
    CosigningWindow out;
    if (out_.entry) out.since_s = std::max<std::int64_t>(0, time_of(*out_.entry) / 1'000);
    if (own_clock()) out.until_s = question_.at_ms / 1'000;
    return out;
  }
  static void add_mistimed(const std::string& name, std::int64_t time_s, CosigningWindow::Fault fault,
                           Text& out) {
    const bool is_early = fault == CosigningWindow::Fault::kEarly;
    out.en += fmt::format("{}{} ({}, {})", out.en.empty() ? "; not counted: " : ", ", name,
                          utc_time_text(cosigned_ms(time_s)),
                          is_early ? "before the entry is dated" : "after the moment asked of");
    out.zh +=
        fmt::format("{}{}（{}，{}）", out.zh.empty() ? "；未计入：" : "、", name,
                    china_time_text(cosigned_ms(time_s)), is_early ? "早于条目所载日期" : "晚于所问时刻");
  }
  bool own_clock() const { return question_.asks_now; }
  // After the moment asked of, by more than two clocks may differ. Divided first: a moment may be the last.
  bool is_ahead(std::int64_t time_s) const { return time_s > question_.at_ms / 1'000 + kClockSlackS; }

  // When the tree was at the latest, by the more cautious of two clocks: a log whose clock runs ahead cannot
  // make its state look fresher than its quorum saw it, nor can one witness make it look older.
  std::int64_t as_of_ms() const {
    return quorum_ms_ && *quorum_ms_ / 1'000 < state_->time_ms / 1'000 ? *quorum_ms_ : state_->time_ms;
  }

  // Behind what a later checkpoint proves, where an earlier moment was asked of.
  Text at_its_own_time() const {
    if (as_of_ms() <= question_.at_ms) return {};
    return {fmt::format("; proved at the checkpoint's time, {}, not at the moment asked of",
                        utc_time_text(as_of_ms())),
            fmt::format("；所证明的是检查点时刻（{}），不是所问时刻", china_time_text(as_of_ms()))};
  }

  void map() {
    const RecordEntry* record = this->record();
    if (record == nullptr && !out_.entry) return;
    if (!state_holds(StepName::kMap)) return;
    if (own_clock() && is_ahead(state_->time_ms / 1'000))
      return failed(StepName::kMap,
                    fmt::format("the log dates its state {}, after the moment asked of",
                                utc_time_text(state_->time_ms)),
                    fmt::format("日志所称状态时间{}晚于所问时刻", china_time_text(state_->time_ms)));
    const Text later = at_its_own_time();
    if (record == nullptr) {
      if (bundle().map)
        return failed(StepName::kMap, "an entry of the log has no subject", "日志自身的条目没有主体");
      return not_there(StepName::kMap, "an entry of the log has no subject" + later.en,
                       "日志自身的条目没有主体" + later.zh);
    }
    if (!bundle().map)
      return failed(StepName::kMap, "the bundle does not show what is newest of the subject",
                    "证据包未证明该主体的最新条目");
    const MapEvidence& shown = *bundle().map;
    if (!is_in_map(tools_.sha256, state_->map_root, {map_key(record->subject), map_value(shown.newest)},
                   {shown.path, {}}))
      return failed(StepName::kMap, "the proof does not lead to the map's root", "证明不能推出映射的根");
    const std::string as_of = utc_time_text(as_of_ms());
    const std::string as_of_zh = china_time_text(as_of_ms());
    const std::string_view status = to_string(shown.newest.status);
    if (shown.newest.index > bundle().index)
      return failed(StepName::kMap,
                    fmt::format("entry {} is newer: {}, as of {}", shown.newest.index, status, as_of),
                    fmt::format("条目 {} 更新：{}，截至{}", shown.newest.index,
                                label_of(shown.newest.status).zh, as_of_zh));
    const Newest expected{bundle().index, tools_.sha256.leaf(bundle().entry), record->status};
    if (shown.newest != expected)
      return failed(StepName::kMap, "the map names another entry", "映射所列为另一条目");
    ok(StepName::kMap, fmt::format("nothing newer as of {}; status {}{}", as_of, status, later.en),
       fmt::format("截至{}没有更新的条目；状态：{}{}", as_of_zh, label_of(shown.newest.status).zh, later.zh));
  }

  // The checkpoint's last entry says what is said of it.
  bool state_holds(StepName name) {
    if (!state_) {
      failed(name, "the checkpoint's last entry is no statement of its state", "检查点的末条不是状态条目");
      return false;
    }
    if (!state_stands_) {
      state_stands_ = at_.size > 0 &&
                      is_included(tools_.sha256, at_.size - 1, tools_.sha256.leaf(bundle().state), at_.size,
                                  bundle().state_proof, at_.root) &&
                      state_->sha256_root == root_before_last(tools_.sha256, bundle().state_proof);
    }
    if (!*state_stands_) {
      failed(name, "the statement of state is not the checkpoint's last entry", "状态条目不是该检查点的末条");
      return false;
    }
    return true;
  }

  void keys() {
    if (history_error_) return failed(StepName::kKeys, *history_error_);
    if (!state_holds(StepName::kKeys)) return;
    if (state_->changes != history_->changes)
      return failed(
          StepName::kKeys,
          fmt::format("the log counts {} changes of keys and policy, the bundle has {}", state_->changes,
                      history_->changes),
          fmt::format("日志记有 {} 次密钥与策略变更，证据包有 {} 次", state_->changes, history_->changes));
    const Policy trust = question_.trust.value_or(Policy{});
    bool any = false;
    for (const KeyLine& line : history_->lines) {
      const bool is_named = std::any_of(trust.logs.begin(), trust.logs.end(), [&](const PolicyLog& log) {
        return log.key.name == line.front().name;
      });
      const auto at = std::find_if(line.begin(), line.end(), [&](const VerifierKey& key) {
        return std::any_of(trust.logs.begin(), trust.logs.end(),
                           [&](const PolicyLog& log) { return log.key == key; });
      });
      if (at == line.end() && is_named)
        return failed(StepName::kKeys,
                      fmt::format("the trusted key of {} is none that it had", line.front().name),
                      fmt::format("所信任的 {} 密钥不在其历任密钥之中", line.front().name));
      if (at == line.end()) continue;
      any = any || &line == &history_->lines.front();
      const auto changes = line.end() - at - 1;
      out_.trusted.push_back(
          {fmt::format("{}, {} {} of key since", at->to_text(), changes, changes == 1 ? "change" : "changes"),
           fmt::format("{}，其后换钥 {} 次", at->to_text(), changes)});
    }
    if (!any)
      return failed(StepName::kKeys,
                    fmt::format("nobody vouches for the log's key: {}",
                                question_.trust ? "your policy names no key of it" : "no policy was given"),
                    fmt::format("没有人为日志的密钥作保：{}",
                                question_.trust ? "您的策略未列出其任何密钥" : "未提供策略"));
    for (const PolicyWitness& witness : own_policy_ ? std::vector<PolicyWitness>{} : trust.witnesses)
      out_.trusted.push_back({"witness " + witness.name, "见证方 " + witness.name});
    ok(StepName::kKeys,
       fmt::format("{} {} of keys and policy, each signed by the key in force", history_->changes,
                   history_->changes == 1 ? "change" : "changes"),
       fmt::format("密钥与策略变更 {} 次，均由当时的现行密钥签名", history_->changes));
  }

  // A library that is not here proves nothing and refutes nothing.
  void anchors() {
    if (bundle().anchors.empty())
      return not_there(StepName::kAnchors, "the bundle holds no anchor", "证据包中没有锚定");
    const AnchoredEntry entry{at_.origin, bundle().index, at_.size, at_.root};
    Text unproven;
    std::size_t proven = 0;
    for (const std::string& octets : bundle().anchors) {
      const auto anchor = read_anchor(octets, "anchors");
      if (!anchor) return failed(StepName::kAnchors, anchor.error());
      const auto time = check_anchor(*anchor, entry, tools_.sha256, question_.anchors, tools_.anchors);
      if (!time && time.error().code == ErrorCode::kUnavailable) {
        unproven = says(time.error());
        continue;
      }
      if (!time) return failed(StepName::kAnchors, time.error());
      if (time->is_proven) {
        if (own_clock() && is_ahead(time->time_ms / 1'000))
          return failed(StepName::kAnchors, "an anchor is dated after the moment asked of",
                        "锚定时间晚于所问时刻");
        if (out_.entry && time_of(*out_.entry) / 1'000 - kClockSlackS > time->time_ms / 1'000)
          return failed(StepName::kAnchors, "the entry is dated after its log was anchored with it",
                        "条目所载日期晚于含有该条目的日志被锚定的时间");
        ++proven;
      } else {
        unproven = time->says;
      }
      out_.anchored.push_back(*time);
    }
    if (proven == 0) return tell(StepName::kAnchors, StepState::kNotThere, unproven);
    const auto earliest = std::min_element(
        out_.anchored.begin(), out_.anchored.end(), [](const AnchorTime& a, const AnchorTime& b) {
          return std::pair(!a.is_proven, a.time_ms) < std::pair(!b.is_proven, b.time_ms);
        });
    const std::size_t count = bundle().anchors.size();
    ok(StepName::kAnchors,
       fmt::format("anchored {}: {} ({} of {} proven)", utc_time_text(earliest->time_ms), earliest->says.en,
                   proven, count),
       fmt::format("锚定于{}：{}（{} 项中 {} 项已证明）", china_time_text(earliest->time_ms),
                   earliest->says.zh, count, proven));
  }

  const VerifyQuestion& question_;
  const Tools& tools_;
  Verified out_;
  Note note_;
  Checkpoint at_;
  std::optional<StateEntry> state_;
  std::optional<bool> state_stands_;  // none: not asked yet
  std::optional<CheckedHistory> history_;
  std::optional<Error> history_error_;
  bool own_policy_ = false;
  std::optional<std::int64_t> quorum_ms_;  // of the witnesses that count
};

}  // namespace

std::string_view to_string(StepState state) {
  constexpr std::string_view kNames[] = {"ok", "failed", "not_there", "not_reached"};
  return kNames[static_cast<std::size_t>(state)];
}

std::string_view to_string(StepName name) {
  constexpr std::array<std::string_view, kSteps> kNames{"format",    "statement",  "fields", "entry",
                                                        "inclusion", "checkpoint", "sm3",    "cosignatures",
                                                        "map",       "keys",       "anchors"};
  return kNames[static_cast<std::size_t>(name)];
}

Text label_of(RecordStatus status) {
  constexpr std::string_view kZh[] = {"有效", "已中止", "已撤销", "已被取代"};
  return {std::string(to_string(status)), std::string(kZh[static_cast<std::size_t>(status)])};
}

Text label_of(const Entry& entry) {
  constexpr std::string_view kRecords[] = {"评估", "办件步骤", "许可", "许可状态", "凭证", "备份", "预警"};
  constexpr std::string_view kOfTheLog[] = {"日志状态", "密钥变更", "策略变更"};
  const auto* record = std::get_if<RecordEntry>(&entry);
  const std::string_view zh =
      record != nullptr ? kRecords[static_cast<std::size_t>(record->kind)] : kOfTheLog[entry.index() - 1];
  return {std::string(kind_of(entry)), std::string(zh)};
}

Verified verify_bundle(std::string_view file, const VerifyQuestion& question, const Tools& tools) {
  return Verifier(question, tools).run(file);
}

}  // namespace tidegate::evidence
