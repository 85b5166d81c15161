// What the desk keeps, a struct a table. Documents are JSON texts that this room does not read (but for
// CaseFigures): whoever writes them owns their shape. Times are UTC in milliseconds; days are "YYYY-MM-DD";
// ids are the caller's (ULIDs). `version` counts the changes of a row from 1: a change names the version that
// it read, and kConflict answers where the row has moved on. Whose a row is never changes. `columns.h` names
// every field once.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "tidegate/store/desk/tenant_id.h"

namespace tidegate {

struct TenantRow {
  std::string id;
  std::string uscc;  // unified social credit code; empty: none known
  std::string name;
  std::int64_t created_ms = 0;
  bool is_disabled = false;
  std::int64_t version = 0;
  std::string document;
  friend bool operator==(const TenantRow&, const TenantRow&) = default;
};

struct AccountRow {
  std::string id;
  std::string login;                   // unique
  std::string name;                    // as shown to colleagues
  std::optional<TenantId> tenant;      // of a firm's account
  AgencyDesk desk;                     // of an authority's account
  std::string roles;                   // words with a space between: "officer lead"
  std::string password_hash;           // empty: no sign-in by password
  std::string totp_secret;             // sealed on the disk; empty: none
  std::int64_t totp_step = 0;          // last time step that was accepted: none counts twice
  std::optional<std::string> subject;  // of an OIDC provider, issuer and sub; unique
  std::int64_t failed_sign_ins = 0;    // in a row
  std::int64_t locked_until_ms = 0;
  bool is_disabled = false;
  std::int64_t created_ms = 0;
  std::int64_t version = 0;
  std::string document;
  friend bool operator==(const AccountRow&, const AccountRow&) = default;
};

struct SessionRow {
  std::string token_sha256;  // hex; the token itself is nowhere
  std::string account;
  std::string csrf;
  std::string stage;  // where it was begun: "full" here, "oidc" at the identity provider
  std::int64_t created_ms = 0;
  std::int64_t last_seen_ms = 0;
  std::int64_t expires_ms = 0;
  std::string rotated_from;  // token_sha256 of the session before; empty: the first
  friend bool operator==(const SessionRow&, const SessionRow&) = default;
};

struct MachineClientRow {
  std::string id;
  std::string name;
  std::optional<TenantId> tenant;
  AgencyDesk desk;
  std::string roles;
  std::string key_kind;     // "ed25519", "es256", "certificate"
  std::string fingerprint;  // SHA-256 of the key or certificate, hex; unique
  std::string public_key;   // PEM
  bool is_disabled = false;
  std::int64_t created_ms = 0;
  std::int64_t version = 0;
  friend bool operator==(const MachineClientRow&, const MachineClientRow&) = default;
};

// Something that is handed out once and taken once: a recipient's link, the state of a sign-in under way.
struct TicketRow {
  std::string token_sha256;
  std::string kind;
  std::optional<TenantId> tenant;
  std::string object;  // id of what it opens
  std::string value;   // JSON
  std::int64_t created_ms = 0;
  std::int64_t expires_ms = 0;
  std::int64_t used_ms = 0;  // 0: not yet
  friend bool operator==(const TicketRow&, const TicketRow&) = default;
};

struct BlobRow {
  std::string sha256;  // hex, of the bytes
  std::int64_t size_bytes = 0;
  std::string media_type;
  std::int64_t created_ms = 0;
  std::string bytes;
  friend bool operator==(const BlobRow&, const BlobRow&) = default;
};

struct FilingRow {
  std::string id;
  TenantId tenant;
  std::string state;    // "draft", "submitted" ...
  std::string route;    // empty: not decided
  std::string case_id;  // empty: not submitted
  std::string summary;  // JSON for lists
  std::int64_t created_ms = 0;
  std::int64_t updated_ms = 0;
  std::int64_t version = 0;  // of the draft: its ETag
  std::string document;
  friend bool operator==(const FilingRow&, const FilingRow&) = default;
};

// A filing as it was handed in; never changed.
struct FilingVersionRow {
  std::string filing;
  std::int64_t number = 0;  // 1, 2 ...
  std::string sha256;       // of the document
  std::int64_t at_ms = 0;
  std::string account;
  std::string document;
  friend bool operator==(const FilingVersionRow&, const FilingVersionRow&) = default;
};

struct FilingFileRow {
  std::string id;
  std::string filing;
  std::string slot;  // "A1" ... "A9"
  std::string sha256;
  std::string file_name;
  std::int64_t added_ms = 0;
  friend bool operator==(const FilingFileRow&, const FilingFileRow&) = default;
};

// Of a case's summary what a firm's cases are added up by: the store reads it there (case_figures.h).
struct CaseFigures {
  std::string sector;        // empty: none
  std::int64_t persons = 0;  // whose data is not sensitive
  std::int64_t sensitive_persons = 0;
  bool persons_unknown = true;  // how many is not said, though persons may be in it
  bool waits = true;            // for somebody, and not only because another case of the firm does
  std::int64_t against_ms = 0;  // when it last went against its firm (against_firm.h); 0: never
  friend bool operator==(const CaseFigures&, const CaseFigures&) = default;
};

struct CaseRow {
  std::string id;
  TenantId tenant;
  std::string filing;
  std::string route;
  std::string state;
  std::string lane;
  std::string due_day;  // empty: no clock runs
  std::string summary;  // JSON for lists
  bool is_closed = false;
  std::int64_t opened_ms = 0;
  std::int64_t updated_ms = 0;
  std::int64_t events = 0;  // how many it has; kept by the store
  std::int64_t version = 0;
  std::string document;
  CaseFigures figures{};  // of the summary; kept by the store, read with the document alone
  friend bool operator==(const CaseRow&, const CaseRow&) = default;
};

// A case on the desk of one authority: what its queue is made of.
struct CaseDeskRow {
  std::string case_id;
  AgencyDesk desk;
  std::string assignee;  // account; empty: nobody yet
  bool is_open = true;   // something is left to do here
  // As of the case; kept by the store, so that a queue is read from its index alone.
  std::string lane;
  std::string state;
  std::string due_day;
  std::int64_t updated_ms = 0;
  friend bool operator==(const CaseDeskRow&, const CaseDeskRow&) = default;
};

struct CaseEventRow {
  std::string case_id;
  std::int64_t seq = 0;  // 1, 2 ... without a gap; given by the store
  std::int64_t at_ms = 0;
  std::string kind;
  std::string account;  // who; empty: the program
  std::string role;
  AgencyDesk desk;
  std::string document;
  friend bool operator==(const CaseEventRow&, const CaseEventRow&) = default;
};

struct PermitRow {
  std::string id;
  std::string case_id;
  TenantId tenant;
  std::string state;  // "valid", "suspended", "revoked" ...
  std::string valid_from;
  std::string valid_until;
  std::int64_t issued_ms = 0;
  std::int64_t statements = 0;  // how many it has; kept by the store
  std::int64_t version = 0;
  std::string document;  // signed; never changed
  friend bool operator==(const PermitRow&, const PermitRow&) = default;
};

// What was said of a permit after it was issued: suspended, resumed, revoked; signed.
struct PermitStatementRow {
  std::string permit;
  std::int64_t seq = 0;  // given by the store
  std::int64_t at_ms = 0;
  std::string kind;
  std::string document;
  friend bool operator==(const PermitStatementRow&, const PermitStatementRow&) = default;
};

// How an item was decided before. Holds nothing of the firm but the case's id.
struct PrecedentRow {
  std::string id;
  std::string field;         // normalised name of the item
  std::string list_edition;  // "beijing-2025"
  std::string sector;
  std::string outcome;
  std::string case_id;
  std::string decided_on;
  std::string document;
  friend bool operator==(const PrecedentRow&, const PrecedentRow&) = default;
};

struct IdempotencyRow {
  std::string scope;  // account and route
  std::string key;
  std::string request_sha256;
  std::int64_t status = 0;  // HTTP; 0: still being worked on
  std::string response;     // JSON: headers and body
  std::int64_t created_ms = 0;
  std::int64_t expires_ms = 0;
  friend bool operator==(const IdempotencyRow&, const IdempotencyRow&) = default;
};

struct OperationRow {
  std::string id;
  std::optional<TenantId> tenant;
  AgencyDesk desk;
  std::string account;
  std::string kind;
  std::string state;  // "running", "done", "failed", "cancelled"
  std::int64_t progress_permille = 0;
  std::int64_t created_ms = 0;
  std::int64_t updated_ms = 0;
  std::int64_t version = 0;
  std::string result;  // JSON: result or problem
  friend bool operator==(const OperationRow&, const OperationRow&) = default;
};

struct WebhookRow {
  std::string id;
  std::optional<TenantId> tenant;
  AgencyDesk desk;
  std::string url;
  std::string secret;  // sealed on the disk
  std::string events;  // words with a space between; "*": all
  bool is_disabled = false;
  std::int64_t created_ms = 0;
  std::int64_t version = 0;
  friend bool operator==(const WebhookRow&, const WebhookRow&) = default;
};

// One message to one webhook, written in the transaction of what it tells.
struct DeliveryRow {
  std::string id;
  std::string webhook;
  std::string kind;
  std::string body;
  std::string state;  // "pending", "done", "failed"
  std::int64_t attempts = 0;
  std::int64_t next_at_ms = 0;  // settled: when
  std::int64_t status = 0;      // HTTP, of the last attempt; 0: none, or no answer
  std::int64_t created_ms = 0;
  friend bool operator==(const DeliveryRow&, const DeliveryRow&) = default;
};

// Who did what, to what, and how it ended. Never a value of a person.
struct AuditRow {
  std::int64_t seq = 0;  // 1, 2 ... without a gap; given by the store
  std::int64_t at_ms = 0;
  std::string account;
  std::string role;
  AgencyDesk desk;
  std::string tenant;   // id of the firm that it concerns; empty: none
  std::string action;   // "filing.submit"
  std::string object;   // id
  std::string outcome;  // "done", "refused" ...
  std::string detail;   // JSON
  std::string hash;     // given by the store: audit_chain.h
  friend bool operator==(const AuditRow&, const AuditRow&) = default;
};

// Where in an evidence log something stands that happened here, and how far it is proved there. It follows
// what happened: what has no row yet waits to be recorded.
struct EvidenceEntryRow {
  std::string case_id;
  std::string permit;             // empty: a step of the case
  std::int64_t seq = 0;           // of the step; of a permit 0: its issue, from 1 on: its statements
  std::string log;                // origin
  std::int64_t entry = 0;         // index in that log
  std::int64_t logged_ms = 0;     // as the entry says
  std::int64_t stated_ms = 0;     // of the first checkpoint that has it; 0: not yet
  std::int64_t witnessed_ms = 0;  // of the first one that satisfied the witnesses' policy
  std::int64_t anchored_ms = 0;   // of the first one that others hold; -1: no time of theirs is believed
  friend bool operator==(const EvidenceEntryRow&, const EvidenceEntryRow&) = default;
};
enum class EvidenceClock { kStated, kWitnessed, kAnchored };

// A document of a case that was found to prove something, and when it is to be looked at again.
struct CaseCredentialRow {
  std::string case_id;
  std::string sha256;       // of the document: a blob of the filing
  std::string file;         // as the declaration names it
  std::int64_t grade = 0;   // EvidenceGrade, when it was last looked up
  std::int64_t due_ms = 0;  // its last day is over then; 0: it says no day
  std::string looked_by;    // SHA-256 of the lists that it was last looked up in, hex
  std::int64_t looked_ms = 0;
  friend bool operator==(const CaseCredentialRow&, const CaseCredentialRow&) = default;
};

// What is noted at a permit beside its statements: no word of its issuer, and nothing that a decision at a
// flow heeds.
struct PermitMarkRow {
  std::string permit;
  std::int64_t seq = 0;  // given by the store
  std::int64_t at_ms = 0;
  std::string kind;       // "doubted", "settled"
  std::string account;    // who; empty: the program
  std::int64_t step = 0;  // of the case, that says it
  std::string document;   // doubted: the assessment as it is scored now (docs/formats/filing-version.md)
  friend bool operator==(const PermitMarkRow&, const PermitMarkRow&) = default;
};

struct SettingRow {
  std::string name;
  std::string value;  // JSON
  std::int64_t updated_ms = 0;
  std::int64_t version = 0;
  friend bool operator==(const SettingRow&, const SettingRow&) = default;
};

// The seed of one period's random samples: its commitment is published first, itself after the period.
struct SamplingSeedRow {
  std::string period;
  std::string commitment;
  std::string seed;  // sealed on the disk
  std::int64_t created_ms = 0;
  std::int64_t revealed_ms = 0;  // 0: not yet
  std::int64_t version = 0;
  friend bool operator==(const SamplingSeedRow&, const SamplingSeedRow&) = default;
};

}  // namespace tidegate
