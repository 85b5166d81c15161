// What neither side can do without end: ask, answer, contest.
#include <gtest/gtest.h>

#include "tidegate/clearance/decide.h"
#include "tidegate/clearance/test_desk.h"

namespace tidegate {
namespace {

const SupplementAsked kAsk{{ask_of("说明用途")}, {}, false};
ContestOpened contest(ContestLevel level) { return {level, "/x", "有异议", {}, {}, {}, {}, false}; }

void answer_round(TestDesk& desk) {
  desk.must(kFiler, SupplementAnswered{0, "见附件", {}});
  desk.must(kFiler, SupplementHandedIn{});
}

TEST(Bounds, AnotherRoundOfSupplementsIsALeadsAndTheirNumberEnds) {
  TestDesk desk;
  desk.to_decision(FilingRoute::kSA);
  desk.must(kAnn, kAsk);
  answer_round(desk);
  EXPECT_EQ(desk.refusal(kAnn, kAsk), "not_yours");
  desk.must(kLead, kAsk);
  answer_round(desk);
  EXPECT_EQ(desk.refusal(kLead, kAsk), "limit");
  desk.rules.supplement_rounds = 3;
  EXPECT_EQ(desk.refusal(kLead, kAsk), "taken");
}

TEST(Bounds, AnItemIsAnsweredTwentyTimes) {
  TestDesk desk;
  desk.to_decision(FilingRoute::kSC);
  desk.must(kAnn, kAsk);
  for (int i = 0; i < 20; ++i) desk.must(kFiler, SupplementAnswered{0, "见附件", {}});
  EXPECT_EQ(desk.refusal(kFiler, SupplementAnswered{0, "再答", {}}), "limit");
  desk.must(kFiler, SupplementHandedIn{});
}

TEST(Bounds, AContestAfterTheProposalDoesNotHoldARefusalUp) {
  TestDesk desk;
  desk.to_decision(FilingRoute::kSA);
  desk.must(kAnn, outcome(DecisionKind::kRefused));
  desk.must(kFiler, contest(ContestLevel::kFact));
  desk.must(kBo, DecisionConfirmed{});
  EXPECT_EQ(desk.c.state, CaseState::kRefused);
  desk.must(kBo, ContestAnswered{0, false, said("维持"), {}, {}});
}

TEST(Bounds, AContestBeforeTheProposalIsAnsweredFirst) {
  TestDesk desk;
  desk.to_decision(FilingRoute::kSA);
  desk.must(kFiler, contest(ContestLevel::kFact));
  EXPECT_EQ(desk.refusal(kAnn, outcome(DecisionKind::kRefused)), "law");
}

TEST(Bounds, AFirmHasFiveContestsOpenAndFiftyInAllAndTheDeskStillContests) {
  TestDesk desk;
  desk.to_decision(FilingRoute::kSA);
  for (std::size_t i = 0; i < 50; ++i) {
    desk.must(kFiler, contest(ContestLevel::kFact));
    if (i == 4) {
      EXPECT_EQ(desk.refusal(kFiler, contest(ContestLevel::kFact)), "limit");
      for (std::size_t j = 0; j < 4; ++j) desk.must(kAnn, ContestAnswered{j, false, said("维持"), {}, {}});
    }
    if (i >= 4) desk.must(kAnn, ContestAnswered{i, false, said("维持"), {}, {}});
  }
  EXPECT_EQ(desk.refusal(kFiler, contest(ContestLevel::kFact)), "limit");
  EXPECT_EQ(desk.refusal(kAnn, contest(ContestLevel::kFact)), "taken");
}

TEST(Bounds, AFilingThatWasNotAcceptedIsContestedOnceAndAnsweredByAnother) {
  TestDesk desk;
  desk.submit(FilingRoute::kSA);
  desk.must(kAnn, CheckPassed{});
  EXPECT_EQ(desk.refusal(kFiler, contest(ContestLevel::kOutcome)), "wrong_state");
  desk.must(kAnn, FilingNotAccepted{said("不属于评估范围")});
  EXPECT_EQ(desk.refusal(kAnn, contest(ContestLevel::kOutcome)), "not_yours");
  desk.must(kFiler, contest(ContestLevel::kOutcome));
  EXPECT_EQ(desk.refusal(kFiler, contest(ContestLevel::kOutcome)), "already");
  EXPECT_EQ(desk.refusal(kAnn, ContestAnswered{0, true, said("重新申报即予受理"), {}, {}}), "same_person");
  desk.must(kBo, ContestAnswered{0, true, said("重新申报即予受理"), {}, {}});
  EXPECT_EQ(desk.c.state, CaseState::kNotAccepted);
}

}  // namespace
}  // namespace tidegate
