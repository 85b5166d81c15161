#include "tidegate/gate/desk/one_administrator.h"

#include <gtest/gtest.h>

#include "tidegate/gate/desk/account_origin.h"
#include "tidegate/gate/desk/test_cases.h"

namespace tidegate::desk {
namespace {

class OneAdministratorOfTwo : public Cases {
 protected:
  // `by` gives somebody a way into the account, now.
  void open(const DeskAccount& account, const std::string& by, bool was_somebodys) {
    ASSERT_TRUE(write([&](DeskTransaction& t) -> Result<bool> {
      auto row = t.account(Reach::of_whole_desk(), account.id);
      if (!row) return fail(row.error());
      auto origin = origin_of(*row);
      if (!origin) return fail(origin.error());
      open_to(*row, std::move(*origin), by, clock_.ms, was_somebodys);
      if (auto kept = t.change_account(*row); !kept) return fail(kept.error());
      return true;
    }));
  }
  void reset(const DeskAccount& account, const std::string& by = "u-runner") { open(account, by, true); }
  void make(const DeskAccount& account, const std::string& by = "u-runner") { open(account, by, false); }
  std::string proposed() {
    const std::string id =
        submit(version_of(FilingRoute::kSC, Lane::kYellow), document_of(), "f" + std::to_string(++filings_))
            .row.id;
    must(ann_, id, outcome(DecisionKind::kPassed));
    return id;
  }
  std::vector<AuditRow> told(const std::string& id) {
    AuditAsk ask;
    ask.object = id;
    ask.limit = 200;
    auto rows = read([&](const DeskReader& r) { return r.audit(ask); }).value();
    std::erase_if(rows, [](const AuditRow& row) { return row.action != "two_persons.one_administrator"; });
    return rows;
  }

  int filings_ = 0;
};

TEST_P(OneAdministratorOfTwo, WhoSetBothPasswordsIsNotBothPersons) {
  reset(ann_);
  reset(lead_);
  const std::string id = proposed();
  EXPECT_EQ(refusal(lead_, id, DecisionConfirmed{}), "same_person");
  EXPECT_EQ(row_of(id).state, "filing_check") << "nothing was decided";
  ASSERT_EQ(told(id).size(), 1U);
  EXPECT_EQ(told(id)[0].outcome, "refused");
  EXPECT_EQ(told(id)[0].account, lead_.id);
  EXPECT_EQ(told(id)[0].detail, R"({"administrator":"u-runner","first":"u-ann"})");
  const auto why = try_step(lead_, id, DecisionConfirmed{});
  ASSERT_TRUE(why && why->refused);
  EXPECT_NE(why->refused->says.en.find("2026-11-09"), std::string::npos) << why->refused->says.en;
  // Who of the two lost an account has found the door shut by then; the trail goes on telling.
  wait_days(7);
  EXPECT_EQ(refusal(lead_, id, DecisionConfirmed{}), "taken");
  EXPECT_EQ(told(id).back().outcome, "done");
}

TEST_P(OneAdministratorOfTwo, OneNewAndOneResetAreNotBothPersonsEither) {
  make(lead_);
  wait_days(2);
  reset(ann_);
  const std::string id = proposed();
  EXPECT_EQ(refusal(lead_, id, DecisionConfirmed{}), "same_person");
  wait_days(5);
  EXPECT_EQ(refusal(lead_, id, DecisionConfirmed{}), "taken") << "the older of the two is seven days old";
}

TEST_P(OneAdministratorOfTwo, AZoneWhoseAccountsWereMadeTogetherWorksOnAndTheTrailTells) {
  make(ann_);
  make(lead_);
  const std::string id = proposed();
  EXPECT_EQ(refusal(lead_, id, DecisionConfirmed{}), "taken");
  ASSERT_EQ(told(id).size(), 1U);
  EXPECT_EQ(told(id)[0].outcome, "done");
  wait_days(30);
  const std::string later = proposed();
  EXPECT_EQ(refusal(lead_, later, DecisionConfirmed{}), "taken");
  EXPECT_TRUE(told(later).empty());
}

TEST_P(OneAdministratorOfTwo, WhomAnAdministratorMadeAnAdministratorIsThatOne) {
  const DeskAccount second = person("u-second", Role::kOperator, "", "");
  ASSERT_TRUE(write([&](DeskTransaction& t) -> Result<bool> {
    AccountRow row;
    row.id = row.login = second.id;
    row.roles = to_string(second.role);
    row.document = "{}";
    if (auto added = t.add_account(row); !added) return fail(added.error());
    return true;
  }));
  reset(ann_);
  reset(lead_, second.id);
  EXPECT_EQ(refusal(lead_, proposed(), DecisionConfirmed{}), "taken") << "two administrators";
  make(second);
  EXPECT_EQ(refusal(lead_, proposed(), DecisionConfirmed{}), "same_person");
}

TEST_P(OneAdministratorOfTwo, OfOneResetAccountNothingIsHeldUp) {
  reset(lead_);
  const std::string id = proposed();
  EXPECT_EQ(refusal(lead_, id, DecisionConfirmed{}), "taken");
  EXPECT_TRUE(told(id).empty());
}

TEST_P(OneAdministratorOfTwo, AlsoWhoReviewsIsAnother) {
  const std::string id = proposed();
  must(lead_, id, DecisionConfirmed{});
  Case c = read([&](const DeskReader& r) { return case_from_events(r, Reach::of_whole_desk(), id); }).value();
  c.state = CaseState::kUnderReview;
  reset(ann_);
  reset(bo_);
  const auto found = read([&](const DeskReader& r) {
    return one_administrator(r, outcome(DecisionKind::kPassed), c, actor_of(bo_), clock_.ms);
  });
  ASSERT_TRUE(found && *found);
  EXPECT_EQ((*found)->first, ann_.id);
  EXPECT_GT((*found)->until_ms, clock_.ms);
}

TEST(AccountOrigin, IsReadAsItWasWritten) {
  AccountRow row;
  row.id = "a1";
  row.document = "{}";
  EXPECT_FALSE(origin_of(row)->password_is_due);
  row.document = R"({"provisioned":true})";
  ASSERT_TRUE(origin_of(row));
  EXPECT_TRUE(origin_of(row)->is_by_claims);
  AccountOrigin origin = *origin_of(row);
  origin.password_is_due = true;
  open_to(row, origin, "u1", 17, true);
  const auto again = origin_of(row);
  ASSERT_TRUE(again);
  EXPECT_TRUE(again->is_by_claims && again->password_is_due && again->was_somebodys);
  EXPECT_EQ(again->opened_by, "u1");
  EXPECT_EQ(again->opened_ms, 17);
  for (const char* damaged : {"", "[]", R"({"opened_by":7})", R"({"other":1})"}) {
    row.document = damaged;
    ASSERT_FALSE(origin_of(row)) << damaged;
    EXPECT_EQ(origin_of(row).error().code, ErrorCode::kCorrupt);
  }
}

INSTANTIATE_TEST_SUITE_P(Sqlite, OneAdministratorOfTwo, ::testing::Values(store::Dialect::kSqlite));
INSTANTIATE_TEST_SUITE_P(Postgresql, OneAdministratorOfTwo, ::testing::Values(store::Dialect::kPostgresql));

}  // namespace
}  // namespace tidegate::desk
