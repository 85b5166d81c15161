// Random commands by random people: whatever they try, the rules of the desk hold.
#include <rapidcheck.h>

#include <map>
#include <set>

#include "tidegate/clearance/clocks.h"
#include "tidegate/clearance/lane.h"
#include "tidegate/clearance/test_desk.h"

namespace tidegate {
namespace {

const std::vector<Actor> kPeople{kFiler,  kAnn,      kBo,   kLead,   kOther,
                                 kPolice, kMedicine, kBank, kRunner, kMachine};

template <typename T>
T any_of(std::vector<T> choices) {
  return *rc::gen::elementOf(std::move(choices));
}
Lane any_lane() { return any_of<Lane>({Lane::kGreen, Lane::kBlue, Lane::kYellow, Lane::kRed}); }
bool rarely() { return *rc::gen::inRange(0, 8) == 0; }
Text maybe_said() { return rarely() ? Text{} : said("理由"); }

FilingVersion any_filing(FilingRoute route) {
  FilingVersion filing = filing_of(route, any_lane(), any_of<char>({'a', 'b', 'c', 'd'}));
  if (*rc::gen::arbitrary<bool>()) filing.floor = Lane::kGreen;
  filing.formal_gaps = rarely() ? 1 : 0;
  filing.open_warnings = rarely() ? 1 : 0;
  filing.abstains = rarely();
  filing.has_gates = rarely();
  filing.important_data = rarely();
  return filing;
}

DecisionProposed any_outcome() {
  DecisionProposed out = outcome(any_of<DecisionKind>({DecisionKind::kPassed, DecisionKind::kPartlyPassed,
                                                       DecisionKind::kRefused, DecisionKind::kTerminated}));
  if (rarely()) out.reasons = {};
  if (rarely() && !out.items.empty()) out.items[0].reason = {};
  return out;
}

CaseStep any_step(const TestDesk& desk, FilingRoute route) {
  switch (*rc::gen::inRange(0, 26)) {
    case 0:
      return FilingSubmitted{any_filing(rarely() ? FilingRoute::kNL : route)};
    case 1:
      return FilingRevised{any_filing(route)};
    case 2:
      return CheckBegun{};
    case 3:
      return FilingReturned{{ask_of("缺页码")}};
    case 4:
    case 5:
      return CheckPassed{};
    case 6:
    case 7:
      return FilingAccepted{};
    case 8:
      return FilingNotAccepted{maybe_said()};
    case 9:
      return SupplementAsked{{ask_of("说明用途"), ask_of("说明规模")}, {}, false};
    case 10:
      return SupplementAnswered{*rc::gen::inRange<std::size_t>(0, 3), "见附件", {}};
    case 11:
      if (rarely() && !desk.c.versions.empty()) {
        FilingVersion again = desk.c.filing();
        again.record_id = hash_of(any_of<char>({'7', '8'}));
        again.risk_lane = any_lane();
        if (*rc::gen::arbitrary<bool>()) return FilingRescored{again};
        const std::vector<CredentialLoss> lost{{hash_of('c'), CredentialFault::kRevoked}};
        if (*rc::gen::arbitrary<bool>()) return PermitDoubted{"p-1", again, lost};
        return FilingRescored{again, {}, RescoreCause::kCredential, lost};
      }
      return SupplementHandedIn{};
    case 12:
      return ClockExtended{*rc::gen::inRange(0, 20), maybe_said()};
    case 13:
      return GateAnswered{any_of<std::string>({"cyberspace", "public_security", "regulator_pharmaceutical"}),
                          !rarely(), maybe_said()};
    case 14:
    case 15:
    case 16:
      return any_outcome();
    case 17:
      return ProposalSentBack{maybe_said()};
    case 18:
    case 19:
      return DecisionConfirmed{};
    case 20:
      return FinishedByRules{};
    case 21:
      return OverrideProposed{any_lane(), "context", OverrideScope::kThisCase,
                              desk.today().plus_days(*rc::gen::inRange(-1, 20)), maybe_said()};
    case 22:
      return OverrideConfirmed{};
    case 23:
      return ContestOpened{any_of<ContestLevel>({ContestLevel::kFact, ContestLevel::kMapping,
                                                 ContestLevel::kPolicy, ContestLevel::kOutcome}),
                           "R",
                           "有误",
                           {},
                           1,
                           {},
                           {},
                           false};
    case 24:
      return ContestAnswered{*rc::gen::inRange<std::size_t>(0, 2), !rarely(), maybe_said(), hash_of('1'),
                             hash_of('2')};
    default:
      return rarely() ? CaseStep(FilingWithdrawn{}) : CaseStep(ReviewRequested{"有新证据"});
  }
}

// Every account of the steps, each a person, none twice.
void check_persons(const std::vector<DecisionStep>& steps, std::size_t least) {
  std::set<std::string> accounts;
  for (const DecisionStep& step : steps) {
    RC_ASSERT(!step.by.account.empty());
    RC_ASSERT(accounts.insert(step.by.account).second);
  }
  RC_ASSERT(accounts.size() >= least);
}

void check_decisions(const Case& c) {
  for (const Decision& decision : c.decisions) {
    RC_ASSERT(!decision.steps.empty());
    if (decision.kind != DecisionKind::kPassed) {
      check_persons(decision.steps, 2);
      RC_ASSERT(!decision.reasons.zh.empty());
    }
    if (decision.steps[0].by.account.empty()) {
      RC_ASSERT(decision.kind == DecisionKind::kPassed);
      RC_ASSERT(c.filing().route == FilingRoute::kEX && c.filing().floor <= Lane::kBlue);
      RC_ASSERT(!c.filing().has_gates && !c.filing().abstains && !c.filing().important_data);
    }
    for (const ItemOutcome& item : decision.items) {
      RC_ASSERT(item.verdict != ItemVerdict::kRefused || !item.reason.zh.empty());
    }
  }
}

template <typename... Steps>
bool is_one_of(const CaseStep& step) {
  return (std::holds_alternative<Steps>(step) || ...);
}
bool takes_up(const CaseEvent& event) {
  const bool is_person = !event.by.account.empty() && event.by.role != "filer";
  return is_person &&
         is_one_of<FilingReturned, SupplementAsked, GateAnswered, ContestAnswered, OverrideProposed,
                   OverrideConfirmed, LaneOverridden, DecisionProposed, ProposalSentBack>(event.step);
}

// Nothing passes over an objection, nor by the program what a person has taken up, nor without a lead what
// two persons put down.
void check_history(const std::vector<CaseEvent>& events) {
  std::map<std::string, bool> clears;
  bool is_taken_up = false;
  bool is_put_down = false;
  for (const CaseEvent& event : events) {
    if (const auto* answer = std::get_if<GateAnswered>(&event.step)) clears[answer->gate] = answer->clears;
    if (const auto* over = std::get_if<LaneOverridden>(&event.step))
      is_put_down |= over->what.to < over->from;
    is_taken_up |= takes_up(event);
    const auto* decided = std::get_if<CaseDecided>(&event.step);
    if (decided == nullptr || decided->decision.kind == DecisionKind::kRefused ||
        decided->decision.kind == DecisionKind::kTerminated)
      continue;
    for (const auto& [gate, has_cleared] : clears) RC_ASSERT(has_cleared);
    const std::vector<DecisionStep>& steps = decided->decision.steps;
    RC_ASSERT(!is_taken_up || !steps[0].by.account.empty());
    RC_ASSERT(!is_put_down || std::any_of(steps.begin(), steps.end(),
                                          [](const DecisionStep& step) { return step.by.role == "lead"; }));
  }
}

void check_case(const TestDesk& desk) {
  const Case& c = desk.c;
  check_decisions(c);
  check_history(desk.events);
  for (std::size_t i = 0; i + 1 < c.supplements.size(); ++i)
    RC_ASSERT(c.supplements[i].handed_in_ms.has_value());
  for (const CaseClock& clock : c.clocks) {
    const ClockReading reading = read_clock(clock, desk.calendar, desk.now_ms);
    RC_ASSERT(reading.used_days >= 0 && reading.waiting_days >= 0 &&
              reading.real_ms >= reading.real_waiting_ms);
  }
  if (!c.versions.empty()) {
    RC_ASSERT(lane_in_force(c, desk.today()) >= c.filing().floor);
    RC_ASSERT(c.computed_lane.lane >= lane_before_draw(c.filing(), false));
  }
  std::size_t returns = 0;
  for (const CaseEvent& event : desk.events) {
    returns += std::holds_alternative<FilingReturned>(event.step) ? 1 : 0;
    const auto* over = std::get_if<LaneOverridden>(&event.step);
    if (over != nullptr) check_persons(over->steps, over->what.to > over->from ? 1 : 2);
  }
  RC_ASSERT(returns <= 1U);
  const auto folded = fold(desk.events);
  RC_ASSERT(folded.has_value());
  RC_ASSERT(*folded == c);
}

TEST(CaseProperties, NoSequenceOfCommandsBreaksTheDesksRules) {
  std::set<CaseState> reached;
  std::size_t refused = 0;
  std::size_t by_rules = 0;
  const auto walk = [&] {
    const FilingRoute route =
        any_of<FilingRoute>({FilingRoute::kSA, FilingRoute::kSC, FilingRoute::kEX, FilingRoute::kEXT});
    TestDesk desk;
    desk.frozen = rarely() ? std::vector<std::string>{"pharmaceutical"} : std::vector<std::string>{};
    // Half of the walks begin where decisions are taken.
    if (*rc::gen::arbitrary<bool>()) desk.to_decision(route, any_lane());
    for (int taken = 0, tried = 0; taken < 14 && tried < 120; ++tried) {
      const bool by_rules_now = route == FilingRoute::kEX && rarely();
      const StepAnswer answer = by_rules_now ? desk.try_step(kMachine, FinishedByRules{})
                                             : desk.try_step(any_of(kPeople), any_step(desk, route));
      if (answer.refused) {
        RC_ASSERT(answer.events.empty());
        RC_ASSERT(answer.after == desk.c);
        RC_ASSERT(!answer.refused->says.en.empty() && !answer.refused->says.zh.empty());
        continue;
      }
      ++taken;
      desk.c = answer.after;
      desk.events.insert(desk.events.end(), answer.events.begin(), answer.events.end());
      reached.insert(desk.c.state);
      refused += desk.c.state == CaseState::kRefused ? 1 : 0;
      by_rules += !desk.c.decisions.empty() && desk.c.decisions[0].steps[0].by.account.empty() ? 1 : 0;
      check_case(desk);
      desk.now_ms += *rc::gen::inRange<std::int64_t>(0, 6 * 86'400'000);
    }
  };
  const bool ok = rc::check([&] {
    for (int i = 0; i < 30; ++i) walk();
  });
  EXPECT_TRUE(ok);
  // The walks went where the rules matter.
  EXPECT_GE(reached.size(), 12U);
  EXPECT_GT(refused, 0U);
  EXPECT_GT(by_rules, 0U);
}

// What can be done to a case that an agency objects to, each by who may.
struct Move {
  Actor by;
  CaseStep step;
};
std::vector<std::size_t> settled(const Case& c) {
  std::vector<std::size_t> out;
  for (std::size_t i = 0; i < c.contests.size(); ++i) {
    if (settles_level(c.contests[i])) out.push_back(i);
  }
  return out;
}
std::size_t open_contest(const Case& c) {
  std::size_t place = 0;
  while (place < c.contests.size() && c.contests[place].answer) ++place;
  return place;
}
FilingVersion low_filing(FilingRoute route, Lane lane, char hash) {
  FilingVersion filing = filing_of(route, lane, hash);
  filing.floor = Lane::kGreen;
  return filing;
}
Move any_move(const TestDesk& desk) {
  const FilingVersion& last = desk.c.filing();
  const char next = static_cast<char>('a' + desk.c.versions.size() % 6);
  switch (*rc::gen::resize(rc::kNominalSize, rc::gen::inRange(0, 24))) {
    case 0:
    case 1:
      return {any_of<Actor>({kAnn, kLead}),
              OverrideProposed{any_lane(), "context", OverrideScope::kThisCase,
                               desk.today().plus_days(*rc::gen::inRange(1, 20)), said("理由")}};
    case 2:
    case 3:
      return {any_of<Actor>({kBo, kLead}), OverrideConfirmed{}};
    case 4:
      return {kLead, SupplementAsked{{ask_of("说明用途")}, {}, false}};
    case 5:
      return {kFiler, SupplementAnswered{0, "见附件", {}}};
    case 6:
      return {kFiler, FilingRevised{low_filing(last.route, any_lane(), next)}};
    case 7:
      return {kFiler, SupplementHandedIn{}};
    case 8:
      return {kFiler, ContestOpened{ContestLevel::kMapping, "R", "偏高", {}, 1, {}, {}, false}};
    case 9:
      return {any_of<Actor>({kBo, kLead}),
              ContestAnswered{open_contest(desk.c), *rc::gen::arbitrary<bool>(), said("理由"), {}, {}}};
    case 10: {
      FilingVersion again = last;
      again.record_id = hash_of(next);
      again.risk_lane = any_lane();
      return {kMachine, FilingRescored{again, settled(desk.c)}};
    }
    case 11:
    case 16:
    case 17:
      return {any_of<Actor>({kAnn, kBo, kLead}), outcome(DecisionKind::kPassed)};
    case 12:
    case 18:
    case 19:
      return {any_of<Actor>({kBo, kLead}), DecisionConfirmed{}};
    case 13:
    case 20:
      return {kMedicine, GateAnswered{"regulator_pharmaceutical", true, said("理由")}};
    case 14:
    case 21:
      return {kAnn, GateAnswered{"cyberspace", true, said("理由")}};
    default:
      return {kPolice, GateAnswered{"public_security", *rc::gen::arbitrary<bool>(), said("理由")}};
  }
}

TEST(CaseProperties, NothingPassesOverAnObjectionWhateverLaneVersionOrScoreTheCaseComesTo) {
  std::size_t passed = 0;
  std::size_t eased = 0;
  std::size_t revised = 0;
  const auto walk = [&] {
    const FilingRoute route = any_of<FilingRoute>({FilingRoute::kSC, FilingRoute::kEX});
    TestDesk desk;
    desk.rules.green_ppm = desk.rules.blue_ppm = desk.rules.blind_ppm = 0;
    desk.rules.red_needs_regulator = false;  // an objection needs no other rule to stand
    desk.must(kFiler, FilingSubmitted{low_filing(route, Lane::kRed, 'f')});
    desk.must(kMachine, CheckBegun{});
    desk.must(kPolice, GateAnswered{"public_security", false, said("存在风险提示")});
    for (int tried = 0; tried < 150 && !desk.c.is_closed(); ++tried) {
      Move move = any_move(desk);
      const StepAnswer answer = desk.try_step(move.by, std::move(move.step));
      if (answer.refused) continue;
      desk.c = answer.after;
      desk.events.insert(desk.events.end(), answer.events.begin(), answer.events.end());
      RC_ASSERT(desk.try_step(kMachine, FinishedByRules{}).refused.has_value());
      desk.now_ms += *rc::gen::inRange<std::int64_t>(0, 2 * 86'400'000);
    }
    check_case(desk);
    passed += desk.c.state == CaseState::kFiled ? 1 : 0;
    eased += lane_in_force(desk.c, desk.today()) < Lane::kRed ? 1 : 0;
    revised += desk.c.handed_in > 1 ? 1 : 0;
  };
  EXPECT_TRUE(rc::check([&] {
    for (int i = 0; i < 4; ++i) walk();
  }));
  EXPECT_GT(passed, 0U) << "once its agency lifted it";
  EXPECT_GT(eased, 0U);
  EXPECT_GT(revised, 0U);
}

// Any one event left out, doubled or swapped with its neighbour is noticed.
TEST(CaseProperties, ATornHistoryDoesNotFold) {
  TestDesk desk;
  desk.to_decision(FilingRoute::kSA, Lane::kRed);
  desk.clear_gates();
  desk.must(kAnn, SupplementAsked{{ask_of("说明用途")}, {}, false});
  desk.must(kFiler, SupplementAnswered{0, "见附件", {}});
  desk.must(kFiler, SupplementHandedIn{});
  desk.decided(DecisionKind::kPassed);
  for (std::size_t i = 0; i + 1 < desk.events.size(); ++i) {
    std::vector<CaseEvent> torn = desk.events;
    torn.erase(torn.begin() + static_cast<std::ptrdiff_t>(i));
    EXPECT_FALSE(fold(torn)) << i;
    torn = desk.events;
    torn.insert(torn.begin() + static_cast<std::ptrdiff_t>(i), torn[i]);
    EXPECT_FALSE(fold(torn)) << i;
    torn = desk.events;
    std::swap(torn[i], torn[i + 1]);
    EXPECT_FALSE(fold(torn)) << i;
  }
}

}  // namespace
}  // namespace tidegate
