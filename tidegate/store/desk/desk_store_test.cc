// The store as a whole: what is kept comes back, transactions, reach, and what moves beside the cases.
#include <sys/stat.h>

#include <atomic>
#include <thread>

#include "tidegate/base/hash.h"
#include "tidegate/store/desk/store_desk_test.h"

namespace tidegate {
namespace {

INSTANTIATE_TEST_SUITE_P(Both, StoredDesk,
                         ::testing::Values(store::Dialect::kSqlite, store::Dialect::kPostgresql),
                         [](const auto& of) {
                           return std::string(of.param == store::Dialect::kSqlite ? "Sqlite" : "Postgresql");
                         });

TEST_P(StoredDesk, AnEmptyFolderIsReadyAtOnceAndKeepsItsFilesToItself) {
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

TEST_P(StoredDesk, EveryTextComesBackAsItWasWritten) {
  const std::string odd = "引号 ' \" \\ ; -- :p1 ? $1 % 🌊 \t\n";
  must([&](DeskTransaction& t) {
    return t.add_tenant({"t'; DROP TABLE tenants; --", odd, odd, INT64_MAX, true, 0, odd});
  });
  const auto row =
      desk_->read([](const DeskReader& r) { return r.tenant(kWhole, "t'; DROP TABLE tenants; --"); });
  ASSERT_TRUE(row);
  EXPECT_EQ(*row, (TenantRow{"t'; DROP TABLE tenants; --", odd, odd, INT64_MAX, true, 1, odd}));
}

TEST_P(StoredDesk, OfACreditCodeTheOldestFirmIsFoundThoughAnOldDeskHoldsTwo) {
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

TEST_P(StoredDesk, ATextThatIsNoUtf8IsRefusedAndNothingOfItsTransactionStays) {
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

TEST_P(StoredDesk, AChangeNamesTheVersionItReadOrIsAConflict) {
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

TEST_P(StoredDesk, AFirmSeesAndChangesItsOwnAndAnAuthorityWhatLiesOnItsDesk) {
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

TEST_P(StoredDesk, PermitsAndTheirStatementsAreNumberedWithoutAGap) {
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

TEST_P(StoredDesk, OperationsSettingsAndSeedsAreKept) {
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

TEST_P(StoredDesk, TheAuditIsAChainThatShowsWhatWasChangedOrLeftOut) {
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

TEST_P(StoredDesk, ManyWritersLoseNothingAndNeverSplitATransaction) {
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

TEST_P(StoredDesk, AReaderSeesOneMoment) {
  two_firms();
  const auto seen = desk_->read([&](const DeskReader& r) -> Result<bool> {
    if (r.tenant(kWhole, "t3")) return true;
    must([](DeskTransaction& t) { return t.add_tenant({"t3", "", "", 0, false, 0, ""}); });
    return static_cast<bool>(r.tenant(kWhole, "t3"));
  });
  EXPECT_FALSE(*seen);
  EXPECT_TRUE(desk_->read([](const DeskReader& r) { return r.tenant(kWhole, "t3"); }));
}

}  // namespace
}  // namespace tidegate
