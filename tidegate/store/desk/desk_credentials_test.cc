// What a case's papers prove, and what is noted at permits: kept alike by both databases.
#include "tidegate/store/desk/store_desk_test.h"

namespace tidegate {
namespace {

constexpr const char* kLists = "l1";
constexpr const char* kToday = "2026-11-28";

CaseCredentialRow of_case(const std::string& id, const std::string& sha256, std::int64_t grade = 4,
                          std::int64_t due_ms = 0) {
  return {id, sha256, "iso.jwt", grade, due_ms, kLists, 7};
}

class StoredCredentials : public StoredDesk {
 protected:
  // c1 and c2 of the first firm, c3 of the second; each with one document.
  void three_cases() {
    two_firms();
    a_firm_files("1", kFirst);
    a_firm_files("2", kFirst);
    a_firm_files("3", kSecond);
    must([](DeskTransaction& t) -> Result<void> {
      for (const char* id : {"c1", "c2", "c3"}) {
        if (auto done = t.put_case_credentials(id, {of_case(id, "s1")}); !done) return done;
      }
      return {};
    });
  }
  void closed(const std::string& id) {
    must([&](DeskTransaction& t) -> Result<void> {
      auto row = t.case_to_change(kWhole, id);
      if (!row) return fail(row.error());
      row->state = "filed";
      row->is_closed = true;
      return t.save_case(*row, {on(kCyberspace, "", false)}, {event("decided")});
    });
  }
  void permit(const std::string& id, const std::string& case_id, const std::string& until) {
    PermitRow row{id, case_id, kFirst, "active", "2026-01-01", until, 40, 0, 0, "{}"};
    must([&](DeskTransaction& t) { return t.issue_permit(row); });
  }
  std::string to_look_at(const std::string& lists, std::int64_t now_ms = 50, const std::string& after = {},
                         std::int64_t limit = 100) {
    const auto ids = desk_->read([&](const DeskReader& r) {
      return r.cases_to_look_at({lists, now_ms, kToday, after, limit});
    });
    EXPECT_TRUE(ids) << ids.error().what;
    std::string out;
    if (ids) {
      for (const std::string& id : *ids) out += id + " ";
    }
    return out;
  }
};
INSTANTIATE_TEST_SUITE_P(Databases, StoredCredentials,
                         ::testing::Values(store::Dialect::kSqlite, store::Dialect::kPostgresql),
                         [](const auto& database) {
                           return database.param == store::Dialect::kSqlite ? "Sqlite" : "Postgresql";
                         });

TEST_P(StoredCredentials, AreLookedAtOnceForEachListAndOnceWhenTheyEnd) {
  three_cases();
  EXPECT_EQ(to_look_at(kLists), "");
  EXPECT_EQ(to_look_at("l2"), "c1 c2 c3 ");
  EXPECT_EQ(to_look_at("l2", 50, {}, 2), "c1 c2 ");
  EXPECT_EQ(to_look_at("l2", 50, "c2"), "c3 ");
  CaseCredentialRow row = of_case("c1", "s1");
  row.looked_by = "l2";
  must([&](DeskTransaction& t) { return t.look_at_credential(row); });
  EXPECT_EQ(to_look_at("l2"), "c2 c3 ");
  row.due_ms = 50;
  must([&](DeskTransaction& t) { return t.look_at_credential(row); });
  EXPECT_EQ(to_look_at("l2", 49), "c2 c3 ");
  EXPECT_EQ(to_look_at("l2", 50), "c1 c2 c3 ") << "its last day is over";
  EXPECT_EQ(to_look_at("", 50), "c1 ") << "of whatever lists, that alone";
  row.due_ms = 0;
  must([&](DeskTransaction& t) { return t.look_at_credential(row); });
  CaseCredentialRow none = of_case("c1", "s9");
  EXPECT_EQ(refusal([&](DeskTransaction& t) { return t.look_at_credential(none); }), ErrorCode::kNotFound);
}

TEST_P(StoredCredentials, OfAClosedCaseCountWhileAPermitOfItIsLive) {
  three_cases();
  closed("c1");
  EXPECT_EQ(to_look_at("l2"), "c2 c3 ");
  permit("p0", "c1", kToday);
  EXPECT_EQ(to_look_at("l2"), "c2 c3 ") << "it has run out";
  permit("p1", "c1", "2026-11-29");
  EXPECT_EQ(to_look_at("l2"), "c1 c2 c3 ");
}

TEST_P(StoredCredentials, AreThoseOfTheLastHandInAndSeenByTheirOwnAlone) {
  three_cases();
  must([](DeskTransaction& t) {
    return t.put_case_credentials("c1", {of_case("c1", "s2"), of_case("c1", "s3")});
  });
  const auto of = [&](const Reach& reach) {
    return desk_->read([&](const DeskReader& r) { return r.case_credentials(reach, "c1"); });
  };
  EXPECT_EQ(*of(Reach::of_firm(kFirst)), (std::vector{of_case("c1", "s2"), of_case("c1", "s3")}));
  EXPECT_TRUE(of(Reach::of_firm(kSecond))->empty());
  EXPECT_EQ(of(Reach::of_agency(kCyberspace))->size(), 2U);
  EXPECT_TRUE(of(Reach::of_agency(kCars))->empty());
  EXPECT_EQ(refusal([](DeskTransaction& t) { return t.put_case_credentials("c9", {of_case("c9", "s2")}); }),
            ErrorCode::kNotFound);
}

TEST_P(StoredCredentials, MarksOfAPermitAreNumberedAndSeenByItsOwnAlone) {
  three_cases();
  permit("p1", "c1", "2027-11-28");
  for (const char* kind : {"doubted", "settled"}) {
    must([&](DeskTransaction& t) { return t.mark_permit({"p1", 0, 60, kind, "", 5, "{}"}); });
  }
  const auto marks = [&](const Reach& reach) {
    return desk_->read([&](const DeskReader& r) { return r.permit_marks(reach, "p1"); });
  };
  const PermitMarkRow first{"p1", 1, 60, "doubted", "", 5, "{}"};
  const PermitMarkRow second{"p1", 2, 60, "settled", "", 5, "{}"};
  EXPECT_EQ(*marks(Reach::of_firm(kFirst)), (std::vector{first, second}));
  EXPECT_TRUE(marks(Reach::of_firm(kSecond))->empty());
  EXPECT_EQ(refusal([](DeskTransaction& t) {
              return t.mark_permit({"p9", 0, 60, "doubted", "", 5, "{}"});
            }),
            ErrorCode::kNotFound);
}

TEST_P(StoredCredentials, ADatabaseOfFiveStepsComesAlong) {
  two_firms();
  a_firm_files("1", kFirst);
  const CaseRow before = case_now("c1");
  desk_.reset();
  back_to_step_5();
  open();
  EXPECT_EQ(case_now("c1"), before);
  EXPECT_EQ(to_look_at("l2"), "") << "what was handed in before is not looked up";
  must([](DeskTransaction& t) { return t.put_case_credentials("c1", {of_case("c1", "s1")}); });
  EXPECT_EQ(to_look_at("l2"), "c1 ");
}

}  // namespace
}  // namespace tidegate
