// The same claims on both databases: SQLite always, PostgreSQL where TIDEGATE_TEST_POSTGRESQL names an empty
// database of a server (tests/desk_databases.py starts one).
#include "tidegate/store/desk/desk_store.h"

#include <gtest/gtest.h>
#include <sqlite3.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <set>
#include <thread>

#include "tidegate/base/hash.h"
#include "tidegate/store/desk/desk_place.h"
#include "tidegate/store/desk/migrations.h"
#include "tidegate/store/desk/session_source.h"
#include "tidegate/store/temporary_folder_test.h"

namespace tidegate {
namespace {

const TenantId kFirst("t1");
const TenantId kSecond("t2");
const AgencyDesk kCyberspace{"cyberspace", ""};
const AgencyDesk kCars{"sector_regulator", "automobile"};
const Reach kWhole = Reach::of_whole_desk();

std::string postgresql() {
  const char* url = std::getenv("TIDEGATE_TEST_POSTGRESQL");
  return url == nullptr ? "" : url;
}

CaseDeskRow on(const AgencyDesk& desk, const std::string& assignee, bool is_open) {
  CaseDeskRow row;
  row.desk = desk;
  row.assignee = assignee;
  row.is_open = is_open;
  return row;
}

Result<bool> fine(const Result<void>& done) {
  if (!done) return fail(done.error());
  return true;
}

class Desk : public ::testing::TestWithParam<store::Dialect> {
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
INSTANTIATE_TEST_SUITE_P(Both, Desk, ::testing::Values(store::Dialect::kSqlite, store::Dialect::kPostgresql),
                         [](const auto& of) {
                           return std::string(of.param == store::Dialect::kSqlite ? "Sqlite" : "Postgresql");
                         });

TEST_P(Desk, AnEmptyFolderIsReadyAtOnceAndKeepsItsFilesToItself) {
  EXPECT_TRUE(desk_->ping());
  const auto held = desk_->read([](const DeskReader& r) { return r.accounts_held(); });
  ASSERT_TRUE(held);
  EXPECT_EQ(*held, 0);
  struct stat status {};
  ASSERT_EQ(::stat((place_.folder + "/seal.key").c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 0777U, 0600U);
  if (GetParam() == store::Dialect::kSqlite) {
    two_firms();
    for (const char* name : {"/desk.db", "/desk.db-wal", "/desk.db-shm"}) {
      ASSERT_EQ(::stat((place_.folder + name).c_str(), &status), 0) << name;
      EXPECT_EQ(status.st_mode & 0777U, 0600U) << name;
    }
  }
}

TEST_P(Desk, EveryTextComesBackAsItWasWritten) {
  const std::string odd = "引号 ' \" \\ ; -- :p1 ? $1 % 🌊 \t\n";
  must([&](DeskTransaction& t) {
    return t.add_tenant({"t'; DROP TABLE tenants; --", odd, odd, INT64_MAX, true, 0, odd});
  });
  const auto row =
      desk_->read([](const DeskReader& r) { return r.tenant(kWhole, "t'; DROP TABLE tenants; --"); });
  ASSERT_TRUE(row);
  EXPECT_EQ(*row, (TenantRow{"t'; DROP TABLE tenants; --", odd, odd, INT64_MAX, true, 1, odd}));
}

TEST_P(Desk, OfACreditCodeTheOldestFirmIsFoundThoughAnOldDeskHoldsTwo) {
  must([](DeskTransaction& t) {
    auto done = t.add_tenant({"t2", "91110000000000000E", "later", 2, false, 0, "{}"});
    return done ? t.add_tenant({"t1", "91110000000000000E", "earlier", 1, false, 0, "{}"}) : done;
  });
  must([](DeskTransaction& t) -> Result<void> {
    const auto there = t.firm_of_code("91110000000000000E");
    if (!there) return fail(there.error());
    EXPECT_TRUE(*there && (*there)->id == "t1");
    const auto none = t.firm_of_code("91350100M000100Y43");
    EXPECT_TRUE(none && !*none);
    return {};
  });
}

TEST_P(Desk, ATextThatIsNoUtf8IsRefusedAndNothingOfItsTransactionStays) {
  for (const std::string& bad : {std::string("\xff"), std::string("a\0b", 3)}) {
    EXPECT_EQ(refusal([&](DeskTransaction& t) -> Result<void> {
                if (auto done = t.add_tenant({"good", "", "", 0, false, 0, ""}); !done) return done;
                // Its error is passed over: the transaction is not kept all the same.
                static_cast<void>(t.add_tenant({"bad", "", bad, 0, false, 0, ""}));
                return {};
              }),
              ErrorCode::kMalformed);
  }
  EXPECT_FALSE(desk_->read([](const DeskReader& r) { return r.tenant(kWhole, "good"); }));
}

TEST_P(Desk, AChangeNamesTheVersionItReadOrIsAConflict) {
  two_firms();
  must([](DeskTransaction& t) { return t.add_filing(filing("f1", kFirst)); });
  FilingRow row = *desk_->read([](const DeskReader& r) { return r.filing(Reach::of_firm(kFirst), "f1"); });
  EXPECT_EQ(row.version, 1);
  row.document = "{\"a\":2}";
  must([&](DeskTransaction& t) { return t.change_filing(row); });
  EXPECT_EQ(refusal([&](DeskTransaction& t) { return t.change_filing(row); }), ErrorCode::kConflict);
  EXPECT_EQ(desk_->read([](const DeskReader& r) { return r.filing(kWhole, "f1"); })->version, 2);
  EXPECT_EQ(refusal([](DeskTransaction& t) { return t.add_filing(filing("f1", kFirst)); }),
            ErrorCode::kConflict);
  EXPECT_EQ(refusal([](DeskTransaction& t) { return t.add_filing(filing("f9", TenantId("nobody"))); }),
            ErrorCode::kNotFound);
}

TEST_P(Desk, AFirmSeesAndChangesItsOwnAndAnAuthorityWhatLiesOnItsDesk) {
  two_firms();
  a_firm_files("1", kFirst);
  a_firm_files("2", kSecond, {on(kCars, "", true)});
  must([](DeskTransaction& t) {
    return t.issue_permit({"p1", "c1", kFirst, "valid", "2027-01-01", "2030-01-01", 50, 0, 0, "{}"});
  });
  const std::string sha = sha256_hex("seal");
  must([&](DeskTransaction& t) -> Result<void> {
    if (auto done = t.put_blob({sha, 4, "image/png", 1, "seal"}); !done) return done;
    return t.add_filing_file(Reach::of_firm(kFirst), {"x1", "f1", "A1", sha, "a.png", 1});
  });
  const struct {
    Reach reach;
    bool sees_first;
  } readers[] = {{Reach::of_firm(kFirst), true},
                 {Reach::of_firm(kSecond), false},
                 {Reach::of_firm(TenantId()), false},
                 {Reach::of_agency(kCyberspace), true},
                 {Reach::of_agency(kCars), false},
                 {Reach::of_agency({"sector_regulator", ""}), false},
                 {kWhole, true}};
  for (const auto& [reach_, sees_first] : readers) {
    const Reach& reach = reach_;
    const auto seen = desk_->read([&](const DeskReader& r) -> Result<std::vector<bool>> {
      const auto list_has = [](const auto& page) {
        bool has = false;
        for (const auto& row : page->rows) has = has || row.id.back() == '1';
        return has;
      };
      return std::vector<bool>{static_cast<bool>(r.filing(reach, "f1")),
                               static_cast<bool>(r.case_of(reach, "c1")),
                               static_cast<bool>(r.permit(reach, "p1")),
                               static_cast<bool>(r.tenant(reach, "t1")),
                               !r.case_events(reach, "c1", 0, 10)->empty(),
                               !r.case_desks(reach, "c1")->empty(),
                               !r.filing_files(reach, "f1")->empty(),
                               static_cast<bool>(r.filing_blob(reach, "f1", sha)),
                               !r.permits_of_case(reach, "c1")->empty(),
                               list_has(r.filings(reach, {})),
                               list_has(r.cases(reach, {})),
                               list_has(r.permits(reach, {})),
                               list_has(r.tenants(reach, {}))};
    });
    ASSERT_TRUE(seen);
    for (const bool one : *seen) EXPECT_EQ(one, sees_first);
  }
  // An id of another firm's row under one's own name changes nothing.
  FilingRow forged = filing("f1", kSecond);
  forged.version = 1;
  EXPECT_EQ(refusal([&](DeskTransaction& t) { return t.change_filing(forged); }), ErrorCode::kConflict);
  CaseRow stolen = a_case("c1", kSecond, "f2");
  stolen.version = 1;
  EXPECT_EQ(refusal([&](DeskTransaction& t) { return t.save_case(stolen, {}, {}); }), ErrorCode::kConflict);
  EXPECT_EQ(refusal([&](DeskTransaction& t) {
              return t.add_filing_file(Reach::of_firm(kSecond), {"x2", "f1", "A1", sha, "b", 1});
            }),
            ErrorCode::kNotFound);
  EXPECT_EQ(
      refusal([](DeskTransaction& t) { return t.remove_filing_file(Reach::of_firm(kSecond), "f1", "x1"); }),
      ErrorCode::kNotFound);
}

TEST_P(Desk, ACaseAndItsEventsMoveTogether) {
  two_firms();
  a_firm_files("1", kFirst);
  CaseRow row = case_now("c1");
  EXPECT_EQ(row.events, 1);
  row.state = "completeness_check";
  row.updated_ms = 40;
  must([&](DeskTransaction& t) {
    return t.save_case(row, {on(kCyberspace, "officer1", true), on(kCars, "", true)},
                       {event("b"), event("c")});
  });
  EXPECT_EQ(refusal([&](DeskTransaction& t) { return t.save_case(row, {}, {event("late")}); }),
            ErrorCode::kConflict);
  row = case_now("c1");
  EXPECT_EQ(row.events, 3);
  EXPECT_EQ(row.version, 2);
  row.is_closed = true;
  must([&](DeskTransaction& t) {
    return t.save_case(row, {on(kCyberspace, "officer1", false)}, {event("d")});
  });
  const auto events = desk_->read([](const DeskReader& r) { return r.case_events(kWhole, "c1", 1, 10); });
  ASSERT_TRUE(events);
  ASSERT_EQ(events->size(), 3U);
  EXPECT_EQ((*events)[0].kind, "b");
  EXPECT_EQ((*events)[2].seq, 4);
  const auto desks = desk_->read([](const DeskReader& r) { return r.case_desks(kWhole, "c1"); });
  ASSERT_EQ(desks->size(), 2U);
  EXPECT_EQ((*desks)[0].assignee, "officer1");
  EXPECT_EQ((*desks)[0].state, "completeness_check");
  EXPECT_FALSE((*desks)[1].is_open);  // no longer named: closed, and still there
}

TEST_P(Desk, AQueueIsWalkedPageByPageInTheOrderOfItsDays) {
  two_firms();
  must([](DeskTransaction& t) -> Result<void> {
    for (int i = 0; i < 45; ++i) {
      const std::string n = std::to_string(1000 + i);
      if (auto done = t.add_filing(filing("f" + n, kFirst)); !done) return done;
      CaseRow row =
          a_case("c" + n, kFirst, "f" + n, i % 9 == 0 ? "" : "2027-01-" + std::to_string(10 + i % 7));
      row.lane = i % 3 == 0 ? "red" : "yellow";
      if (auto done = t.open_case(row, {on(kCyberspace, i % 5 == 0 ? "me" : "", true)}, {}); !done)
        return done;
    }
    return {};
  });
  QueueAsk ask;
  ask.page.limit = 7;
  std::vector<std::string> days;
  std::set<std::string> ids;
  do {
    const auto page = desk_->read([&](const DeskReader& r) { return r.queue(kCyberspace, ask); });
    ASSERT_TRUE(page) << page.error().what;
    for (const QueueRow& row : page->rows) {
      days.push_back(row.desk.due_day.empty() ? "~" : row.desk.due_day);
      ids.insert(row.of.id);
      EXPECT_TRUE(row.of.document.empty());
      EXPECT_EQ(row.of.due_day, row.desk.due_day);
    }
    ask.page.after = page->next;
  } while (ask.page.after);
  EXPECT_EQ(ids.size(), 45U);
  EXPECT_TRUE(std::is_sorted(days.begin(), days.end()));
  QueueAsk mine;
  mine.lane = "red";
  mine.assignee = "me";
  EXPECT_EQ(desk_->read([&](const DeskReader& r) { return r.queue(kCyberspace, mine); })->rows.size(), 3U);
  EXPECT_TRUE(desk_->read([](const DeskReader& r) { return r.queue(kCars, {}); })->rows.empty());
  const auto counts = desk_->read([](const DeskReader& r) { return r.queue_counts(kCyberspace); });
  ASSERT_EQ(counts->size(), 2U);
  EXPECT_EQ((*counts)[0].lane + std::to_string((*counts)[0].cases), "red15");
  PageAsk cases{std::nullopt, 20};
  std::size_t walked = 0;
  do {
    const auto page =
        desk_->read([&](const DeskReader& r) { return r.cases(Reach::of_firm(kFirst), cases); });
    walked += page->rows.size();
    cases.after = page->next;
  } while (cases.after);
  EXPECT_EQ(walked, 45U);
  cases.after = Cursor{"x", "c1"};
  EXPECT_EQ(desk_->read([&](const DeskReader& r) { return r.cases(kWhole, cases); }).error().code,
            ErrorCode::kMalformed);
}

TEST_P(Desk, WhatIsSealedIsNotInTheDatabaseAndOpensOnlyWithItsKey) {
  AccountRow row;
  row.id = "a1";
  row.login = "zhang";
  row.desk = kCyberspace;
  row.totp_secret = "JBSWY3DPEHPK3PXP";
  row.subject = "https://id.example|1";
  must([&](DeskTransaction& t) { return t.add_account(row); });
  row.version = 1;
  EXPECT_EQ(**desk_->read([](const DeskReader& r) { return r.account_by_login("zhang"); }), row);
  EXPECT_EQ(
      (*desk_->read([](const DeskReader& r) { return r.account_by_subject("https://id.example|1"); }))->id,
      "a1");
  EXPECT_EQ(refusal([&](DeskTransaction& t) {
              AccountRow twin = row;
              twin.id = "a2";
              return t.add_account(twin);
            }),
            ErrorCode::kConflict);
  if (GetParam() == store::Dialect::kSqlite) {
    desk_.reset();
    std::ifstream file(place_.folder + "/desk.db", std::ios::binary);
    const std::string bytes((std::istreambuf_iterator<char>(file)), {});
    EXPECT_NE(bytes.find("zhang"), std::string::npos);
    EXPECT_EQ(bytes.find("JBSWY3DPEHPK3PXP"), std::string::npos);
  }
  // Moved to another row it does not open, nor under another key.
  meddle(
      "INSERT INTO accounts SELECT 'a2', 'li', name, tenant, agency, sector, roles, password_hash, "
      "totp_secret, totp_step, NULL, "
      "failed_sign_ins, locked_until_ms, is_disabled, created_ms, version, document FROM accounts");
  open();
  EXPECT_EQ(desk_->read([](const DeskReader& r) { return r.account_by_login("li"); }).error().code,
            ErrorCode::kCorrupt);
  EXPECT_EQ(desk_->check()->problems.size(), 1U);
  desk_.reset();
  ::unlink((place_.folder + "/seal.key").c_str());
  open();
  EXPECT_EQ(desk_->read([](const DeskReader& r) { return r.account_by_login("zhang"); }).error().code,
            ErrorCode::kCorrupt);
}

TEST_P(Desk, SessionsTicketsAndKeysEnd) {
  AccountRow account;
  account.id = "a1";
  account.login = "li";
  must([&](DeskTransaction& t) -> Result<void> {
    if (auto done = t.add_account(account); !done) return done;
    for (const char* token : {"s1", "s2", "s3"}) {
      if (auto done = t.add_session({token, "a1", "csrf", "full", 1, 1, token[1] == '3' ? 900 : 100, ""});
          !done)
        return done;
    }
    return t.add_ticket({"k1", "recipient", std::nullopt, "f1", "{}", 1, 100, 0});
  });
  must([](DeskTransaction& t) { return t.end_session("s1"); });
  EXPECT_FALSE(*desk_->read([](const DeskReader& r) { return r.session("s1"); }));
  const auto take = [&](const char* kind, std::int64_t now) {
    return desk_->transact([&](DeskTransaction& t) { return t.take_ticket("k1", kind, now); });
  };
  EXPECT_FALSE(*take("other", 50));
  EXPECT_FALSE(*take("recipient", 100));
  EXPECT_EQ((*take("recipient", 50))->object, "f1");
  EXPECT_FALSE(*take("recipient", 51));  // once
  const IdempotencyRow key{"a1 POST /filings", "k", "hash", 0, "", 1, 100};
  const auto claim = [&](std::int64_t now) {
    return desk_->transact([&](DeskTransaction& t) { return t.claim_idempotency(key, now); });
  };
  EXPECT_FALSE(*claim(1));
  EXPECT_EQ((*claim(2))->status, 0);
  IdempotencyRow done = key;
  done.status = 201;
  done.response = "{\"id\":1}";
  must([&](DeskTransaction& t) { return t.finish_idempotency(done); });
  EXPECT_EQ(**claim(3), done);
  EXPECT_FALSE(*claim(100));  // past its end: anew
  must([](DeskTransaction& t) { return t.put_blob({sha256_hex("x"), 1, "text/plain", 5, "x"}); });
  for (const char* state : {"done", "running"}) {
    OperationRow operation;
    operation.id = std::string("o-") + state;
    operation.state = state;
    operation.updated_ms = 400;
    must([&](DeskTransaction& t) { return t.add_operation(operation); });
  }
  const auto swept = desk_->transact([](DeskTransaction& t) { return t.sweep(500, 500, 1000); });
  ASSERT_TRUE(swept) << swept.error().what;
  EXPECT_EQ(swept->sessions, 1);
  EXPECT_EQ(swept->tickets, 1);
  EXPECT_EQ(swept->idempotency_keys, 1);
  EXPECT_EQ(swept->blobs, 1);
  EXPECT_EQ(swept->operations, 1) << "one that runs is kept";
  must([](DeskTransaction& t) { return t.end_sessions_of("a1"); });
  EXPECT_FALSE(*desk_->read([](const DeskReader& r) { return r.session("s3"); }));
}

TEST_P(Desk, BytesOfEveryValueComeBackAndTheirHashIsVerified) {
  two_firms();
  std::string bytes;
  for (int i = 0; i < 70'000; ++i) bytes += static_cast<char>(i * 7 + i / 256);
  const std::string sha = sha256_hex(bytes);
  const BlobRow blob{sha, static_cast<std::int64_t>(bytes.size()), "application/pdf", 1, bytes};
  must([&](DeskTransaction& t) -> Result<void> {
    for (int twice = 0; twice < 2; ++twice) {
      if (auto done = t.put_blob(blob); !done) return done;
    }
    if (auto done = t.add_filing(filing("f1", kFirst)); !done) return done;
    return t.add_filing_file(Reach::of_firm(kFirst), {"x1", "f1", "A1", sha, "营业执照.pdf", 1});
  });
  EXPECT_EQ(
      *desk_->read([&](const DeskReader& r) { return r.filing_blob(Reach::of_firm(kFirst), "f1", sha); }),
      blob);
  EXPECT_FALSE(
      desk_->read([&](const DeskReader& r) { return r.filing_blob(Reach::of_firm(kSecond), "f1", sha); }));
  BlobRow wrong = blob;
  wrong.sha256 = sha256_hex("other");
  EXPECT_EQ(refusal([&](DeskTransaction& t) { return t.put_blob(wrong); }), ErrorCode::kMalformed);
  wrong.bytes.assign(kLargestBlob + 1, 'x');
  EXPECT_EQ(refusal([&](DeskTransaction& t) { return t.put_blob(wrong); }), ErrorCode::kLimit);
}

TEST_P(Desk, AMessageIsWrittenWithWhatItTellsAndTakenByOneSenderAtATime) {
  two_firms();
  must([](DeskTransaction& t) -> Result<void> {
    if (auto done = t.add_webhook(
            {"w1", kFirst, {}, "https://a.example", "secret", "case.changed permit.issued", false, 1, 0});
        !done)
      return done;
    if (auto done = t.add_webhook({"w2", kFirst, {}, "https://b.example", "secret", "*", false, 1, 0}); !done)
      return done;
    return t.add_webhook({"w3", kSecond, {}, "https://c.example", "secret", "*", false, 1, 0});
  });
  const auto tell = [&](const char* kind, const char* id, bool fails) {
    return desk_->transact([&](DeskTransaction& t) -> Result<std::int64_t> {
      auto told = t.tell_webhooks(kFirst, kind, id, "{}", 100);
      if (told && fails) return fail({ErrorCode::kCancelled, "no", {}, "否"});
      return told;
    });
  };
  EXPECT_EQ(*tell("case.changed", "e1", false), 2);
  EXPECT_EQ(*tell("filing.saved", "e2", false), 1);
  EXPECT_EQ(tell("case.changed", "e3", true).error().code, ErrorCode::kCancelled);
  const auto take = [&](const char* hook, std::int64_t now, std::int64_t limit = 10) {
    return *desk_->transact([&](DeskTransaction& t) { return t.take_deliveries(hook, now, 1000, limit); });
  };
  const auto waiting = [&](const char* after, std::int64_t limit = 10) {
    const auto rows = desk_->read([&](const DeskReader& r) { return r.waiting_webhooks(after, limit); });
    std::string ids;
    for (const WaitingWebhook& one : *rows)
      ids += one.id + ":" + one.tenant + ":" + std::to_string(one.next_at_ms) + " ";
    return ids;
  };
  const auto has_due = [&](std::int64_t now) {
    return *desk_->read([&](const DeskReader& r) { return r.has_due_deliveries(now); });
  };
  EXPECT_FALSE(has_due(99));
  EXPECT_TRUE(has_due(100));
  const std::string firm = ":" + kFirst.text() + ":100 ";
  EXPECT_EQ(waiting(""), "w1" + firm + "w2" + firm);
  EXPECT_EQ(waiting("", 1), "w1" + firm);
  EXPECT_EQ(waiting("w1"), "w2" + firm);
  EXPECT_EQ(waiting("w2"), "");
  EXPECT_TRUE(take("w2", 99).empty());
  EXPECT_EQ(take("w1", 100).size(), 1U);
  auto due = take("w2", 100);
  ASSERT_EQ(due.size(), 2U);
  EXPECT_TRUE(take("w2", 101).empty());  // leased
  due[0].state = "done";
  due[0].status = 204;
  due[0].attempts = 1;
  must([&](DeskTransaction& t) { return t.settle_delivery(due[0]); });
  EXPECT_EQ(take("w1", 1100).size() + take("w2", 1100).size(), 2U);  // the sender died: due again
  due[1].attempts = 1;
  due[1].next_at_ms = 500;
  must([&](DeskTransaction& t) { return t.settle_delivery(due[1]); });
  EXPECT_EQ(*tell("case.changed", "e4", false), 2);
  const auto tried = take("w2", 600, 1);
  ASSERT_EQ(tried.size(), 1U);
  EXPECT_EQ(tried[0].id, due[1].id) << "what was tried before comes first";
  const auto log =
      desk_->read([](const DeskReader& r) { return r.deliveries(Reach::of_firm(kFirst), "w2", {}); });
  EXPECT_EQ(log->rows.size(), 3U);
  EXPECT_TRUE(desk_->read([](const DeskReader& r) { return r.deliveries(Reach::of_firm(kSecond), "w2", {}); })
                  ->rows.empty());
}

TEST_P(Desk, PermitsAndTheirStatementsAreNumberedWithoutAGap) {
  two_firms();
  a_firm_files("1", kFirst);
  must([](DeskTransaction& t) {
    return t.issue_permit({"p1", "c1", kFirst, "valid", "2027-01-01", "2030-01-01", 50, 7, 0, "signed"});
  });
  PermitRow row = *desk_->read([](const DeskReader& r) { return r.permit(kWhole, "p1"); });
  EXPECT_EQ(row.statements, 0);
  row.state = "suspended";
  row.document = "forged";
  must([&](DeskTransaction& t) { return t.state_permit(row, {"", 0, 60, "suspended", "s1"}); });
  EXPECT_EQ(refusal([&](DeskTransaction& t) {
              return t.state_permit(row, {"", 0, 61, "revoked", "s2"});
            }),
            ErrorCode::kConflict);
  row = *desk_->read([](const DeskReader& r) { return r.permit(kWhole, "p1"); });
  EXPECT_EQ(row.document, "signed");
  EXPECT_EQ(row.state, "suspended");
  const auto said =
      desk_->read([](const DeskReader& r) { return r.permit_statements(Reach::of_firm(kFirst), "p1"); });
  ASSERT_EQ(said->size(), 1U);
  EXPECT_EQ((*said)[0].seq, 1);
  must([](DeskTransaction& t) {
    return t.add_precedent({"r1", "vin", "beijing-2025", "automobile", "allowed", "c1", "2027-01-02", "{}"});
  });
  EXPECT_EQ(desk_->read([](const DeskReader& r) { return r.precedents("vin", "beijing-2025", 5); })->size(),
            1U);
  EXPECT_TRUE(
      desk_->read([](const DeskReader& r) { return r.precedents("vin", "beijing-2024", 5); })->empty());
}

TEST_P(Desk, OperationsSettingsAndSeedsAreKept) {
  two_firms();
  must([](DeskTransaction& t) -> Result<void> {
    if (auto done = t.add_operation({"o1", kFirst, {}, "a1", "documents", "running", 0, 1, 1, 0, ""}); !done)
      return done;
    if (auto done = t.put_setting({"gates", "{}", 1, 0}); !done) return done;
    return t.add_sampling_seed({"2027-W01", "commitment", "seed", 1, 0, 0});
  });
  OperationRow row =
      *desk_->read([](const DeskReader& r) { return r.operation(Reach::of_firm(kFirst), "o1"); });
  EXPECT_FALSE(desk_->read([](const DeskReader& r) { return r.operation(Reach::of_firm(kSecond), "o1"); }));
  row.progress_permille = 500;
  must([&](DeskTransaction& t) { return t.change_operation(row); });
  EXPECT_EQ(desk_->read([](const DeskReader& r) { return r.operations_in_state("running", 5); })
                ->front()
                .progress_permille,
            500);
  SettingRow setting = **desk_->read([](const DeskReader& r) { return r.setting("gates"); });
  setting.value = "{\"x\":1}";
  must([&](DeskTransaction& t) { return t.put_setting(setting); });
  EXPECT_EQ(refusal([&](DeskTransaction& t) { return t.put_setting(setting); }), ErrorCode::kConflict);
  EXPECT_EQ((*desk_->read([](const DeskReader& r) { return r.sampling_seed("2027-W01"); }))->seed, "seed");
}

AuditRow entry(const std::string& object) {
  return {0, 5, "a1", "officer", kCyberspace, "t1", "case.pass", object, "done", "{}", ""};
}

TEST_P(Desk, TheAuditIsAChainThatShowsWhatWasChangedOrLeftOut) {
  must([](DeskTransaction& t) -> Result<void> {
    for (const char* object : {"c1", "c2", "c3", "c4"}) t.audit(entry(object));
    return {};
  });
  EXPECT_EQ(refusal([](DeskTransaction& t) -> Result<void> {
              t.audit(entry("never"));
              return fail({ErrorCode::kCancelled, "no", {}, "否"});
            }),
            ErrorCode::kCancelled);
  const auto of_one = desk_->read([](const DeskReader& r) { return r.audit({"t1", "c3", 0, 10}); });
  ASSERT_EQ(of_one->size(), 1U);
  EXPECT_EQ(of_one->front().seq, 3);
  auto checked = desk_->check();
  ASSERT_TRUE(checked) << checked.error().what;
  EXPECT_TRUE(checked->problems.empty());
  EXPECT_EQ(checked->audit_rows, 4);
  EXPECT_EQ(checked->audit_hash.size(), 64U);
  meddle("UPDATE audit SET outcome = 'refused' WHERE seq = 2");
  EXPECT_FALSE(desk_->check()->problems.empty());
  meddle("UPDATE audit SET outcome = 'done' WHERE seq = 2");
  EXPECT_TRUE(desk_->check()->problems.empty());
  meddle("DELETE FROM audit WHERE seq = 4");
  EXPECT_EQ(desk_->check()->problems.size(), 1U);
}

TEST_P(Desk, ManyWritersLoseNothingAndNeverSplitATransaction) {
  two_firms();
  a_firm_files("1", kFirst);
  constexpr int kThreads = 8;
  constexpr int kEach = 20;
  std::atomic<int> failures = 0;
  std::vector<std::thread> threads;
  for (int n = 0; n < kThreads; ++n) {
    threads.emplace_back([&, n] {
      for (int i = 0; i < kEach; ++i) {
        const auto kept = desk_->transact([&](DeskTransaction& t) -> Result<bool> {
          auto row = t.case_of(kWhole, "c1");
          if (!row) return fail(row.error());
          row->updated_ms += 1;
          if (const auto put =
                  t.add_filing(filing("f" + std::to_string(n) + "-" + std::to_string(i), kSecond));
              !put)
            return fail(put.error());
          if (const auto put = t.save_case(*row, {}, {event("e")}); !put) return fail(put.error());
          t.audit(entry("c1"));
          return true;
        });
        // PostgreSQL's two writers meet at the same row, and one of them reads it again.
        if (!kept) {
          EXPECT_EQ(kept.error().code, ErrorCode::kConflict) << kept.error().what;
          ++failures;
        }
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  const int kept = kThreads * kEach - failures;
  EXPECT_EQ(case_now("c1").events, 1 + kept);
  EXPECT_EQ(case_now("c1").updated_ms, 20 + kept);
  if (GetParam() == store::Dialect::kSqlite) {
    EXPECT_EQ(failures, 0);
  }
  const auto checked = desk_->check();
  EXPECT_TRUE(checked->problems.empty());
  EXPECT_EQ(checked->audit_rows, kept);
  PageAsk all{std::nullopt, 200};
  EXPECT_EQ(static_cast<int>(
                desk_->read([&](const DeskReader& r) { return r.filings(Reach::of_firm(kSecond), all); })
                    ->rows.size()),
            kept);
}

TEST_P(Desk, AReaderSeesOneMoment) {
  two_firms();
  const auto seen = desk_->read([&](const DeskReader& r) -> Result<bool> {
    if (r.tenant(kWhole, "t3")) return true;
    must([](DeskTransaction& t) { return t.add_tenant({"t3", "", "", 0, false, 0, ""}); });
    return static_cast<bool>(r.tenant(kWhole, "t3"));
  });
  EXPECT_FALSE(*seen);
  EXPECT_TRUE(desk_->read([](const DeskReader& r) { return r.tenant(kWhole, "t3"); }));
}

TEST_P(Desk, ABackupIsRestoredIntoAnEmptyDeskOfEitherKind) {
  two_firms();
  a_firm_files("1", kFirst);
  a_firm_files("2", kSecond);
  const std::string bytes(
      "\0\1\xff\xfe"
      "bytes",
      9);
  AccountRow account;
  account.id = "a1";
  account.login = "li";
  account.tenant = kFirst;
  account.totp_secret = "secret";
  must([&](DeskTransaction& t) -> Result<void> {
    if (auto done = t.put_blob({sha256_hex(bytes), 9, "x/y", 1, bytes}); !done) return done;
    if (auto done = t.add_filing_file(Reach::of_firm(kFirst), {"x1", "f1", "A1", sha256_hex(bytes), "a", 1});
        !done)
      return done;
    t.audit(entry("c1"));
    return t.add_account(account);
  });
  const std::string file = folder_ / "desk.tgd";
  const auto made = desk_->back_up(file, 99);
  ASSERT_TRUE(made) << made.error().what;
  EXPECT_EQ(desk_->back_up(file, 99).error().code, ErrorCode::kConflict);
  EXPECT_EQ(desk_->restore(file).error().code, ErrorCode::kConflict);  // not empty

  // Into the other kind, or SQLite where there is no server; the key comes along by hand.
  DeskPlace other{folder_ / "other", ""};
  const bool to_server = GetParam() == store::Dialect::kSqlite && !postgresql().empty();
  if (to_server) {
    other.url = postgresql();
    const auto session = store::SqlSession::open(*store::sql_place("x", other.url));
    ASSERT_TRUE((*session)->run("DROP SCHEMA IF EXISTS tidegate CASCADE"));
  }
  std::filesystem::create_directory(other.folder);
  std::filesystem::permissions(other.folder, std::filesystem::perms::owner_all);
  std::filesystem::copy(place_.folder + "/seal.key", other.folder + "/seal.key");
  auto second = DeskStore::open(other);
  ASSERT_TRUE(second) << second.error().what;
  const auto restored = (*second)->restore(file);
  ASSERT_TRUE(restored) << restored.error().what << restored.error().where;
  EXPECT_EQ(restored->rows, made->rows);
  EXPECT_EQ(restored->sha256, made->sha256);
  EXPECT_TRUE((*second)->check()->problems.empty());
  EXPECT_EQ((*second)
                ->read([&](const DeskReader& r) { return r.filing_blob(kWhole, "f1", sha256_hex(bytes)); })
                ->bytes,
            bytes);
  EXPECT_EQ((*(*second)->read([](const DeskReader& r) { return r.account_by_login("li"); }))->totp_secret,
            "secret");
  // The same rows make the same file.
  ASSERT_TRUE((*second)->back_up(folder_ / "again.tgd", 99));
  std::ifstream one(file, std::ios::binary);
  std::ifstream two(folder_ / "again.tgd", std::ios::binary);
  const std::string first((std::istreambuf_iterator<char>(one)), {});
  EXPECT_EQ(first, std::string((std::istreambuf_iterator<char>(two)), {}));

  // Every damaged octet is noticed, and nothing of such a file stays.
  DeskPlace third{folder_ / "third", ""};
  const auto empty = DeskStore::open(third);
  ASSERT_TRUE(empty);
  const std::string bad = folder_ / "bad.tgd";
  for (std::size_t at = 0; at < first.size(); at += 1 + first.size() / 60) {
    std::string damaged = first;
    damaged[at] = static_cast<char>(damaged[at] ^ 1);
    std::ofstream(bad, std::ios::binary) << damaged;
    const auto refused = (*empty)->restore(bad);
    ASSERT_FALSE(refused) << at;
    // Its very first line may tell of another shape.
    EXPECT_TRUE(refused.error().code == ErrorCode::kCorrupt || refused.error().code == ErrorCode::kConflict)
        << refused.error().what;
  }
  std::ofstream(bad, std::ios::binary) << first.substr(0, first.size() - 1);
  EXPECT_EQ((*empty)->restore(bad).error().code, ErrorCode::kCorrupt);
  std::ofstream(bad, std::ios::binary) << first + "x\n";
  EXPECT_EQ((*empty)->restore(bad).error().code, ErrorCode::kCorrupt);
  EXPECT_EQ((*empty)->check()->rows, 1);  // the end of an empty audit
  EXPECT_TRUE((*empty)->restore(file));
}

TEST_P(Desk, AnotherShapeIsNotTouched) {
  desk_.reset();
  meddle(std::string("INSERT INTO ") + (GetParam() == store::Dialect::kSqlite ? "" : "tidegate.") +
         "migrations (number, name, sha256) VALUES (3, 'later', 'x')");
  EXPECT_EQ(DeskStore::open(place_).error().code, ErrorCode::kConflict);
  meddle(std::string("DELETE FROM ") + (GetParam() == store::Dialect::kSqlite ? "" : "tidegate.") +
         "migrations WHERE number = 3");
  EXPECT_TRUE(DeskStore::open(place_));
  meddle("UPDATE migrations SET sha256 = 'x' WHERE number = 1");
  EXPECT_EQ(DeskStore::open(place_).error().code, ErrorCode::kConflict);
}

TEST_P(Desk, OneOfTheFirstShapeIsBroughtUpToThisOne) {
  two_firms();
  desk_.reset();
  const std::string schema = GetParam() == store::Dialect::kSqlite ? "" : "tidegate.";
  for (const char* name : {"pending", "waiting", "tried", "done", "settled"})
    meddle("DROP INDEX " + schema + "deliveries_" + name);
  meddle("CREATE INDEX deliveries_due ON " + schema + "deliveries (state, next_at_ms, id)");
  meddle("DELETE FROM " + schema + "migrations WHERE number > 1");
  DeskStore::Options options;
  options.migrates = false;
  EXPECT_EQ(DeskStore::open(place_, options).error().code, ErrorCode::kConflict);
  const auto opened = DeskStore::open(place_);
  ASSERT_TRUE(opened) << opened.error().what;
  EXPECT_EQ((*opened)->read([](const DeskReader& r) { return r.tenants(kWhole, {}); })->rows.size(), 2U);
  EXPECT_TRUE(DeskStore::open(place_, options));
}

TEST_P(Desk, OnlyWhoMayMigrates) {
  if (GetParam() == store::Dialect::kSqlite) {
    DeskPlace fresh{folder_ / "fresh", ""};
    DeskStore::Options options;
    options.migrates = false;
    EXPECT_EQ(DeskStore::open(fresh, options).error().code, ErrorCode::kConflict);
    EXPECT_TRUE(DeskStore::open(fresh));
    EXPECT_TRUE(DeskStore::open(fresh, options));
  }
}

TEST_P(Desk, TheColumnsOfTheProgramAreThoseOfTheDatabase) {
  // A backup reads every column of every table, in the program's words.
  EXPECT_TRUE(desk_->back_up(folder_ / "empty.tgd", 1));
  const std::vector<std::string> statements = store::migrations(GetParam())[0].statements;
  const auto made = std::count_if(statements.begin(), statements.end(),
                                  [](const std::string& s) { return s.starts_with("CREATE TABLE"); });
  std::ifstream file(folder_ / "empty.tgd");
  const std::string text((std::istreambuf_iterator<char>(file)), {});
  std::ptrdiff_t tables = 0;
  for (std::size_t at = text.find("{\"table\""); at != std::string::npos;
       at = text.find("{\"table\"", at + 1))
    ++tables;
  EXPECT_EQ(tables, made);
}

// Files are SQLite's alone.
class DeskFile : public ::testing::Test {
 protected:
  ErrorCode refused() {
    const auto opened = DeskStore::open(place_);
    if (opened) return ErrorCode::kCancelled;
    EXPECT_FALSE(opened.error().what_zh.empty());
    return opened.error().code;
  }
  TemporaryFolder folder_;
  DeskPlace place_{folder_ / "data", ""};
  std::string file_ = place_.folder + "/desk.db";
};

TEST_F(DeskFile, OfAnotherProgramOrNoDatabaseOrOpenToOthersIsRefused) {
  std::filesystem::create_directory(place_.folder);
  std::filesystem::permissions(place_.folder, std::filesystem::perms::owner_all);
  {
    sqlite3* base = nullptr;
    sqlite3_open(file_.c_str(), &base);
    sqlite3_exec(base, "CREATE TABLE theirs (a)", nullptr, nullptr, nullptr);
    sqlite3_close(base);
  }
  ::chmod(file_.c_str(), 0600);
  EXPECT_EQ(refused(), ErrorCode::kConflict);
  std::ofstream(file_, std::ios::trunc) << std::string(8192, 'x');
  EXPECT_EQ(refused(), ErrorCode::kCorrupt);
  ::unlink(file_.c_str());
  EXPECT_TRUE(DeskStore::open(place_));
  ::chmod(file_.c_str(), 0644);
  EXPECT_EQ(refused(), ErrorCode::kUnavailable);
  ::chmod(file_.c_str(), 0600);
  EXPECT_TRUE(DeskStore::open(place_));
  EXPECT_EQ(DeskStore::open({folder_ / "quote\"", ""}).error().code, ErrorCode::kMalformed);
  EXPECT_EQ(DeskStore::open({folder_ / "x", "mysql://secret@host/x"}).error().code, ErrorCode::kMalformed);
}

TEST_F(DeskFile, DamagedPagesAreToldAndNothingIsTakenForTruth) {
  {
    auto desk = DeskStore::open(place_);
    ASSERT_TRUE(desk);
    for (int i = 0; i < 200; ++i) {
      ASSERT_TRUE((*desk)->transact([&](DeskTransaction& t) -> Result<bool> {
        const auto put = t.add_tenant({"t" + std::to_string(i), "", std::string(500, 'x'), 0, false, 0, ""});
        if (!put) return fail(put.error());
        return true;
      }));
    }
  }
  std::fstream file(file_, std::ios::in | std::ios::out | std::ios::binary);
  file.seekg(0, std::ios::end);
  const auto size = static_cast<long>(file.tellg());
  for (long at = size - 20 * 4096; at < size; at += 4096) {
    file.seekp(at);
    file << std::string(64, '\xff');
  }
  file.close();
  const auto desk = DeskStore::open(place_);
  if (!desk) {
    EXPECT_EQ(desk.error().code, ErrorCode::kCorrupt);
    return;
  }
  const auto checked = (*desk)->check();
  if (checked) {
    EXPECT_FALSE(checked->problems.empty());
  } else {
    EXPECT_EQ(checked.error().code, ErrorCode::kCorrupt);
  }
}

TEST_F(DeskFile, ThatIsGoneOrReplacedIsNoticedAndServiceComesBack) {
  auto desk = DeskStore::open(place_);
  ASSERT_TRUE(desk);
  const auto put = [&](const std::string& id) {
    return (*desk)->transact([&](DeskTransaction& t) -> Result<bool> {
      const auto done = t.add_tenant({id, "", "", 0, false, 0, ""});
      if (!done) return fail(done.error());
      return true;
    });
  };
  ASSERT_TRUE(put("t1"));
  const std::string away = folder_ / "away";
  std::filesystem::rename(place_.folder, away);
  EXPECT_EQ(put("t2").error().code, ErrorCode::kUnavailable);
  EXPECT_EQ((*desk)->ping().error().code, ErrorCode::kUnavailable);
  std::filesystem::rename(away, place_.folder);
  EXPECT_TRUE(put("t3"));
  EXPECT_FALSE((*desk)->read([](const DeskReader& r) { return r.tenant(kWhole, "t2"); }));
  EXPECT_TRUE((*desk)->read([](const DeskReader& r) { return r.tenant(kWhole, "t1"); }));
}

TEST(DeskPlace, IsShownWithoutItsSecrets) {
  EXPECT_EQ(store::without_secrets("postgresql://me:hush@h:5/d?password=hush"), "postgresql://me@h:5/d");
  EXPECT_EQ(store::without_secrets("postgresql://h/d"), "postgresql://h/d");
  EXPECT_NE(store::sql_place("x", "postgresql://h/d", "a b")->url.find("password=%61%20%62"),
            std::string::npos);
  EXPECT_EQ(store::sql_place("x", "postgresql://h/d", "a b")->shown, "postgresql://h/d");
  EXPECT_EQ(store::without_secrets("postgresql://me:hu@sh@h/d"), "postgresql://me@h/d");
}

}  // namespace
}  // namespace tidegate
