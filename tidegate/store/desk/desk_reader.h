// What can be asked of the desk, all of it as of one moment. A DeskReader lives inside a DeskStore::read or
// transact, and no longer.
//   reach     whose rows are seen; what lies outside is kNotFound, as what does not exist is.
//   Errors    of every call: kUnavailable (the database does not answer), kCorrupt (damaged; a sealed value
//   does not
//             open), kNotFound where one row is asked for by its id.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "tidegate/base/result.h"
#include "tidegate/store/desk/firm_cases.h"
#include "tidegate/store/desk/rows.h"

namespace tidegate {

namespace store {
class TableRows;
}

// A place in a sorted list, behind a row that was given. The door makes one opaque text of it.
struct Cursor {
  std::string key;  // what is sorted by
  std::string id;
};
inline constexpr std::int64_t kLargestPage = 200;
struct PageAsk {
  std::optional<Cursor> after;
  std::int64_t limit = 50;  // 1..kLargestPage; more is cut to it
};
template <typename Row>
struct Page {
  std::vector<Row> rows;
  std::optional<Cursor> next;  // none: the last page
};

struct QueueAsk {
  std::optional<std::string> lane;
  std::optional<std::string> assignee;  // "": what nobody has taken
  std::optional<std::string> state;
  bool is_open = true;  // false: what this desk is done with
  PageAsk page;
};
struct QueueRow {
  CaseRow of;  // without its document
  CaseDeskRow desk;
};
struct QueueCount {
  std::string lane;
  std::int64_t cases = 0;
};

// A webhook that messages wait for.
struct WaitingWebhook {
  std::string id;
  std::string tenant;           // empty: of an authority
  std::int64_t next_at_ms = 0;  // the first of them is due then
};

struct AuditAsk {
  std::optional<std::string> tenant;
  std::optional<std::string> object;
  std::int64_t after_seq = 0;
  std::int64_t limit = 50;
};

class DeskReader {
 public:
  explicit DeskReader(store::TableRows& rows) : rows_(rows) {}

  // Those who come in. Looked up by what they hold, before anything is known of them: no reach.
  Result<std::optional<AccountRow>> account_by_login(const std::string& login) const;
  Result<std::optional<AccountRow>> account_by_subject(const std::string& subject) const;
  Result<std::optional<AccountRow>> account_of_session(const std::string& account) const;
  Result<std::optional<SessionRow>> session(const std::string& token_sha256) const;
  Result<std::optional<MachineClientRow>> machine_client_by_fingerprint(const std::string& fingerprint) const;
  Result<std::optional<MachineClientRow>> machine_client_by_id(const std::string& id) const;
  Result<std::optional<TicketRow>> ticket(const std::string& token_sha256) const;
  // Of one kind and object: latest first, 100 at most.
  Result<std::vector<TicketRow>> tickets_of(const std::string& kind, const std::string& object) const;
  Result<std::int64_t> accounts_held() const;  // 0: nobody has been made yet

  Result<TenantRow> tenant(const Reach& reach, const std::string& id) const;
  Result<Page<TenantRow>> tenants(const Reach& reach, const PageAsk& ask) const;  // by id
  Result<AccountRow> account(const Reach& reach, const std::string& id) const;
  Result<Page<AccountRow>> accounts(const Reach& reach, const PageAsk& ask) const;               // by id
  Result<Page<MachineClientRow>> machine_clients(const Reach& reach, const PageAsk& ask) const;  // by id

  // Filings: an authority sees those whose case lies on its desk.
  Result<FilingRow> filing(const Reach& reach, const std::string& id) const;
  Result<Page<FilingRow>> filings(const Reach& reach,
                                  const PageAsk& ask) const;  // latest change first, no documents
  Result<FilingVersionRow> filing_version(const Reach& reach, const std::string& filing,
                                          std::int64_t number) const;
  Result<FilingVersionRow> newest_filing_version(const Reach& reach, const std::string& filing) const;
  Result<std::vector<FilingVersionRow>> filing_versions(const Reach& reach,
                                                        const std::string& filing) const;  // no documents
  Result<std::vector<FilingFileRow>> filing_files(const Reach& reach, const std::string& filing) const;
  // What lies under the files of this filing, without its bytes.
  Result<std::vector<BlobRow>> filing_blob_heads(const Reach& reach, const std::string& filing) const;
  // Bytes of a file of this filing. The same bytes may belong to several firms: each sees its own file alone.
  Result<BlobRow> filing_blob(const Reach& reach, const std::string& filing, const std::string& sha256) const;

  Result<CaseRow> case_of(const Reach& reach, const std::string& id) const;
  Result<CaseRow> case_head(const Reach& reach, const std::string& id) const;  // without its document
  Result<Page<CaseRow>> cases(const Reach& reach,
                              const PageAsk& ask) const;  // latest change first, no documents
  // Of the firm's cases but one: what those opened since a moment come to. Its cost is that of an index's
  // entries, one a case that was opened since.
  Result<FirmCases> firm_cases(const TenantId& firm, const FirmCasesAsk& ask) const;
  // Whether a person passed a case of the firm under that sector, other than this one (an id; may be empty),
  // of the newest kMostPassedLookedAt that passed.
  Result<bool> has_passed_by_person(const TenantId& firm, const std::string& sector,
                                    const std::string& but_of) const;
  Result<std::vector<CaseDeskRow>> case_desks(const Reach& reach, const std::string& id) const;
  Result<std::vector<CaseEventRow>> case_events(const Reach& reach, const std::string& id,
                                                std::int64_t after_seq, std::int64_t limit) const;
  // An authority's desk: nearest due day first; those without one come last.
  Result<Page<QueueRow>> queue(const AgencyDesk& desk, const QueueAsk& ask) const;
  Result<std::vector<QueueCount>> queue_counts(const AgencyDesk& desk) const;  // open ones, by lane

  Result<PermitRow> permit(const Reach& reach, const std::string& id) const;
  Result<Page<PermitRow>> permits(const Reach& reach,
                                  const PageAsk& ask) const;  // latest issue first, no documents
  Result<std::vector<PermitRow>> permits_of_case(const Reach& reach, const std::string& case_id) const;
  Result<std::vector<PermitStatementRow>> permit_statements(const Reach& reach,
                                                            const std::string& permit) const;
  // For officers, of all firms: what was decided of the same field under the same edition, latest first.
  Result<std::vector<PrecedentRow>> precedents(const std::string& field, const std::string& list_edition,
                                               std::int64_t limit) const;
  // The same under any edition.
  Result<std::vector<PrecedentRow>> precedents_of_field(const std::string& field, std::int64_t limit) const;

  Result<OperationRow> operation(const Reach& reach, const std::string& id) const;
  Result<std::vector<OperationRow>> operations_in_state(const std::string& state,
                                                        std::int64_t limit) const;  // after a restart
  Result<std::optional<IdempotencyRow>> idempotency(const std::string& scope, const std::string& key) const;
  Result<WebhookRow> webhook(const Reach& reach, const std::string& id) const;
  Result<Page<WebhookRow>> webhooks(const Reach& reach, const PageAsk& ask) const;  // by id
  Result<Page<DeliveryRow>> deliveries(const Reach& reach, const std::string& webhook,
                                       const PageAsk& ask) const;  // latest first
  Result<DeliveryRow> delivery(const Reach& reach, const std::string& webhook, const std::string& id) const;
  Result<bool> has_due_deliveries(std::int64_t now_ms) const;
  // Webhooks that messages wait for, due or not, in the order of their ids, behind `after`. The cost is that
  // of as many webhooks as come back, however many messages wait for each.
  Result<std::vector<WaitingWebhook>> waiting_webhooks(const std::string& after, std::int64_t limit) const;
  // Whether one of this webhook's deliveries was taken by its receiver since then.
  Result<bool> has_delivered_since(const std::string& webhook, std::int64_t since_ms) const;

  Result<std::optional<SettingRow>> setting(const std::string& name) const;
  Result<std::optional<SamplingSeedRow>> sampling_seed(const std::string& period) const;
  Result<std::vector<SamplingSeedRow>> sampling_seeds(std::int64_t limit) const;  // latest period first
  Result<std::vector<AuditRow>> audit(const AuditAsk& ask) const;

  // Documents of a case that were found to prove something, by their hash.
  Result<std::vector<CaseCredentialRow>> case_credentials(const Reach& reach,
                                                          const std::string& case_id) const;
  // Cases with such a document that was not looked up in these lists (empty: whichever they were), or whose
  // last day is over: those that are open, but for drafts and what was returned, and those of a permit that
  // is live. `today`: in China. By id, behind `after`; kMostLookedAt at most, whatever `limit` says.
  static constexpr std::int64_t kMostLookedAt = 10'000;
  struct LookAsk {
    std::string lists;
    std::int64_t now_ms = 0;
    std::string today;
    std::string after;
    std::int64_t limit = kMostLookedAt;
  };
  Result<std::vector<std::string>> cases_to_look_at(const LookAsk& ask) const;
  // What is noted at a permit, oldest first; 1,000 at most.
  Result<std::vector<PermitMarkRow>> permit_marks(const Reach& reach, const std::string& permit) const;

  // Entries of the evidence log about a case's steps (permit empty) or about one of its permits, by `seq`.
  Result<std::vector<EvidenceEntryRow>> evidence_entries(const Reach& reach, const std::string& case_id,
                                                         const std::string& permit, std::int64_t after_seq,
                                                         std::int64_t limit) const;
  // The last of them by `seq`; none: nothing is recorded yet.
  Result<std::optional<EvidenceEntryRow>> last_evidence_entry(const std::string& case_id,
                                                              const std::string& permit) const;
  Result<EvidenceEntryRow> evidence_entry(const Reach& reach, const std::string& log,
                                          std::int64_t entry) const;
  // The one with the largest index; none: that log has nothing of this desk.
  Result<std::optional<EvidenceEntryRow>> newest_evidence_entry(const std::string& log) const;
  // Rows of the audit behind `after_seq` that tell of what is recorded: steps of cases, permits. How many
  // there are, kMostCounted at most, and when the first came; 0: none.
  static constexpr std::int64_t kMostCounted = 100'000;
  struct Unrecorded {
    std::int64_t count = 0;
    std::int64_t since_ms = 0;
  };
  Result<Unrecorded> unrecorded_since(std::int64_t after_seq) const;

 protected:
  store::TableRows& rows() const { return rows_; }
  Result<CaseRow> case_of(const Reach& reach, const std::string& id, std::string_view lock) const;

 private:
  store::TableRows& rows_;
};

}  // namespace tidegate
