#include "tidegate/clearance/decide.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tidegate/clearance/clocks.h"
#include "tidegate/clearance/lane.h"
#include "tidegate/clearance/test_desk.h"

namespace tidegate {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::SizeIs;

std::vector<std::string_view> names(const std::vector<CaseEvent>& events) {
  std::vector<std::string_view> out;
  for (const CaseEvent& event : events) out.push_back(name_of(event.step));
  return out;
}

TEST(Decide, AnAssessmentWalksFromDraftToAPassOfThreeYears) {
  TestDesk desk;
  desk.to_decision(FilingRoute::kSA);
  desk.must(kAnn, outcome(DecisionKind::kPassed));
  EXPECT_EQ(desk.c.state, CaseState::kUnderAssessment);
  desk.must(kBo, DecisionConfirmed{});
  EXPECT_EQ(desk.c.state, CaseState::kPassed);
  const Decision& decision = desk.c.decisions.back();
  EXPECT_EQ(decision.kind, DecisionKind::kPassed);
  EXPECT_EQ(decision.decided_on.str(), "2026-11-02");
  EXPECT_EQ(decision.valid_until->str(), "2029-11-02");
  ASSERT_THAT(decision.steps, SizeIs(2));
  EXPECT_EQ(decision.steps[0].by.account, "o-1");
  EXPECT_EQ(decision.steps[1].step, "confirms");
  EXPECT_THAT(names(desk.events),
              ElementsAre("opened", "submitted", "lane_set", "clock_started", "check_begun", "check_passed",
                          "clock_started", "accepted", "clock_started", "decision_proposed",
                          "decision_confirmed", "decided"));
}

TEST(Decide, TheFoldOfAllStepsIsTheCase) {
  TestDesk desk;
  desk.to_decision(FilingRoute::kSA, Lane::kRed);
  desk.clear_gates();
  desk.decided(DecisionKind::kPartlyPassed);
  EXPECT_EQ(fold(desk.events).value(), desk.c);
  desk.events.erase(desk.events.begin() + 3);
  EXPECT_EQ(fold(desk.events).error().code, ErrorCode::kCorrupt);
}

TEST(Decide, TwoPersonsPassWhatTheFirmsOtherFilingsAskThemTo) {
  TestDesk desk;
  desk.to_decision(FilingRoute::kSC, Lane::kGreen);
  desk.two_persons = true;
  desk.must(kAnn, outcome(DecisionKind::kPassed));
  EXPECT_TRUE(desk.c.proposal) << "in a lane that takes one";
  EXPECT_EQ(desk.refusal(kAnn, DecisionConfirmed{}), "same_person");
  desk.must(kLead, DecisionConfirmed{});
  EXPECT_EQ(desk.c.state, CaseState::kFiled);
}

TEST(Decide, AContractIsFiledAndHasNoExpiryOfItsOwn) {
  TestDesk desk;
  desk.to_decision(FilingRoute::kSC);
  EXPECT_EQ(desk.refusal(kAnn, outcome(DecisionKind::kPartlyPassed)), "wrong_state");
  desk.decided(DecisionKind::kPassed);
  EXPECT_EQ(desk.c.state, CaseState::kFiled);
  EXPECT_FALSE(desk.c.decisions.back().valid_until);
}

TEST(Decide, ARefusalNeedsReasonsForTheWholeAndForEachItemAndASecondPerson) {
  TestDesk desk;
  desk.to_decision(FilingRoute::kSA);
  DecisionProposed no = outcome(DecisionKind::kRefused);
  no.reasons = {"because", "  "};
  EXPECT_EQ(desk.refusal(kAnn, no), "reasons_missing");
  no = outcome(DecisionKind::kRefused);
  no.items[1].reason = {};
  EXPECT_EQ(desk.refusal(kAnn, no), "reasons_missing");
  EXPECT_EQ(desk.refusal(kMachine, outcome(DecisionKind::kRefused)), "not_yours");
  desk.must(kAnn, outcome(DecisionKind::kRefused));
  EXPECT_EQ(desk.refusal(kAnn, DecisionConfirmed{}), "same_person");
  Actor ann_elsewhere = kAnn;
  ann_elsewhere.role = "lead";
  EXPECT_EQ(desk.refusal(ann_elsewhere, DecisionConfirmed{}), "same_person");
  EXPECT_EQ(desk.refusal(kOther, DecisionConfirmed{}), "not_yours");
  EXPECT_EQ(desk.refusal(kMachine, DecisionConfirmed{}), "not_yours");
  desk.must(kLead, DecisionConfirmed{});
  EXPECT_EQ(desk.c.state, CaseState::kRefused);
}

TEST(Decide, EveryItemIsDecidedInItsOrderAndAddsUpToTheOutcome) {
  TestDesk desk;
  desk.to_decision(FilingRoute::kSA);
  DecisionProposed part = outcome(DecisionKind::kPassed);
  part.items.pop_back();
  EXPECT_EQ(desk.refusal(kAnn, part), "incomplete");
  part = outcome(DecisionKind::kPassed);
  std::swap(part.items[0], part.items[1]);
  EXPECT_EQ(desk.refusal(kAnn, part), "incomplete");
  part = outcome(DecisionKind::kPartlyPassed);
  part.kind = DecisionKind::kPassed;
  EXPECT_EQ(desk.refusal(kAnn, part), "incomplete");
  part = outcome(DecisionKind::kPassed);
  part.items[0].verdict = ItemVerdict::kAllowedOnConditions;
  EXPECT_EQ(desk.refusal(kAnn, part), "incomplete");
  part.items[0].conditions = {said("去标识化后出境")};
  EXPECT_EQ(desk.refusal(kAnn, part), "taken");
}

TEST(Decide, FormalGapsGoBackOnceWithTheWholeList) {
  TestDesk desk;
  FilingVersion filing = filing_of(FilingRoute::kSA);
  filing.formal_gaps = 2;
  desk.must(kFiler, FilingSubmitted{filing});
  desk.must(kMachine, CheckBegun{});
  EXPECT_EQ(desk.refusal(kAnn, CheckPassed{}), "law");
  EXPECT_EQ(desk.refusal(kMachine, FilingReturned{{ask_of("缺页码")}}), "incomplete");
  SupplementAsk nowhere = ask_of("缺印章");
  nowhere.source.clear();
  EXPECT_EQ(desk.refusal(kAnn, FilingReturned{{ask_of("缺页码"), nowhere}}), "incomplete");
  EXPECT_EQ(desk.refusal(kAnn, FilingReturned{{ask_of("缺页码"), ask_of("缺页码")}}), "already");
  desk.must(kMachine, FilingReturned{{ask_of("缺页码"), ask_of("缺印章")}});
  EXPECT_EQ(desk.c.state, CaseState::kReturned);
  EXPECT_EQ(desk.refusal(kFiler, FilingSubmitted{filing}), "already");
  filing.filing_hash = hash_of('b');
  filing.formal_gaps = 1;
  desk.must(kFiler, FilingSubmitted{filing});
  desk.must(kAnn, CheckBegun{});
  EXPECT_EQ(desk.refusal(kAnn, FilingReturned{{ask_of("缺页码")}}), "already");
  EXPECT_EQ(desk.refusal(kMachine, CheckPassed{}), "law");  // the program passes nothing with a gap
  desk.must(kAnn, CheckPassed{});
}

TEST(Decide, OneRoundOfSupplementsIsOpenAtATimeAndAnsweredItemByItem) {
  TestDesk desk;
  desk.to_decision(FilingRoute::kSA);
  desk.must(kAnn, SupplementAsked{{ask_of("说明用途"), ask_of("说明规模")}, {}, false});
  EXPECT_EQ(desk.c.supplements.back().due.str(), "2026-11-16");
  EXPECT_EQ(desk.refusal(kAnn, SupplementAsked{{ask_of("另一项")}, {}, false}), "wrong_state");
  EXPECT_EQ(desk.refusal(kFiler, SupplementHandedIn{}), "incomplete");
  EXPECT_EQ(desk.refusal(kFiler, SupplementAnswered{2, "多余", {}}), "not_found");
  EXPECT_EQ(desk.refusal(kFiler, SupplementAnswered{0, "", {}}), "incomplete");
  EXPECT_EQ(desk.refusal(kFiler, SupplementAnswered{0, "", {"zz"}}), "incomplete");
  desk.must(kFiler, SupplementAnswered{0, "统计分析", {}});
  desk.must(kFiler, FilingRevised{filing_of(FilingRoute::kSA, Lane::kYellow, 'b')});
  desk.must(kFiler, SupplementAnswered{1, "", {hash_of('e')}});
  desk.must(kFiler, SupplementHandedIn{});
  EXPECT_EQ(desk.c.state, CaseState::kUnderAssessment);
  EXPECT_EQ(desk.c.filing().filing_hash, hash_of('b'));
}

TEST(Decide, ACaseIsTerminatedOnlyWhenTheFirmLetItsTimePass) {
  TestDesk desk;
  desk.to_decision(FilingRoute::kSA);
  EXPECT_EQ(desk.refusal(kAnn, outcome(DecisionKind::kTerminated)), "wrong_state");
  desk.must(kAnn, SupplementAsked{{ask_of("说明用途")}, {}, false});
  desk.wait_days(14);  // the last day
  EXPECT_EQ(desk.refusal(kAnn, outcome(DecisionKind::kTerminated)), "too_early");
  EXPECT_EQ(desk.refusal(kAnn, outcome(DecisionKind::kPassed)), "wrong_state");
  desk.wait_days(1);
  desk.decided(DecisionKind::kTerminated);
  EXPECT_EQ(desk.c.state, CaseState::kTerminated);
}

TEST(Decide, AnOutcomeThatTheRouteHasNotIsRefusedWithWhatCanBeDone) {
  TestDesk desk;
  desk.to_decision(FilingRoute::kSC);
  const StepAnswer part = desk.try_step(kAnn, outcome(DecisionKind::kPartlyPassed));
  ASSERT_TRUE(part.refused);
  EXPECT_EQ(part.refused->code, RefusalCode::kWrongState);
  EXPECT_THAT(part.refused->says.en, HasSubstr("refuse every item"));
  EXPECT_THAT(part.refused->says.en, Not(HasSubstr("partly_passed")));
  EXPECT_THAT(part.refused->says.zh, HasSubstr("部分通过"));
  desk.must(kAnn, SupplementAsked{{ask_of("说明用途")}, {}, false});
  EXPECT_THAT(desk.try_step(kAnn, outcome(DecisionKind::kPassed)).refused->says.en, HasSubstr("termination"));
}

TEST(Decide, ARedCaseNeedsEveryConfiguredClearance) {
  TestDesk desk;
  desk.to_decision(FilingRoute::kSA, Lane::kRed);
  EXPECT_THAT(desk.c.gates, SizeIs(3));
  EXPECT_EQ(desk.refusal(kAnn, outcome(DecisionKind::kPassed)), "law");
  EXPECT_EQ(desk.refusal(kAnn, GateAnswered{"public_security", true, {}}), "not_yours");
  EXPECT_EQ(desk.refusal(kBank, GateAnswered{"regulator_pharmaceutical", true, {}}), "not_yours");
  EXPECT_EQ(desk.refusal(kPolice, GateAnswered{"public_security", false, {}}), "reasons_missing");
  EXPECT_EQ(desk.refusal(kPolice, GateAnswered{"regulator_banking", true, {}}), "not_found");
  desk.clear_gates();
  desk.must(kPolice, GateAnswered{"public_security", false, said("存在风险提示")});
  EXPECT_EQ(desk.refusal(kAnn, outcome(DecisionKind::kPassed)), "law");
  EXPECT_EQ(desk.refusal(kAnn, outcome(DecisionKind::kRefused)), "taken");
  EXPECT_EQ(desk.refusal(kPolice, GateAnswered{"public_security", false, said("存在风险提示")}), "already");
  EXPECT_EQ(desk.refusal(kPolice, GateAnswered{"public_security", true, {}}), "reasons_missing")
      << "an answer is changed with reasons";
  desk.must(kPolice, GateAnswered{"public_security", true, said("风险已消除")});
  desk.must(kAnn, outcome(DecisionKind::kPassed));
  // A clearance that is taken back stops the second person too.
  desk.must(kMedicine, GateAnswered{"regulator_pharmaceutical", false, said("需复核")});
  EXPECT_EQ(desk.refusal(kBo, DecisionConfirmed{}), "law");
}

TEST(Decide, ARedCaseOfASectorWithoutARegulatorCannotPass) {
  TestDesk desk;
  FilingVersion filing = filing_of(FilingRoute::kSC, Lane::kRed);
  filing.sector = "postal";
  desk.must(kFiler, FilingSubmitted{filing});
  desk.must(kAnn, CheckBegun{});
  desk.must(kAnn, GateAnswered{"cyberspace", true, {}});
  desk.must(kPolice, GateAnswered{"public_security", true, {}});
  EXPECT_EQ(desk.refusal(kAnn, outcome(DecisionKind::kPassed)), "law");
  desk.rules.red_needs_regulator = false;
  EXPECT_EQ(desk.refusal(kAnn, outcome(DecisionKind::kPassed)), "taken");
}

TEST(Decide, ANewVersionAsksEveryClearanceAgain) {
  TestDesk desk;
  desk.to_decision(FilingRoute::kSA, Lane::kRed);
  desk.clear_gates();
  desk.must(kAnn, SupplementAsked{{ask_of("说明用途")}, {}, false});
  desk.must(kFiler, SupplementAnswered{0, "见新版本", {}});
  desk.must(kFiler, FilingRevised{filing_of(FilingRoute::kSA, Lane::kRed, 'b')});
  desk.must(kFiler, SupplementHandedIn{});
  EXPECT_EQ(desk.refusal(kAnn, outcome(DecisionKind::kPassed)), "law");
}

TEST(Decide, AnExemptGreenRecordFinishesWithoutAPersonAndNothingElseDoes) {
  TestDesk desk;
  desk.rules.green_ppm = 0;
  desk.submit(FilingRoute::kEX, Lane::kGreen);
  EXPECT_EQ(desk.refusal(kAnn, FinishedByRules{}), "not_yours");
  TestDesk done = desk;
  done.must(kMachine, FinishedByRules{});
  EXPECT_EQ(done.c.state, CaseState::kFiled);
  EXPECT_TRUE(done.c.decisions.back().steps[0].by.account.empty());
  TestDesk frozen = desk;
  frozen.frozen = {"pharmaceutical"};
  EXPECT_EQ(frozen.refusal(kMachine, FinishedByRules{}), "law");
  TestDesk contested = desk;
  contested.must(kFiler, ContestOpened{ContestLevel::kFact, "/x", "证据有误", {}, {}, {}, {}, false});
  EXPECT_EQ(contested.refusal(kMachine, FinishedByRules{}), "law");
  const auto finishes = [](auto change, FilingRoute route = FilingRoute::kEX, Lane lane = Lane::kGreen) {
    TestDesk other;
    other.rules.green_ppm = 0;
    other.rules.blue_ppm = 0;
    FilingVersion filing = filing_of(route, lane);
    change(filing);
    other.must(kFiler, FilingSubmitted{filing});
    other.must(kAnn, CheckBegun{});
    return other.refusal(kMachine, FinishedByRules{});
  };
  EXPECT_EQ(finishes([](FilingVersion&) {}), "taken");
  EXPECT_EQ(finishes([](FilingVersion&) {}, FilingRoute::kEX, Lane::kBlue), "taken");
  EXPECT_EQ(finishes([](FilingVersion&) {}, FilingRoute::kEX, Lane::kYellow), "law");
  EXPECT_EQ(finishes([](FilingVersion&) {}, FilingRoute::kSC), "law");
  EXPECT_EQ(finishes([](FilingVersion& f) { f.floor = Lane::kYellow; }), "law");
  EXPECT_EQ(finishes([](FilingVersion& f) { f.has_gates = true; }), "law");
  EXPECT_EQ(finishes([](FilingVersion& f) { f.abstains = true; }), "law");
  EXPECT_EQ(finishes([](FilingVersion& f) { f.important_data = true; }), "law");
  EXPECT_EQ(finishes([](FilingVersion& f) { f.formal_gaps = 1; }), "law");
  EXPECT_EQ(finishes([](FilingVersion& f) { f.open_warnings = 1; }), "law");
  EXPECT_EQ(finishes([](FilingVersion& f) { f.open_warnings.reset(); }), "law");  // nobody counted
}

TEST(Decide, WhatTheSampleHasDrawnIsLookedAtByAPersonWhateverItsLane) {
  TestDesk desk;
  desk.rules.green_ppm = kDrawRange;
  desk.submit(FilingRoute::kEX, Lane::kGreen);
  EXPECT_TRUE(desk.c.computed_lane.drawn_up);
  EXPECT_EQ(lane_in_force(desk.c, desk.today()), Lane::kBlue);  // a lane that would finish by rules
  EXPECT_EQ(desk.refusal(kMachine, FinishedByRules{}), "law");
  EXPECT_EQ(desk.refusal(kAnn, outcome(DecisionKind::kPassed)), "taken");
}

TEST(Decide, AFrozenSectorGoesToYellow) {
  TestDesk desk;
  desk.frozen = {"pharmaceutical"};
  desk.must(kFiler, FilingSubmitted{filing_of(FilingRoute::kEX, Lane::kGreen)});
  EXPECT_EQ(desk.c.computed_lane.lane, Lane::kYellow);
  EXPECT_TRUE(desk.c.computed_lane.frozen);
}

TEST(Decide, ALaneGoesUpByOnePersonAndDownByTwoNeverBelowTheFloor) {
  TestDesk desk;
  FilingVersion filing = filing_of(FilingRoute::kSC, Lane::kRed);
  desk.must(kFiler, FilingSubmitted{filing});  // risk red, floor yellow
  const Date soon = desk.today().plus_days(30);
  OverrideProposed down{Lane::kYellow, "model_wrong", OverrideScope::kThisCase, soon, said("权重有误")};
  OverrideProposed low = down;
  low.to = Lane::kBlue;
  EXPECT_EQ(desk.refusal(kAnn, low), "law");
  OverrideProposed endless = down;
  endless.expires.reset();
  EXPECT_EQ(desk.refusal(kAnn, endless), "incomplete");
  OverrideProposed late = down;
  late.expires = desk.today();
  EXPECT_EQ(desk.refusal(kAnn, late), "too_late");
  OverrideProposed unknown = down;
  unknown.reason_code = "because";
  EXPECT_EQ(desk.refusal(kAnn, unknown), "not_found");
  const StepAnswer below = desk.try_step(kAnn, low);
  ASSERT_TRUE(below.refused);
  EXPECT_EQ(below.refused->says.en, "the law's floor is yellow");
  EXPECT_EQ(below.refused->says.zh, "法定下限为黄色通道");
  OverrideProposed silent = down;
  silent.reasons = {};
  EXPECT_EQ(desk.refusal(kAnn, silent), "reasons_missing");
  desk.must(kAnn, down);
  EXPECT_EQ(lane_in_force(desk.c, desk.today()), Lane::kRed);
  EXPECT_EQ(desk.refusal(kAnn, OverrideConfirmed{}), "same_person");
  desk.must(kBo, OverrideConfirmed{});
  EXPECT_EQ(lane_in_force(desk.c, desk.today()), Lane::kYellow);
  EXPECT_EQ(desk.c.computed_lane.lane, Lane::kRed);  // what was computed stays beside it
  EXPECT_EQ(lane_in_force(desk.c, soon), Lane::kRed);
  EXPECT_THAT(desk.c.gates, SizeIs(3)) << "who was asked stays asked";
  TestDesk up;
  up.must(kFiler, FilingSubmitted{filing_of(FilingRoute::kSC)});
  up.must(kAnn, OverrideProposed{Lane::kRed, "intelligence", OverrideScope::kThisCase, {}, said("风险提示")});
  EXPECT_EQ(lane_in_force(up.c, up.today()), Lane::kRed);
  EXPECT_THAT(up.c.gates, SizeIs(3));
}

TEST(Decide, AnOverrideDownIsOfOneVersionAndAWarningOfAll) {
  TestDesk desk;
  desk.to_decision(FilingRoute::kSC, Lane::kRed);
  desk.must(kAnn, OverrideProposed{Lane::kYellow, "model_wrong", OverrideScope::kThisCase,
                                   desk.today().plus_days(30), said("权重有误")});
  desk.must(kBo, OverrideConfirmed{});
  EXPECT_EQ(lane_in_force(desk.c, desk.today()), Lane::kYellow);
  FilingVersion again = desk.c.filing();
  EXPECT_EQ(desk.refusal(kMachine, FilingRescored{again}), "already");
  again.record_id = hash_of('8');
  EXPECT_EQ(desk.refusal(kAnn, FilingRescored{again}), "not_yours");
  FilingVersion other = again;
  other.items.pop_back();
  EXPECT_EQ(desk.refusal(kMachine, FilingRescored{other}), "incomplete");
  desk.must(kMachine, FilingRescored{again});
  EXPECT_EQ(lane_in_force(desk.c, desk.today()), Lane::kRed);
  EXPECT_THAT(desk.c.versions, SizeIs(2));  // both are kept
  TestDesk warned;
  warned.to_decision(FilingRoute::kSC);
  warned.must(kAnn,
              OverrideProposed{Lane::kRed, "intelligence", OverrideScope::kThisCase, {}, said("风险提示")});
  again = warned.c.filing();
  again.record_id = hash_of('8');
  warned.must(kMachine, FilingRescored{again});
  EXPECT_EQ(lane_in_force(warned.c, warned.today()), Lane::kRed);
}

TEST(Decide, AScoreIsEasierOnlyOnAContestThatAPersonAccepted) {
  TestDesk desk;
  desk.to_decision(FilingRoute::kSA, Lane::kRed);
  FilingVersion easier = desk.c.filing();
  easier.record_id = hash_of('8');
  easier.risk_lane = Lane::kGreen;
  EXPECT_EQ(desk.refusal(kMachine, FilingRescored{easier}), "law");
  EXPECT_EQ(desk.refusal(kMachine, FilingRescored{easier, {0}}), "not_found");
  EXPECT_EQ(desk.refusal(kFiler, ContestOpened{ContestLevel::kMapping, "w.R", "偏高", {}, 1, {}, {}, false}),
            "incomplete");
  EXPECT_EQ(desk.refusal(kFiler, ContestOpened{ContestLevel::kMapping, "D", "偏高", {}, 1, {}, {}, false}),
            "law");
  desk.must(kFiler, ContestOpened{ContestLevel::kMapping, "R", "偏高", {}, 1, {}, {}, false});
  EXPECT_EQ(desk.refusal(kMachine, FilingRescored{easier, {0}}), "not_found") << "not answered";
  desk.must(kBo, ContestAnswered{0, true, said("同意"), {}, {}});
  FilingVersion unlawful = easier;
  unlawful.floor = Lane::kGreen;
  EXPECT_EQ(desk.refusal(kMachine, FilingRescored{unlawful, {0}}), "law") << "the law's floor stays";
  desk.must(kMachine, FilingRescored{easier, {0}});
  EXPECT_EQ(desk.c.filing().risk_lane, Lane::kGreen);
  FilingVersion stricter = easier;
  stricter.record_id = hash_of('7');
  stricter.risk_lane = Lane::kRed;
  desk.must(kMachine, FilingRescored{stricter});
  EXPECT_EQ(lane_in_force(desk.c, desk.today()), Lane::kRed);
}

std::vector<CredentialLoss> revoked(char hash = 'c') { return {{hash_of(hash), CredentialFault::kRevoked}}; }

TEST(Decide, ALostCredentialMakesAScoreStricterAndNeverEasier) {
  TestDesk desk;
  desk.to_decision(FilingRoute::kSA, Lane::kYellow);
  FilingVersion again = desk.c.filing();
  again.record_id = hash_of('8');
  const auto of = [](FilingVersion filing, std::vector<CredentialLoss> lost) {
    return FilingRescored{std::move(filing), {}, RescoreCause::kCredential, std::move(lost)};
  };
  EXPECT_EQ(desk.refusal(kMachine, of(again, {})), "incomplete") << "for which credential";
  EXPECT_EQ(desk.refusal(kMachine, of(again, {{"c", CredentialFault::kRevoked}})), "incomplete");
  EXPECT_EQ(desk.refusal(kMachine, FilingRescored{again, {}, RescoreCause::kContest, revoked()}),
            "incomplete");
  EXPECT_EQ(desk.refusal(kAnn, of(again, revoked())), "not_yours");
  desk.must(kFiler, ContestOpened{ContestLevel::kMapping, "R", "偏高", {}, 1, {}, {}, false});
  desk.must(kBo, ContestAnswered{0, true, said("同意"), {}, {}});
  FilingVersion easier = again;
  easier.risk_lane = Lane::kGreen;
  FilingRescored beside = of(easier, revoked());
  beside.contests = {0};
  EXPECT_EQ(desk.refusal(kMachine, beside), "law") << "even where a contest would let it";
  again.risk_lane = Lane::kRed;
  desk.must(kMachine, of(again, revoked()));
  EXPECT_EQ(lane_in_force(desk.c, desk.today()), Lane::kRed);
  EXPECT_EQ(desk.c.lost, revoked());
  EXPECT_EQ(fold(desk.events).value(), desk.c);
  desk.must(kAnn, SupplementAsked{{ask_of("说明用途")}, {}, false});
  desk.must(kFiler, SupplementAnswered{0, "见新版本", {}});
  desk.must(kFiler, FilingRevised{filing_of(FilingRoute::kSA, Lane::kRed, 'b')});
  EXPECT_THAT(desk.c.lost, SizeIs(0)) << "it was looked at anew when it was handed in";
}

TEST(Decide, ADoubtedPermitIsAPersonsToSettle) {
  TestDesk desk;
  desk.to_decision(FilingRoute::kSA, Lane::kYellow);
  FilingVersion again = desk.c.filing();
  again.record_id = hash_of('8');
  EXPECT_EQ(desk.refusal(kMachine, PermitDoubted{"p-1", again, revoked()}), "wrong_state");
  desk.decided(DecisionKind::kPassed);
  const Case before = desk.c;
  EXPECT_EQ(desk.refusal(kAnn, PermitDoubted{"p-1", again, revoked()}), "not_yours");
  EXPECT_EQ(desk.refusal(kMachine, PermitDoubted{"", again, revoked()}), "incomplete");
  EXPECT_EQ(desk.refusal(kMachine, PermitDoubted{"p-1", before.filing(), revoked()}), "already");
  FilingVersion easier = again;
  easier.risk_lane = Lane::kGreen;
  EXPECT_EQ(desk.refusal(kMachine, PermitDoubted{"p-1", easier, revoked()}), "law");
  EXPECT_EQ(desk.refusal(kAnn, DoubtSettled{"p-1", said("已核实")}), "not_found");
  desk.must(kMachine, PermitDoubted{"p-1", again, revoked()});
  EXPECT_EQ(desk.c.state, CaseState::kPassed);
  EXPECT_EQ(desk.c.versions, before.versions) << "what was decided of stays what it was";
  EXPECT_TRUE(desk.c.has_open_doubt());
  EXPECT_EQ(desk.refusal(kMachine, PermitDoubted{"p-1", again, revoked()}), "already");
  EXPECT_EQ(desk.refusal(kMachine, PermitDoubted{"p-2", again, revoked()}), "taken");
  EXPECT_EQ(desk.refusal(kAnn, DoubtSettled{"p-1", {}}), "reasons_missing");
  EXPECT_EQ(desk.refusal(kFiler, DoubtSettled{"p-1", said("已核实")}), "not_yours");
  desk.must(kAnn, DoubtSettled{"p-1", said("已核实")});
  EXPECT_FALSE(desk.c.has_open_doubt());
  EXPECT_EQ(desk.c.doubts.at(0).settled_by.account, "o-1");
  EXPECT_EQ(fold(desk.events).value(), desk.c);
  EXPECT_EQ(desk.refusal(kMachine, PermitDoubted{"p-1", again, revoked('d')}), "taken") << "another one";
}

// A red case whose police object, made green by an accepted contest.
TestDesk eased_desk() {
  TestDesk desk;
  desk.to_decision(FilingRoute::kSA, Lane::kRed);
  desk.must(kAnn, GateAnswered{"cyberspace", true, {}});
  desk.must(kPolice, GateAnswered{"public_security", false, said("存在风险提示")});
  desk.must(kFiler, ContestOpened{ContestLevel::kMapping, "R", "偏高", {}, 1, {}, {}, false});
  desk.must(kBo, ContestAnswered{0, true, said("同意"), {}, {}});
  FilingVersion easier = desk.c.filing();
  easier.record_id = hash_of('8');
  easier.risk_lane = Lane::kYellow;
  desk.must(kMachine, FilingRescored{easier, {0}});
  return desk;
}

TEST(Decide, AnEasierScoreTakesNoAgencyOutAndLeavesAnObjectionStanding) {
  TestDesk desk = eased_desk();
  EXPECT_EQ(lane_in_force(desk.c, desk.today()), Lane::kYellow);
  desk.must(kAnn, NoteAdded{"note", false});
  ASSERT_THAT(desk.c.gates, SizeIs(3));
  EXPECT_FALSE(desk.c.gates[0].clears) << "who cleared it is asked anew";
  EXPECT_EQ(desk.c.gates[1].gate, "public_security");
  EXPECT_EQ(desk.c.gates[1].clears, false);
  EXPECT_EQ(desk.c.gates[1].by.account, "p-1");
  EXPECT_EQ(desk.c.gates[1].reasons.zh, "存在风险提示");
  EXPECT_EQ(fold(desk.events).value(), desk.c);
  EXPECT_EQ(desk.refusal(kLead, outcome(DecisionKind::kPassed)), "law");
  EXPECT_EQ(desk.refusal(kPolice, GateAnswered{"public_security", true, {}}), "reasons_missing");
  desk.must(kAnn, GateAnswered{"cyberspace", true, {}});
  desk.must(kMedicine, GateAnswered{"regulator_pharmaceutical", true, {}});
  EXPECT_EQ(desk.refusal(kLead, outcome(DecisionKind::kPassed)), "law");
  desk.must(kPolice, GateAnswered{"public_security", true, said("风险已消除")});
  EXPECT_EQ(desk.refusal(kLead, outcome(DecisionKind::kPassed)), "taken");
}

TEST(Decide, WhatAContestMadeEasierPassesByTwoOfWhomOneLeads) {
  TestDesk desk;
  desk.rules.green_ppm = 0;
  FilingVersion filing = filing_of(FilingRoute::kSC, Lane::kYellow);
  filing.floor = Lane::kGreen;
  desk.must(kFiler, FilingSubmitted{filing});
  desk.must(kAnn, CheckBegun{});
  desk.must(kFiler, ContestOpened{ContestLevel::kMapping, "R", "偏高", {}, 1, {}, {}, false});
  desk.must(kLead, ContestAnswered{0, true, said("同意"), {}, {}});
  filing.record_id = hash_of('8');
  filing.risk_lane = Lane::kGreen;
  desk.must(kMachine, FilingRescored{filing, {0}});
  EXPECT_EQ(lane_in_force(desk.c, desk.today()), Lane::kGreen);
  desk.must(kAnn, outcome(DecisionKind::kPassed));
  ASSERT_TRUE(desk.c.proposal) << "one person does not pass it, whoever accepted the contest";
  EXPECT_EQ(desk.refusal(kBo, DecisionConfirmed{}), "not_yours");
  TestDesk refused = desk;
  refused.must(kBo, ProposalSentBack{said("不宜通过")});
  refused.must(kAnn, outcome(DecisionKind::kRefused));
  EXPECT_EQ(refused.refusal(kBo, DecisionConfirmed{}), "taken") << "a refusal needs no lead";
  desk.must(kLead, DecisionConfirmed{});
  EXPECT_EQ(desk.c.state, CaseState::kFiled);
}

TEST(Decide, AContestMakesNoLaterVersionEasier) {
  TestDesk desk = eased_desk();
  desk.must(kAnn, SupplementAsked{{ask_of("说明用途")}, {}, false});
  desk.must(kFiler, SupplementAnswered{0, "见新版本", {}});
  desk.must(kFiler, FilingRevised{filing_of(FilingRoute::kSA, Lane::kRed, 'b')});
  FilingVersion easier = desk.c.filing();
  easier.record_id = hash_of('7');
  easier.risk_lane = Lane::kYellow;
  EXPECT_EQ(desk.refusal(kMachine, FilingRescored{easier, {0}}), "law");
  desk.must(kFiler, ContestOpened{ContestLevel::kMapping, "R", "偏高", {}, 1, {}, {}, false});
  desk.must(kBo, ContestAnswered{1, true, said("同意"), {}, {}});
  EXPECT_EQ(desk.refusal(kMachine, FilingRescored{easier, {0, 1}}), "taken");
}

TEST(Decide, ACaseWithAnAcceptedContestIsNotFinishedByRules) {
  TestDesk desk;
  desk.rules.green_ppm = desk.rules.blue_ppm = 0;
  desk.submit(FilingRoute::kEX, Lane::kGreen);
  desk.must(kFiler, ContestOpened{ContestLevel::kMapping, "R", "偏高", {}, 1, {}, {}, false});
  desk.must(kBo, ContestAnswered{0, true, said("同意"), {}, {}});
  EXPECT_EQ(desk.refusal(kMachine, FinishedByRules{}), "law");
}

TEST(Decide, AFreezeAsksForTwoPersonsOfCasesThatCameInBefore) {
  TestDesk desk;
  desk.rules.blue_ppm = 0;
  desk.submit(FilingRoute::kEX, Lane::kBlue);
  TestDesk frozen = desk;
  frozen.frozen = {"pharmaceutical"};
  desk.must(kAnn, outcome(DecisionKind::kPassed));
  EXPECT_EQ(desk.c.state, CaseState::kFiled);
  frozen.must(kAnn, outcome(DecisionKind::kPassed));
  EXPECT_EQ(frozen.c.state, CaseState::kFilingCheck);
}

TEST(Decide, AReviewIsAskedWithinFifteenWorkingDaysAndDecidedByOthers) {
  TestDesk desk;
  desk.to_decision(FilingRoute::kSA);
  desk.decided(DecisionKind::kRefused);
  TestDesk late = desk;
  late.wait_days(21);  // 23 November 2026: fifteen working days after the 2nd
  EXPECT_EQ(late.refusal(kFiler, ReviewRequested{"有新证据"}), "taken");
  late.wait_days(1);
  EXPECT_EQ(late.refusal(kFiler, ReviewRequested{"有新证据"}), "too_late");
  desk.must(kFiler, ReviewRequested{"有新证据"});
  EXPECT_EQ(desk.refusal(kAnn, outcome(DecisionKind::kPassed)), "same_person");
  desk.must(kLead, outcome(DecisionKind::kPassed));
  EXPECT_EQ(desk.c.state, CaseState::kUnderReview);
  EXPECT_EQ(desk.refusal(kBo, DecisionConfirmed{}), "same_person");
  desk.must(Actor{"o-9", "officer", "cyberspace", "pharmaceutical"}, DecisionConfirmed{});
  EXPECT_EQ(desk.c.state, CaseState::kPassed);
  EXPECT_EQ(desk.refusal(kFiler, ReviewRequested{"再次"}), "already");
  TestDesk contract;
  contract.to_decision(FilingRoute::kSC);
  contract.decided(DecisionKind::kRefused);
  EXPECT_EQ(contract.refusal(kFiler, ReviewRequested{"有新证据"}), "wrong_state");
}

TEST(Decide, AContestHasAClockAnOwnerAndAWrittenAnswerByAnother) {
  TestDesk desk;
  desk.to_decision(FilingRoute::kSA);
  desk.must(kFiler, ContestOpened{
                        ContestLevel::kFact, "/evidence/0", "证书已续期", {hash_of('c')}, {}, {}, {}, false});
  EXPECT_EQ(desk.c.contests[0].what.due.str(), "2026-11-09");
  EXPECT_EQ(desk.c.contests[0].what.owner, "cyberspace");
  EXPECT_EQ(desk.refusal(kAnn, outcome(DecisionKind::kRefused)), "law");  // nothing is decided over it
  EXPECT_EQ(desk.refusal(kAnn, ContestAnswered{0, true, {}, {}, {}}), "reasons_missing");
  EXPECT_EQ(desk.refusal(kAnn, ContestAnswered{1, true, said("已更正"), {}, {}}), "not_found");
  desk.must(kAnn, ContestAnswered{0, true, said("已更正"), {}, {}});
  EXPECT_EQ(desk.refusal(kBo, ContestAnswered{0, true, said("已更正"), {}, {}}), "already");

  ContestOpened mapping{ContestLevel::kMapping, "R", "应为一级", {}, {}, {}, {}, false};
  EXPECT_EQ(desk.refusal(kAnn, mapping), "incomplete");
  mapping.wants_level = 1;
  desk.must(kAnn, mapping);
  TestDesk own = desk;
  own.must(kBo, CaseAssigned{"o-2"});
  EXPECT_EQ(own.refusal(kBo, ContestAnswered{1, true, said("同意"), {}, {}}), "same_person");
  EXPECT_EQ(desk.refusal(kAnn, ContestAnswered{1, true, said("同意"), {}, {}}), "same_person");
  desk.must(kBo, ContestAnswered{1, true, said("同意"), {}, {}});

  const ContestOpened policy{ContestLevel::kPolicy, "w.R.leak", "权重过高", {}, {}, {}, {}, false};
  EXPECT_EQ(desk.refusal(kFiler, policy), "not_yours");
  desk.must(kAnn, policy);
  EXPECT_EQ(desk.refusal(kBo, ContestAnswered{2, true, said("同意"), {}, {}}), "not_yours");
  EXPECT_EQ(desk.refusal(kRunner, ContestAnswered{2, true, said("同意"), {}, {}}), "incomplete");
  EXPECT_EQ(desk.refusal(kRunner, ContestAnswered{2, true, said("同意"), hash_of('1'), hash_of('1')}),
            "incomplete")
      << "one hash for two files";
  desk.must(kRunner, ContestAnswered{2, true, said("同意"), hash_of('1'), hash_of('2')});

  const ContestOpened result{ContestLevel::kOutcome, "", "结论有误", {}, {}, {}, {}, false};
  EXPECT_EQ(desk.refusal(kFiler, result), "wrong_state");
  desk.decided(DecisionKind::kRefused);
  EXPECT_EQ(desk.refusal(kAnn, result), "not_yours");
  desk.must(kFiler, result);
  EXPECT_EQ(desk.c.state, CaseState::kUnderReview);
  const StepAnswer again = desk.try_step(kFiler, result);
  ASSERT_TRUE(again.refused);
  EXPECT_EQ(again.refused->code, RefusalCode::kAlready);
  EXPECT_THAT(again.refused->says.zh, HasSubstr("正在复评"));
  EXPECT_EQ(desk.refusal(kAnn, ContestAnswered{3, false, said("维持"), {}, {}}), "same_person");
  desk.must(kLead, ContestAnswered{3, false, said("维持"), {}, {}});
}

TEST(Decide, AnExtensionPassesOnlyWhenItsTestHoldsAndInsideItsWindow) {
  TestDesk desk;
  FilingVersion filing = filing_of(FilingRoute::kEXT);
  filing.extends_from = Date::of(2027, 6, 1).value();
  EXPECT_EQ(desk.refusal(kFiler, FilingSubmitted{filing}), "too_early");
  filing.extends_from = Date::of(2026, 11, 2).value();
  EXPECT_EQ(desk.refusal(kFiler, FilingSubmitted{filing}), "too_late");
  filing.extends_from.reset();
  EXPECT_EQ(desk.refusal(kFiler, FilingSubmitted{filing}), "incomplete");
  for (const std::optional<bool> holds : {std::optional<bool>{}, std::optional(false)}) {
    TestDesk other;
    filing = filing_of(FilingRoute::kEXT);
    filing.extension_holds = holds;
    other.must(kFiler, FilingSubmitted{filing});
    other.must(kAnn, CheckBegun{});
    other.must(kAnn, CheckPassed{});
    other.must(kAnn, FilingAccepted{});
    EXPECT_EQ(other.refusal(kAnn, outcome(DecisionKind::kPassed)), "law");
  }
  desk.to_decision(FilingRoute::kEXT);
  desk.decided(DecisionKind::kPassed);
  EXPECT_EQ(desk.c.decisions.back().valid_until->str(), "2029-12-01");  // from the old expiry
}

ExtensionLine line_of(Truth holds, bool a_person_settles = false) {
  ExtensionLine line;
  line.id = "within_pass";
  line.holds = holds;
  line.says = {"metered", "计量"};
  line.a_person_settles = a_person_settles;
  return line;
}

TEST(Decide, AnExtensionIsTestedAnewWhenItIsProposedAndWhenItIsConfirmed) {
  TestDesk desk;
  desk.to_decision(FilingRoute::kEXT, Lane::kRed);
  desk.clear_gates();
  ExtensionGround ground;
  ground.test = {{line_of(Truth::kTrue)}, Truth::kTrue};
  desk.extension = &ground;
  DecisionProposed passed = outcome(DecisionKind::kPassed);
  EXPECT_EQ(desk.refusal(kAnn, passed), "taken");
  ground.test = {{line_of(Truth::kFalse)}, Truth::kFalse};
  const StepAnswer fails = desk.try_step(kAnn, passed);
  ASSERT_TRUE(fails.refused);
  EXPECT_EQ(fails.refused->code, RefusalCode::kLaw);
  EXPECT_NE(fails.refused->says.en.find("within_pass (not met): metered"), std::string::npos);
  EXPECT_EQ(desk.refusal(kAnn, outcome(DecisionKind::kRefused)), "taken");  // a refusal needs no test
  ground.test = {{line_of(Truth::kUnknown)}, Truth::kUnknown};
  EXPECT_EQ(desk.refusal(kAnn, passed), "law");
  ground.test = {{line_of(Truth::kUnknown, true)}, Truth::kUnknown};
  EXPECT_EQ(desk.refusal(kAnn, passed), "reasons_missing");
  passed.reasons = said("已核查被拒绝的传输");
  desk.must(kAnn, passed);
  ground.pass_gone = {"the pass is revoked", "原许可已被撤销"};
  const StepAnswer gone = desk.try_step(kBo, DecisionConfirmed{});
  ASSERT_TRUE(gone.refused);
  EXPECT_EQ(gone.refused->says.zh, "原许可已被撤销");
  ground.pass_gone = {};
  desk.must(kBo, DecisionConfirmed{});
  EXPECT_EQ(desk.c.state, CaseState::kPassed);
}

TEST(Decide, TheScoreOfABlindCaseIsHiddenUntilItIsDecided) {
  TestDesk desk;
  desk.rules.blind_ppm = 1'000'000;
  desk.to_decision(FilingRoute::kSA);
  EXPECT_FALSE(may_see_score(desk.c));
  desk.must(kAnn, outcome(DecisionKind::kPassed));
  EXPECT_FALSE(may_see_score(desk.c));
  desk.must(kBo, DecisionConfirmed{});
  EXPECT_TRUE(may_see_score(desk.c));
}

TEST(Decide, AStaleOrBackdatedCommandIsRefused) {
  TestDesk desk;
  desk.submit(FilingRoute::kSA);
  CaseCommand command{kAnn, desk.now_ms, 2, CheckPassed{}};
  const DeskContext context{desk.rules, desk.calendar, &desk.seed, {}};
  EXPECT_EQ(decide(desk.c, command, context).refused->code, RefusalCode::kStale);
  command.expected_seq = desk.c.last_seq;
  EXPECT_FALSE(decide(desk.c, command, context).refused);
  command.at_ms = desk.now_ms - 1;
  EXPECT_EQ(decide(desk.c, command, context).refused->code, RefusalCode::kClockBack);
}

TEST(Decide, WithoutASeedNothingIsHandedIn) {
  TestDesk desk;
  desk.has_seed = false;
  EXPECT_EQ(desk.refusal(kFiler, FilingSubmitted{filing_of(FilingRoute::kSA)}), "not_ready");
}

TEST(Decide, AForgedRefusalByNobodyCannotBeFolded) {
  TestDesk desk;
  desk.to_decision(FilingRoute::kSC);
  desk.must(kAnn, outcome(DecisionKind::kRefused));
  CaseDecided forged;
  forged.decision.kind = DecisionKind::kRefused;
  forged.decision.reasons = said("理由");
  forged.decision.steps = {{kMachine, "proposes", desk.now_ms}};
  const CaseEvent event{desk.c.last_seq + 1, desk.now_ms, kMachine, forged};
  EXPECT_EQ(apply(desk.c, event).error().code, ErrorCode::kCorrupt);
}

// Doubt is for the firm: by a day that a notice could still move nothing is ended and nothing refused.
TEST(Estimates, ATerminationWaitsForTheFurthestDayThatANoticeCouldMake) {
  TestDesk desk;
  desk.to_decision(FilingRoute::kSC);
  desk.wait_days(47);  // Saturday 19 December: told 4 January 2027, at the furthest the 11th
  desk.must(kAnn, SupplementAsked{{ask_of("说明用途")}, {}, false});
  desk.wait_days(23);  // 11 January
  const StepAnswer early = desk.try_step(kAnn, outcome(DecisionKind::kTerminated));
  ASSERT_TRUE(early.refused);
  EXPECT_EQ(early.refused->code, RefusalCode::kTooEarly);
  EXPECT_THAT(early.refused->says.en, HasSubstr("2027-01-11"));
  EXPECT_THAT(early.refused->says.zh, HasSubstr("暂估"));
  desk.wait_days(1);
  EXPECT_EQ(desk.refusal(kAnn, outcome(DecisionKind::kTerminated)), "taken");
  // Once the notice is there its day is the law's.
  desk.calendar = calendar_with_2027();
  desk.wait_days(-6);  // 6 January, the last day
  EXPECT_EQ(desk.refusal(kAnn, outcome(DecisionKind::kTerminated)), "too_early");
  desk.wait_days(1);
  EXPECT_EQ(desk.refusal(kAnn, outcome(DecisionKind::kTerminated)), "taken");
}

TEST(Estimates, AReviewIsTooLateOnlyAfterTheFurthestDay) {
  TestDesk desk;
  desk.to_decision(FilingRoute::kSA);
  desk.wait_days(84);  // Monday 25 January 2027
  desk.decided(DecisionKind::kRefused);
  const ContestOpened contest{ContestLevel::kOutcome, {}, "请复评", {}, {}, {}, {}, false};
  desk.wait_days(32);  // 26 February: of 15 working days, the Spring Festival at its longest
  EXPECT_EQ(desk.refusal(kFiler, contest), "taken");
  desk.wait_days(1);
  const StepAnswer late = desk.try_step(kFiler, contest);
  ASSERT_TRUE(late.refused);
  EXPECT_EQ(late.refused->code, RefusalCode::kTooLate);
  EXPECT_THAT(late.refused->says.en, HasSubstr("2027-02-26"));
}

TEST(Estimates, AnExtensionIsTakenFromTheFirstDayThatTheWindowCouldOpen) {
  TestDesk desk;
  FilingVersion filing = filing_of(FilingRoute::kEXT);
  filing.extends_from = Date::of(2027, 4, 30).value();
  const DayAnswer opens = extension_opens(*filing.extends_from, desk.rules, desk.calendar);
  ASSERT_LT(opens.furthest, opens.day);
  desk.wait_days(opens.furthest.days() - desk.today().days() - 1);
  EXPECT_EQ(desk.refusal(kFiler, FilingSubmitted{filing}), "too_early");
  desk.wait_days(1);
  EXPECT_EQ(desk.refusal(kFiler, FilingSubmitted{filing}), "taken");
}

}  // namespace
}  // namespace tidegate
