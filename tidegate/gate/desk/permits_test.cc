#include "tidegate/gate/desk/permits.h"

#include <gmock/gmock.h>
#include <sys/stat.h>

#include "tidegate/gate/desk/sample_desk_test.h"
#include "tidegate/permit/check.h"
#include "tidegate/permit/sign.h"

namespace tidegate {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

constexpr const char* kReasonZh = "重新核查";

class PermitsAtTheDesk : public SampleDesk {
 protected:
  DeskPermits permits() { return DeskPermits(parts()); }
  std::string status_of(const std::string& id) {
    const auto file = permits().status(firm(), id);
    EXPECT_TRUE(file) << file.error().what;
    return file.value_or("");
  }
  // As a stranger with the trust policy alone.
  permit::PermitCheck checked(const std::string& id) {
    const auto trust = permit::read_trust(permits().trust().value(), "");
    EXPECT_TRUE(trust);
    const std::string status = status_of(id);
    return permit::check_permit(permits().file(firm(), id).value(), *trust, status, clock_.now_ms());
  }
  Result<DeskPermitPage> change(const std::string& id, PermitState state, Text reason = {"", kReasonZh}) {
    const auto page = permits().permit(lead(), id);
    EXPECT_TRUE(page);
    return permits().change(lead(), id, {page->summary.version, state, std::move(reason)});
  }
};

TEST_P(PermitsAtTheDesk, WhatIsIssuedHoldsForAStranger) {
  const std::string id = issued();
  clock_.set("2026-11-20T02:00:00Z");
  const permit::PermitCheck check = checked(id);
  EXPECT_EQ(check.outcome, permit::CheckOutcome::kHolds);
  ASSERT_TRUE(check.permit);
  EXPECT_THAT(check.permit->permit().items, ElementsAre(PermitItem{"受试者编号", {}}));
  EXPECT_EQ(check.permit->permit().persons.total, 300);
}

TEST_P(PermitsAtTheDesk, APageHasContentsHashBoundsAndUsage) {
  const std::string id = issued();
  const auto page = permits().permit(firm(), id);
  ASSERT_TRUE(page) << page.error().what;
  EXPECT_EQ(page->summary.state, "active");
  EXPECT_EQ(page->summary.exporter.uscc, "91110000MA0000000H");
  EXPECT_THAT(page->summary.destinations, ElementsAre("DE"));
  EXPECT_EQ(page->sha256.size(), 64u);
  EXPECT_THAT(page->contents, HasSubstr("tidegate.permit/1"));
  EXPECT_EQ(page->usage.persons, (UsedAmount{0, 0}));
  EXPECT_THAT(page->statements, IsEmpty());
}

TEST_P(PermitsAtTheDesk, TheCalendarSaysWhatIsNotYetAndWhatHasEnded) {
  const std::string id = issued();
  const auto state_at = [&](const char* moment) {
    clock_.set(moment);
    return permits().permit(firm(), id)->summary.state;
  };
  EXPECT_EQ(state_at("2026-10-31T15:59:59Z"), "not_yet");
  EXPECT_EQ(state_at("2026-10-31T16:00:00Z"), "active");  // midnight in China
  EXPECT_EQ(state_at("2029-10-31T15:59:59Z"), "active");
  EXPECT_EQ(state_at("2029-10-31T16:00:00Z"), "expired");
}

TEST_P(PermitsAtTheDesk, AnotherFirmFindsNothing) {
  const std::string id = issued();
  for (const auto& code :
       {permits().permit(other_firm(), id).error().code, permits().file(other_firm(), id).error().code,
        permits().status(other_firm(), id).error().code}) {
    EXPECT_EQ(code, ErrorCode::kNotFound);
  }
  EXPECT_THAT(permits().permits(other_firm(), {})->rows, IsEmpty());
  EXPECT_EQ(permits().permits(lead(), {})->rows.size(), 1u);
  EXPECT_THAT(permits().permits(asker(Role::kLead, {}, "public_security"), {})->rows, IsEmpty());
}

TEST_P(PermitsAtTheDesk, ALeadSuspendsResumesAndRevokesAndARevocationIsFinal) {
  const std::string id = issued();
  clock_.set("2026-11-20T02:00:00Z");
  ASSERT_TRUE(change(id, PermitState::kSuspended));
  EXPECT_EQ(checked(id).outcome, permit::CheckOutcome::kNotInForce);
  clock_.move(kAnHour);
  ASSERT_TRUE(change(id, PermitState::kActive, {}));
  EXPECT_EQ(checked(id).outcome, permit::CheckOutcome::kHolds);
  clock_.move(kAnHour);
  const auto page = change(id, PermitState::kRevoked);
  ASSERT_TRUE(page);
  EXPECT_EQ(page->summary.state, "revoked");
  EXPECT_EQ(page->statements.back().reason, (Text{kReasonZh, kReasonZh}));
  EXPECT_EQ(checked(id).outcome, permit::CheckOutcome::kNotInForce);
  for (const PermitState state : {PermitState::kActive, PermitState::kSuspended, PermitState::kRevoked}) {
    const auto again = change(id, state);
    ASSERT_FALSE(again);
    EXPECT_EQ(again.error().code, ErrorCode::kOutOfRange);
    EXPECT_EQ(again.error().where, "/state");
  }
  std::vector<std::int64_t> sequences;
  for (const PermitStatus& status : page->statements) sequences.push_back(status.sequence);
  EXPECT_THAT(sequences, ElementsAre(1, 2, 3));
}

TEST_P(PermitsAtTheDesk, AChangeNeedsTheVersionThatWasReadAndItsReason) {
  const std::string id = issued();
  EXPECT_EQ(permits().change(lead(), id, {7, PermitState::kSuspended, {"x", "x"}}).error().code,
            ErrorCode::kConflict);
  EXPECT_EQ(change(id, PermitState::kSuspended, {"english alone", ""}).error().where, "/reason/zh");
  EXPECT_EQ(change(id, PermitState::kActive, {}).error().where, "/state");  // is active already
  EXPECT_EQ(change(id, PermitState::kSuspended, {"", std::string(4'001, 'x')}).error().where, "/reason");
}

TEST_P(PermitsAtTheDesk, AStatementIsRenewedOnceAnHourAtMostAndChangesNoVersion) {
  const std::string id = issued();
  clock_.set("2026-11-20T02:00:00Z");
  const std::int64_t version = permits().permit(firm(), id)->summary.version;
  const std::string first = status_of(id);
  clock_.move(kAnHour - 1);
  EXPECT_EQ(status_of(id), first);
  clock_.move(1);
  const std::string second = status_of(id);
  EXPECT_NE(second, first);
  const auto page = permits().permit(firm(), id);
  EXPECT_EQ(page->summary.version, version);
  EXPECT_EQ(page->statements.back().sequence, 2);
  EXPECT_EQ(page->statements.back().since_ms, parse_instant("2026-11-01T02:00:00Z").value());
}

TEST_P(PermitsAtTheDesk, WhatHasEndedOrIsRevokedIsNotSignedAgain) {
  const std::string id = issued();
  status_of(id);
  clock_.set("2029-12-01T00:00:00Z");
  EXPECT_EQ(status_of(id), status_of(id));
  EXPECT_EQ(permits().permit(firm(), id)->statements.back().sequence, 1);
}

TEST_P(PermitsAtTheDesk, AClockThatWentBackStatesNothingActiveAndStillRevokes) {
  const std::string id = issued();
  clock_.set("2026-11-20T02:00:00Z");
  ASSERT_TRUE(change(id, PermitState::kSuspended));
  clock_.set("2026-11-10T02:00:00Z");
  EXPECT_EQ(change(id, PermitState::kActive, {}).error().code, ErrorCode::kConflict);
  const auto page = change(id, PermitState::kRevoked);
  ASSERT_TRUE(page) << page.error().what;
  EXPECT_EQ(page->statements.back().stated_at_ms, parse_instant("2026-11-20T02:00:00Z").value());
}

TEST_P(PermitsAtTheDesk, WhatLeavesASideOpenIsHeldWithItsReason) {
  Transfer open = sample_declared();
  open.links[0].encryption = "home made";
  const auto made = issue(sample_decided(), open);
  ASSERT_TRUE(made) << made.error().what;
  EXPECT_TRUE(made->is_held);
  const auto page = permits().permit(firm(), made->id);
  ASSERT_TRUE(page);
  EXPECT_EQ(page->summary.state, "held");
  EXPECT_THAT(page->summary.held_because.en, HasSubstr("/links/0/encryption"));
  EXPECT_THAT(page->summary.held_because.zh, HasSubstr("加密"));
  EXPECT_EQ(permits().file(firm(), made->id).error().code, ErrorCode::kConflict);
  EXPECT_EQ(permits().status(firm(), made->id).error().code, ErrorCode::kConflict);
  EXPECT_EQ(permits().permits(firm(), {})->rows.at(0).state, "held");
}

TEST_P(PermitsAtTheDesk, NothingAllowedIssuesNothing) {
  Decision refused = sample_decided();
  refused.kind = DecisionKind::kRefused;
  EXPECT_EQ(issue(refused).error().code, ErrorCode::kOutOfRange);
  EXPECT_THAT(permits().permits(firm(), {})->rows, IsEmpty());
}

TEST_P(PermitsAtTheDesk, AFilingWithoutAnEndHoldsForTheDesksMonths) {
  Decision filed = sample_decided();
  filed.valid_until.reset();
  const auto made = issue(filed);
  ASSERT_TRUE(made);
  EXPECT_EQ(permits().permit(firm(), made->id)->summary.valid_until, "2029-11-01");
}

TEST_P(PermitsAtTheDesk, AnotherDecisionRevokesWhatItOvertakes) {
  const std::string first = issued();
  clock_.move(kAnHour);
  const auto next = issue(sample_decided("2026-11-02"));
  ASSERT_TRUE(next);
  const auto done = parts().store->transact([&](DeskTransaction& t) -> Result<bool> {
    const auto revoked = desk::revoke_permits_of_case(parts(), t, "c1", next->id,
                                                      {"decided again", "已重新作出结论"}, clock_.now_ms());
    if (!revoked) return fail(revoked.error());
    return true;
  });
  ASSERT_TRUE(done) << done.error().what;
  EXPECT_EQ(permits().permit(firm(), first)->summary.state, "revoked");
  EXPECT_NE(permits().permit(firm(), next->id)->summary.state, "revoked");
}

TEST_P(PermitsAtTheDesk, TheKeyIsPrivateAndTheSameAfterAStart) {
  const std::string id = issued();
  struct stat about {};
  ASSERT_EQ(::stat((folder_ / "data/permit-key.pem").c_str(), &about), 0);
  EXPECT_EQ(about.st_mode & 0777u, 0600u);
  const std::string trust = permits().trust().value();
  open();
  ASSERT_TRUE(permits().open_key());
  EXPECT_EQ(permits().trust().value(), trust);
  clock_.set("2026-11-20T02:00:00Z");
  EXPECT_EQ(checked(id).outcome, permit::CheckOutcome::kHolds);
}

TEST_P(PermitsAtTheDesk, AfterARotationTheOldPermitHoldsAndTheNewKeySigns) {
  const std::string id = issued();
  clock_.set("2026-11-20T02:00:00Z");
  // As another program, while this one goes on.
  desk::PermitKeys other({folder_ / "data"});
  const auto key = other.rotate(*parts().store, clock_.now_ms());
  ASSERT_TRUE(key) << key.error().what;
  const permit::PermitCheck check = checked(id);
  EXPECT_EQ(check.outcome, permit::CheckOutcome::kHolds);
  EXPECT_EQ(check.status->status().signers.front(), *key);
  EXPECT_NE(check.permit->permit().signers.front(), *key);
  clock_.set("2026-11-25T02:00:00Z");
  EXPECT_EQ(checked(id).outcome, permit::CheckOutcome::kHolds);
  const auto trust = permit::read_trust(permits().trust().value(), "");
  ASSERT_EQ(trust->keys.size(), 2u);
  EXPECT_EQ(trust->keys[0].valid.to, Date::parse("2026-11-21").value());
}

TEST_P(PermitsAtTheDesk, AKeyThatIsNotThePresentOneSignsNothing) {
  issued();
  desk::PermitKeys stranger({folder_ / "other"});
  ASSERT_EQ(::mkdir((folder_ / "other").c_str(), 0700), 0);
  ASSERT_TRUE(desk::PermitKeys({folder_ / "other"}).rotate(*parts().store, clock_.now_ms()));
  open();
  EXPECT_EQ(permits().open_key().error().code, ErrorCode::kUnavailable);
  open(folder_ / "other/permit-key.pem");
  EXPECT_TRUE(permits().open_key());
}

TEST_P(PermitsAtTheDesk, ARotationThatWasCutOffIsFinished) {
  issued();
  ASSERT_TRUE(desk::PermitKeys({folder_ / "data"}).rotate(*parts().store, clock_.now_ms()));
  // As if the program had ended before the file was put in place.
  ASSERT_EQ(
      ::rename((folder_ / "data/permit-key.pem").c_str(), (folder_ / "data/permit-key.next.pem").c_str()), 0);
  ASSERT_TRUE(permits().open_key());
}

TEST_P(PermitsAtTheDesk, SettingsAreHeldToTheirBounds) {
  const auto put = [&](const desk::PermitSettings& settings) {
    return parts()
        .store
        ->transact([&](DeskTransaction& t) -> Result<bool> {
          if (auto done = desk::put_permit_settings(t, settings, 1); !done) return fail(done.error());
          return true;
        })
        .has_value();
  };
  desk::PermitSettings settings;
  EXPECT_TRUE(put(settings));
  settings.issuer = {"Zone office", "示范区管委会"};
  EXPECT_TRUE(put(settings));
  EXPECT_EQ(permits().permit(firm(), issued())->permit.issuer, settings.issuer);
  settings.issuer.zh.clear();
  EXPECT_FALSE(put(settings));
  settings = {};
  settings.validity_months = 0;
  EXPECT_FALSE(put(settings));
  settings = {};
  settings.statement_hours = 745;
  EXPECT_FALSE(put(settings));
}

INSTANTIATE_TEST_SUITE_P(Sqlite, PermitsAtTheDesk, ::testing::Values(store::Dialect::kSqlite));
INSTANTIATE_TEST_SUITE_P(Postgresql, PermitsAtTheDesk, ::testing::Values(store::Dialect::kPostgresql));

}  // namespace
}  // namespace tidegate
