// What an agency has objected to, and what a person has taken up, is not lost on the way.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tidegate/clearance/lane.h"
#include "tidegate/clearance/test_desk.h"

namespace tidegate {
namespace {

using ::testing::IsEmpty;
using ::testing::SizeIs;

const GateAnswered kObjects{"public_security", false, said("存在风险提示")};
const GateAnswered kLifts{"public_security", true, said("风险已消除")};

FilingVersion low_floor(FilingRoute route, Lane lane, char hash = 'a') {
  FilingVersion filing = filing_of(route, lane, hash);
  filing.floor = Lane::kGreen;
  return filing;
}

// A case of that route and lane in front of an officer, with no floor above green.
TestDesk desk_of(FilingRoute route, Lane lane) {
  TestDesk desk;
  desk.rules.green_ppm = desk.rules.blue_ppm = desk.rules.blind_ppm = 0;
  desk.must(kFiler, FilingSubmitted{low_floor(route, lane)});
  desk.must(kMachine, CheckBegun{});
  return desk;
}
void lower(TestDesk& desk, Lane to) {
  desk.must(kAnn, OverrideProposed{to, "model_wrong", OverrideScope::kThisCase, desk.today().plus_days(30),
                                   said("权重有误")});
  desk.must(kLead, OverrideConfirmed{});
}
void revise(TestDesk& desk, const FilingVersion& filing) {
  desk.must(kLead, SupplementAsked{{ask_of("说明用途")}, {}, false});
  desk.must(kFiler, SupplementAnswered{0, "见新版本", {}});
  desk.must(kFiler, FilingRevised{filing});
  desk.must(kFiler, SupplementHandedIn{});
}
const GateStanding& police_of(const TestDesk& desk) { return desk.c.gates.at(1); }
void clear_others(TestDesk& desk) {
  desk.must(kAnn, GateAnswered{"cyberspace", true, {}});
  desk.must(kMedicine, GateAnswered{"regulator_pharmaceutical", true, {}});
}
// With everything else cleared it alone holds the pass up, until its own agency lifts it.
void expect_it_alone_stands(TestDesk& desk) {
  ASSERT_THAT(desk.c.gates, SizeIs(3));
  EXPECT_EQ(police_of(desk).gate, "public_security");
  EXPECT_EQ(police_of(desk).clears, false);
  EXPECT_EQ(police_of(desk).reasons.zh, kObjects.reasons.zh);
  EXPECT_EQ(desk.refusal(kMachine, FinishedByRules{}), "law");
  clear_others(desk);
  EXPECT_EQ(desk.refusal(kLead, outcome(DecisionKind::kPassed)), "law");
  desk.must(kPolice, kLifts);
  EXPECT_EQ(desk.refusal(kLead, outcome(DecisionKind::kPassed)), "taken");
  EXPECT_EQ(desk.refusal(kMachine, FinishedByRules{}), "law");
  EXPECT_EQ(fold(desk.events).value(), desk.c);
}

TEST(Objection, StandsWhateverLaneTwoPersonsPutTheCaseInto) {
  for (const FilingRoute route : {FilingRoute::kEX, FilingRoute::kSC}) {
    TestDesk desk = desk_of(route, Lane::kRed);
    desk.must(kPolice, kObjects);
    lower(desk, Lane::kGreen);
    EXPECT_EQ(lane_in_force(desk.c, desk.today()), Lane::kGreen);
    expect_it_alone_stands(desk);
  }
}

TEST(Objection, StandsWhenTheWarningThatAskedForItRunsOut) {
  TestDesk desk = desk_of(FilingRoute::kEX, Lane::kGreen);
  desk.must(kAnn, OverrideProposed{Lane::kRed, "intelligence", OverrideScope::kThisCase,
                                   desk.today().plus_days(1), said("风险提示")});
  desk.must(kPolice, kObjects);
  desk.wait_days(2);
  desk.must(kFiler, NoteAdded{"note", true});
  EXPECT_EQ(lane_in_force(desk.c, desk.today()), Lane::kGreen);
  expect_it_alone_stands(desk);
}

TEST(Objection, StandsOverTheNextVersionOfTheFirmAndIsAskedOfItToo) {
  TestDesk desk = desk_of(FilingRoute::kEX, Lane::kRed);
  clear_others(desk);
  desk.must(kPolice, kObjects);
  EXPECT_FALSE(police_of(desk).again);
  revise(desk, low_floor(FilingRoute::kEX, Lane::kGreen, 'b'));
  EXPECT_TRUE(police_of(desk).again);
  EXPECT_FALSE(desk.c.gates[0].clears) << "a clearance is asked again";
  TestDesk objecting = desk;
  objecting.must(kPolice, kObjects);
  EXPECT_FALSE(police_of(objecting).again);
  EXPECT_EQ(objecting.refusal(kPolice, kObjects), "already");
  expect_it_alone_stands(desk);
}

TEST(Objection, StandsAfterTheAgencyIsInTheRulesNoMore) {
  TestDesk desk = desk_of(FilingRoute::kSC, Lane::kRed);
  desk.must(kPolice, kObjects);
  std::erase_if(desk.rules.gates, [](const GateRule& gate) { return gate.id == "public_security"; });
  clear_others(desk);
  const StepAnswer pass = desk.try_step(kAnn, outcome(DecisionKind::kPassed));
  ASSERT_TRUE(pass.refused);
  EXPECT_EQ(pass.refused->says.en, "not cleared by: public_security");
  EXPECT_EQ(desk.refusal(kAnn, outcome(DecisionKind::kRefused)), "taken");
}

// Rules that are put into force while a case is open.
TEST(Objection, WhoTheRulesAskAnewIsAskedWithTheNextStep) {
  TestDesk desk = desk_of(FilingRoute::kSC, Lane::kYellow);
  for (GateRule& gate : desk.rules.gates) {
    if (gate.id == "public_security") gate.lanes = {Lane::kYellow};
  }
  const StepAnswer pass = desk.try_step(kAnn, outcome(DecisionKind::kPassed));
  ASSERT_TRUE(pass.refused);
  EXPECT_THAT(pass.refused->says.en,
              ::testing::StartsWith("not cleared by: public security; the rules have changed"));
  EXPECT_THAT(pass.refused->says.zh, ::testing::HasSubstr("尚未征询的部门"));
  EXPECT_TRUE(desk.c.gates.empty());
  desk.must(kAnn, NoteAdded{"the rules are others now", false});
  ASSERT_EQ(desk.c.gates.size(), 1U);
  desk.must(kPolice, GateAnswered{"public_security", true, {}});
  EXPECT_EQ(desk.refusal(kAnn, outcome(DecisionKind::kPassed)), "taken");
  EXPECT_EQ(desk.c.gates.front().gate, "public_security");
}

// Who asks at one gate and comes back finds the next one shut.
TEST(Objection, EveryGateThatIsOpenIsNamedAtOnce) {
  TestDesk desk = desk_of(FilingRoute::kSC, Lane::kRed);
  const StepAnswer none = desk.try_step(kAnn, outcome(DecisionKind::kPassed));
  ASSERT_TRUE(none.refused);
  EXPECT_EQ(
      none.refused->says.en,
      "not cleared by: cyberspace administration, public security, regulator of the pharmaceutical sector");
  EXPECT_EQ(none.refused->says.zh, "网信部门、公安部门、医药行业主管部门尚未同意");
  clear_others(desk);
  const StepAnswer one = desk.try_step(kAnn, outcome(DecisionKind::kPassed));
  ASSERT_TRUE(one.refused);
  EXPECT_EQ(one.refused->says.zh, "公安部门尚未同意");
}

TEST(Objection, OfAnOlderRecordThatTookItOffTheListStandsToo) {
  TestDesk desk = desk_of(FilingRoute::kSC, Lane::kRed);
  desk.must(kPolice, kObjects);
  desk.events.push_back({desk.c.last_seq + 1, desk.now_ms, kMachine, GatesAsked{{"cyberspace"}}});
  const auto folded = fold(desk.events);
  ASSERT_TRUE(folded);
  ASSERT_THAT(folded->gates, SizeIs(3));
  desk.c = *folded;
  desk.must(kAnn, NoteAdded{"note", false});
  EXPECT_EQ(desk.c.gates[1].clears, false);
}

TEST(Objection, ARegulatorAnswersThoughTheNextVersionNamesAnotherSector) {
  TestDesk desk = desk_of(FilingRoute::kSC, Lane::kRed);
  desk.must(kMedicine, GateAnswered{"regulator_pharmaceutical", false, said("需复核")});
  FilingVersion other = low_floor(FilingRoute::kSC, Lane::kYellow, 'b');
  other.sector = "banking";
  revise(desk, other);
  ASSERT_THAT(desk.c.gates, SizeIs(4)) << "the new sector's regulator is asked beside it: the case was red";
  for (const char* gate : {"cyberspace", "public_security", "regulator_banking"}) {
    const Actor& by = gate[0] == 'c' ? kAnn : gate[0] == 'p' ? kPolice : kBank;
    desk.must(by, GateAnswered{gate, true, {}});
  }
  EXPECT_EQ(desk.refusal(kAnn, outcome(DecisionKind::kPassed)), "law");
  EXPECT_EQ(desk.refusal(kMedicine, outcome(DecisionKind::kPassed)), "not_yours");
  desk.must(kMedicine, GateAnswered{"regulator_pharmaceutical", true, said("已复核")});
  EXPECT_EQ(desk.refusal(kAnn, outcome(DecisionKind::kPassed)), "taken");
}

TEST(Clearance, IsAskedAgainWhereAWarningMovesTheLaneUp) {
  TestDesk desk = desk_of(FilingRoute::kSC, Lane::kRed);
  desk.clear_gates();
  lower(desk, Lane::kYellow);
  EXPECT_EQ(desk.c.gates[0].clears, true);
  desk.must(kAnn,
            OverrideProposed{Lane::kRed, "intelligence", OverrideScope::kThisCase, {}, said("风险提示")});
  for (const GateStanding& gate : desk.c.gates) EXPECT_FALSE(gate.clears) << gate.gate;
}

TEST(Clearance, OfARegulatorIsNeededOfWhatWasRedInWhateverLaneItIs) {
  TestDesk desk;
  FilingVersion filing = low_floor(FilingRoute::kSC, Lane::kRed);
  filing.sector = "postal";
  desk.must(kFiler, FilingSubmitted{filing});
  desk.must(kAnn, CheckBegun{});
  lower(desk, Lane::kYellow);
  desk.must(kAnn, GateAnswered{"cyberspace", true, {}});
  desk.must(kPolice, GateAnswered{"public_security", true, {}});
  EXPECT_EQ(desk.refusal(kAnn, outcome(DecisionKind::kPassed)), "law");
  desk.rules.red_needs_regulator = false;
  EXPECT_EQ(desk.refusal(kAnn, outcome(DecisionKind::kPassed)), "taken");
}

// One officer's warning by mistake leaves a road to pass: by two, of whom one leads.
TEST(Clearance, OfARegulatorIsNotNeededOfWhatAPersonAloneHadMovedToRed) {
  TestDesk desk;
  FilingVersion filing = low_floor(FilingRoute::kSC, Lane::kYellow);
  filing.sector = "postal";
  desk.must(kFiler, FilingSubmitted{filing});
  desk.must(kAnn, CheckBegun{});
  desk.must(kAnn,
            OverrideProposed{Lane::kRed, "intelligence", OverrideScope::kThisCase, {}, said("风险提示")});
  desk.must(kAnn, GateAnswered{"cyberspace", true, {}});
  desk.must(kPolice, GateAnswered{"public_security", true, {}});
  EXPECT_EQ(desk.refusal(kAnn, outcome(DecisionKind::kPassed)), "law") << "red, and there is no regulator";
  lower(desk, Lane::kYellow);
  desk.must(kAnn, outcome(DecisionKind::kPassed));
  EXPECT_EQ(desk.refusal(kBo, DecisionConfirmed{}), "not_yours");
  EXPECT_EQ(desk.refusal(kLead, DecisionConfirmed{}), "taken");
}

TEST(LoweredLane, IsNoLongerLowBecauseItWasRaisedALittle) {
  TestDesk desk = desk_of(FilingRoute::kSC, Lane::kYellow);
  lower(desk, Lane::kGreen);  // for 30 days
  desk.must(kAnn,
            OverrideProposed{Lane::kBlue, "intelligence", OverrideScope::kThisCase, {}, said("风险提示")});
  EXPECT_EQ(lane_in_force(desk.c, desk.today()), Lane::kBlue);
  EXPECT_EQ(lane_in_force(desk.c, desk.today().plus_days(31)), Lane::kYellow);
}

TEST(LoweredLane, PassesByTwoOfWhomOneLeadsAndNeverByOne) {
  TestDesk desk = desk_of(FilingRoute::kSC, Lane::kYellow);
  EXPECT_THAT(desk.c.gates, IsEmpty());
  lower(desk, Lane::kGreen);
  desk.must(kAnn, outcome(DecisionKind::kPassed));
  ASSERT_TRUE(desk.c.proposal);
  EXPECT_EQ(desk.refusal(kBo, DecisionConfirmed{}), "not_yours");
  desk.must(kLead, DecisionConfirmed{});
  EXPECT_EQ(desk.c.state, CaseState::kFiled);
}

TEST(EasedScore, NeedsALeadForTheNextVersionToo) {
  TestDesk desk = desk_of(FilingRoute::kSC, Lane::kYellow);
  desk.must(kFiler, ContestOpened{ContestLevel::kMapping, "R", "偏高", {}, 1, {}, {}, false});
  desk.must(kLead, ContestAnswered{0, true, said("同意"), {}, {}});
  FilingVersion easier = desk.c.filing();
  easier.record_id = hash_of('8');
  easier.risk_lane = Lane::kGreen;
  desk.must(kMachine, FilingRescored{easier, {0}});
  revise(desk, low_floor(FilingRoute::kSC, Lane::kGreen, 'b'));
  desk.must(kAnn, outcome(DecisionKind::kPassed));
  ASSERT_TRUE(desk.c.proposal);
  EXPECT_EQ(desk.refusal(kBo, DecisionConfirmed{}), "not_yours");
  EXPECT_EQ(desk.refusal(kLead, DecisionConfirmed{}), "taken");
}

TEST(ByRules, NothingIsFinishedThatAPersonHasTakenUp) {
  const TestDesk desk = desk_of(FilingRoute::kEX, Lane::kGreen);
  EXPECT_EQ(desk.refusal(kMachine, FinishedByRules{}), "taken");
  TestDesk checked = desk;
  checked.must(kFiler, NoteAdded{"note", true});
  EXPECT_EQ(checked.refusal(kMachine, FinishedByRules{}), "taken") << "the firm is nobody of the desk";

  // Sent back by the program for a formal gap, and filed anew with softer answers.
  TestDesk softened;
  softened.rules.green_ppm = softened.rules.blue_ppm = softened.rules.blind_ppm = 0;
  FilingVersion yellow = low_floor(FilingRoute::kEX, Lane::kYellow);
  yellow.formal_gaps = 1;
  softened.must(kFiler, FilingSubmitted{yellow});
  softened.must(kMachine, CheckBegun{});
  softened.must(kMachine, FilingReturned{{ask_of("补正目的")}});
  softened.must(kFiler, FilingSubmitted{low_floor(FilingRoute::kEX, Lane::kGreen, 'b')});
  softened.must(kMachine, CheckBegun{});
  EXPECT_EQ(lane_in_force(softened.c, softened.today()), Lane::kGreen);
  EXPECT_EQ(softened.refusal(kMachine, FinishedByRules{}), "law");

  TestDesk asked = desk;
  revise(asked, low_floor(FilingRoute::kEX, Lane::kGreen, 'b'));
  const StepAnswer read = asked.try_step(kMachine, FinishedByRules{});
  ASSERT_TRUE(read.refused) << "nobody has read the answer";
  EXPECT_EQ(read.refused->says.en, "the firm was asked for supplements: who asked reads what it answers");

  TestDesk noted = desk;
  noted.must(kAnn, NoteAdded{"存疑", false});
  EXPECT_EQ(noted.refusal(kMachine, FinishedByRules{}), "law");
  TestDesk assigned = desk;
  assigned.must(kAnn, CaseAssigned{"o-2"});
  EXPECT_EQ(assigned.refusal(kMachine, FinishedByRules{}), "law");
  TestDesk sent_back = desk;
  sent_back.must(kAnn, outcome(DecisionKind::kRefused));
  sent_back.must(kLead, ProposalSentBack{said("理由不足")});
  EXPECT_EQ(sent_back.refusal(kMachine, FinishedByRules{}), "law");
  TestDesk moved = desk;
  moved.must(kAnn, OverrideProposed{Lane::kBlue, "intelligence", OverrideScope::kThisCase,
                                    moved.today().plus_days(1), said("风险提示")});
  moved.wait_days(2);
  EXPECT_EQ(lane_in_force(moved.c, moved.today()), Lane::kGreen);
  EXPECT_EQ(moved.refusal(kMachine, FinishedByRules{}), "law") << "the warning ran out, and was given";
  TestDesk rejected = desk;
  rejected.must(kFiler, ContestOpened{ContestLevel::kMapping, "R", "偏高", {}, 1, {}, {}, false});
  rejected.must(kBo, ContestAnswered{0, false, said("不予采纳"), {}, {}});
  EXPECT_EQ(rejected.refusal(kMachine, FinishedByRules{}), "law");
}

TEST(Contest, IsOfTheVersionOnWhichItWasOpened) {
  TestDesk desk = desk_of(FilingRoute::kSC, Lane::kRed);
  desk.must(kFiler, ContestOpened{ContestLevel::kMapping, "R", "偏高", {}, 1, {}, {}, false});
  EXPECT_EQ(desk.c.contests[0].opened_version, 1);
  revise(desk, low_floor(FilingRoute::kSC, Lane::kRed, 'b'));
  const StepAnswer late = desk.try_step(kBo, ContestAnswered{0, true, said("同意"), {}, {}});
  ASSERT_TRUE(late.refused);
  EXPECT_EQ(late.refused->code, RefusalCode::kLaw);
  EXPECT_EQ(late.refused->pointer, "/accepted");
  EXPECT_NE(late.refused->says.en.find("opened on version 1"), std::string::npos);
  EXPECT_NE(late.refused->says.zh.find("版本 1"), std::string::npos);
  desk.must(kBo, ContestAnswered{0, false, said("请针对现版本提出"), {}, {}});
  desk.must(kFiler, ContestOpened{ContestLevel::kMapping, "R", "偏高", {}, 1, {}, {}, false});
  EXPECT_EQ(desk.c.contests[1].opened_version, 2);
  desk.must(kBo, ContestAnswered{1, true, said("同意"), {}, {}});
  FilingVersion easier = desk.c.filing();
  easier.record_id = hash_of('8');
  easier.risk_lane = Lane::kYellow;
  desk.must(kMachine, FilingRescored{easier, {1}});
  // A new score is of the same version of the firm's.
  desk.must(kFiler, ContestOpened{ContestLevel::kMapping, "N", "偏高", {}, 1, {}, {}, false});
  EXPECT_TRUE(desk.c.is_of_newest(desk.c.contests[1]));
  EXPECT_EQ(desk.refusal(kBo, ContestAnswered{2, true, said("同意"), {}, {}}), "taken");
}

}  // namespace
}  // namespace tidegate
