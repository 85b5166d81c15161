#include "tidegate/store/desk/desk_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <string_view>
#include <utility>

#include "tidegate/store/desk/delivery_wait.h"
#include "tidegate/store/desk/table_rows.h"

namespace tidegate {
namespace {

using store::SqlValue;
using store::TableRows;
using Values = std::vector<SqlValue>;

constexpr std::string_view kNoDueDay = "9999-12-31";

// A reach as a condition of SQL.
struct Bounds {
  std::string sql;
  Values values;
};

// case_column  what names the case of a row: an authority sees the rows of the cases on its desk.
Bounds by_case(const Reach& reach, std::string_view case_column) {
  if (reach.firm()) return {"tenant = ?", {reach.firm()->text()}};
  if (reach.agency()) {
    return {
        fmt::format(
            "EXISTS (SELECT 1 FROM case_desks WHERE case_desks.case_id = {} AND case_desks.agency = ? AND "
            "case_desks.sector = ?)",
            case_column),
        {reach.agency()->agency, reach.agency()->sector}};
  }
  return {"1 = 1", {}};
}

// Of what belongs to whoever made it: a firm's, or an authority's.
Bounds by_owner(const Reach& reach) {
  if (reach.firm()) return {"tenant = ?", {reach.firm()->text()}};
  if (reach.agency())
    return {"tenant IS NULL AND agency = ? AND sector = ?", {reach.agency()->agency, reach.agency()->sector}};
  return {"1 = 1", {}};
}

// Firms themselves: each sees itself; authorities see those that they have cases of.
Bounds by_firm(const Reach& reach) {
  if (reach.firm()) return {"id = ?", {reach.firm()->text()}};
  if (reach.agency()) {
    return {
        "EXISTS (SELECT 1 FROM cases JOIN case_desks ON case_desks.case_id = cases.id WHERE cases.tenant = "
        "tenants.id AND "
        "case_desks.agency = ? AND case_desks.sector = ?)",
        {reach.agency()->agency, reach.agency()->sector}};
  }
  return {"1 = 1", {}};
}

Values joined(Values first, const Values& second) {
  first.insert(first.end(), second.begin(), second.end());
  return first;
}

std::int64_t bounded(std::int64_t limit) { return std::clamp<std::int64_t>(limit, 1, kLargestPage); }

Result<std::int64_t> number_of(const std::string& key) {
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(key.data(), key.data() + key.size(), value);
  if (error != std::errc() || end != key.data() + key.size())
    return fail({ErrorCode::kMalformed, "is no cursor of this list", "cursor", "不是本列表的游标"});
  return value;
}

template <typename Row>
Result<Row> one(const TableRows& rows, const std::string& tail, const Values& values,
                bool but_document = false) {
  auto found = rows.find<Row>(tail, values, but_document);
  if (!found) return fail(found.error());
  if (!*found) return fail(store::not_there(store::Columns<Row>::kTable));
  return std::move(**found);
}

// One more than asked for tells whether there is another page.
template <typename Row, typename KeyOf>
Page<Row> page_of(std::vector<Row> rows, std::int64_t limit, KeyOf key_of) {
  Page<Row> page;
  const bool has_more = static_cast<std::int64_t>(rows.size()) > limit;
  if (has_more) rows.resize(static_cast<std::size_t>(limit));
  page.rows = std::move(rows);
  if (has_more) page.next = key_of(page.rows.back());
  return page;
}

template <typename Row>
Result<Page<Row>> by_id(const TableRows& rows, Bounds bounds, const PageAsk& ask) {
  const std::int64_t limit = bounded(ask.limit);
  if (ask.after) {
    bounds.sql += " AND id > ?";
    bounds.values.emplace_back(ask.after->id);
  }
  bounds.values.emplace_back(limit + 1);
  auto found = rows.list<Row>("WHERE " + bounds.sql + " ORDER BY id LIMIT ?", bounds.values);
  if (!found) return fail(found.error());
  return page_of(std::move(*found), limit, [](const Row& row) { return Cursor{{}, row.id}; });
}

template <typename Row>
Result<Page<Row>> latest_first(const TableRows& rows, Bounds bounds, const PageAsk& ask,
                               std::string_view column, std::int64_t Row::*field) {
  const std::int64_t limit = bounded(ask.limit);
  if (ask.after) {
    const auto key = number_of(ask.after->key);
    if (!key) return fail(key.error());
    bounds.sql += fmt::format(" AND ({}, id) < (?, ?)", column);
    bounds.values.emplace_back(*key);
    bounds.values.emplace_back(ask.after->id);
  }
  bounds.values.emplace_back(limit + 1);
  auto found = rows.list<Row>(fmt::format("WHERE {} ORDER BY {} DESC, id DESC LIMIT ?", bounds.sql, column),
                              bounds.values, true);
  if (!found) return fail(found.error());
  return page_of(std::move(*found), limit, [field](const Row& row) {
    return Cursor{fmt::format("{}", row.*field), row.id};
  });
}

}  // namespace

Result<std::optional<AccountRow>> DeskReader::account_by_login(const std::string& login) const {
  return rows_.find<AccountRow>("WHERE login = ?", {login});
}
Result<std::optional<AccountRow>> DeskReader::account_by_subject(const std::string& subject) const {
  return rows_.find<AccountRow>("WHERE subject = ?", {subject});
}
Result<std::optional<AccountRow>> DeskReader::account_of_session(const std::string& account) const {
  return rows_.find<AccountRow>("WHERE id = ?", {account});
}
Result<std::optional<SessionRow>> DeskReader::session(const std::string& token_sha256) const {
  return rows_.find<SessionRow>("WHERE token_sha256 = ?", {token_sha256});
}
Result<std::optional<MachineClientRow>> DeskReader::machine_client_by_fingerprint(
    const std::string& fingerprint) const {
  return rows_.find<MachineClientRow>("WHERE fingerprint = ?", {fingerprint});
}
Result<std::optional<MachineClientRow>> DeskReader::machine_client_by_id(const std::string& id) const {
  return rows_.find<MachineClientRow>("WHERE id = ?", {id});
}
Result<std::optional<TicketRow>> DeskReader::ticket(const std::string& token_sha256) const {
  return rows_.find<TicketRow>("WHERE token_sha256 = ?", {token_sha256});
}
Result<std::vector<TicketRow>> DeskReader::tickets_of(const std::string& kind,
                                                      const std::string& object) const {
  return rows_.list<TicketRow>(
      "WHERE object = ? AND kind = ? ORDER BY created_ms DESC, token_sha256 LIMIT 100", {object, kind});
}
Result<std::int64_t> DeskReader::accounts_held() const {
  const auto rows = rows_.session().rows("SELECT count(*) FROM accounts", 1);
  if (!rows) return fail(rows.error());
  return number_of(rows->front()[0].value_or("0"));
}

Result<TenantRow> DeskReader::tenant(const Reach& reach, const std::string& id) const {
  const Bounds bounds = by_firm(reach);
  return one<TenantRow>(rows_, "WHERE id = ? AND " + bounds.sql, joined({id}, bounds.values));
}
Result<Page<TenantRow>> DeskReader::tenants(const Reach& reach, const PageAsk& ask) const {
  return by_id<TenantRow>(rows_, by_firm(reach), ask);
}
Result<AccountRow> DeskReader::account(const Reach& reach, const std::string& id) const {
  const Bounds bounds = by_owner(reach);
  return one<AccountRow>(rows_, "WHERE id = ? AND " + bounds.sql, joined({id}, bounds.values));
}
Result<Page<AccountRow>> DeskReader::accounts(const Reach& reach, const PageAsk& ask) const {
  return by_id<AccountRow>(rows_, by_owner(reach), ask);
}
Result<Page<MachineClientRow>> DeskReader::machine_clients(const Reach& reach, const PageAsk& ask) const {
  return by_id<MachineClientRow>(rows_, by_owner(reach), ask);
}

Result<FilingRow> DeskReader::filing(const Reach& reach, const std::string& id) const {
  const Bounds bounds = by_case(reach, "filings.case_id");
  return one<FilingRow>(rows_, "WHERE id = ? AND " + bounds.sql, joined({id}, bounds.values));
}
Result<Page<FilingRow>> DeskReader::filings(const Reach& reach, const PageAsk& ask) const {
  return latest_first<FilingRow>(rows_, by_case(reach, "filings.case_id"), ask, "updated_ms",
                                 &FilingRow::updated_ms);
}

namespace {
// What belongs to a filing is seen by whoever sees the filing.
Bounds of_filing(const Reach& reach, const std::string& filing) {
  Bounds bounds = by_case(reach, "filings.case_id");
  return {
      fmt::format("filing = ? AND EXISTS (SELECT 1 FROM filings WHERE filings.id = ? AND {})", bounds.sql),
      joined({filing, filing}, bounds.values)};
}
Bounds of_case(const Reach& reach, std::string_view column, const std::string& id) {
  Bounds bounds = by_case(reach, "cases.id");
  return {
      fmt::format("{} = ? AND EXISTS (SELECT 1 FROM cases WHERE cases.id = ? AND {})", column, bounds.sql),
      joined({id, id}, bounds.values)};
}
}  // namespace

Result<FilingVersionRow> DeskReader::filing_version(const Reach& reach, const std::string& filing,
                                                    std::int64_t number) const {
  Bounds bounds = of_filing(reach, filing);
  bounds.values.emplace_back(number);
  return one<FilingVersionRow>(rows_, "WHERE " + bounds.sql + " AND number = ?", bounds.values);
}
Result<FilingVersionRow> DeskReader::newest_filing_version(const Reach& reach,
                                                           const std::string& filing) const {
  const Bounds bounds = of_filing(reach, filing);
  return one<FilingVersionRow>(rows_, "WHERE " + bounds.sql + " ORDER BY number DESC LIMIT 1", bounds.values);
}
Result<std::vector<FilingVersionRow>> DeskReader::filing_versions(const Reach& reach,
                                                                  const std::string& filing) const {
  const Bounds bounds = of_filing(reach, filing);
  return rows_.list<FilingVersionRow>("WHERE " + bounds.sql + " ORDER BY number LIMIT 1000", bounds.values,
                                      true);
}
Result<std::vector<FilingFileRow>> DeskReader::filing_files(const Reach& reach,
                                                            const std::string& filing) const {
  const Bounds bounds = of_filing(reach, filing);
  return rows_.list<FilingFileRow>("WHERE " + bounds.sql + " ORDER BY id LIMIT 1000", bounds.values);
}
Result<std::vector<BlobRow>> DeskReader::filing_blob_heads(const Reach& reach,
                                                           const std::string& filing) const {
  const Bounds bounds = of_filing(reach, filing);
  const auto cells = rows_.session().rows(
      "SELECT sha256, size_bytes, media_type FROM blobs WHERE sha256 IN (SELECT sha256 FROM filing_files "
      "WHERE " +
          bounds.sql + ") LIMIT 1000",
      3, bounds.values);
  if (!cells) return fail(cells.error());
  std::vector<BlobRow> heads;
  for (const store::SqlRow& row : *cells) {
    const auto size = number_of(row[1].value_or(""));
    if (!size) return fail(size.error());
    BlobRow head;
    head.sha256 = row[0].value_or("");
    head.size_bytes = *size;
    head.media_type = row[2].value_or("");
    heads.push_back(std::move(head));
  }
  return heads;
}
Result<BlobRow> DeskReader::filing_blob(const Reach& reach, const std::string& filing,
                                        const std::string& sha256) const {
  const Bounds bounds = of_filing(reach, filing);
  const auto file = one<FilingFileRow>(rows_, "WHERE " + bounds.sql + " AND sha256 = ? LIMIT 1",
                                       joined(bounds.values, {sha256}));
  if (!file) return fail(file.error());
  return one<BlobRow>(rows_, "WHERE sha256 = ?", {sha256});
}

Result<CaseRow> DeskReader::case_of(const Reach& reach, const std::string& id) const {
  return case_of(reach, id, "");
}
Result<CaseRow> DeskReader::case_head(const Reach& reach, const std::string& id) const {
  const Bounds bounds = by_case(reach, "cases.id");
  return one<CaseRow>(rows_, "WHERE id = ? AND " + bounds.sql, joined({id}, bounds.values), true);
}
Result<CaseRow> DeskReader::case_of(const Reach& reach, const std::string& id, std::string_view lock) const {
  const Bounds bounds = by_case(reach, "cases.id");
  return one<CaseRow>(rows_, fmt::format("WHERE id = ? AND {} {}", bounds.sql, lock),
                      joined({id}, bounds.values));
}
Result<Page<CaseRow>> DeskReader::cases(const Reach& reach, const PageAsk& ask) const {
  return latest_first<CaseRow>(rows_, by_case(reach, "cases.id"), ask, "updated_ms", &CaseRow::updated_ms);
}
Result<std::vector<CaseDeskRow>> DeskReader::case_desks(const Reach& reach, const std::string& id) const {
  const Bounds bounds = of_case(reach, "case_id", id);
  auto found =
      rows_.list<CaseDeskRow>("WHERE " + bounds.sql + " ORDER BY agency, sector LIMIT 100", bounds.values);
  if (!found) return fail(found.error());
  for (CaseDeskRow& desk : *found) {
    if (desk.due_day == kNoDueDay) desk.due_day.clear();
  }
  return found;
}
Result<std::vector<CaseEventRow>> DeskReader::case_events(const Reach& reach, const std::string& id,
                                                          std::int64_t after_seq, std::int64_t limit) const {
  const Bounds bounds = of_case(reach, "case_id", id);
  return rows_.list<CaseEventRow>("WHERE " + bounds.sql + " AND seq > ? ORDER BY seq LIMIT ?",
                                  joined(bounds.values, {after_seq, bounded(limit)}));
}

Result<Page<QueueRow>> DeskReader::queue(const AgencyDesk& desk, const QueueAsk& ask) const {
  const std::int64_t limit = bounded(ask.page.limit);
  std::string where = "q.agency = ? AND q.sector = ? AND q.is_open = ?";
  Values values{desk.agency, desk.sector, static_cast<std::int64_t>(ask.is_open)};
  const auto only = [&](std::string_view column, const std::optional<std::string>& wanted) {
    if (!wanted) return;
    where += fmt::format(" AND q.{} = ?", column);
    values.emplace_back(*wanted);
  };
  only("lane", ask.lane);
  only("assignee", ask.assignee);
  only("state", ask.state);
  if (ask.page.after) {
    where += " AND (q.due_day, q.case_id) > (?, ?)";
    values.emplace_back(ask.page.after->key);
    values.emplace_back(ask.page.after->id);
  }
  values.emplace_back(limit + 1);
  const auto& of = store::columns_of<CaseRow>();
  const auto& on = store::columns_of<CaseDeskRow>();
  const store::Dialect dialect = rows_.session().dialect();
  auto cells = rows_.session().rows(
      fmt::format("SELECT {}, {} FROM case_desks q JOIN cases c ON c.id = q.case_id WHERE {} ORDER BY "
                  "q.due_day, q.case_id LIMIT ?",
                  store::select_list(of, dialect, "c.", true), store::select_list(on, dialect, "q."), where),
      of.size() + on.size(), values);
  if (!cells) return fail(cells.error());
  std::vector<QueueRow> found;
  for (store::SqlRow& row : *cells) {
    const auto middle = row.begin() + static_cast<std::ptrdiff_t>(of.size());
    auto first = rows_.row_of<CaseRow>(store::SqlRow(row.begin(), middle));
    if (!first) return fail(first.error());
    auto second = rows_.row_of<CaseDeskRow>(store::SqlRow(middle, row.end()));
    if (!second) return fail(second.error());
    found.push_back({std::move(*first), std::move(*second)});
  }
  auto page = page_of(std::move(found), limit, [](const QueueRow& row) {
    return Cursor{row.desk.due_day, row.of.id};
  });
  for (QueueRow& row : page.rows) {
    if (row.desk.due_day == kNoDueDay) row.desk.due_day.clear();
  }
  return page;
}

Result<std::vector<QueueCount>> DeskReader::queue_counts(const AgencyDesk& desk) const {
  const auto cells = rows_.session().rows(
      "SELECT lane, count(*) FROM case_desks WHERE agency = ? AND sector = ? AND is_open = 1 GROUP BY lane "
      "ORDER BY lane",
      2, Values{desk.agency, desk.sector});
  if (!cells) return fail(cells.error());
  std::vector<QueueCount> counts;
  for (const store::SqlRow& row : *cells) {
    const auto number = number_of(row[1].value_or(""));
    if (!number) return fail(number.error());
    counts.push_back({row[0].value_or(""), *number});
  }
  return counts;
}

Result<PermitRow> DeskReader::permit(const Reach& reach, const std::string& id) const {
  const Bounds bounds = by_case(reach, "permits.case_id");
  return one<PermitRow>(rows_, "WHERE id = ? AND " + bounds.sql, joined({id}, bounds.values));
}
Result<Page<PermitRow>> DeskReader::permits(const Reach& reach, const PageAsk& ask) const {
  return latest_first<PermitRow>(rows_, by_case(reach, "permits.case_id"), ask, "issued_ms",
                                 &PermitRow::issued_ms);
}
Result<std::vector<PermitRow>> DeskReader::permits_of_case(const Reach& reach,
                                                           const std::string& case_id) const {
  const Bounds bounds = by_case(reach, "permits.case_id");
  return rows_.list<PermitRow>("WHERE case_id = ? AND " + bounds.sql + " ORDER BY issued_ms, id LIMIT 1000",
                               joined({case_id}, bounds.values), true);
}
Result<std::vector<PermitStatementRow>> DeskReader::permit_statements(const Reach& reach,
                                                                      const std::string& permit) const {
  const Bounds bounds = by_case(reach, "permits.case_id");
  return rows_.list<PermitStatementRow>(
      "WHERE permit = ? AND EXISTS (SELECT 1 FROM permits WHERE permits.id = ? AND " + bounds.sql +
          ") ORDER BY seq LIMIT 1000",
      joined({permit, permit}, bounds.values));
}
Result<std::vector<CaseCredentialRow>> DeskReader::case_credentials(const Reach& reach,
                                                                    const std::string& case_id) const {
  const Bounds bounds = of_case(reach, "case_id", case_id);
  return rows_.list<CaseCredentialRow>("WHERE " + bounds.sql + " ORDER BY sha256", bounds.values);
}
Result<std::vector<std::string>> DeskReader::cases_to_look_at(const LookAsk& ask) const {
  // What is due is found by an index of its own: it is asked for every few seconds.
  std::string waits = "held.due_ms > 0 AND held.due_ms <= ?";
  Values values{ask.after, ask.now_ms};
  if (!ask.lists.empty()) {
    waits = "(" + waits + ") OR held.looked_by <> ?";
    values.emplace_back(ask.lists);
  }
  values.emplace_back(ask.today);
  values.emplace_back(std::clamp<std::int64_t>(ask.limit, 1, kMostLookedAt));
  const auto cells = rows_.session().rows(
      "SELECT DISTINCT held.case_id FROM case_credentials held JOIN cases ON cases.id = held.case_id WHERE "
      "held.case_id > ? AND (" +
          waits +
          ") AND ((cases.is_closed = 0 AND cases.state NOT IN ('draft', 'returned')) OR EXISTS (SELECT 1 "
          "FROM "
          "permits WHERE permits.case_id = held.case_id AND permits.state IN ('active', 'suspended') AND "
          "permits.valid_until > ?)) ORDER BY held.case_id LIMIT ?",
      1, values);
  if (!cells) return fail(cells.error());
  std::vector<std::string> ids;
  ids.reserve(cells->size());
  for (const store::SqlRow& row : *cells) ids.push_back(row[0].value_or(""));
  return ids;
}
Result<std::vector<PermitMarkRow>> DeskReader::permit_marks(const Reach& reach,
                                                            const std::string& permit) const {
  const Bounds bounds = by_case(reach, "permits.case_id");
  return rows_.list<PermitMarkRow>(
      "WHERE permit = ? AND EXISTS (SELECT 1 FROM permits WHERE permits.id = ? AND " + bounds.sql +
          ") ORDER BY seq LIMIT 1000",
      joined({permit, permit}, bounds.values));
}
Result<std::vector<PrecedentRow>> DeskReader::precedents(const std::string& field,
                                                         const std::string& list_edition,
                                                         std::int64_t limit) const {
  return rows_.list<PrecedentRow>(
      "WHERE field = ? AND list_edition = ? ORDER BY decided_on DESC, id DESC LIMIT ?",
      {field, list_edition, bounded(limit)});
}
Result<std::vector<PrecedentRow>> DeskReader::precedents_of_field(const std::string& field,
                                                                  std::int64_t limit) const {
  return rows_.list<PrecedentRow>("WHERE field = ? ORDER BY decided_on DESC, id DESC LIMIT ?",
                                  {field, bounded(limit)});
}

Result<OperationRow> DeskReader::operation(const Reach& reach, const std::string& id) const {
  const Bounds bounds = by_owner(reach);
  return one<OperationRow>(rows_, "WHERE id = ? AND " + bounds.sql, joined({id}, bounds.values));
}
Result<std::vector<OperationRow>> DeskReader::operations_in_state(const std::string& state,
                                                                  std::int64_t limit) const {
  return rows_.list<OperationRow>("WHERE state = ? ORDER BY id LIMIT ?", {state, bounded(limit)});
}
Result<std::optional<IdempotencyRow>> DeskReader::idempotency(const std::string& scope,
                                                              const std::string& key) const {
  return rows_.find<IdempotencyRow>("WHERE scope = ? AND key = ?", {scope, key});
}
Result<WebhookRow> DeskReader::webhook(const Reach& reach, const std::string& id) const {
  const Bounds bounds = by_owner(reach);
  return one<WebhookRow>(rows_, "WHERE id = ? AND " + bounds.sql, joined({id}, bounds.values));
}
Result<Page<WebhookRow>> DeskReader::webhooks(const Reach& reach, const PageAsk& ask) const {
  return by_id<WebhookRow>(rows_, by_owner(reach), ask);
}
Result<Page<DeliveryRow>> DeskReader::deliveries(const Reach& reach, const std::string& webhook,
                                                 const PageAsk& ask) const {
  const Bounds bounds = by_owner(reach);
  Bounds of{"webhook = ? AND EXISTS (SELECT 1 FROM webhooks WHERE webhooks.id = ? AND " + bounds.sql + ")",
            joined({webhook, webhook}, bounds.values)};
  return latest_first<DeliveryRow>(rows_, std::move(of), ask, "created_ms", &DeliveryRow::created_ms);
}

Result<DeliveryRow> DeskReader::delivery(const Reach& reach, const std::string& webhook,
                                         const std::string& id) const {
  const Bounds bounds = by_owner(reach);
  return one<DeliveryRow>(
      rows_,
      "WHERE id = ? AND webhook = ? AND EXISTS (SELECT 1 FROM webhooks WHERE webhooks.id = ? AND " +
          bounds.sql + ")",
      joined({id, webhook, webhook}, bounds.values));
}
Result<bool> DeskReader::has_due_deliveries(std::int64_t now_ms) const {
  for (const auto& [range, at_ms] : kDueRanges) {
    const auto rows = rows_.session().rows(
        fmt::format("SELECT 1 FROM deliveries WHERE state = 'pending' AND next_at_ms {} ? LIMIT 1", range), 1,
        Values{now_ms + at_ms});
    if (!rows) return fail(rows.error());
    if (!rows->empty()) return true;
  }
  return false;
}
Result<std::vector<WaitingWebhook>> DeskReader::waiting_webhooks(const std::string& after,
                                                                 std::int64_t limit) const {
  // From one webhook to the next by the index, over however many messages lie between.
  const auto cells = rows_.session().rows(
      "WITH RECURSIVE waiting (webhook, step) AS (SELECT min(webhook), 1 FROM deliveries WHERE state = "
      "'pending' AND webhook > ? UNION ALL SELECT (SELECT min(d.webhook) FROM deliveries d WHERE d.state = "
      "'pending' AND d.webhook > waiting.webhook), step + 1 FROM waiting WHERE waiting.webhook IS NOT NULL "
      "AND step < ?) SELECT w.id, w.tenant, (SELECT min(d.next_at_ms) FROM deliveries d WHERE d.state = "
      "'pending' AND d.webhook = w.id) FROM waiting JOIN webhooks w ON w.id = waiting.webhook ORDER BY w.id",
      3, Values{after, limit});
  if (!cells) return fail(cells.error());
  std::vector<WaitingWebhook> found;
  for (const store::SqlRow& row : *cells) {
    const auto at = number_of(row[2].value_or(""));
    if (!at) return fail(at.error());
    found.push_back({row[0].value_or(""), row[1].value_or(""), *at});
  }
  return found;
}
Result<bool> DeskReader::has_delivered_since(const std::string& webhook, std::int64_t since_ms) const {
  const auto rows = rows_.session().rows(
      "SELECT 1 FROM deliveries WHERE webhook = ? AND state = 'done' AND next_at_ms >= ? LIMIT 1", 1,
      Values{webhook, since_ms});
  if (!rows) return fail(rows.error());
  return !rows->empty();
}

Result<std::vector<EvidenceEntryRow>> DeskReader::evidence_entries(const Reach& reach,
                                                                   const std::string& case_id,
                                                                   const std::string& permit,
                                                                   std::int64_t after_seq,
                                                                   std::int64_t limit) const {
  const Bounds bounds = of_case(reach, "case_id", case_id);
  return rows_.list<EvidenceEntryRow>(
      "WHERE " + bounds.sql + " AND permit = ? AND seq > ? ORDER BY seq LIMIT ?",
      joined(bounds.values, {permit, after_seq, bounded(limit)}));
}
Result<std::optional<EvidenceEntryRow>> DeskReader::last_evidence_entry(const std::string& case_id,
                                                                        const std::string& permit) const {
  return rows_.find<EvidenceEntryRow>("WHERE case_id = ? AND permit = ? ORDER BY seq DESC LIMIT 1",
                                      {case_id, permit});
}
Result<EvidenceEntryRow> DeskReader::evidence_entry(const Reach& reach, const std::string& log,
                                                    std::int64_t entry) const {
  auto found = rows_.find<EvidenceEntryRow>("WHERE log = ? AND entry = ?", {log, entry});
  if (!found) return fail(found.error());
  if (!*found) return fail(store::not_there("evidence_entries"));
  if (const auto seen = case_head(reach, (*found)->case_id); !seen) return fail(seen.error());
  return std::move(**found);
}
Result<std::optional<EvidenceEntryRow>> DeskReader::newest_evidence_entry(const std::string& log) const {
  return rows_.find<EvidenceEntryRow>("WHERE log = ? ORDER BY entry DESC LIMIT 1", {log});
}
Result<DeskReader::Unrecorded> DeskReader::unrecorded_since(std::int64_t after_seq) const {
  const auto cells = rows_.session().rows(
      "SELECT count(*), coalesce(min(at_ms), 0) FROM (SELECT at_ms FROM audit WHERE seq > ? AND outcome = "
      "'done' AND (action LIKE 'case.%' OR action IN ('permit.issue', 'permit.suspend', 'permit.resume', "
      "'permit.revoke')) ORDER BY seq LIMIT ?) AS unrecorded",
      2, Values{after_seq, kMostCounted});
  if (!cells) return fail(cells.error());
  const auto count = number_of((*cells)[0][0].value_or(""));
  if (!count) return fail(count.error());
  const auto since = number_of((*cells)[0][1].value_or(""));
  if (!since) return fail(since.error());
  return Unrecorded{*count, *since};
}

Result<std::optional<SettingRow>> DeskReader::setting(const std::string& name) const {
  return rows_.find<SettingRow>("WHERE name = ?", {name});
}
Result<std::optional<SamplingSeedRow>> DeskReader::sampling_seed(const std::string& period) const {
  return rows_.find<SamplingSeedRow>("WHERE period = ?", {period});
}
Result<std::vector<SamplingSeedRow>> DeskReader::sampling_seeds(std::int64_t limit) const {
  return rows_.list<SamplingSeedRow>("ORDER BY period DESC LIMIT ?", {bounded(limit)});
}
Result<std::vector<AuditRow>> DeskReader::audit(const AuditAsk& ask) const {
  std::string where = "seq > ?";
  Values values{ask.after_seq};
  if (ask.tenant) {
    where += " AND tenant = ?";
    values.emplace_back(*ask.tenant);
  }
  if (ask.object) {
    where += " AND object = ?";
    values.emplace_back(*ask.object);
  }
  values.emplace_back(bounded(ask.limit));
  return rows_.list<AuditRow>("WHERE " + where + " ORDER BY seq LIMIT ?", values);
}

}  // namespace tidegate
