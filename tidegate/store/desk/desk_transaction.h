// What can be changed at the desk. All that one transaction does is kept together, or none of it is.
//   Errors of every call, beside a DeskReader's: kConflict (a key is there already; the row moved on since
//   `version` was read), kNotFound (no such row of this owner; it refers to what is not there), kMalformed (a
//   text that is no UTF-8). After an error of the database nothing more of this transaction is kept, whatever
//   it goes on to do.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "tidegate/store/desk/desk_reader.h"

namespace tidegate {

inline constexpr std::size_t kLargestBlob = 32U * 1024 * 1024;

// What a sweep took away.
struct Swept {
  std::int64_t sessions = 0;
  std::int64_t tickets = 0;
  std::int64_t idempotency_keys = 0;
  std::int64_t deliveries = 0;
  std::int64_t blobs = 0;
  std::int64_t operations = 0;
};

class DeskTransaction : public DeskReader {
 public:
  explicit DeskTransaction(store::TableRows& rows) : DeskReader(rows) {}

  // The oldest firm of this credit code, if there is one; nobody else adds a firm until the transaction's
  // end. Of desks older than this question there may be several.
  Result<std::optional<TenantRow>> firm_of_code(const std::string& uscc) const;
  // A new row has version 1, whatever it says.
  Result<void> add_tenant(TenantRow row);
  Result<void> change_tenant(const TenantRow& row);
  Result<void> add_account(AccountRow row);
  Result<void> change_account(const AccountRow& row);
  Result<void> add_session(const SessionRow& row);
  Result<void> change_session(const SessionRow& row);
  Result<void> end_session(const std::string& token_sha256);  // gone already: fine
  Result<void> end_sessions_of(const std::string& account);
  Result<void> add_machine_client(MachineClientRow row);
  Result<void> change_machine_client(const MachineClientRow& row);
  Result<void> add_ticket(const TicketRow& row);
  // Once: none where there is no such ticket of this kind, or it is past its end, or was taken before.
  Result<std::optional<TicketRow>> take_ticket(const std::string& token_sha256, const std::string& kind,
                                               std::int64_t now_ms);

  // Its value and `used_ms` alone. Errors: kNotFound.
  Result<void> change_ticket(const TicketRow& row);

  // Keeps bytes under their hash. Errors: kLimit (more than kLargestBlob), kMalformed (the hash or the size
  // is not theirs).
  Result<void> put_blob(const BlobRow& row);
  Result<void> add_filing(FilingRow row);
  Result<void> change_filing(const FilingRow& row);
  // One that was never handed in, with its files. Errors: kConflict (moved on, or handed in), kNotFound.
  Result<void> remove_draft(const FilingRow& row);
  // The filing must be one of the reach.
  Result<void> add_filing_file(const Reach& reach, const FilingFileRow& row);
  Result<void> remove_filing_file(const Reach& reach, const std::string& filing, const std::string& id);
  Result<void> keep_filing_version(const FilingVersionRow& row);

  // The case, held until the end of the transaction: whoever else would change it waits, and then reads what
  // this one made of it.
  Result<CaseRow> case_to_change(const Reach& reach, const std::string& id) const;
  // Of two transactions that hold one firm the second waits here, and then reads what the first wrote.
  Result<void> hold_firm(const TenantId& firm) const;
  // The case as it is now, whole, and what has happened since: events get their numbers here. desks: all of
  // them; one that is no longer named is closed, never forgotten.
  Result<void> open_case(CaseRow row, const std::vector<CaseDeskRow>& desks,
                         const std::vector<CaseEventRow>& events);
  Result<void> save_case(CaseRow row, const std::vector<CaseDeskRow>& desks,
                         const std::vector<CaseEventRow>& events);

  Result<void> issue_permit(PermitRow row);
  // state, valid_until and version of `row` count; the signed document stays.
  Result<void> state_permit(PermitRow row, PermitStatementRow statement);
  // The documents of a case as it was handed in last, in place of those before.
  Result<void> put_case_credentials(const std::string& case_id, const std::vector<CaseCredentialRow>& rows);
  // Its grade, when it is due, and by which lists it was looked at. Errors: kNotFound.
  Result<void> look_at_credential(const CaseCredentialRow& row);
  // Whoever notes something holds the case first: the number is the store's.
  Result<void> mark_permit(PermitMarkRow row);
  Result<void> add_precedent(const PrecedentRow& row);

  // Writes what nobody reads and takes it away again, so that its end shows whether anything can be kept.
  Result<void> try_writing();

  // None: it is ours now. Else what is there already. One that is past its end is replaced.
  Result<std::optional<IdempotencyRow>> claim_idempotency(const IdempotencyRow& row, std::int64_t now_ms);
  // row: the claim's own, by scope, key and the moment of the claim. Errors: kUnavailable (it lapsed, and is
  // another's or gone).
  Result<void> finish_idempotency(const IdempotencyRow& row);
  Result<void> release_idempotency(const IdempotencyRow& row);  // only where it was not acted on

  Result<void> add_operation(OperationRow row);
  Result<void> change_operation(const OperationRow& row);

  Result<void> add_webhook(WebhookRow row);
  Result<void> change_webhook(const WebhookRow& row);
  // Tells every webhook of this firm (none: of authorities) that wants this kind. event_id: unique. Returns
  // how many.
  Result<std::int64_t> tell_webhooks(const std::optional<TenantId>& tenant, const std::string& kind,
                                     const std::string& event_id, const std::string& body,
                                     std::int64_t at_ms);
  Result<void> add_delivery(const DeliveryRow& row);  // to this webhook, whatever it wants
  // What is due of this webhook, taken until now + lease: another sender does not take it meanwhile, and
  // after a crash it is due again. What was tried before comes first, else the oldest.
  Result<std::vector<DeliveryRow>> take_deliveries(const std::string& webhook, std::int64_t now_ms,
                                                   std::int64_t lease_ms, std::int64_t limit);
  Result<void> settle_delivery(const DeliveryRow& row);

  // Errors: kConflict (it is recorded already).
  Result<void> add_evidence_entry(const EvidenceEntryRow& row);
  // The moment by one clock, of what stands below `size` in that log and has none yet. Returns how many.
  Result<std::int64_t> prove_evidence(const std::string& log, std::int64_t size, EvidenceClock clock,
                                      std::int64_t at_ms);

  Result<void> put_setting(SettingRow row);  // version 0: it was not there
  Result<void> add_sampling_seed(SamplingSeedRow row);
  Result<void> change_sampling_seed(const SamplingSeedRow& row);

  // Entered at the end of the transaction, with number and hash.
  void audit(AuditRow row) { audit_.push_back(std::move(row)); }
  std::vector<AuditRow> take_audit() { return std::move(audit_); }

  // Takes away what is past its end, at most so many of each: sessions, tickets, idempotency keys; deliveries
  // and operations that were settled before `settled_before_ms`; blobs of that age to which nothing refers.
  Result<Swept> sweep(std::int64_t now_ms, std::int64_t settled_before_ms, std::int64_t limit);

  using DeskReader::audit;

 private:
  Result<void> put_case_desks(const CaseRow& row, const std::vector<CaseDeskRow>& desks);
  Result<void> put_events(const CaseRow& row, std::int64_t first, const std::vector<CaseEventRow>& events);
  std::vector<AuditRow> audit_;
};

}  // namespace tidegate
