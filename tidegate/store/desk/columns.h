// Tables and their columns, each named once: statements, rows and backups are all made from here. Private to
// this room. The first kKeys columns are the primary key; migrations.cc makes the tables, and a test holds
// the two together.
//   io(name, field)         text, number, claim (0 or 1), optional; a TenantId says whose the row is: no
//   change moves it io.sealed(name, field)  text that the disk sees sealed only io.octets(name, field)  bytes
//   io.version(name, field) counts changes
#pragma once

#include <string_view>

#include "tidegate/store/desk/rows.h"

namespace tidegate::store {

template <typename Row>
struct Columns;

template <>
struct Columns<TenantRow> {
  static constexpr std::string_view kTable = "tenants";
  static constexpr int kKeys = 1;
  static void each(auto& io, auto& r) {
    io("id", r.id);
    io("uscc", r.uscc);
    io("name", r.name);
    io("created_ms", r.created_ms);
    io("is_disabled", r.is_disabled);
    io.version("version", r.version);
    io("document", r.document);
  }
};
template <>
struct Columns<AccountRow> {
  static constexpr std::string_view kTable = "accounts";
  static constexpr int kKeys = 1;
  static void each(auto& io, auto& r) {
    io("id", r.id);
    io("login", r.login);
    io("name", r.name);
    io("tenant", r.tenant);
    io("agency", r.desk.agency);
    io("sector", r.desk.sector);
    io("roles", r.roles);
    io("password_hash", r.password_hash);
    io.sealed("totp_secret", r.totp_secret);
    io("totp_step", r.totp_step);
    io("subject", r.subject);
    io("failed_sign_ins", r.failed_sign_ins);
    io("locked_until_ms", r.locked_until_ms);
    io("is_disabled", r.is_disabled);
    io("created_ms", r.created_ms);
    io.version("version", r.version);
    io("document", r.document);
  }
};
template <>
struct Columns<SessionRow> {
  static constexpr std::string_view kTable = "sessions";
  static constexpr int kKeys = 1;
  static void each(auto& io, auto& r) {
    io("token_sha256", r.token_sha256);
    io("account", r.account);
    io("csrf", r.csrf);
    io("stage", r.stage);
    io("created_ms", r.created_ms);
    io("last_seen_ms", r.last_seen_ms);
    io("expires_ms", r.expires_ms);
    io("rotated_from", r.rotated_from);
  }
};
template <>
struct Columns<MachineClientRow> {
  static constexpr std::string_view kTable = "machine_clients";
  static constexpr int kKeys = 1;
  static void each(auto& io, auto& r) {
    io("id", r.id);
    io("name", r.name);
    io("tenant", r.tenant);
    io("agency", r.desk.agency);
    io("sector", r.desk.sector);
    io("roles", r.roles);
    io("key_kind", r.key_kind);
    io("fingerprint", r.fingerprint);
    io("public_key", r.public_key);
    io("is_disabled", r.is_disabled);
    io("created_ms", r.created_ms);
    io.version("version", r.version);
  }
};
template <>
struct Columns<TicketRow> {
  static constexpr std::string_view kTable = "tickets";
  static constexpr int kKeys = 1;
  static void each(auto& io, auto& r) {
    io("token_sha256", r.token_sha256);
    io("kind", r.kind);
    io("tenant", r.tenant);
    io("object", r.object);
    io("value", r.value);
    io("created_ms", r.created_ms);
    io("expires_ms", r.expires_ms);
    io("used_ms", r.used_ms);
  }
};
template <>
struct Columns<BlobRow> {
  static constexpr std::string_view kTable = "blobs";
  static constexpr int kKeys = 1;
  static void each(auto& io, auto& r) {
    io("sha256", r.sha256);
    io("size_bytes", r.size_bytes);
    io("media_type", r.media_type);
    io("created_ms", r.created_ms);
    io.octets("bytes", r.bytes);
  }
};
template <>
struct Columns<FilingRow> {
  static constexpr std::string_view kTable = "filings";
  static constexpr int kKeys = 1;
  static void each(auto& io, auto& r) {
    io("id", r.id);
    io("tenant", r.tenant);
    io("state", r.state);
    io("route", r.route);
    io("case_id", r.case_id);
    io("summary", r.summary);
    io("created_ms", r.created_ms);
    io("updated_ms", r.updated_ms);
    io.version("version", r.version);
    io("document", r.document);
  }
};
template <>
struct Columns<FilingVersionRow> {
  static constexpr std::string_view kTable = "filing_versions";
  static constexpr int kKeys = 2;
  static void each(auto& io, auto& r) {
    io("filing", r.filing);
    io("number", r.number);
    io("sha256", r.sha256);
    io("at_ms", r.at_ms);
    io("account", r.account);
    io("document", r.document);
  }
};
template <>
struct Columns<FilingFileRow> {
  static constexpr std::string_view kTable = "filing_files";
  static constexpr int kKeys = 1;
  static void each(auto& io, auto& r) {
    io("id", r.id);
    io("filing", r.filing);
    io("slot", r.slot);
    io("sha256", r.sha256);
    io("file_name", r.file_name);
    io("added_ms", r.added_ms);
  }
};
template <>
struct Columns<CaseRow> {
  static constexpr std::string_view kTable = "cases";
  static constexpr int kKeys = 1;
  static void each(auto& io, auto& r) {
    io("id", r.id);
    io("tenant", r.tenant);
    io("filing", r.filing);
    io("route", r.route);
    io("state", r.state);
    io("lane", r.lane);
    io("due_day", r.due_day);
    io("summary", r.summary);
    io("is_closed", r.is_closed);
    io("opened_ms", r.opened_ms);
    io("updated_ms", r.updated_ms);
    io("events", r.events);
    io.version("version", r.version);
    io("document", r.document);
    io("sector", r.figures.sector);
    io("persons", r.figures.persons);
    io("sensitive_persons", r.figures.sensitive_persons);
    io("persons_unknown", r.figures.persons_unknown);
    io("waits", r.figures.waits);
    io("against_ms", r.figures.against_ms);
  }
};
template <>
struct Columns<CaseDeskRow> {
  static constexpr std::string_view kTable = "case_desks";
  static constexpr int kKeys = 3;
  static void each(auto& io, auto& r) {
    io("case_id", r.case_id);
    io("agency", r.desk.agency);
    io("sector", r.desk.sector);
    io("assignee", r.assignee);
    io("is_open", r.is_open);
    io("lane", r.lane);
    io("state", r.state);
    io("due_day", r.due_day);
    io("updated_ms", r.updated_ms);
  }
};
template <>
struct Columns<CaseEventRow> {
  static constexpr std::string_view kTable = "case_events";
  static constexpr int kKeys = 2;
  static void each(auto& io, auto& r) {
    io("case_id", r.case_id);
    io("seq", r.seq);
    io("at_ms", r.at_ms);
    io("kind", r.kind);
    io("account", r.account);
    io("role", r.role);
    io("agency", r.desk.agency);
    io("sector", r.desk.sector);
    io("document", r.document);
  }
};
template <>
struct Columns<PermitRow> {
  static constexpr std::string_view kTable = "permits";
  static constexpr int kKeys = 1;
  static void each(auto& io, auto& r) {
    io("id", r.id);
    io("case_id", r.case_id);
    io("tenant", r.tenant);
    io("state", r.state);
    io("valid_from", r.valid_from);
    io("valid_until", r.valid_until);
    io("issued_ms", r.issued_ms);
    io("statements", r.statements);
    io.version("version", r.version);
    io("document", r.document);
  }
};
template <>
struct Columns<PermitStatementRow> {
  static constexpr std::string_view kTable = "permit_statements";
  static constexpr int kKeys = 2;
  static void each(auto& io, auto& r) {
    io("permit", r.permit);
    io("seq", r.seq);
    io("at_ms", r.at_ms);
    io("kind", r.kind);
    io("document", r.document);
  }
};
template <>
struct Columns<PrecedentRow> {
  static constexpr std::string_view kTable = "precedents";
  static constexpr int kKeys = 1;
  static void each(auto& io, auto& r) {
    io("id", r.id);
    io("field", r.field);
    io("list_edition", r.list_edition);
    io("sector", r.sector);
    io("outcome", r.outcome);
    io("case_id", r.case_id);
    io("decided_on", r.decided_on);
    io("document", r.document);
  }
};
template <>
struct Columns<IdempotencyRow> {
  static constexpr std::string_view kTable = "idempotency_keys";
  static constexpr int kKeys = 2;
  static void each(auto& io, auto& r) {
    io("scope", r.scope);
    io("key", r.key);
    io("request_sha256", r.request_sha256);
    io("status", r.status);
    io("response", r.response);
    io("created_ms", r.created_ms);
    io("expires_ms", r.expires_ms);
  }
};
template <>
struct Columns<OperationRow> {
  static constexpr std::string_view kTable = "operations";
  static constexpr int kKeys = 1;
  static void each(auto& io, auto& r) {
    io("id", r.id);
    io("tenant", r.tenant);
    io("agency", r.desk.agency);
    io("sector", r.desk.sector);
    io("account", r.account);
    io("kind", r.kind);
    io("state", r.state);
    io("progress_permille", r.progress_permille);
    io("created_ms", r.created_ms);
    io("updated_ms", r.updated_ms);
    io.version("version", r.version);
    io("result", r.result);
  }
};
template <>
struct Columns<WebhookRow> {
  static constexpr std::string_view kTable = "webhooks";
  static constexpr int kKeys = 1;
  static void each(auto& io, auto& r) {
    io("id", r.id);
    io("tenant", r.tenant);
    io("agency", r.desk.agency);
    io("sector", r.desk.sector);
    io("url", r.url);
    io.sealed("secret", r.secret);
    io("events", r.events);
    io("is_disabled", r.is_disabled);
    io("created_ms", r.created_ms);
    io.version("version", r.version);
  }
};
template <>
struct Columns<DeliveryRow> {
  static constexpr std::string_view kTable = "deliveries";
  static constexpr int kKeys = 1;
  static void each(auto& io, auto& r) {
    io("id", r.id);
    io("webhook", r.webhook);
    io("kind", r.kind);
    io("body", r.body);
    io("state", r.state);
    io("attempts", r.attempts);
    io("next_at_ms", r.next_at_ms);
    io("status", r.status);
    io("created_ms", r.created_ms);
  }
};
template <>
struct Columns<AuditRow> {
  static constexpr std::string_view kTable = "audit";
  static constexpr int kKeys = 1;
  static void each(auto& io, auto& r) {
    io("seq", r.seq);
    io("at_ms", r.at_ms);
    io("account", r.account);
    io("role", r.role);
    io("agency", r.desk.agency);
    io("sector", r.desk.sector);
    io("tenant", r.tenant);
    io("action", r.action);
    io("object", r.object);
    io("outcome", r.outcome);
    io("detail", r.detail);
    io("hash", r.hash);
  }
};
// The last link of the audit's chain: one row, whose lock orders those who write to the audit.
struct AuditHeadRow {
  std::int64_t id = 1;
  std::int64_t seq = 0;
  std::string hash;
};
template <>
struct Columns<AuditHeadRow> {
  static constexpr std::string_view kTable = "audit_head";
  static constexpr int kKeys = 1;
  static void each(auto& io, auto& r) {
    io("id", r.id);
    io("seq", r.seq);
    io("hash", r.hash);
  }
};
template <>
struct Columns<EvidenceEntryRow> {
  static constexpr std::string_view kTable = "evidence_entries";
  static constexpr int kKeys = 3;
  static void each(auto& io, auto& r) {
    io("case_id", r.case_id);
    io("permit", r.permit);
    io("seq", r.seq);
    io("log", r.log);
    io("entry", r.entry);
    io("logged_ms", r.logged_ms);
    io("stated_ms", r.stated_ms);
    io("witnessed_ms", r.witnessed_ms);
    io("anchored_ms", r.anchored_ms);
  }
};
template <>
struct Columns<CaseCredentialRow> {
  static constexpr std::string_view kTable = "case_credentials";
  static constexpr int kKeys = 2;
  static void each(auto& io, auto& r) {
    io("case_id", r.case_id);
    io("sha256", r.sha256);
    io("file", r.file);
    io("grade", r.grade);
    io("due_ms", r.due_ms);
    io("looked_by", r.looked_by);
    io("looked_ms", r.looked_ms);
  }
};
template <>
struct Columns<PermitMarkRow> {
  static constexpr std::string_view kTable = "permit_marks";
  static constexpr int kKeys = 2;
  static void each(auto& io, auto& r) {
    io("permit", r.permit);
    io("seq", r.seq);
    io("at_ms", r.at_ms);
    io("kind", r.kind);
    io("account", r.account);
    io("step", r.step);
    io("document", r.document);
  }
};
template <>
struct Columns<SettingRow> {
  static constexpr std::string_view kTable = "settings";
  static constexpr int kKeys = 1;
  static void each(auto& io, auto& r) {
    io("name", r.name);
    io("value", r.value);
    io("updated_ms", r.updated_ms);
    io.version("version", r.version);
  }
};
template <>
struct Columns<SamplingSeedRow> {
  static constexpr std::string_view kTable = "sampling_seeds";
  static constexpr int kKeys = 1;
  static void each(auto& io, auto& r) {
    io("period", r.period);
    io("commitment", r.commitment);
    io.sealed("seed", r.seed);
    io("created_ms", r.created_ms);
    io("revealed_ms", r.revealed_ms);
    io.version("version", r.version);
  }
};

// Every table, those first to which others refer.
template <typename... Rows>
struct TableList {};
using AllTables = TableList<TenantRow, AccountRow, SessionRow, MachineClientRow, TicketRow, BlobRow,
                            FilingRow, FilingVersionRow, FilingFileRow, CaseRow, CaseDeskRow, CaseEventRow,
                            PermitRow, PermitStatementRow, PrecedentRow, IdempotencyRow, OperationRow,
                            WebhookRow, DeliveryRow, AuditRow, AuditHeadRow, SettingRow, SamplingSeedRow,
                            EvidenceEntryRow, CaseCredentialRow, PermitMarkRow>;

}  // namespace tidegate::store
