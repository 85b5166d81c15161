#include "tidegate/store/desk/desk_transaction.h"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>
#include <utility>

#include "tidegate/base/hash.h"
#include "tidegate/store/desk/case_figures.h"
#include "tidegate/store/desk/delivery_wait.h"
#include "tidegate/store/desk/table_rows.h"

namespace tidegate {
namespace {

using store::SqlValue;
using Values = std::vector<SqlValue>;

constexpr std::int64_t kAddingFirms = 0x5447'4431'0000'0002;  // beside that of the migrations

// "9999-12-31" sorts behind every day: a case without a clock comes last.
std::string sorted_day(const std::string& day) { return day.empty() ? "9999-12-31" : day; }

Result<void> done(const Result<std::int64_t>& result) {
  if (!result) return fail(result.error());
  return {};
}

// Rows touched must be one.
Result<void> one(const Result<std::int64_t>& result, std::string_view table) {
  if (!result) return fail(result.error());
  if (*result != 1) return fail(store::not_there(table));
  return {};
}

template <typename Row>
Row fresh(Row row) {
  row.version = 1;
  return row;
}

bool wants(const WebhookRow& webhook, std::string_view kind) {
  const std::string words = " " + webhook.events + " ";
  return words.find(" * ") != std::string::npos || words.find(fmt::format(" {} ", kind)) != std::string::npos;
}

}  // namespace

Result<std::optional<TenantRow>> DeskTransaction::firm_of_code(const std::string& uscc) const {
  // SQLite has one writer; here two could look at once, and both find none.
  if (rows().session().dialect() == store::Dialect::kPostgresql) {
    const auto locked = rows().session().rows("SELECT pg_advisory_xact_lock(?)", 1, Values{kAddingFirms});
    if (!locked) return fail(locked.error());
  }
  return rows().find<TenantRow>("WHERE uscc = ? ORDER BY created_ms, id LIMIT 1", {uscc});
}
Result<void> DeskTransaction::add_tenant(TenantRow row) { return rows().insert(fresh(std::move(row))); }
Result<void> DeskTransaction::change_tenant(const TenantRow& row) { return rows().update(row); }
Result<void> DeskTransaction::add_account(AccountRow row) { return rows().insert(fresh(std::move(row))); }
Result<void> DeskTransaction::change_account(const AccountRow& row) { return rows().update(row); }
Result<void> DeskTransaction::add_session(const SessionRow& row) { return rows().insert(row); }
Result<void> DeskTransaction::change_session(const SessionRow& row) { return rows().update(row); }
Result<void> DeskTransaction::end_session(const std::string& token_sha256) {
  // With the session that it was renewed from, and what it was renewed by.
  const auto row = session(token_sha256);
  if (!row) return fail(row.error());
  if (!*row) return {};
  return done(rows().session().run(
      "DELETE FROM sessions WHERE account = ? AND (token_sha256 IN (?, ?) OR rotated_from = ?)",
      Values{(*row)->account, token_sha256, (*row)->rotated_from, token_sha256}));
}
Result<void> DeskTransaction::end_sessions_of(const std::string& account) {
  return done(rows().session().run("DELETE FROM sessions WHERE account = ?", Values{account}));
}
Result<void> DeskTransaction::add_machine_client(MachineClientRow row) {
  return rows().insert(fresh(std::move(row)));
}
Result<void> DeskTransaction::change_machine_client(const MachineClientRow& row) {
  return rows().update(row);
}
Result<void> DeskTransaction::add_ticket(const TicketRow& row) { return rows().insert(row); }

Result<CaseRow> DeskTransaction::case_to_change(const Reach& reach, const std::string& id) const {
  // SQLite's writers stand in a line already.
  const bool is_sqlite = rows().session().dialect() == store::Dialect::kSqlite;
  return case_of(reach, id, is_sqlite ? "" : "FOR UPDATE");
}

Result<void> DeskTransaction::hold_firm(const TenantId& firm) const {
  if (rows().session().dialect() == store::Dialect::kSqlite) return {};
  const auto held =
      rows().session().rows("SELECT 1 FROM tenants WHERE id = ? FOR NO KEY UPDATE", 1, Values{firm.text()});
  if (!held) return fail(held.error());
  return {};
}

Result<std::optional<TicketRow>> DeskTransaction::take_ticket(const std::string& token_sha256,
                                                              const std::string& kind, std::int64_t now_ms) {
  const auto taken = rows().session().run(
      "UPDATE tickets SET used_ms = ? WHERE token_sha256 = ? AND kind = ? AND used_ms = 0 AND expires_ms > ?",
      Values{now_ms, token_sha256, kind, now_ms});
  if (!taken) return fail(taken.error());
  if (*taken == 0) return std::optional<TicketRow>();
  return ticket(token_sha256);
}

Result<void> DeskTransaction::try_writing() {
  TicketRow row;
  row.token_sha256 = row.kind = "tried";
  row.value = "{}";
  if (auto put = rows().insert(row); !put) return put;
  return done(rows().session().run("DELETE FROM tickets WHERE token_sha256 = ?", Values{row.token_sha256}));
}

Result<void> DeskTransaction::change_ticket(const TicketRow& row) {
  return one(rows().session().run("UPDATE tickets SET value = ?, used_ms = ? WHERE token_sha256 = ?",
                                  Values{row.value, row.used_ms, row.token_sha256}),
             "tickets");
}

Result<void> DeskTransaction::put_blob(const BlobRow& row) {
  if (row.bytes.size() > kLargestBlob) {
    return fail({ErrorCode::kLimit, fmt::format("a file has more than {} octets", kLargestBlob), "blobs",
                 fmt::format("文件超过 {} 字节", kLargestBlob)});
  }
  if (row.size_bytes != static_cast<std::int64_t>(row.bytes.size()) || row.sha256 != sha256_hex(row.bytes))
    return fail({ErrorCode::kMalformed, "the hash or the size is not that of the bytes", "blobs",
                 "散列或大小与内容不符"});
  const auto put = rows().insert_if_absent(row);
  if (!put) return fail(put.error());
  if (*put) return {};
  // Young again: no sweep takes it before a filing refers to it.
  return done(rows().session().run("UPDATE blobs SET created_ms = ? WHERE sha256 = ?",
                                   Values{row.created_ms, row.sha256}));
}

Result<void> DeskTransaction::add_filing(FilingRow row) { return rows().insert(fresh(std::move(row))); }
Result<void> DeskTransaction::change_filing(const FilingRow& row) { return rows().update(row); }
Result<void> DeskTransaction::remove_draft(const FilingRow& row) {
  const auto there = filing(Reach::of_firm(row.tenant), row.id);
  if (!there) return fail(there.error());
  if (there->version != row.version || there->state != "draft" || !there->case_id.empty())
    return fail(store::moved_on("filings"));
  const auto files = rows().session().run("DELETE FROM filing_files WHERE filing = ?", Values{row.id});
  if (!files) return fail(files.error());
  return one(
      rows().session().run("DELETE FROM filings WHERE id = ? AND version = ?", Values{row.id, row.version}),
      "filings");
}
Result<void> DeskTransaction::add_filing_file(const Reach& reach, const FilingFileRow& row) {
  const auto there = filing(reach, row.filing);
  if (!there) return fail(there.error());
  return rows().insert(row);
}
Result<void> DeskTransaction::remove_filing_file(const Reach& reach, const std::string& filing_id,
                                                 const std::string& id) {
  const auto there = filing(reach, filing_id);
  if (!there) return fail(there.error());
  return one(
      rows().session().run("DELETE FROM filing_files WHERE id = ? AND filing = ?", Values{id, filing_id}),
      "filing_files");
}
Result<void> DeskTransaction::keep_filing_version(const FilingVersionRow& row) { return rows().insert(row); }

Result<void> DeskTransaction::put_events(const CaseRow& row, std::int64_t first,
                                         const std::vector<CaseEventRow>& events) {
  for (CaseEventRow event : events) {
    event.case_id = row.id;
    event.seq = first++;
    if (const auto put = rows().insert(event); !put) return fail(put.error());
  }
  return {};
}

Result<void> DeskTransaction::put_case_desks(const CaseRow& row, const std::vector<CaseDeskRow>& desks) {
  if (const auto closed =
          rows().session().run("UPDATE case_desks SET is_open = 0 WHERE case_id = ?", Values{row.id});
      !closed)
    return fail(closed.error());
  for (CaseDeskRow desk : desks) {
    desk.case_id = row.id;
    desk.lane = row.lane;
    desk.state = row.state;
    desk.due_day = sorted_day(row.due_day);
    desk.updated_ms = row.updated_ms;
    const auto is_new = rows().insert_if_absent(desk);
    if (!is_new) return fail(is_new.error());
    if (*is_new) continue;
    if (const auto changed = rows().update(desk); !changed) return fail(changed.error());
  }
  return {};
}

Result<void> DeskTransaction::open_case(CaseRow row, const std::vector<CaseDeskRow>& desks,
                                        const std::vector<CaseEventRow>& events) {
  row.events = static_cast<std::int64_t>(events.size());
  row.figures = store::figures_of(row.summary);
  if (const auto put = rows().insert(fresh(row)); !put) return fail(put.error());
  if (const auto put = put_case_desks(row, desks); !put) return fail(put.error());
  return put_events(row, 1, events);
}

Result<void> DeskTransaction::save_case(CaseRow row, const std::vector<CaseDeskRow>& desks,
                                        const std::vector<CaseEventRow>& events) {
  const auto there = rows().find<CaseRow>("WHERE id = ? AND tenant = ? AND version = ?",
                                          {row.id, row.tenant.text(), row.version}, true);
  if (!there) return fail(there.error());
  if (!*there) return fail(store::moved_on("cases"));
  const std::int64_t before = (*there)->events;
  row.events = before + static_cast<std::int64_t>(events.size());
  row.figures = store::figures_of(row.summary);
  if (const auto put = rows().update(row); !put) return fail(put.error());
  if (const auto put = put_case_desks(row, desks); !put) return fail(put.error());
  return put_events(row, before + 1, events);
}

Result<void> DeskTransaction::issue_permit(PermitRow row) {
  row.statements = 0;
  return rows().insert(fresh(std::move(row)));
}

Result<void> DeskTransaction::state_permit(PermitRow row, PermitStatementRow statement) {
  auto there = rows().find<PermitRow>("WHERE id = ? AND tenant = ? AND version = ?",
                                      {row.id, row.tenant.text(), row.version});
  if (!there) return fail(there.error());
  if (!*there) return fail(store::moved_on("permits"));
  PermitRow now = std::move(**there);
  now.state = row.state;
  now.valid_until = row.valid_until;
  ++now.statements;
  statement.permit = now.id;
  statement.seq = now.statements;
  if (const auto put = rows().update(now); !put) return fail(put.error());
  return rows().insert(statement);
}

Result<void> DeskTransaction::put_case_credentials(const std::string& case_id,
                                                   const std::vector<CaseCredentialRow>& rows_now) {
  const auto gone = rows().session().run("DELETE FROM case_credentials WHERE case_id = ?", Values{case_id});
  if (!gone) return fail(gone.error());
  for (const CaseCredentialRow& row : rows_now) {
    if (const auto put = rows().insert(row); !put) return put;
  }
  return {};
}
Result<void> DeskTransaction::look_at_credential(const CaseCredentialRow& row) { return rows().update(row); }
Result<void> DeskTransaction::mark_permit(PermitMarkRow row) {
  const auto last = rows().find<PermitMarkRow>("WHERE permit = ? ORDER BY seq DESC LIMIT 1", {row.permit});
  if (!last) return fail(last.error());
  row.seq = *last ? (*last)->seq + 1 : 1;
  return rows().insert(row);
}

Result<void> DeskTransaction::add_precedent(const PrecedentRow& row) { return rows().insert(row); }

Result<std::optional<IdempotencyRow>> DeskTransaction::claim_idempotency(const IdempotencyRow& row,
                                                                         std::int64_t now_ms) {
  const auto gone =
      rows().session().run("DELETE FROM idempotency_keys WHERE scope = ? AND key = ? AND expires_ms <= ?",
                           Values{row.scope, row.key, now_ms});
  if (!gone) return fail(gone.error());
  const auto is_ours = rows().insert_if_absent(row);
  if (!is_ours) return fail(is_ours.error());
  if (*is_ours) return std::optional<IdempotencyRow>();
  return idempotency(row.scope, row.key);
}
Result<void> DeskTransaction::finish_idempotency(const IdempotencyRow& row) {
  const auto kept = rows().session().run(
      "UPDATE idempotency_keys SET status = ?, response = ?, expires_ms = ? WHERE scope = ? AND key = ? AND "
      "created_ms = ?",
      Values{row.status, row.response, row.expires_ms, row.scope, row.key, row.created_ms});
  if (!kept) return fail(kept.error());
  if (*kept == 1) return {};
  return fail({ErrorCode::kUnavailable,
               "it took longer than its idempotency key is held, and nothing was done; send it again",
               {},
               "处理时间超过幂等键的保留时间，未作任何变更；请重新提交"});
}
Result<void> DeskTransaction::release_idempotency(const IdempotencyRow& row) {
  return done(rows().session().run(
      "DELETE FROM idempotency_keys WHERE scope = ? AND key = ? AND created_ms = ? AND status = 0",
      Values{row.scope, row.key, row.created_ms}));
}

Result<void> DeskTransaction::add_operation(OperationRow row) { return rows().insert(fresh(std::move(row))); }
Result<void> DeskTransaction::change_operation(const OperationRow& row) { return rows().update(row); }

Result<void> DeskTransaction::add_webhook(WebhookRow row) { return rows().insert(fresh(std::move(row))); }
Result<void> DeskTransaction::change_webhook(const WebhookRow& row) { return rows().update(row); }

Result<std::int64_t> DeskTransaction::tell_webhooks(const std::optional<TenantId>& tenant,
                                                    const std::string& kind, const std::string& event_id,
                                                    const std::string& body, std::int64_t at_ms) {
  const auto hooks =
      tenant ? rows().list<WebhookRow>("WHERE tenant = ? AND is_disabled = 0 ORDER BY id LIMIT 100",
                                       {tenant->text()})
             : rows().list<WebhookRow>("WHERE tenant IS NULL AND is_disabled = 0 ORDER BY id LIMIT 100", {});
  if (!hooks) return fail(hooks.error());
  std::int64_t told = 0;
  for (const WebhookRow& hook : *hooks) {
    if (!wants(hook, kind)) continue;
    const DeliveryRow delivery{event_id + "." + hook.id, hook.id, kind, body, "pending", 0, at_ms, 0, at_ms};
    if (const auto put = rows().insert(delivery); !put) return fail(put.error());
    ++told;
  }
  return told;
}

Result<void> DeskTransaction::add_delivery(const DeliveryRow& row) { return rows().insert(row); }

Result<std::vector<DeliveryRow>> DeskTransaction::take_deliveries(const std::string& webhook,
                                                                  std::int64_t now_ms, std::int64_t lease_ms,
                                                                  std::int64_t limit) {
  std::vector<DeliveryRow> ours;
  for (const auto& [range, at_ms] : kDueRanges) {
    // What was tried before first: its attempts say whether the address is dead, whatever waits behind it.
    for (const std::string_view tried : {"attempts > 0", "attempts = 0"}) {
      const std::int64_t room = limit - static_cast<std::int64_t>(ours.size());
      if (room <= 0) return ours;
      auto due = rows().list<DeliveryRow>(
          fmt::format("WHERE state = 'pending' AND {} AND webhook = ? AND next_at_ms {} ? ORDER BY "
                      "next_at_ms, id LIMIT ?",
                      tried, range),
          {webhook, now_ms + at_ms, room});
      if (!due) return fail(due.error());
      for (DeliveryRow& one_due : *due) {
        // Another server may have taken it between the two statements.
        const auto taken = rows().session().run(
            "UPDATE deliveries SET next_at_ms = ? WHERE id = ? AND state = 'pending' AND next_at_ms = ?",
            Values{now_ms + lease_ms, one_due.id, one_due.next_at_ms});
        if (!taken) return fail(taken.error());
        if (*taken == 0) continue;
        one_due.next_at_ms = now_ms + lease_ms;
        ours.push_back(std::move(one_due));
      }
    }
  }
  return ours;
}
Result<void> DeskTransaction::settle_delivery(const DeliveryRow& row) { return rows().update(row); }

Result<void> DeskTransaction::add_evidence_entry(const EvidenceEntryRow& row) { return rows().insert(row); }
Result<std::int64_t> DeskTransaction::prove_evidence(const std::string& log, std::int64_t size,
                                                     EvidenceClock clock, std::int64_t at_ms) {
  const std::string_view column = clock == EvidenceClock::kStated      ? "stated_ms"
                                  : clock == EvidenceClock::kWitnessed ? "witnessed_ms"
                                                                       : "anchored_ms";
  return rows().session().run(
      fmt::format("UPDATE evidence_entries SET {0} = ? WHERE log = ? AND entry < ? AND {0} = 0", column),
      Values{at_ms, log, size});
}

Result<void> DeskTransaction::put_setting(SettingRow row) {
  if (row.version == 0) return rows().insert(fresh(std::move(row)));
  return rows().update(row);
}
Result<void> DeskTransaction::add_sampling_seed(SamplingSeedRow row) {
  return rows().insert(fresh(std::move(row)));
}
Result<void> DeskTransaction::change_sampling_seed(const SamplingSeedRow& row) { return rows().update(row); }

Result<Swept> DeskTransaction::sweep(std::int64_t now_ms, std::int64_t settled_before_ms,
                                     std::int64_t limit) {
  Swept swept;
  const struct {
    std::string_view sql;
    std::int64_t before_ms;
    std::int64_t* count;
  } steps[] = {
      {"DELETE FROM sessions WHERE token_sha256 IN (SELECT token_sha256 FROM sessions WHERE expires_ms <= ? "
       "LIMIT ?)",
       now_ms, &swept.sessions},
      {"DELETE FROM tickets WHERE token_sha256 IN (SELECT token_sha256 FROM tickets WHERE expires_ms <= ? "
       "LIMIT ?)",
       now_ms, &swept.tickets},
      {"DELETE FROM idempotency_keys WHERE (scope, key) IN (SELECT scope, key FROM idempotency_keys WHERE "
       "expires_ms <= ? LIMIT ?)",
       now_ms, &swept.idempotency_keys},
      {"DELETE FROM deliveries WHERE id IN (SELECT id FROM deliveries WHERE state <> 'pending' AND "
       "next_at_ms <= ? LIMIT ?)",
       settled_before_ms, &swept.deliveries},
      {"DELETE FROM blobs WHERE sha256 IN (SELECT sha256 FROM blobs WHERE created_ms <= ? AND NOT EXISTS "
       "(SELECT 1 FROM filing_files "
       "WHERE filing_files.sha256 = blobs.sha256) LIMIT ?)",
       settled_before_ms, &swept.blobs},
      {"DELETE FROM operations WHERE id IN (SELECT id FROM operations WHERE state <> 'running' AND "
       "updated_ms "
       "<= ? LIMIT ?)",
       settled_before_ms, &swept.operations},
  };
  for (const auto& step : steps) {
    const auto gone = rows().session().run(step.sql, Values{step.before_ms, limit});
    if (!gone) return fail(gone.error());
    *step.count = *gone;
  }
  return swept;
}

}  // namespace tidegate
