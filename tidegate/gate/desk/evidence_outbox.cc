#include "tidegate/gate/desk/evidence_outbox.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <utility>

#include "tidegate/base/hash.h"
#include "tidegate/base/instant.h"
#include "tidegate/base/json_reader.h"
#include "tidegate/base/json_writer.h"
#include "tidegate/gate/desk/permit_issue.h"
#include "tidegate/permit/envelope.h"
#include "tidegate/store/case_codec.h"
#include "tidegate/terms/permit.h"

namespace tidegate::desk {
namespace {

constexpr const char* kRow = "evidence.recorded";
constexpr std::int64_t kRowsAtOnce = 200;   // of the audit
constexpr std::int64_t kItemsAtOnce = 100;  // of one thread
constexpr const char* kNothing = "-";       // what a field says that has nothing to say

struct Until {
  std::int64_t seq = 0;
  std::int64_t version = 0;
};
Result<Until> until_of(const DeskReader& reader) {
  const auto row = reader.setting(kRow);
  if (!row) return fail(row.error());
  if (!*row) return Until{};
  const auto json = parse_json((*row)->value, kRow);
  if (!json) return fail({ErrorCode::kCorrupt, json.error().what, kRow, json.error().what_zh});
  JsonFault fault{kRow, {}};
  const JsonReader in(*json, fault);
  const Until until{in.member("audit").integer(0, INT64_MAX), (*row)->version};
  if (fault.first) return fail({ErrorCode::kCorrupt, fault.first->what, kRow, fault.first->what_zh});
  return until;
}

std::string said(std::string text) { return text.empty() ? std::string(kNothing) : text; }

// How a step ended, in words of the API.
std::string outcome_of(const CaseStep& step) {
  if (const auto* decided = std::get_if<CaseDecided>(&step))
    return std::string(to_string(decided->decision.kind));
  if (const auto* proposed = std::get_if<DecisionProposed>(&step))
    return std::string(to_string(proposed->kind));
  if (const auto* gate = std::get_if<GateAnswered>(&step)) return gate->clears ? "clears" : "objects";
  if (const auto* contest = std::get_if<ContestAnswered>(&step))
    return contest->accepted ? "accepted" : "rejected";
  if (const auto* rescored = std::get_if<FilingRescored>(&step))
    return std::string(to_string(rescored->cause));
  if (std::holds_alternative<PermitDoubted>(step)) return std::string(to_string(RescoreCause::kCredential));
  return {};
}

std::string lane_of(const CaseStep& step) {
  if (const auto* set = std::get_if<LaneSet>(&step)) return std::string(to_string(set->lane));
  if (const auto* over = std::get_if<LaneOverridden>(&step)) return std::string(to_string(over->what.to));
  if (const auto* proposed = std::get_if<OverrideProposed>(&step))
    return std::string(to_string(proposed->to));
  return {};
}

const FilingVersion* filing_of(const CaseStep& step) {
  if (const auto* submitted = std::get_if<FilingSubmitted>(&step)) return &submitted->filing;
  if (const auto* revised = std::get_if<FilingRevised>(&step)) return &revised->filing;
  if (const auto* rescored = std::get_if<FilingRescored>(&step)) return &rescored->filing;
  if (const auto* doubted = std::get_if<PermitDoubted>(&step)) return &doubted->filing;
  return nullptr;
}

// Roles and places, never who it was; hashes, never what is said.
Result<EvidenceItem> item_of(const CaseRow& of, const CaseEventRow& event,
                             const std::vector<FilingVersionRow>& versions, const std::string& log) {
  EvidenceItem item;
  item.row = {of.id, {}, event.seq, log, 0, 0, 0, 0, 0};
  item.named.subject = step_subject(of.id, event.seq);
  item.named.record.kind = RecordKind::kCaseStep;
  item.document = sha256_hex(event.document);
  const auto json = parse_json(event.document, "");
  if (!json) return fail({ErrorCode::kCorrupt, "an event of the case is no JSON", of.id, {}});
  const auto read = case_event_from_json(*json, "");
  if (!read) return fail({ErrorCode::kCorrupt, "an event of the case cannot be read", of.id, {}});
  const FilingVersionRow* version = nullptr;
  for (const FilingVersionRow& one : versions) {
    if (one.at_ms <= event.at_ms) version = &one;
  }
  const FilingVersion* filing = filing_of(read->step);
  item.named.record.fields = {
      {"case", of.id},
      {"seq", std::to_string(event.seq)},
      {"step", event.kind},
      {"at", instant_text(event.at_ms)},
      {"role", said(event.role)},
      {"agency", said(event.desk.agency)},
      {"sector", said(event.desk.sector)},
      {"outcome", said(outcome_of(read->step))},
      {kLaneField, said(lane_of(read->step))},
      {"route", said(of.route)},
      {"version", version == nullptr ? kNothing : std::to_string(version->number)},
      {"filing.sha256", version == nullptr ? kNothing : version->sha256},
      {"declaration.sha256", filing == nullptr ? kNothing : said(filing->filing_hash)},
      {"assessment", filing == nullptr ? kNothing : said(filing->record_id)},
      {kDocumentField, item.document}};
  return item;
}

Result<EvidenceItem> item_of(const PermitRow& permit, const std::string& log, std::int64_t seq,
                             std::int64_t at_ms, const std::string& document, const std::string& state) {
  const auto envelope = permit::read_envelope(permit.document, permit.id);
  if (!envelope) return fail({ErrorCode::kCorrupt, "a permit cannot be read", permit.id, "许可无法读取"});
  EvidenceItem item;
  item.row = {permit.case_id, permit.id, seq, log, 0, 0, 0, 0, 0};
  item.named.subject = permit_subject(permit.id);
  Record& record = item.named.record;
  record.kind = seq == 0 ? RecordKind::kPermit : RecordKind::kPermitStatus;
  record.status = state == to_string(PermitState::kRevoked)     ? RecordStatus::kRevoked
                  : state == to_string(PermitState::kSuspended) ? RecordStatus::kSuspended
                                                                : RecordStatus::kLive;
  record.statement = sha256(document);  // it is signed: nobody guesses it
  item.document = hex(*record.statement);
  record.fields = {{"permit", permit.id},
                   {"case", permit.case_id},
                   {"seq", std::to_string(seq)},
                   {"at", instant_text(at_ms)},
                   {"state", state},
                   {"valid_from", said(permit.valid_from)},
                   {"valid_until", said(permit.valid_until)},
                   {"permit.sha256", sha256_hex(permit.document)},
                   {"contents.sha256", sha256_hex(envelope->contents)},  // whoever signs it too
                   {kDocumentField, item.document}};
  return item;
}

class Outbox {
 public:
  Outbox(const DeskReader& reader, const std::string& log) : reader_(reader), log_(log) {}

  Result<EvidenceBatch> read() {
    const auto until = until_of(reader_);
    if (!until) return fail(until.error());
    const auto rows = reader_.audit({{}, {}, until->seq, kRowsAtOnce});
    if (!rows) return fail(rows.error());
    if (rows->empty()) return EvidenceBatch{};
    out_.until = rows->back().seq;
    out_.version = until->version;
    for (const AuditRow& row : *rows) {
      if (row.outcome != "done") continue;
      const bool is_case = row.action.starts_with("case.");
      const bool is_permit = row.action == "permit.issue" || row.action == "permit.suspend" ||
                             row.action == "permit.resume" || row.action == "permit.revoke";
      if ((!is_case && !is_permit) || !seen_.insert(row.object).second) continue;
      const auto taken = is_case ? take_case(row.object) : take_permit(row.object);
      if (!taken) return fail(taken.error());
    }
    return std::move(out_);
  }

 private:
  // Entry of this log that was recorded last of it, and the number of what it was.
  struct Before {
    std::int64_t seq = -1;
    std::optional<std::uint64_t> entry;
  };
  Result<Before> before(const std::string& case_id, const std::string& permit) const {
    const auto row = reader_.last_evidence_entry(case_id, permit);
    if (!row) return fail(row.error());
    if (!*row) return Before{};
    Before out{(*row)->seq, {}};
    if ((*row)->log == log_) out.entry = static_cast<std::uint64_t>((*row)->entry);
    return out;
  }

  Result<void> take_case(const std::string& id) {
    const Reach whole = Reach::of_whole_desk();
    const auto of = reader_.case_head(whole, id);
    if (!of) return fail(of.error());
    const auto last = before(id, {});
    if (!last) return fail(last.error());
    const auto events = reader_.case_events(whole, id, std::max<std::int64_t>(last->seq, 0), kItemsAtOnce);
    if (!events) return fail(events.error());
    if (events->empty()) return {};
    const auto versions = reader_.filing_versions(whole, of->filing);
    if (!versions) return fail(versions.error());
    EvidenceThread thread{id, {}, last->entry, last->entry, {}};
    for (const CaseEventRow& event : *events) {
      auto item = item_of(*of, event, *versions, log_);
      if (!item) return fail(item.error());
      thread.items.push_back(std::move(*item));
    }
    if (static_cast<std::int64_t>(events->size()) == kItemsAtOnce) out_.is_whole = false;
    out_.cases.push_back(std::move(thread));
    return {};
  }

  Result<void> take_permit(const std::string& id) {
    const Reach whole = Reach::of_whole_desk();
    const auto of = reader_.permit(whole, id);
    if (!of) return fail(of.error());
    if (!is_signed(*of)) return {};
    const auto last = before(of->case_id, id);
    if (!last) return fail(last.error());
    const auto of_case = before(of->case_id, {});
    if (!of_case) return fail(of_case.error());
    if (of_case->entry) out_.last_of_case[of->case_id] = *of_case->entry;
    EvidenceThread thread{of->case_id, id, last->entry, last->entry, {}};
    const auto take = [&](std::int64_t seq, std::int64_t at_ms, const std::string& document,
                          const std::string& state) -> Result<void> {
      auto item = item_of(*of, log_, seq, at_ms, document, state);
      if (!item) return fail(item.error());
      thread.items.push_back(std::move(*item));
      return {};
    };
    if (last->seq < 0) {
      const auto taken = take(0, of->issued_ms, of->document, std::string(to_string(PermitState::kActive)));
      if (!taken) return fail(taken.error());
    }
    const auto statements = reader_.permit_statements(whole, id);
    if (!statements) return fail(statements.error());
    for (const PermitStatementRow& row : *statements) {
      if (row.seq <= last->seq) continue;
      if (const auto taken = take(row.seq, row.at_ms, row.document, row.kind); !taken)
        return fail(taken.error());
    }
    if (!thread.items.empty()) out_.permits.push_back(std::move(thread));
    return {};
  }

  const DeskReader& reader_;
  const std::string& log_;
  EvidenceBatch out_;
  std::set<std::string> seen_;
};

}  // namespace

std::string step_subject(const std::string& case_id, std::int64_t seq) {
  return fmt::format("case/{}/{}", case_id, seq);
}
std::string permit_subject(const std::string& permit) { return "permit/" + permit; }

Result<EvidenceBatch> read_outbox(const DeskReader& reader, const std::string& log) {
  return Outbox(reader, log).read();
}

Result<std::int64_t> recorded_until(const DeskReader& reader) {
  const auto until = until_of(reader);
  if (!until) return fail(until.error());
  return until->seq;
}

Result<void> keep_recorded(DeskTransaction& t, const EvidenceBatch& batch, std::int64_t now_ms) {
  JsonWriter json;
  json.begin_object().key("audit").integer(batch.until).end_object();
  return t.put_setting({kRow, json.take(), now_ms, batch.version});
}

}  // namespace tidegate::desk
