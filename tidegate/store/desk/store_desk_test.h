// A desk's store for tests, on both databases: SQLite always, PostgreSQL where TIDEGATE_TEST_POSTGRESQL names
// an empty database of a server (tests/desk_databases.py starts one).
#pragma once

#include <gtest/gtest.h>

#include <cstdlib>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "tidegate/store/desk/desk_place.h"
#include "tidegate/store/desk/desk_store.h"
#include "tidegate/store/desk/session_source.h"
#include "tidegate/store/temporary_folder_test.h"

namespace tidegate {

inline const TenantId kFirst("t1");
inline const TenantId kSecond("t2");
inline const AgencyDesk kCyberspace{"cyberspace", ""};
inline const AgencyDesk kCars{"sector_regulator", "automobile"};
inline const Reach kWhole = Reach::of_whole_desk();

inline std::string postgresql() {
  const char* url = std::getenv("TIDEGATE_TEST_POSTGRESQL");
  return url == nullptr ? "" : url;
}

inline CaseDeskRow on(const AgencyDesk& desk, const std::string& assignee, bool is_open) {
  CaseDeskRow row;
  row.desk = desk;
  row.assignee = assignee;
  row.is_open = is_open;
  return row;
}

inline AuditRow entry(const std::string& object) {
  return {0, 5, "a1", "officer", kCyberspace, "t1", "case.pass", object, "done", "{}", ""};
}

inline Result<bool> fine(const Result<void>& done) {
  if (!done) return fail(done.error());
  return true;
}

class StoredDesk : public ::testing::TestWithParam<store::Dialect> {
 protected:
  void SetUp() override {
    place_.folder = folder_ / "data";
    if (GetParam() == store::Dialect::kPostgresql) {
      if (postgresql().empty()) GTEST_SKIP() << "TIDEGATE_TEST_POSTGRESQL names no database";
      place_.url = postgresql();
      const auto session = store::SqlSession::open(*store::sql_place("x", place_.url));
      ASSERT_TRUE(session) << session.error().what;
      ASSERT_TRUE((*session)->run("DROP SCHEMA IF EXISTS tidegate CASCADE"));
    }
    open();
  }
  void open(DeskStore::Options options = {}) {
    desk_.reset();
    auto opened = DeskStore::open(place_, options);
    ASSERT_TRUE(opened) << opened.error().what << " " << opened.error().where;
    desk_ = std::move(*opened);
  }
  // Runs statements behind the desk's back.
  void meddle(const std::string& sql) {
    const bool is_sqlite = GetParam() == store::Dialect::kSqlite;
    const auto session = store::SqlSession::open(*store::sql_place(place_.folder, place_.url));
    ASSERT_TRUE(session) << session.error().what;
    if (is_sqlite) {
      ASSERT_TRUE((*session)->run("PRAGMA foreign_keys = OFF"));
    }
    const auto done = (*session)->run(sql);
    ASSERT_TRUE(done) << done.error().what;
  }

  // As a program that knows two steps left it; the desk is closed.
  void back_to_step_2() {
    const std::string schema = GetParam() == store::Dialect::kSqlite ? "" : "tidegate.";
    for (const char* index : {"cases_opened", "cases_of_sector", "cases_waiting", "cases_against"})
      meddle("DROP INDEX " + schema + index);
    for (const char* column :
         {"sector", "persons", "sensitive_persons", "persons_unknown", "waits", "against_ms"})
      meddle("ALTER TABLE " + schema + "cases DROP COLUMN " + column);
    for (const char* table : {"evidence_entries", "case_credentials", "permit_marks"})
      meddle("DROP TABLE " + schema + table);
    meddle("DELETE FROM " + schema + "migrations WHERE number > 2");
  }
  // As a program that knows three left it.
  void back_to_step_3() {
    const std::string schema = GetParam() == store::Dialect::kSqlite ? "" : "tidegate.";
    meddle("DROP INDEX " + schema + "cases_against");
    meddle("ALTER TABLE " + schema + "cases DROP COLUMN against_ms");
    meddle("ALTER TABLE " + schema + "cases ADD COLUMN contested " + (schema.empty() ? "INTEGER" : "BIGINT") +
           " NOT NULL DEFAULT 0");
    meddle("CREATE INDEX cases_of_state ON " + schema + "cases (tenant, state, updated_ms, id)");
    meddle("CREATE INDEX cases_contested ON " + schema + "cases (tenant, contested, updated_ms, id)");
    for (const char* table : {"evidence_entries", "case_credentials", "permit_marks"})
      meddle("DROP TABLE " + schema + table);
    meddle("DELETE FROM " + schema + "migrations WHERE number > 3");
  }

  // As a program that knows five left it.
  void back_to_step_5() {
    const std::string schema = GetParam() == store::Dialect::kSqlite ? "" : "tidegate.";
    for (const char* table : {"case_credentials", "permit_marks"}) meddle("DROP TABLE " + schema + table);
    meddle("DELETE FROM " + schema + "migrations WHERE number > 5");
  }

  template <typename Fn>
  auto write(Fn fn) {
    return desk_->transact(fn);
  }
  void must(const std::function<Result<void>(DeskTransaction&)>& fn) {
    const auto done = desk_->transact([&](DeskTransaction& t) { return fine(fn(t)); });
    ASSERT_TRUE(done) << done.error().what << " " << done.error().where;
  }
  ErrorCode refusal(const std::function<Result<void>(DeskTransaction&)>& fn) {
    const auto done = desk_->transact([&](DeskTransaction& t) { return fine(fn(t)); });
    EXPECT_FALSE(done);
    if (done) return ErrorCode::kCancelled;
    EXPECT_FALSE(done.error().what_zh.empty());
    return done.error().code;
  }

  void two_firms() {
    must([](DeskTransaction& t) {
      auto done = t.add_tenant({"t1", "91110000000000000E", "第一公司", 1, false, 0, "{}"});
      return done ? t.add_tenant({"t2", "", "Second Ltd", 1, false, 0, "{}"}) : done;
    });
  }
  static FilingRow filing(const std::string& id, const TenantId& tenant, std::int64_t at_ms = 10) {
    return {id, tenant, "draft", "SC", "", "{}", at_ms, at_ms, 0, "{\"a\":1}"};
  }
  static CaseRow a_case(const std::string& id, const TenantId& tenant, const std::string& filing,
                        const std::string& due = "2027-01-15") {
    return {id,   tenant, filing, "SC", "submitted", "yellow", due,
            "{}", false,  20,     20,   0,           0,        "{\"case\":true}"};
  }
  static CaseEventRow event(const std::string& kind) { return {"", 0, 30, kind, "a1", "filer", {}, "{}"}; }
  void a_firm_files(const std::string& n, const TenantId& tenant,
                    const std::vector<CaseDeskRow>& desks = {on(kCyberspace, "", true)}) {
    must([&](DeskTransaction& t) -> Result<void> {
      FilingRow row = filing("f" + n, tenant);
      row.case_id = "c" + n;
      if (auto done = t.add_filing(row); !done) return done;
      return t.open_case(a_case("c" + n, tenant, "f" + n), desks, {event("submitted")});
    });
  }
  CaseRow case_now(const std::string& id) {
    const auto row = desk_->read([&](const DeskReader& r) { return r.case_of(kWhole, id); });
    EXPECT_TRUE(row);
    return row ? *row : CaseRow{};
  }

  TemporaryFolder folder_;
  DeskPlace place_;
  std::unique_ptr<DeskStore> desk_;
};

}  // namespace tidegate
