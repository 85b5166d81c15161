#include "tidegate/gate/desk/decision_point.h"

#include <gmock/gmock.h>

#include <thread>

#include "tidegate/gate/desk/idempotency.h"
#include "tidegate/gate/desk/permits.h"
#include "tidegate/gate/desk/refused_flows.h"
#include "tidegate/gate/desk/sample_desk_test.h"
#include "tidegate/permit/sign.h"

namespace tidegate {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

class TheDecisionPoint : public SampleDesk {
 protected:
  void SetUp() override {
    SampleDesk::SetUp();
    if (IsSkipped()) return;
    id_ = issued();
    clock_.set("2026-11-20T02:00:00Z");
    point_ = std::make_unique<DecisionPoint>(parts());
  }
  void TearDown() override { point_.reset(); }
  FlowAnswer ask(const FlowRequest& flow) {
    const auto answer = point_->ask(firm(), flow);
    EXPECT_TRUE(answer) << answer.error().what;
    return answer.value_or(FlowAnswer{});
  }
  FlowAnswer record(const FlowRequest& flow) {
    const auto answer = point_->record(firm(), flow);
    EXPECT_TRUE(answer) << answer.error().what;
    return answer.value_or(FlowAnswer{});
  }
  static std::vector<std::string> codes(const FlowAnswer& answer) {
    std::vector<std::string> out;
    for (const FlowReason& reason : answer.reasons) out.push_back(reason.code);
    return out;
  }
  PermitUsage used() {
    Permit permit;
    permit.id = id_;
    return parts()
        .store
        ->read([&](const DeskReader& reader) { return desk::permit_usage(reader, permit, clock_.now_ms()); })
        .value();
  }
  void start_anew() {
    point_.reset();
    open();
    point_ = std::make_unique<DecisionPoint>(parts());
  }
  void meddle(const std::string& name, const std::function<void(std::string&)>& change) {
    const auto done = parts().store->transact([&](DeskTransaction& t) -> Result<bool> {
      auto row = t.setting(name);
      if (!row) return fail(row.error());
      change((*row)->value);
      if (auto put = t.put_setting(**row); !put) return fail(put.error());
      return true;
    });
    ASSERT_TRUE(done) << done.error().what;
  }

  std::string id_;
  std::unique_ptr<DecisionPoint> point_;
};

TEST_P(TheDecisionPoint, AllowsWhatIsInsideAndTellsWhatIsLeft) {
  const FlowAnswer answer = ask(sample_asked(id_));
  EXPECT_EQ(answer.verdict, FlowVerdict::kAllowed) << testing::PrintToString(codes(answer));
  EXPECT_EQ(answer.persons_left.total, 200);
  EXPECT_EQ(used().persons, (UsedAmount{0, 0}));  // asked, not counted
}

TEST_P(TheDecisionPoint, CountsWhatIsRecordedUntilTheBound) {
  for (int i = 0; i < 3; ++i) EXPECT_EQ(record(sample_asked(id_)).verdict, FlowVerdict::kAllowed);
  EXPECT_EQ(used().persons, (UsedAmount{300, 300}));
  EXPECT_EQ(used().octets, (UsedAmount{3'000, 3'000}));
  const FlowAnswer fourth = record(sample_asked(id_));
  EXPECT_EQ(fourth.verdict, FlowVerdict::kRefused);
  EXPECT_THAT(codes(fourth), ElementsAre("persons_over"));
  EXPECT_EQ(used().persons, (UsedAmount{300, 300}));
}

TEST_P(TheDecisionPoint, WhatIsRefusedIsCountedByItsReasonsAndAuditedOnceADay) {
  const auto refused = [&] {
    return parts()
        .store->read([&](const DeskReader& reader) { return desk::refused_flows(reader, id_); })
        .value();
  };
  const auto audited = [&] {
    AuditAsk asked;
    asked.object = id_;
    std::vector<std::string> out;
    const auto rows = parts().store->read([&](const DeskReader& reader) { return reader.audit(asked); });
    for (const AuditRow& row : rows.value()) {
      if (row.action == "permit.record_flow") out.push_back(row.outcome + row.detail);
    }
    return out;
  };
  FlowRequest over = sample_asked(id_);
  over.persons = {1'000'000, 1'000'000, 1'000'000};
  EXPECT_EQ(ask(over).verdict, FlowVerdict::kRefused);
  EXPECT_EQ(refused().count, 0);  // asked, not recorded
  for (int i = 0; i < 5; ++i) EXPECT_EQ(record(over).verdict, FlowVerdict::kRefused);
  over.purpose = "another";
  EXPECT_EQ(record(over).verdict, FlowVerdict::kRefused);
  EXPECT_EQ(refused().count, 6);
  EXPECT_EQ(refused().last_on, "2026-11-20");
  EXPECT_EQ(refused().codes,
            (std::map<std::string, std::int64_t>{{"persons_over", 6}, {"purpose_outside", 1}}));
  clock_.set("2026-11-21T02:00:00Z");
  record(over);
  EXPECT_EQ(refused().last_on, "2026-11-21");
  EXPECT_EQ(used().persons, (UsedAmount{0, 0}));
  start_anew();
  EXPECT_EQ(refused().count, 7);
  const std::string both = R"(refused{"reasons":["persons_over","purpose_outside"]})";
  EXPECT_THAT(audited(), testing::UnorderedElementsAre(R"(refused{"reasons":["persons_over"]})", both, both));
  const auto page = DeskPermits(parts()).permit(firm(), id_);
  ASSERT_TRUE(page);
  EXPECT_EQ(page->refused_flows, 7);
  EXPECT_EQ(page->refused_for.size(), 2U);
}

TEST_P(TheDecisionPoint, PersonsWhoWentBeforeAreNotCountedAgain) {
  FlowRequest flow = sample_asked(id_);
  EXPECT_EQ(record(flow).verdict, FlowVerdict::kAllowed);
  flow.persons = {100, 0, 0};
  for (int i = 0; i < 5; ++i) EXPECT_EQ(record(flow).verdict, FlowVerdict::kAllowed);
  EXPECT_EQ(used().persons, (UsedAmount{100, 100}));
  flow.persons = {100, {}, {}};  // nobody said who is new: as all of them
  EXPECT_EQ(record(flow).verdict, FlowVerdict::kAllowed);
  EXPECT_EQ(used().persons, (UsedAmount{200, 200}));
}

TEST_P(TheDecisionPoint, NobodyWentBeforeUnderAPermitThatNothingWasSentUnder) {
  FlowRequest flow = sample_asked(id_);
  flow.persons = {100, 0, 0};
  const FlowAnswer held = record(flow);
  EXPECT_EQ(held.verdict, FlowVerdict::kHeld);
  EXPECT_THAT(codes(held), ElementsAre("persons_impossible", "persons_impossible"));
  EXPECT_EQ(used().persons, (UsedAmount{0, 0}));
  EXPECT_EQ(record(sample_asked(id_)).verdict, FlowVerdict::kAllowed);
  EXPECT_EQ(record(flow).verdict, FlowVerdict::kAllowed) << "now they did";
  flow.persons = {101, 0, 0};
  EXPECT_EQ(record(flow).verdict, FlowVerdict::kHeld);
  EXPECT_EQ(used().persons, (UsedAmount{100, 100}));
}

// Each point knows whom it sent itself: what both count is the most that can have left, never less than
// either.
TEST_P(TheDecisionPoint, SeveralPointsThatCountApartAreTakenAtTheirWord) {
  EXPECT_EQ(record(sample_asked(id_)).verdict, FlowVerdict::kAllowed);
  EXPECT_EQ(record(sample_asked(id_)).verdict, FlowVerdict::kAllowed) << "the other point: new to it";
  FlowRequest again = sample_asked(id_);
  again.persons = {150, 50, 50};
  EXPECT_EQ(record(again).verdict, FlowVerdict::kAllowed) << "100 of them the one point sent itself";
  EXPECT_EQ(used().persons, (UsedAmount{250, 250}));
}

TEST_P(TheDecisionPoint, TwoAtOnceDoNotBothTakeWhatIsLeftForOne) {
  FlowRequest flow = sample_asked(id_);
  flow.persons = {200, 200, 200};
  std::atomic<int> allowed{0};
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i)
    threads.emplace_back([&] { allowed += record(flow).verdict == FlowVerdict::kAllowed ? 1 : 0; });
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(allowed, 1);
  EXPECT_EQ(used().persons, (UsedAmount{200, 200}));
}

TEST_P(TheDecisionPoint, TheYearTurnsInChina) {
  record(sample_asked(id_));
  clock_.set("2026-12-31T15:59:59Z");
  EXPECT_EQ(used().persons, (UsedAmount{100, 100}));
  clock_.set("2026-12-31T16:00:00Z");
  EXPECT_EQ(used().persons, (UsedAmount{0, 100}));
  EXPECT_EQ(record(sample_asked(id_)).verdict, FlowVerdict::kAllowed);
  EXPECT_EQ(used().persons, (UsedAmount{100, 200}));
  EXPECT_EQ(used().year, 2027);
}

TEST_P(TheDecisionPoint, APermitThatIsSuspendedOrRevokedAllowsNothingFromThenOn) {
  EXPECT_EQ(ask(sample_asked(id_)).verdict, FlowVerdict::kAllowed);
  DeskPermits permits(parts());
  ASSERT_TRUE(permits.change(lead(), id_, {1, PermitState::kSuspended, {"", "核查"}}));
  EXPECT_THAT(codes(ask(sample_asked(id_))), ElementsAre("suspended"));
  clock_.move(48 * kAnHour);
  EXPECT_THAT(codes(record(sample_asked(id_))), ElementsAre("suspended"));
  ASSERT_TRUE(permits.change(lead(), id_, {2, PermitState::kActive, {}}));
  EXPECT_EQ(ask(sample_asked(id_)).verdict, FlowVerdict::kAllowed);
  ASSERT_TRUE(permits.change(lead(), id_, {3, PermitState::kRevoked, {"", "撤销"}}));
  EXPECT_THAT(codes(ask(sample_asked(id_))), ElementsAre("revoked"));
  EXPECT_EQ(used().persons, (UsedAmount{0, 0}));
}

TEST_P(TheDecisionPoint, AStaleStatementIsRenewedOnTheWay) {
  EXPECT_EQ(ask(sample_asked(id_)).verdict, FlowVerdict::kAllowed);
  clock_.move(25 * kAnHour);
  EXPECT_EQ(ask(sample_asked(id_)).verdict, FlowVerdict::kAllowed);
  clock_.move(25 * kAnHour);
  EXPECT_EQ(record(sample_asked(id_)).verdict, FlowVerdict::kAllowed);
}

TEST_P(TheDecisionPoint, AnotherFirmsPermitIsNotFound) {
  EXPECT_EQ(point_->ask(other_firm(), sample_asked(id_)).error().code, ErrorCode::kNotFound);
  EXPECT_EQ(point_->record(other_firm(), sample_asked(id_)).error().code, ErrorCode::kNotFound);
  EXPECT_EQ(point_->ask(firm(), sample_asked("P-none")).error().code, ErrorCode::kNotFound);
  EXPECT_EQ(point_->ask(firm(), sample_asked("")).error().where, "/permit");
}

TEST_P(TheDecisionPoint, AClockThatWentBackHoldsEvenAfterAStart) {
  EXPECT_EQ(ask(sample_asked(id_)).verdict, FlowVerdict::kAllowed);
  clock_.move(-500);  // less than a second stands still
  EXPECT_EQ(ask(sample_asked(id_)).verdict, FlowVerdict::kAllowed);
  clock_.move(-kAnHour);
  EXPECT_THAT(codes(ask(sample_asked(id_))), ElementsAre("clock_back"));
  EXPECT_THAT(codes(record(sample_asked(id_))), ElementsAre("clock_back"));
  start_anew();
  EXPECT_THAT(codes(ask(sample_asked(id_))), ElementsAre("clock_back"));
  clock_.move(2 * kAnHour);
  EXPECT_EQ(ask(sample_asked(id_)).verdict, FlowVerdict::kAllowed);
}

TEST_P(TheDecisionPoint, AClockThatWasFarAheadIsForgottenWhenAnOperatorSaysSo) {
  clock_.set("2028-11-20T02:00:00Z");
  ask(sample_asked(id_));
  clock_.set("2026-11-20T02:00:00Z");
  EXPECT_THAT(codes(ask(sample_asked(id_))), testing::Contains("clock_back"));
  const auto reset = parts().store->transact([&](DeskTransaction& t) -> Result<bool> {
    if (auto done = desk::reset_permit_clock(t, clock_.now_ms()); !done) return fail(done.error());
    return true;
  });
  ASSERT_TRUE(reset);
  start_anew();
  EXPECT_THAT(codes(ask(sample_asked(id_))), testing::Not(testing::Contains("clock_back")));
}

TEST_P(TheDecisionPoint, WhatIsKeptAndDoesNotVerifyAnswersNothing) {
  ask(sample_asked(id_));
  std::string before;
  meddle("permit.status/" + id_, [&](std::string& value) {
    before = value;
    value[value.size() / 2] = value[value.size() / 2] == 'A' ? 'B' : 'A';
  });
  EXPECT_EQ(point_->ask(firm(), sample_asked(id_)).error().code, ErrorCode::kCorrupt);
  EXPECT_EQ(point_->record(firm(), sample_asked(id_)).error().code, ErrorCode::kCorrupt);
  meddle("permit.status/" + id_, [&](std::string& value) { value = before; });
  EXPECT_EQ(ask(sample_asked(id_)).verdict, FlowVerdict::kAllowed);
}

TEST_P(TheDecisionPoint, AnOldStatementPutBackAfterASuspensionAnswersNothing) {
  ask(sample_asked(id_));
  std::string active;
  meddle("permit.status/" + id_, [&](std::string& value) { active = value; });
  DeskPermits permits(parts());
  ASSERT_TRUE(permits.change(lead(), id_, {1, PermitState::kSuspended, {"", "核查"}}));
  meddle("permit.status/" + id_, [&](std::string& value) { value = active; });
  EXPECT_EQ(point_->ask(firm(), sample_asked(id_)).error().code, ErrorCode::kCorrupt);
}

TEST_P(TheDecisionPoint, APermitThatAnotherKeySignedAnswersNothing) {
  // A row that somebody put there, signed by a key that this desk never had.
  std::array<std::uint8_t, 32> seed{};
  const Ed25519Secret stranger(seed);
  DeskPermits permits(parts());
  Permit forged = permits.permit(firm(), id_)->permit;
  forged.id = "P-forged";
  forged.persons = {};
  forged.signers = {permit::key_id(stranger.public_key())};
  const auto put = parts().store->transact([&](DeskTransaction& t) -> Result<bool> {
    PermitRow row;
    row.id = forged.id;
    row.case_id = "c1";
    row.tenant = TenantId("t1");
    row.state = "active";
    row.valid_from = forged.valid.from.str();
    row.valid_until = forged.valid.to.str();
    row.document = permit::sign_permit(forged, stranger).value();
    if (auto done = t.issue_permit(row); !done) return fail(done.error());
    return true;
  });
  ASSERT_TRUE(put) << put.error().what;
  EXPECT_EQ(point_->ask(firm(), sample_asked("P-forged")).error().code, ErrorCode::kCorrupt);
}

TEST_P(TheDecisionPoint, WhatIsHeldIsNotDecidedUnder) {
  Transfer open = sample_declared();
  open.links.clear();
  const auto made = issue(sample_decided("2026-11-02"), open);
  ASSERT_TRUE(made && made->is_held);
  EXPECT_EQ(point_->ask(firm(), sample_asked(made->id)).error().code, ErrorCode::kConflict);
}

TEST_P(TheDecisionPoint, WhatItKeepsOnTheWayIsNotTheRecordThatWasAskedFor) {
  DeskIdempotency keys(parts());
  const DeskOnce once{"acc POST /v1/decisions", "key-1", std::string(64, 'a')};
  // As a process that dies behind the statement that it renewed, and before what it was to count.
  keys.perform(once, *keys.claim(once),
               [&] { EXPECT_EQ(ask(sample_asked(id_)).verdict, FlowVerdict::kAllowed); });
  clock_.move(DeskIdempotency::kLeaseMs);
  EXPECT_EQ(keys.claim(once)->state, DeskIdempotency::State::kOurs)
      << "nothing was counted: it is counted now";
}

INSTANTIATE_TEST_SUITE_P(Sqlite, TheDecisionPoint, ::testing::Values(store::Dialect::kSqlite));
INSTANTIATE_TEST_SUITE_P(Postgresql, TheDecisionPoint, ::testing::Values(store::Dialect::kPostgresql));

}  // namespace
}  // namespace tidegate
