#include "tidegate/store/desk/migrations.h"

#include <fmt/format.h>

#include <charconv>
#include <string_view>
#include <utility>

#include "tidegate/base/hash.h"
#include "tidegate/store/desk/case_figures.h"

namespace tidegate::store {
namespace {

// "TGD1": what SQLite keeps in the head of the file, so that another program's database is told from ours.
constexpr std::int64_t kApplicationId = 0x54474431;
// Any number will do, as long as it stays the same.
constexpr std::int64_t kAdvisoryLock = 0x5447'4431'0000'0001;

// {int} {text} {octets} {strict}: the words that differ.
constexpr std::string_view kFirst[] = {
    "CREATE TABLE tenants (id {text} PRIMARY KEY, uscc {text} NOT NULL, name {text} NOT NULL, created_ms "
    "{int} NOT NULL, "
    "is_disabled {int} NOT NULL, version {int} NOT NULL, document {text} NOT NULL){strict}",
    "CREATE TABLE accounts (id {text} PRIMARY KEY, login {text} NOT NULL UNIQUE, name {text} NOT NULL, "
    "tenant {text} REFERENCES tenants (id), agency {text} NOT NULL, sector {text} NOT NULL, roles {text} NOT "
    "NULL, "
    "password_hash {text} NOT NULL, totp_secret {text} NOT NULL, totp_step {int} NOT NULL, subject {text} "
    "UNIQUE, "
    "failed_sign_ins {int} NOT NULL, locked_until_ms {int} NOT NULL, is_disabled {int} NOT NULL, created_ms "
    "{int} NOT NULL, "
    "version {int} NOT NULL, document {text} NOT NULL){strict}",
    "CREATE INDEX accounts_of_tenant ON accounts (tenant, id)",
    "CREATE TABLE sessions (token_sha256 {text} PRIMARY KEY, account {text} NOT NULL REFERENCES accounts "
    "(id), csrf {text} NOT NULL, "
    "stage {text} NOT NULL, created_ms {int} NOT NULL, last_seen_ms {int} NOT NULL, expires_ms {int} NOT "
    "NULL, "
    "rotated_from {text} NOT NULL){strict}",
    "CREATE INDEX sessions_of_account ON sessions (account)",
    "CREATE INDEX sessions_by_end ON sessions (expires_ms)",
    "CREATE TABLE machine_clients (id {text} PRIMARY KEY, name {text} NOT NULL, tenant {text} REFERENCES "
    "tenants (id), "
    "agency {text} NOT NULL, sector {text} NOT NULL, roles {text} NOT NULL, key_kind {text} NOT NULL, "
    "fingerprint {text} NOT NULL UNIQUE, public_key {text} NOT NULL, is_disabled {int} NOT NULL, created_ms "
    "{int} NOT NULL, "
    "version {int} NOT NULL){strict}",
    "CREATE INDEX machine_clients_of_tenant ON machine_clients (tenant, id)",
    "CREATE TABLE tickets (token_sha256 {text} PRIMARY KEY, kind {text} NOT NULL, tenant {text} REFERENCES "
    "tenants (id), "
    "object {text} NOT NULL, value {text} NOT NULL, created_ms {int} NOT NULL, expires_ms {int} NOT NULL, "
    "used_ms {int} NOT NULL)"
    "{strict}",
    "CREATE INDEX tickets_by_end ON tickets (expires_ms)",
    "CREATE TABLE blobs (sha256 {text} PRIMARY KEY, size_bytes {int} NOT NULL, media_type {text} NOT NULL, "
    "created_ms {int} NOT NULL, "
    "bytes {octets} NOT NULL){strict}",
    "CREATE TABLE filings (id {text} PRIMARY KEY, tenant {text} NOT NULL REFERENCES tenants (id), state "
    "{text} NOT NULL, "
    "route {text} NOT NULL, case_id {text} NOT NULL, summary {text} NOT NULL, created_ms {int} NOT NULL, "
    "updated_ms {int} NOT NULL, "
    "version {int} NOT NULL, document {text} NOT NULL){strict}",
    "CREATE INDEX filings_of_tenant ON filings (tenant, updated_ms, id)",
    "CREATE INDEX filings_by_change ON filings (updated_ms, id)",
    "CREATE INDEX filings_of_case ON filings (case_id)",
    "CREATE TABLE filing_versions (filing {text} NOT NULL REFERENCES filings (id), number {int} NOT NULL, "
    "sha256 {text} NOT NULL, "
    "at_ms {int} NOT NULL, account {text} NOT NULL, document {text} NOT NULL, PRIMARY KEY (filing, "
    "number)){strict}",
    "CREATE TABLE filing_files (id {text} PRIMARY KEY, filing {text} NOT NULL REFERENCES filings (id), slot "
    "{text} NOT NULL, "
    "sha256 {text} NOT NULL REFERENCES blobs (sha256), file_name {text} NOT NULL, added_ms {int} NOT "
    "NULL){strict}",
    "CREATE INDEX filing_files_of_filing ON filing_files (filing, id)",
    "CREATE INDEX filing_files_of_blob ON filing_files (sha256)",
    "CREATE TABLE cases (id {text} PRIMARY KEY, tenant {text} NOT NULL REFERENCES tenants (id), "
    "filing {text} NOT NULL REFERENCES filings (id), route {text} NOT NULL, state {text} NOT NULL, lane "
    "{text} NOT NULL, "
    "due_day {text} NOT NULL, summary {text} NOT NULL, is_closed {int} NOT NULL, opened_ms {int} NOT NULL, "
    "updated_ms {int} NOT NULL, "
    "events {int} NOT NULL, version {int} NOT NULL, document {text} NOT NULL){strict}",
    "CREATE INDEX cases_of_tenant ON cases (tenant, updated_ms, id)",
    "CREATE INDEX cases_by_change ON cases (updated_ms, id)",
    "CREATE INDEX cases_of_filing ON cases (filing)",
    "CREATE TABLE case_desks (case_id {text} NOT NULL REFERENCES cases (id), agency {text} NOT NULL, sector "
    "{text} NOT NULL, "
    "assignee {text} NOT NULL, is_open {int} NOT NULL, lane {text} NOT NULL, state {text} NOT NULL, due_day "
    "{text} NOT NULL, "
    "updated_ms {int} NOT NULL, PRIMARY KEY (case_id, agency, sector)){strict}",
    "CREATE INDEX queue_by_due ON case_desks (agency, sector, is_open, due_day, case_id)",
    "CREATE INDEX queue_by_lane ON case_desks (agency, sector, is_open, lane, due_day, case_id)",
    "CREATE INDEX queue_by_assignee ON case_desks (agency, sector, is_open, assignee, due_day, case_id)",
    "CREATE TABLE case_events (case_id {text} NOT NULL REFERENCES cases (id), seq {int} NOT NULL, at_ms "
    "{int} NOT NULL, "
    "kind {text} NOT NULL, account {text} NOT NULL, role {text} NOT NULL, agency {text} NOT NULL, sector "
    "{text} NOT NULL, "
    "document {text} NOT NULL, PRIMARY KEY (case_id, seq)){strict}",
    "CREATE TABLE permits (id {text} PRIMARY KEY, case_id {text} NOT NULL REFERENCES cases (id), "
    "tenant {text} NOT NULL REFERENCES tenants (id), state {text} NOT NULL, valid_from {text} NOT NULL, "
    "valid_until {text} NOT NULL, "
    "issued_ms {int} NOT NULL, statements {int} NOT NULL, version {int} NOT NULL, document {text} NOT "
    "NULL){strict}",
    "CREATE INDEX permits_of_tenant ON permits (tenant, issued_ms, id)",
    "CREATE INDEX permits_by_issue ON permits (issued_ms, id)",
    "CREATE INDEX permits_of_case ON permits (case_id)",
    "CREATE TABLE permit_statements (permit {text} NOT NULL REFERENCES permits (id), seq {int} NOT NULL, "
    "at_ms {int} NOT NULL, "
    "kind {text} NOT NULL, document {text} NOT NULL, PRIMARY KEY (permit, seq)){strict}",
    "CREATE TABLE precedents (id {text} PRIMARY KEY, field {text} NOT NULL, list_edition {text} NOT NULL, "
    "sector {text} NOT NULL, "
    "outcome {text} NOT NULL, case_id {text} NOT NULL REFERENCES cases (id), decided_on {text} NOT NULL, "
    "document {text} NOT NULL)"
    "{strict}",
    "CREATE INDEX precedents_of_field ON precedents (field, list_edition, decided_on, id)",
    "CREATE TABLE idempotency_keys (scope {text} NOT NULL, key {text} NOT NULL, request_sha256 {text} NOT "
    "NULL, status {int} NOT NULL, "
    "response {text} NOT NULL, created_ms {int} NOT NULL, expires_ms {int} NOT NULL, PRIMARY KEY (scope, "
    "key)){strict}",
    "CREATE INDEX idempotency_keys_by_end ON idempotency_keys (expires_ms)",
    "CREATE TABLE operations (id {text} PRIMARY KEY, tenant {text} REFERENCES tenants (id), agency {text} "
    "NOT NULL, "
    "sector {text} NOT NULL, account {text} NOT NULL, kind {text} NOT NULL, state {text} NOT NULL, "
    "progress_permille {int} NOT NULL, "
    "created_ms {int} NOT NULL, updated_ms {int} NOT NULL, version {int} NOT NULL, result {text} NOT "
    "NULL){strict}",
    "CREATE INDEX operations_by_state ON operations (state, id)",
    "CREATE TABLE webhooks (id {text} PRIMARY KEY, tenant {text} REFERENCES tenants (id), agency {text} NOT "
    "NULL, "
    "sector {text} NOT NULL, url {text} NOT NULL, secret {text} NOT NULL, events {text} NOT NULL, "
    "is_disabled {int} NOT NULL, "
    "created_ms {int} NOT NULL, version {int} NOT NULL){strict}",
    "CREATE INDEX webhooks_of_tenant ON webhooks (tenant, id)",
    "CREATE TABLE deliveries (id {text} PRIMARY KEY, webhook {text} NOT NULL REFERENCES webhooks (id), kind "
    "{text} NOT NULL, "
    "body {text} NOT NULL, state {text} NOT NULL, attempts {int} NOT NULL, next_at_ms {int} NOT NULL, status "
    "{int} NOT NULL, "
    "created_ms {int} NOT NULL){strict}",
    "CREATE INDEX deliveries_due ON deliveries (state, next_at_ms, id)",
    "CREATE INDEX deliveries_of_webhook ON deliveries (webhook, created_ms, id)",
    "CREATE TABLE audit (seq {int} PRIMARY KEY, at_ms {int} NOT NULL, account {text} NOT NULL, role {text} "
    "NOT NULL, "
    "agency {text} NOT NULL, sector {text} NOT NULL, tenant {text} NOT NULL, action {text} NOT NULL, object "
    "{text} NOT NULL, "
    "outcome {text} NOT NULL, detail {text} NOT NULL, hash {text} NOT NULL){strict}",
    "CREATE INDEX audit_of_tenant ON audit (tenant, seq)",
    "CREATE INDEX audit_of_object ON audit (object, seq)",
    "CREATE TABLE audit_head (id {int} PRIMARY KEY, seq {int} NOT NULL, hash {text} NOT NULL){strict}",
    "INSERT INTO audit_head (id, seq, hash) VALUES (1, 0, '')",
    "CREATE TABLE settings (name {text} PRIMARY KEY, value {text} NOT NULL, updated_ms {int} NOT NULL, "
    "version {int} NOT NULL){strict}",
    "CREATE TABLE sampling_seeds (period {text} PRIMARY KEY, commitment {text} NOT NULL, seed {text} NOT "
    "NULL, created_ms {int} NOT NULL, "
    "revealed_ms {int} NOT NULL, version {int} NOT NULL){strict}",
};

// Messages that wait are found by their webhook, and those tried before among them, however many there are.
constexpr std::string_view kWaitingDeliveries[] = {
    "DROP INDEX deliveries_due",
    "CREATE INDEX deliveries_pending ON deliveries (next_at_ms) WHERE state = 'pending'",
    "CREATE INDEX deliveries_waiting ON deliveries (webhook, next_at_ms, id) WHERE state = 'pending'",
    "CREATE INDEX deliveries_tried ON deliveries (webhook, next_at_ms, id) WHERE state = 'pending' AND "
    "attempts > 0",
    "CREATE INDEX deliveries_done ON deliveries (webhook, next_at_ms) WHERE state = 'done'",
    "CREATE INDEX deliveries_settled ON deliveries (next_at_ms) WHERE state <> 'pending'",
};

// In place of statements. The first stood for filling the figures of step 3, which step 4 does anew: one is
// never applied without the other.
constexpr std::string_view kFilledLater = "{case figures}";
constexpr std::string_view kFillCaseFigures = "{case figures of step 4}";  // fill_case_figures

// What a firm's cases count together is read from an index alone.
constexpr std::string_view kCaseFigures[] = {
    "ALTER TABLE cases ADD COLUMN sector {text} NOT NULL DEFAULT ''",
    "ALTER TABLE cases ADD COLUMN persons {int} NOT NULL DEFAULT 0",
    "ALTER TABLE cases ADD COLUMN sensitive_persons {int} NOT NULL DEFAULT 0",
    "ALTER TABLE cases ADD COLUMN persons_unknown {int} NOT NULL DEFAULT 1",
    "ALTER TABLE cases ADD COLUMN waits {int} NOT NULL DEFAULT 1",
    "ALTER TABLE cases ADD COLUMN contested {int} NOT NULL DEFAULT 0",
    kFilledLater,
    "CREATE INDEX cases_opened ON cases (tenant, opened_ms, id, route, state, persons, sensitive_persons, "
    "persons_unknown)",
    "CREATE INDEX cases_of_sector ON cases (tenant, sector, id)",
    "CREATE INDEX cases_of_state ON cases (tenant, state, updated_ms, id)",
    "CREATE INDEX cases_waiting ON cases (tenant, waits, id)",
    "CREATE INDEX cases_contested ON cases (tenant, contested, updated_ms, id)",
};

// When a case last went against its firm, in place of whether it once did.
constexpr std::string_view kAgainstFirm[] = {
    "DROP INDEX cases_contested",
    "DROP INDEX cases_of_state",
    "ALTER TABLE cases DROP COLUMN contested",
    "ALTER TABLE cases ADD COLUMN against_ms {int} NOT NULL DEFAULT 0",
    kFillCaseFigures,
    "CREATE INDEX cases_against ON cases (tenant, against_ms, id)",
};

// What of this desk stands where in an evidence log. What waits for a clock is few, and found by an index of
// its own.
constexpr std::string_view kEvidenceEntries[] = {
    "CREATE TABLE evidence_entries (case_id {text} NOT NULL REFERENCES cases (id), permit {text} NOT NULL, "
    "seq {int} NOT NULL, log {text} NOT NULL, entry {int} NOT NULL, logged_ms {int} NOT NULL, "
    "stated_ms {int} NOT NULL, witnessed_ms {int} NOT NULL, anchored_ms {int} NOT NULL, "
    "PRIMARY KEY (case_id, permit, seq)){strict}",
    "CREATE UNIQUE INDEX evidence_entries_of_log ON evidence_entries (log, entry)",
    "CREATE INDEX evidence_entries_unstated ON evidence_entries (log, entry) WHERE stated_ms = 0",
    "CREATE INDEX evidence_entries_unwitnessed ON evidence_entries (log, entry) WHERE witnessed_ms = 0",
    "CREATE INDEX evidence_entries_unanchored ON evidence_entries (log, entry) WHERE anchored_ms = 0",
};

// What a case's papers prove, and what is noted at a permit where they prove it no more.
constexpr std::string_view kCredentials[] = {
    "CREATE TABLE case_credentials (case_id {text} NOT NULL REFERENCES cases (id), sha256 {text} NOT NULL, "
    "file {text} NOT NULL, grade {int} NOT NULL, due_ms {int} NOT NULL, looked_by {text} NOT NULL, looked_ms "
    "{int} NOT NULL, PRIMARY KEY (case_id, sha256)){strict}",
    "CREATE INDEX case_credentials_looked ON case_credentials (looked_by, case_id)",
    "CREATE INDEX case_credentials_due ON case_credentials (due_ms, case_id) WHERE due_ms > 0",
    "CREATE TABLE permit_marks (permit {text} NOT NULL REFERENCES permits (id), seq {int} NOT NULL, at_ms "
    "{int} NOT NULL, kind {text} NOT NULL, account {text} NOT NULL, step {int} NOT NULL, document {text} NOT "
    "NULL, PRIMARY KEY (permit, seq)){strict}",
};

std::string in_dialect(std::string_view text, Dialect dialect) {
  const bool is_sqlite = dialect == Dialect::kSqlite;
  const std::pair<std::string_view, std::string_view> words[] = {
      {"{int}", is_sqlite ? "INTEGER" : "BIGINT"},
      // Sorted by octets, as SQLite sorts: a cursor means the same place in both.
      {"{text}", is_sqlite ? "TEXT" : "TEXT COLLATE \"C\""},
      {"{octets}", is_sqlite ? "BLOB" : "BYTEA"},
      {"{strict}", is_sqlite ? " STRICT" : ""}};
  std::string out(text);
  for (const auto& [word, meant] : words) {
    for (std::size_t at = out.find(word); at != std::string::npos; at = out.find(word, at + meant.size()))
      out.replace(at, word.size(), meant);
  }
  return out;
}

Migration step(std::int64_t number, std::string name, std::span<const std::string_view> statements,
               Dialect dialect) {
  Migration made{number, std::move(name), {}, {}};
  std::string all;
  for (const std::string_view statement : statements) {
    made.statements.push_back(in_dialect(statement, dialect));
    all.append(statement).append(";\n");
  }
  made.sha256 = sha256_hex(all);
  return made;
}

Error conflict(std::string what, std::string what_zh) {
  return {ErrorCode::kConflict, std::move(what), {}, std::move(what_zh)};
}

// One number of one row.
Result<std::int64_t> number(SqlSession& session, std::string_view sql) {
  const auto rows = session.rows(sql, 1);
  if (!rows) return fail(rows.error());
  std::int64_t value = 0;
  if (!rows->empty() && rows->front()[0]) {
    const std::string& cell = *rows->front()[0];
    std::from_chars(cell.data(), cell.data() + cell.size(), value);
  }
  return value;
}

// What has been applied so far, in order; empty: an empty database.
Result<std::vector<SqlRow>> applied(SqlSession& session) {
  const bool is_sqlite = session.dialect() == Dialect::kSqlite;
  if (!is_sqlite) {
    if (const auto locked =
            session.rows("SELECT pg_advisory_xact_lock(?)", 1, std::vector<SqlValue>{kAdvisoryLock});
        !locked)
      return fail(locked.error());
  }
  const auto tables =
      number(session, is_sqlite ? "SELECT count(*) FROM sqlite_master"
                                : "SELECT count(*) FROM pg_tables WHERE schemaname = 'tidegate'");
  if (!tables) return fail(tables.error());
  if (*tables == 0) return std::vector<SqlRow>();
  const auto ours = number(
      session,
      is_sqlite
          ? "PRAGMA application_id"
          : "SELECT count(*) FROM pg_tables WHERE schemaname = 'tidegate' AND tablename = 'migrations'");
  if (!ours) return fail(ours.error());
  if (*ours != (is_sqlite ? kApplicationId : 1))
    return fail(conflict("it is the database of another program", "这是其他程序的数据库"));
  return session.rows("SELECT number, sha256 FROM migrations ORDER BY number", 2);
}

Result<void> prepare_empty(SqlSession& session) {
  if (session.dialect() == Dialect::kPostgresql) {
    const auto schemas = number(session, "SELECT count(*) FROM pg_namespace WHERE nspname = 'tidegate'");
    if (!schemas) return fail(schemas.error());
    if (*schemas == 0) {
      if (const auto made = session.run("CREATE SCHEMA tidegate"); !made) return fail(made.error());
    }
  } else if (const auto named = session.run(fmt::format("PRAGMA application_id = {}", kApplicationId));
             !named) {
    return fail(named.error());
  }
  const auto made =
      session.run(in_dialect("CREATE TABLE migrations (number {int} PRIMARY KEY, name {text} NOT NULL, "
                             "sha256 {text} NOT NULL){strict}",
                             session.dialect()));
  if (!made) return fail(made.error());
  return {};
}

Result<void> apply(SqlSession& session, const Migration& one) {
  for (const std::string& statement : one.statements) {
    if (statement == kFilledLater) continue;
    if (statement == kFillCaseFigures) {
      if (const auto filled = fill_case_figures(session); !filled) return fail(filled.error());
    } else if (const auto done = session.run(statement); !done) {
      return fail(done.error());
    }
  }
  const auto kept = session.run("INSERT INTO migrations (number, name, sha256) VALUES (?, ?, ?)",
                                std::vector<SqlValue>{one.number, one.name, one.sha256});
  if (!kept) return fail(kept.error());
  return {};
}

Result<std::int64_t> migrate_begun(SqlSession& session, Migrating how) {
  const auto there = applied(session);
  if (!there) return fail(there.error());
  const std::vector<Migration> all = migrations(session.dialect());
  if (there->size() > all.size()) {
    return fail(conflict(
        fmt::format("the database was made by a newer program (step {}, this one knows {})", there->size(),
                    all.size()),
        fmt::format("数据库由更新版本的程序创建（步骤 {}，本程序仅到 {}）", there->size(), all.size())));
  }
  for (std::size_t i = 0; i < there->size(); ++i) {
    if ((*there)[i][1] != all[i].sha256)
      return fail(conflict(fmt::format("step {} of the database is not this program's", i + 1),
                           fmt::format("数据库的步骤 {} 与本程序不符", i + 1)));
  }
  if (there->size() == all.size()) return all.back().number;
  if (how == Migrating::kRefuse) {
    return fail(conflict("the database is not yet of this program's shape: run tidegate admin migrate",
                         "数据库尚未升级到本程序的结构：请执行 tidegate admin migrate"));
  }
  if (there->empty()) {
    if (const auto ready = prepare_empty(session); !ready) return fail(ready.error());
  }
  for (std::size_t i = there->size(); i < all.size(); ++i) {
    if (const auto done = apply(session, all[i]); !done) return fail(done.error());
  }
  return all.back().number;
}

// Readers see the last commit while a writer works. Set once; it stays with the file.
Result<void> set_wal(SqlSession& session) {
  const auto mode = session.rows("PRAGMA journal_mode = WAL", 1);
  if (!mode) return fail(mode.error());
  if (!mode->empty() && mode->front()[0] == "wal") return {};
  return fail({ErrorCode::kUnavailable,
               "the file system of the database keeps no write-ahead log (a network drive?)",
               {},
               "数据库所在文件系统不支持预写日志（网络盘？）"});
}

}  // namespace

std::vector<Migration> migrations(Dialect dialect) {
  return {step(1, "first", kFirst, dialect),
          step(2, "waiting deliveries", kWaitingDeliveries, dialect),
          step(3, "case figures", kCaseFigures, dialect),
          step(4, "against firm", kAgainstFirm, dialect),
          step(5, "evidence entries", kEvidenceEntries, dialect),
          step(6, "credentials", kCredentials, dialect)};
}

Result<std::int64_t> migrate(SqlSession& session, Migrating how) {
  if (const auto begun = session.begin_write(); !begun) return fail(begun.error());
  auto reached = migrate_begun(session, how);
  if (!reached) {
    session.undo();
    return fail(reached.error());
  }
  if (const auto done = session.commit(); !done) {
    session.undo();
    return fail(done.error());
  }
  if (session.dialect() == Dialect::kSqlite) {
    if (const auto set = set_wal(session); !set) return fail(set.error());
  }
  return *reached;
}

}  // namespace tidegate::store
