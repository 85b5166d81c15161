#include "tidegate/clearance/machine.h"

#include <map>
#include <set>

#include "tidegate/clearance/test_desk.h"

namespace tidegate {
namespace {

TEST(Machine, IsWhatTheDocumentShows) {
  const std::string page = shipped_file("docs/formats/case-states.md");
  EXPECT_NE(page.find(machine_markdown()), std::string::npos)
      << "docs/formats/case-states.md must hold this:\n"
      << machine_markdown();
}

TEST(Machine, EveryStateIsReachedAndEveryOpenStateIsLeft) {
  for (const RouteFamily family : {RouteFamily::kAssessment, RouteFamily::kFiling}) {
    std::set<CaseState> reached{CaseState::kDraft};
    for (bool grew = true; grew;) {
      grew = false;
      for (const Transition& t : transitions()) {
        if (t.family == family && reached.contains(t.from)) grew |= reached.insert(t.to).second;
      }
    }
    for (const Transition& t : transitions()) {
      EXPECT_TRUE(t.family != family || reached.contains(t.from)) << to_string(t.from);
    }
    for (const CaseState state : reached) {
      const bool leaves = std::any_of(transitions().begin(), transitions().end(), [&](const Transition& t) {
        return t.family == family && t.from == state;
      });
      EXPECT_TRUE(leaves || state >= CaseState::kPassed) << to_string(state);
    }
  }
}

TEST(Machine, ARefusalIsNeverReachedByTheProgramAlone) {
  for (const Transition& t : transitions()) {
    const bool is_no = t.to == CaseState::kRefused || t.to == CaseState::kNotAccepted;
    EXPECT_FALSE(is_no && (t.who & kProgram) != 0) << t.step;
  }
}

TEST(Machine, OfficialWordsAreThoseOfTheFilingSystem) {
  EXPECT_EQ(state_words(CaseState::kAssessmentSupplement, FilingRoute::kSA).zh, "正在评估（需补充材料）");
  EXPECT_EQ(state_words(CaseState::kFiled, FilingRoute::kSC).zh, "备案通过");
  EXPECT_EQ(state_words(CaseState::kRefused, FilingRoute::kSA).zh, "已完成评估（未通过）");
  EXPECT_EQ(state_words(CaseState::kRefused, FilingRoute::kSC).zh, "备案不通过");
  EXPECT_EQ(state_words(CaseState::kFiled, FilingRoute::kEX).zh, "已登记");
}

// A case in each state, and each kind of step whole enough to be taken somewhere.
std::map<CaseState, TestDesk> desks(RouteFamily family) {
  const bool is_a = family == RouteFamily::kAssessment;
  const FilingRoute route = is_a ? FilingRoute::kSA : FilingRoute::kSC;
  std::map<CaseState, TestDesk> out;
  const auto keep = [&](TestDesk desk) { out.insert_or_assign(desk.c.state, std::move(desk)); };
  const auto decided = [&](DecisionKind kind) {
    TestDesk desk;
    desk.to_decision(route);
    desk.decided(kind);
    return desk;
  };
  keep(TestDesk());
  TestDesk desk;
  desk.must(kFiler, FilingSubmitted{filing_of(route)});
  keep(desk);
  TestDesk gone = desk;
  gone.must(kFiler, FilingWithdrawn{});
  keep(gone);
  desk.must(kAnn, CheckBegun{});
  keep(desk);
  TestDesk returned = desk;
  returned.must(kAnn, FilingReturned{{ask_of("缺页码")}});
  keep(returned);
  if (is_a) {
    desk.must(kAnn, CheckPassed{});
    keep(desk);
    TestDesk asked = desk;
    asked.must(kAnn, SupplementAsked{{ask_of("说明用途")}, {}, false});
    keep(asked);
    TestDesk declined = desk;
    declined.must(kAnn, FilingNotAccepted{said("不属于评估范围")});
    keep(declined);
    desk.must(kAnn, FilingAccepted{});
    keep(desk);
  }
  desk.must(kAnn, SupplementAsked{{ask_of("说明用途")}, {}, false});
  keep(desk);
  keep(decided(DecisionKind::kPassed));
  keep(decided(DecisionKind::kRefused));
  if (is_a) {
    keep(decided(DecisionKind::kPartlyPassed));
    TestDesk review = decided(DecisionKind::kRefused);
    review.must(kFiler, ReviewRequested{"有新证据"});
    keep(review);
  }
  return out;
}

FilingVersion rescored() {
  FilingVersion filing = filing_of(FilingRoute::kSA);
  filing.record_id = hash_of('8');
  return filing;
}

std::vector<CaseStep> one_of_each() {
  return {CaseOpened{"x", "firm-1"},
          FilingSubmitted{filing_of(FilingRoute::kSA, Lane::kYellow, 'b')},
          FilingRevised{filing_of(FilingRoute::kSA, Lane::kYellow, 'b')},
          FilingRescored{rescored()},
          CheckBegun{},
          FilingReturned{{ask_of("缺页码")}},
          CheckPassed{},
          FilingAccepted{},
          FilingNotAccepted{said("不属于评估范围")},
          SupplementAsked{{ask_of("说明用途")}, {}, false},
          SupplementAnswered{0, "见附件", {}},
          SupplementHandedIn{},
          ClockStarted{},
          ClockExtended{10, said("情况复杂")},
          LaneSet{},
          GatesAsked{},
          CaseAssigned{"o-2"},
          GateAnswered{"cyberspace", true, {}},
          outcome(DecisionKind::kPassed),
          ProposalSentBack{said("请补充理由")},
          DecisionConfirmed{},
          FinishedByRules{},
          CaseDecided{},
          OverrideProposed{Lane::kRed, "context", OverrideScope::kThisCase, {}, said("风险提示")},
          OverrideConfirmed{},
          OverrideSentBack{said("理由不足")},
          LaneOverridden{},
          NoteAdded{"电话沟通", false},
          ContestOpened{ContestLevel::kFact, "/x", "证据有误", {}, {}, {}, {}, false},
          ContestAnswered{0, true, said("已更正"), {}, {}},
          ReviewRequested{"有新证据"},
          FilingWithdrawn{},
          PermitDoubted{"p-1", rescored(), {{hash_of('c'), CredentialFault::kRevoked}}},
          DoubtSettled{"p-1", said("已核实")}};
}

const std::vector<std::pair<Actor, unsigned>> kPeople{
    {kFiler, kFirm}, {kAnn, kDesk}, {kRunner, kOperator}, {kMachine, kProgram}, {kAuditor, 0}, {kBank, 0}};

// Every state, step and kind of actor: taken or refused exactly as the table says.
TEST(Machine, EveryTransitionIsTakenByItsPeopleAndEveryOtherIsRefused) {
  std::size_t tried = 0;
  std::size_t taken = 0;
  EXPECT_EQ(one_of_each().size(), std::variant_size_v<CaseStep>);
  for (const RouteFamily family : {RouteFamily::kAssessment, RouteFamily::kFiling}) {
    for (const auto& [state, desk] : desks(family)) {
      ASSERT_EQ(desk.c.state, state);
      for (CaseStep step : one_of_each()) {
        // While the firm is waited for, a termination is all that can be decided.
        if (desk.c.has_open_supplement() && std::holds_alternative<DecisionProposed>(step)) {
          step = outcome(DecisionKind::kTerminated);
        }
        if (family == RouteFamily::kFiling) {
          if (auto* s = std::get_if<FilingSubmitted>(&step)) s->filing.route = FilingRoute::kSC;
          if (auto* s = std::get_if<FilingRevised>(&step)) s->filing.route = FilingRoute::kSC;
          if (auto* s = std::get_if<FilingRescored>(&step)) s->filing.route = FilingRoute::kSC;
          if (auto* s = std::get_if<PermitDoubted>(&step)) s->filing.route = FilingRoute::kSC;
        }
        const auto rule = step_rule(family, state, step);
        for (const auto& [actor, who] : kPeople) {
          ++tried;
          const std::string said = desk.refusal(actor, step);
          const auto open = open_steps(desk.c, actor, desk.rules);
          const bool is_open = std::find(open.begin(), open.end(), name_of(step)) != open.end();
          // A clearance is answered by its own agency, which the step names.
          if (!std::holds_alternative<GateAnswered>(step)) {
            EXPECT_EQ(is_open, said != "wrong_state" && said != "not_yours")
                << to_string(state) << name_of(step);
          }
          const std::string what =
              std::string(to_string(state)) + " " + std::string(name_of(step)) + " " + actor.role;
          if (!rule) {
            EXPECT_EQ(said, "wrong_state") << what;
          } else if (state == CaseState::kDraft && who != kFirm && who != kOperator) {
            EXPECT_EQ(said, "not_yours") << what;  // a draft is the firm's own
          } else if ((rule->who & who) == 0) {
            // Ann answers for the cyberspace agency where its clearance is asked; here it is not.
            EXPECT_EQ(said, "not_yours") << what;
          } else {
            EXPECT_NE(said, "not_yours") << what;
            EXPECT_NE(said, "wrong_state") << what;
            taken += said == "taken" ? 1 : 0;
          }
        }
      }
    }
  }
  EXPECT_GT(tried, 3'000U);
  EXPECT_GT(taken, 100U);
}

}  // namespace
}  // namespace tidegate
