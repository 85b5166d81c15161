#include "tidegate/gate/desk/permits.h"

#include "tidegate/base/hash.h"
#include "tidegate/base/instant.h"
#include "tidegate/gate/desk/decision_point.h"
#include "tidegate/gate/desk/desk_parts.h"
#include "tidegate/gate/desk/permit_issue.h"
#include "tidegate/gate/desk/permit_statements.h"
#include "tidegate/gate/desk/permit_succession.h"
#include "tidegate/gate/desk/refused_flows.h"
#include "tidegate/permit/envelope.h"
#include "tidegate/permit/verify.h"

namespace tidegate {
namespace {

// A damaged row is ours to mend, not the asker's.
template <typename T>
Result<T> of_ours(Result<T> read, const std::string& id) {
  if (read) return read;
  return fail({ErrorCode::kCorrupt, read.error().what, id, read.error().what_zh});
}

Result<DeskPermit> summary_of(const PermitRow& row, const Permit* permit, Date today) {
  DeskPermit out;
  out.id = row.id;
  out.case_id = row.case_id;
  out.firm = row.tenant.text();
  out.state = desk::state_on(row, today);
  out.valid_from = row.valid_from;
  out.valid_until = row.valid_until;
  out.issued_ms = row.issued_ms;
  out.version = row.version;
  if (permit == nullptr) {
    auto why = desk::why_held(row);
    if (!why) return fail(why.error());
    out.held_because = std::move(*why);
    return out;
  }
  out.exporter = permit->exporter;
  out.destinations = permit->destinations;
  out.items = static_cast<std::int64_t>(permit->items.size());
  return out;
}

Result<DeskPermit> summary_of(const PermitRow& row, Date today) {
  if (!desk::is_signed(row)) return summary_of(row, nullptr, today);
  const auto permit = of_ours(permit::unverified_permit(row.document, row.id), row.id);
  if (!permit) return fail(permit.error());
  return summary_of(row, &*permit, today);
}

Result<std::vector<DeskPermitMark>> marks_of(const DeskReader& reader, const Reach& reach,
                                             const std::string& id) {
  const auto rows = reader.permit_marks(reach, id);
  if (!rows) return fail(rows.error());
  std::vector<DeskPermitMark> out;
  for (const PermitMarkRow& row : *rows) out.push_back({row.kind, row.at_ms, row.step});
  return out;
}

bool is_doubted(const std::vector<DeskPermitMark>& marks) {
  return !marks.empty() && marks.back().kind == desk::kDoubted;
}

// Changes as they are rows, then the newest where it is a renewal of the last.
Result<std::vector<PermitStatus>> statements_of(const DeskReader& reader, const Reach& reach,
                                                const std::string& id) {
  const auto rows = reader.permit_statements(reach, id);
  if (!rows) return fail(rows.error());
  const auto newest = desk::newest_statement(reader, id);
  if (!newest) return fail(newest.error());
  std::vector<PermitStatus> out;
  const auto add = [&](const std::string& file) -> Result<void> {
    auto status = of_ours(permit::unverified_status(file, id), id);
    if (!status) return fail(status.error());
    if (out.empty() || out.back().sequence < status->sequence) out.push_back(std::move(*status));
    return {};
  };
  for (const PermitStatementRow& row : *rows) {
    if (auto added = add(row.document); !added) return fail(added.error());
  }
  if (*newest) {
    if (auto added = add((*newest)->file); !added) return fail(added.error());
  }
  return out;
}

Result<DeskPermitPage> page_of(const DeskReader& reader, const Reach& reach, const std::string& id,
                               std::int64_t now_ms) {
  const auto row = reader.permit(reach, id);
  if (!row) return fail(row.error());
  DeskPermitPage page;
  const Date today = china_date(now_ms);
  if (!desk::is_signed(*row)) {
    auto summary = summary_of(*row, nullptr, today);
    if (!summary) return fail(summary.error());
    page.summary = std::move(*summary);
    return page;
  }
  auto envelope = of_ours(permit::read_envelope(row->document, id), id);
  if (!envelope) return fail(envelope.error());
  auto permit = of_ours(permit::unverified_permit(row->document, id), id);
  if (!permit) return fail(permit.error());
  auto summary = summary_of(*row, &*permit, today);
  if (!summary) return fail(summary.error());
  auto statements = statements_of(reader, reach, id);
  if (!statements) return fail(statements.error());
  auto usage = desk::permit_usage(reader, *permit, now_ms);
  if (!usage) return fail(usage.error());
  const auto refused = desk::refused_flows(reader, id);
  if (!refused) return fail(refused.error());
  page.refused_flows = refused->count;
  page.last_refused_on = refused->last_on;
  page.refused_for.assign(refused->codes.begin(), refused->codes.end());
  auto marks = marks_of(reader, reach, id);
  if (!marks) return fail(marks.error());
  page.marks = std::move(*marks);
  page.summary = std::move(*summary);
  page.summary.is_doubted = is_doubted(page.marks);
  page.sha256 = sha256_hex(envelope->contents);
  page.contents = std::move(envelope->contents);
  page.permit = std::move(*permit);
  page.statements = std::move(*statements);
  page.usage = std::move(*usage);
  return page;
}

Error held(const std::string& id) {
  return {ErrorCode::kConflict, "the permit is held: it was not signed", id, "该许可暂缓签发，尚无签名文件"};
}

}  // namespace

Result<DeskPage<DeskPermit>> DeskPermits::permits(const DeskAsker& asker, const DeskPageAsk& ask) {
  const auto page = desk::page_of(ask);
  if (!page) return fail(page.error());
  const Date today = china_date(parts_.now());
  const Reach reach = desk::reach_of(asker.account);
  return parts_.store->read([&](const DeskReader& reader) -> Result<DeskPage<DeskPermit>> {
    const auto rows = reader.permits(reach, *page);
    if (!rows) return fail(rows.error());
    DeskPage<DeskPermit> out;
    for (const PermitRow& listed : rows->rows) {
      const auto row = reader.permit(reach, listed.id);  // a list has no documents
      if (!row) return fail(row.error());
      auto summary = summary_of(*row, today);
      if (!summary) return fail(summary.error());
      const auto marks = marks_of(reader, reach, row->id);
      if (!marks) return fail(marks.error());
      summary->is_doubted = is_doubted(*marks);
      out.rows.push_back(std::move(*summary));
    }
    out.next = desk::cursor_text(rows->next);
    return out;
  });
}

Result<DeskPermitPage> DeskPermits::permit(const DeskAsker& asker, const std::string& id) {
  return parts_.store->read([&](const DeskReader& reader) {
    return page_of(reader, desk::reach_of(asker.account), id, parts_.now());
  });
}

Result<std::string> DeskPermits::file(const DeskAsker& asker, const std::string& id) {
  return parts_.store->read([&](const DeskReader& reader) -> Result<std::string> {
    auto row = reader.permit(desk::reach_of(asker.account), id);
    if (!row) return fail(row.error());
    if (!desk::is_signed(*row)) return fail(held(id));
    return std::move(row->document);
  });
}

Result<std::string> DeskPermits::status(const DeskAsker& asker, const std::string& id) {
  const Reach reach = desk::reach_of(asker.account);
  const std::int64_t now = parts_.now();
  struct Found {
    std::string file;
    bool is_due = false;
  };
  const auto found = parts_.store->read([&](const DeskReader& reader) -> Result<Found> {
    const auto row = reader.permit(reach, id);
    if (!row) return fail(row.error());
    if (!desk::is_signed(*row)) return fail(held(id));
    auto newest = desk::newest_statement(reader, id);
    if (!newest) return fail(newest.error());
    const auto due = desk::needs_renewal(*newest, *row, now);
    if (!due) return fail(due.error());
    return Found{*newest ? std::move((*newest)->file) : std::string(), *due};
  });
  if (!found) return fail(found.error());
  if (!found->is_due) return found->file;
  return parts_.store->transact([&](DeskTransaction& t) -> Result<std::string> {
    const auto row = t.permit(reach, id);
    if (!row) return fail(row.error());
    return desk::renewed_statement(*parts_.permit_keys, t, *row, now);
  });
}

// Agencies that were asked for their clearance see a permit; whoever decided changes it.
static Result<void> decides(const desk::Parts& parts, const DeskAsker& asker) {
  if (asker.account.agency == parts.law.rules.deciding_agency) return {};
  return fail(
      {ErrorCode::kNotFound, "the deciding agency alone changes a permit", {}, "仅主办部门可变更许可"});
}

Result<DeskPermitPage> DeskPermits::change(const DeskAsker& asker, const std::string& id,
                                           const DeskPermitChange& change) {
  if (auto may = decides(parts_, asker); !may) return fail(may.error());
  const Reach reach = desk::reach_of(asker.account);
  const std::int64_t now = parts_.now();
  return parts_.store->transact([&](DeskTransaction& t) -> Result<DeskPermitPage> {
    const auto row = t.permit(reach, id);
    if (!row) return fail(row.error());
    if (row->version != change.version)
      return fail({ErrorCode::kConflict, "the permit has changed since", id, "许可状态已变更"});
    if (!desk::is_signed(*row))
      return fail({ErrorCode::kOutOfRange, held(id).what, "/state", held(id).what_zh});
    const auto stated = desk::state_next(*parts_.permit_keys, t, *row, {change.state, change.reason}, now);
    if (!stated) return fail(stated.error());
    const char* const action = change.state == PermitState::kActive      ? "permit.resume"
                               : change.state == PermitState::kSuspended ? "permit.suspend"
                                                                         : "permit.revoke";
    AuditRow audit = desk::audit_row(asker.account, action, id, "done", now);
    audit.tenant = row->tenant.text();
    t.audit(std::move(audit));
    if (auto done = desk::follow_statement(parts_, t, *row, {change.state, change.reason}, now); !done)
      return fail(done.error());
    auto page = page_of(t, reach, id, now);
    if (!page) return page;
    PermitRow changed = *row;
    changed.state = to_string(change.state);
    const char* const news = change.state == PermitState::kActive      ? "permit.resumed"
                             : change.state == PermitState::kSuspended ? "permit.suspended"
                                                                       : "permit.revoked";
    if (auto told = desk::tell_of_permit(parts_, t, changed, news, now); !told) return fail(told.error());
    return page;
  });
}

Result<DeskPermitPage> DeskPermits::release(const DeskAsker& asker, const std::string& id,
                                            const DeskPermitTerms& terms) {
  if (auto may = decides(parts_, asker); !may) return fail(may.error());
  const Reach reach = desk::reach_of(asker.account);
  const std::int64_t now = parts_.now();
  permit::PermitTerms stated;
  stated.persons = terms.persons;
  stated.sensitive_persons = terms.sensitive_persons;
  stated.octets = terms.octets;
  stated.encryption = terms.encryption;
  return parts_.store->transact([&](DeskTransaction& t) -> Result<DeskPermitPage> {
    auto row = t.permit(reach, id);
    if (!row) return fail(row.error());
    if (row->version != terms.version)
      return fail({ErrorCode::kConflict, "the permit has changed since", id, "许可状态已变更"});
    if (row->state != desk::kHeld)
      return fail({ErrorCode::kOutOfRange, "the permit is not held", {}, "该许可并非暂缓签发"});
    const auto issued = desk::release_held(parts_, t, *row, stated, now);
    if (!issued) return fail(issued.error());
    row->state = desk::kReleased;
    PermitStatementRow released;
    released.at_ms = now;
    released.kind = desk::kReleased;
    released.document = issued->id;
    if (auto put = t.state_permit(*row, released); !put) return fail(put.error());
    AuditRow audit = desk::audit_row(asker.account, "permit.release", id, "done", now);
    audit.tenant = row->tenant.text();
    t.audit(std::move(audit));
    return page_of(t, reach, issued->id, now);
  });
}

Result<std::string> DeskPermits::trust() {
  const auto trust = parts_.store->read([](const DeskReader& reader) { return desk::permit_trust(reader); });
  if (!trust) return fail(trust.error());
  return trust->text;
}

Result<void> DeskPermits::open_key() {
  const std::int64_t now = parts_.now();
  const auto opened = parts_.store->transact([&](DeskTransaction& t) -> Result<bool> {
    const auto hand = parts_.permit_keys->hand(t, now);
    if (!hand) return fail(hand.error());
    return true;
  });
  if (!opened) return fail(opened.error());
  return {};
}

}  // namespace tidegate
