#include "tidegate/gate/desk/desk_evidence.h"

#include <algorithm>
#include <charconv>
#include <utility>

#include "tidegate/base/instant.h"
#include "tidegate/base/json_writer.h"
#include "tidegate/clearance/machine.h"
#include "tidegate/evidence/tile.h"
#include "tidegate/gate/desk/case_events.h"
#include "tidegate/gate/desk/case_reading.h"
#include "tidegate/gate/desk/desk_parts.h"
#include "tidegate/gate/desk/permit_issue.h"
#include "tidegate/gate/evidence/bundles.h"
#include "tidegate/gate/packs.h"

namespace tidegate {
namespace {

using desk::write_text;

// A bundle of 256 entries, each behind its size.
constexpr std::size_t kLargestFile = std::size_t{256} * (65'535 + 2);
constexpr std::int64_t kPermitStatements = 200;  // that a chain lists of one permit, the first ones

Error no_log() {
  return {ErrorCode::kNotFound, "this desk keeps no evidence log", {}, "本办理台未启用证据日志"};
}
Error not_open() {
  return {ErrorCode::kUnavailable,
          "the evidence log is not open just now; nothing is lost, ask again later",
          {},
          "证据日志暂未打开；数据未丢失，请稍后再试"};
}
Error no_entry() {
  return {ErrorCode::kNotFound,
          "the case has no such entry in the evidence log",
          {},
          "证据日志中没有该案件的此条目"};
}

void write_moment(JsonWriter& json, const char* key, std::int64_t ms) {
  json.key(key);
  ms == 0 ? json.null() : json.string(instant_text(ms));
}

const char* state_of(const EvidenceEntryRow* row) {
  if (row == nullptr) return "waiting";
  if (row->anchored_ms != 0) return "anchored";
  return row->witnessed_ms != 0 ? "witnessed" : "logged";
}

// origin: of the log that is kept now.
void write_proof(JsonWriter& json, const EvidenceEntryRow* row, const std::string& origin) {
  json.key("state").string(state_of(row)).key("index");
  row == nullptr ? json.null() : json.integer(row->entry);
  json.key("log");
  row == nullptr ? json.null() : json.string(row->log);
  write_moment(json, "logged_at", row == nullptr ? 0 : row->logged_ms);
  write_moment(json, "stated_at", row == nullptr ? 0 : row->stated_ms);
  write_moment(json, "witnessed_at", row == nullptr ? 0 : row->witnessed_ms);
  write_moment(json, "anchored_at", row == nullptr ? 0 : std::max<std::int64_t>(row->anchored_ms, 0));
  // In its log, which is at hand, under a checkpoint.
  json.key("is_provable").boolean(row != nullptr && row->stated_ms != 0 && row->log == origin);
}

Text permit_words(const std::string& kind, const std::string& id) {
  if (kind == "issued") return {"permit " + id + " issued", "签发许可 " + id};
  if (kind == "suspended") return {"permit " + id + " suspended", "暂停许可 " + id};
  if (kind == "revoked") return {"permit " + id + " revoked", "撤销许可 " + id};
  return {"permit " + id + " in force again", "恢复许可 " + id};
}

struct PermitFact {
  std::string permit;
  std::int64_t seq = 0;
  std::int64_t at_ms = 0;
  std::string kind;
};
Result<std::vector<PermitFact>> permit_facts(const DeskReader& reader, const Reach& reach,
                                             const std::string& case_id) {
  const auto permits = reader.permits_of_case(reach, case_id);
  if (!permits) return fail(permits.error());
  std::vector<PermitFact> out;
  for (const PermitRow& permit : *permits) {
    if (!desk::is_signed(permit)) continue;
    out.push_back({permit.id, 0, permit.issued_ms, "issued"});
    const auto statements = reader.permit_statements(reach, permit.id);
    if (!statements) return fail(statements.error());
    for (const PermitStatementRow& one : *statements) {
      if (one.seq <= kPermitStatements) out.push_back({permit.id, one.seq, one.at_ms, one.kind});
    }
  }
  return out;
}

// Names of the fields that an asker is shown of a step.
std::vector<std::string> shown_of(const OwnRecord& record, desk::Side side, bool is_visible) {
  std::vector<std::string> names;
  for (const RecordField& field : record.fields) {
    const bool is_of_lane = field.name == desk::kLaneField;
    if (is_of_lane && (side == desk::Side::kFirm || !is_visible)) continue;
    // The step as it is kept names accounts of the other side.
    if (field.name == desk::kDocumentField && side == desk::Side::kFirm &&
        record.entry.kind == RecordKind::kCaseStep)
      continue;
    names.push_back(field.name);
  }
  return names;
}

bool is_number(std::string_view text) {
  return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
}

void write_witnesses(JsonWriter& json, const EvidenceStanding& standing) {
  json.key("witnesses").begin_array();
  for (const WitnessOutcome& one : standing.outcomes) {
    json.begin_object().key("name").string(one.name).key("answer").string(to_string(one.kind)).key("says");
    write_text(json, name_of(one.kind));
    json.end_object();
  }
  json.end_array().key("lacks").begin_array();
  for (const evidence::Lacking& one : standing.lacks) json.string(one.name);
  json.end_array();
}

// What an anchor's target met names places of this machine and of others: for those who may read how the desk
// is set up.
enum class Shown { kNoAnchors, kAnchors };
void write_recording(JsonWriter& json, const EvidenceRecorder* recorder, Shown shown) {
  json.begin_object().key("is_on").boolean(recorder != nullptr);
  if (recorder == nullptr) {
    json.end_object();
    return;
  }
  const EvidenceRecording now = recorder->recording();
  json.key("origin");
  now.origin.empty() ? json.null() : json.string(now.origin);
  json.key("waiting").integer(now.waiting);
  write_moment(json, "waiting_since", now.since_ms);
  json.key("why");
  if (now.fault) {
    write_text(json, {now.fault->what, now.fault->what_zh.empty() ? now.fault->what : now.fault->what_zh});
  } else {
    json.null();
  }
  write_moment(json, "why_since", now.fault_since_ms);
  json.key("has_witnesses").boolean(now.standing && now.standing->has_witnesses);
  write_moment(json, "unwitnessed_since", now.unwitnessed_since_ms);
  json.key("has_anchors").boolean(!now.anchors.empty());
  json.key("is_held").boolean(now.standing && now.standing->is_doubted());
  json.key("entries").unsigned_integer(now.standing ? now.standing->entries : 0);
  json.key("checkpoint").unsigned_integer(now.standing ? now.standing->checkpoint : 0);
  write_moment(json, "stated_at", now.standing ? now.standing->stated_at_ms : 0);
  if (now.standing) write_witnesses(json, *now.standing);
  if (shown == Shown::kAnchors) {
    json.key("anchors");
    put_anchors(json, now.anchors);
  }
  json.end_object();
}

}  // namespace

Result<std::shared_ptr<const DeskLog>> DeskEvidence::log() const {
  if (recorder_ == nullptr) return fail(no_log());
  auto log = recorder_->log();
  if (log == nullptr) return fail(not_open());
  return log;
}

Result<std::string> DeskEvidence::standing() {
  JsonWriter json;
  write_recording(json, recorder_, Shown::kAnchors);
  return json.take();
}

Result<std::string> DeskEvidence::chain(const DeskAsker& asker, const std::string& case_id,
                                        std::int64_t after, std::int64_t limit) {
  const Reach reach = desk::reach_of(asker.account);
  const std::int64_t most = std::clamp<std::int64_t>(limit, 1, kLargestPage);
  const std::string origin = recorder_ == nullptr ? std::string() : recorder_->recording().origin;
  return parts_.store->read([&](const DeskReader& reader) -> Result<std::string> {
    const auto live = desk::live_of(reader, reach, case_id);
    if (!live) return fail(live.error());
    const auto events = reader.case_events(reach, case_id, after, most);
    if (!events) return fail(events.error());
    const auto entries = reader.evidence_entries(reach, case_id, {}, after, most);
    if (!entries) return fail(entries.error());
    const desk::EventView view{desk::side_of(asker.account), live->is_visible, live->policy_contests};
    JsonWriter json;
    json.begin_object().key("recording");
    write_recording(json, recorder_, Shown::kNoAnchors);
    json.key("rows").begin_array();
    for (const CaseEventRow& event : *events) {
      if (!desk::is_shown(event, view)) continue;
      const auto of = std::find_if(entries->begin(), entries->end(),
                                   [&](const EvidenceEntryRow& row) { return row.seq == event.seq; });
      json.begin_object().key("kind").string("case_step").key("step").string(event.kind);
      json.key("seq").integer(event.seq).key("what");
      write_text(json, step_words(event.kind));
      json.key("at").string(instant_text(event.at_ms));
      write_proof(json, of == entries->end() ? nullptr : &*of, origin);
      json.end_object();
    }
    json.end_array().key("permits").begin_array();
    const auto facts = after == 0 ? permit_facts(reader, reach, case_id)
                                  : Result<std::vector<PermitFact>>(std::vector<PermitFact>());
    if (!facts) return fail(facts.error());
    std::vector<EvidenceEntryRow> of_permit;
    std::string permit;
    for (const PermitFact& fact : *facts) {
      if (fact.permit != permit) {
        permit = fact.permit;
        auto rows = reader.evidence_entries(reach, case_id, permit, -1, kLargestPage);
        if (!rows) return fail(rows.error());
        of_permit = std::move(*rows);
      }
      const auto of = std::find_if(of_permit.begin(), of_permit.end(),
                                   [&](const EvidenceEntryRow& row) { return row.seq == fact.seq; });
      json.begin_object().key("kind").string(fact.seq == 0 ? "permit" : "permit_status");
      json.key("permit").string(fact.permit).key("step").string(fact.kind);
      json.key("seq").integer(fact.seq).key("what");
      write_text(json, permit_words(fact.kind, fact.permit));
      json.key("at").string(instant_text(fact.at_ms));
      write_proof(json, of == of_permit.end() ? nullptr : &*of, origin);
      json.end_object();
    }
    json.end_array();
    if (static_cast<std::int64_t>(events->size()) == most)
      json.key("next").string(std::to_string(events->back().seq));
    json.end_object();
    return json.take();
  });
}

// row  of a case within the asker's reach.
Result<std::string> DeskEvidence::bundle_of(const DeskAsker& asker, const EvidenceEntryRow& row) {
  const auto log = this->log();
  if (!log) return fail(log.error());
  if (row.log != (*log)->standing().origin)
    return fail({ErrorCode::kNotFound, "it stands in another log, which this desk does not keep any more",
                 row.log, "该记录在另一份日志中，本办理台已不再保管"});
  const Reach reach = desk::reach_of(asker.account);
  struct Known {
    desk::Side side = desk::Side::kFirm;
    bool is_visible = false;
    std::string statement;
  };
  const auto known = parts_.store->read([&](const DeskReader& reader) -> Result<Known> {
    const auto live = desk::live_of(reader, reach, row.case_id);
    if (!live) return fail(live.error());
    Known out{desk::side_of(asker.account), live->is_visible, {}};
    if (row.permit.empty()) {
      const auto events = reader.case_events(reach, row.case_id, row.seq - 1, 1);
      if (!events) return fail(events.error());
      if (events->empty() || events->front().seq != row.seq ||
          !desk::is_shown(events->front(), {out.side, out.is_visible, live->policy_contests}))
        return fail(no_entry());
      return out;
    }
    if (row.seq == 0) {
      auto permit = reader.permit(reach, row.permit);
      if (!permit) return fail(permit.error());
      out.statement = std::move(permit->document);
      return out;
    }
    const auto statements = reader.permit_statements(reach, row.permit);
    if (!statements) return fail(statements.error());
    for (const PermitStatementRow& one : *statements) {
      if (one.seq == row.seq) out.statement = one.document;
    }
    return out;
  });
  if (!known) return fail(known.error());
  const std::string subject =
      row.permit.empty() ? desk::step_subject(row.case_id, row.seq) : desk::permit_subject(row.permit);
  const auto index = static_cast<std::uint64_t>(row.entry);
  const auto record = (*log)->record(index, subject);
  if (!record) return fail(record.error());
  // What lies here now is handed out with it where it is what was recorded; else the proof goes without.
  std::string statement = known->statement;
  if (record->entry.statement != sha256(statement)) statement.clear();
  auto made = (*log)->bundle(index, shown_of(*record, known->side, known->is_visible), subject, statement);
  if (!made && made.error().code == ErrorCode::kOutOfRange) {
    return fail({ErrorCode::kConflict,
                 "no checkpoint has this entry yet: ask again in some seconds",
                 {},
                 "尚无检查点涵盖该条目：请数秒后再试"});
  }
  if (!made) return fail(made.error());
  return evidence::write_bundle(*made);
}

Result<std::string> DeskEvidence::bundle(const DeskAsker& asker, const std::string& case_id,
                                         std::string_view index) {
  const auto log = this->log();
  if (!log) return fail(log.error());
  std::int64_t entry = 0;
  const auto [end, error] = std::from_chars(index.data(), index.data() + index.size(), entry);
  if (!is_number(index) || error != std::errc{} || end != index.data() + index.size())
    return fail(no_entry());
  const std::string origin = (*log)->standing().origin;
  const auto row = parts_.store->read([&](const DeskReader& reader) -> Result<EvidenceEntryRow> {
    auto found = reader.evidence_entry(desk::reach_of(asker.account), origin, entry);
    if (!found && found.error().code == ErrorCode::kNotFound) return fail(no_entry());
    if (found && found->case_id != case_id) return fail(no_entry());
    return found;
  });
  if (!row) return fail(row.error());
  return bundle_of(asker, *row);
}

Result<std::string> DeskEvidence::verification(const DeskAsker& asker, const std::string& case_id,
                                               std::string_view index) {
  const auto log = this->log();
  if (!log) return fail(log.error());
  const auto file = bundle(asker, case_id, index);
  if (!file) return fail(file.error());
  const auto seen = verify_evidence(*file, (*log)->policy(), parts_.now());
  if (!seen) return fail(seen.error());
  std::string steps = seen->json;
  while (!steps.empty() && steps.back() == '\n') steps.pop_back();
  JsonWriter json;
  json.begin_object().key("holds").boolean(seen->holds).key("verification").raw(steps).key("says");
  write_text(
      json,
      {"The desk has verified its own record by its own policy: that proves less than a verification at "
       "home. Download the bundle, take the policy from somebody you trust, and verify without this "
       "desk.",
       "以上由办理台以自身策略核验自身记录，证明力低于自行核验。请下载证据包，从您信任的一方取得策略，"
       "并在不依赖本办理台的情况下核验。"});
  json.key("command").string("tidegate evidence verify FILE --trust POLICY").end_object();
  return json.take();
}

Result<std::string> DeskEvidence::permit_bundle(const DeskAsker& asker, const std::string& permit) {
  const auto row = parts_.store->read([&](const DeskReader& reader) -> Result<EvidenceEntryRow> {
    const auto of = reader.permit(desk::reach_of(asker.account), permit);
    if (!of) return fail(of.error());
    auto last = reader.last_evidence_entry(of->case_id, permit);
    if (!last) return fail(last.error());
    if (!*last)
      return fail({ErrorCode::kConflict, "the permit is not recorded yet", permit, "该许可尚未记入证据日志"});
    return std::move(**last);
  });
  if (recorder_ == nullptr) return fail(no_log());
  if (!row) return fail(row.error());
  return bundle_of(asker, *row);
}

Result<std::string> DeskEvidence::of_permit(const DeskAsker& asker, const std::string& permit) {
  const std::string origin = recorder_ == nullptr ? std::string() : recorder_->recording().origin;
  return parts_.store->read([&](const DeskReader& reader) -> Result<std::string> {
    const auto of = reader.permit(desk::reach_of(asker.account), permit);
    if (!of) return fail(of.error());
    const auto last = reader.last_evidence_entry(of->case_id, permit);
    if (!last) return fail(last.error());
    JsonWriter json;
    json.begin_object().key("is_on").boolean(recorder_ != nullptr);
    write_proof(json, *last ? &**last : nullptr, origin);
    json.end_object();
    return json.take();
  });
}

Result<std::string> DeskEvidence::trust() {
  const auto log = this->log();
  if (!log) return fail(log.error());
  return (*log)->policy();
}

Result<EvidenceFile> DeskEvidence::file(std::string_view path) {
  if (recorder_ == nullptr) return fail(no_log());
  const std::string_view of_tree = path.starts_with("sm3/") ? path.substr(4) : path;
  const bool is_checkpoint = of_tree == "checkpoint";
  if (!is_checkpoint && !evidence::parse_tile_path(of_tree))
    return fail({ErrorCode::kNotFound, "the log has no such file", {}, "日志没有该文件"});
  auto bytes = read_file(recorder_->folder() + "/log/" + std::string(path), kLargestFile);
  if (!bytes && bytes.error().code == ErrorCode::kNotFound)
    return fail({ErrorCode::kNotFound, "the log has no such file", {}, "日志没有该文件"});
  if (!bytes) return fail({ErrorCode::kUnavailable, bytes.error().what, {}, bytes.error().what_zh});
  return EvidenceFile{std::move(*bytes),
                      is_checkpoint ? "text/plain; charset=utf-8" : "application/octet-stream"};
}

}  // namespace tidegate
