#include "tidegate/clearance/fold.h"

#include <fmt/format.h>

#include <algorithm>

#include "tidegate/clearance/machine.h"

namespace tidegate {
namespace {

constexpr bool is_supplement(CaseState state) {
  return state == CaseState::kAcceptanceSupplement || state == CaseState::kAssessmentSupplement ||
         state == CaseState::kFilingSupplement;
}

// A clock runs on when the check that it is about begins, and stands still for a supplement.
bool ends_clocks(CaseState from, CaseState to) {
  if (from == to || is_supplement(to)) return false;
  if (is_supplement(from)) return to >= CaseState::kPassed;
  return from != CaseState::kSubmitted || to >= CaseState::kPassed;
}

// Whether somebody of an agency or of the platform has taken the case up. To let it walk on is not to work on
// it: the check begun or passed, the acceptance.
bool works_on(const CaseEvent& event) {
  const bool is_person = !event.by.account.empty() && event.by.role != "filer";
  return is_person && !std::holds_alternative<CheckBegun>(event.step) &&
         !std::holds_alternative<CheckPassed>(event.step) &&
         !std::holds_alternative<FilingAccepted>(event.step);
}

class Folder {
 public:
  Folder(Case& c, const CaseEvent& event) : c_(c), event_(event) {}

  // False: the step names something that is not there.
  bool operator()(const CaseOpened& s) {
    c_.id = s.case_id;
    c_.tenant = s.tenant;
    c_.opened_ms = event_.at_ms;
    return true;
  }
  bool operator()(const FilingSubmitted& s) {
    if (c_.submitted_ms == 0) c_.submitted_ms = event_.at_ms;
    return handed_in(s.filing);
  }
  bool operator()(const FilingRevised& s) { return handed_in(s.filing); }
  // The same filing: whoever was asked stays asked, and an objection stands.
  bool operator()(const FilingRescored& s) {
    new_version(s.filing);
    c_.lost.insert(c_.lost.end(), s.credentials.begin(), s.credentials.end());
    for (GateStanding& gate : c_.gates) {
      if (gate.clears.value_or(true)) gate = GateStanding{gate.gate, {}, {}, 0, {}};
    }
    return true;
  }
  bool operator()(const CheckBegun&) { return true; }
  bool operator()(const FilingReturned& s) {
    c_.returned_once = true;
    c_.gaps = s.gaps;
    return true;
  }
  bool operator()(const CheckPassed&) { return true; }
  bool operator()(const FilingAccepted&) { return true; }
  bool operator()(const FilingNotAccepted&) {
    c_.not_accepted_by = event_.by;
    return true;
  }
  bool operator()(const SupplementAsked& s) {
    SupplementRequest round;
    for (const SupplementAsk& ask : s.items) round.lines.push_back({ask, {}, {}, {}, 0});
    round.by = event_.by;
    round.asked_ms = event_.at_ms;
    round.due = s.due;
    round.estimated = s.estimated;
    round.working_days = s.working_days;
    c_.supplements.push_back(std::move(round));
    for (CaseClock& clock : c_.clocks) {
      if (!clock.ended_ms) clock.stops.push_back({event_.at_ms, {}});
    }
    c_.proposal.reset();
    return true;
  }
  bool operator()(const SupplementAnswered& s) {
    if (!c_.has_open_supplement() || s.item >= c_.supplements.back().lines.size()) return false;
    SupplementLine& line = c_.supplements.back().lines[s.item];
    line.answered_ms = event_.at_ms;
    ++line.answers;
    line.answer = s.answer;
    line.evidence = s.evidence;
    return true;
  }
  bool operator()(const SupplementHandedIn&) {
    if (!c_.has_open_supplement()) return false;
    c_.supplements.back().handed_in_ms = event_.at_ms;
    for (CaseClock& clock : c_.clocks) {
      if (!clock.stops.empty() && !clock.stops.back().to_ms) clock.stops.back().to_ms = event_.at_ms;
    }
    c_.proposal.reset();
    return true;
  }
  bool operator()(const ClockStarted& s) {
    c_.clocks.push_back({s.kind, s.working_days, 0, s.source, event_.at_ms, {}, {}});
    return true;
  }
  bool operator()(const ClockExtended& s) {
    if (c_.clocks.empty() || c_.clocks.back().ended_ms) return false;
    c_.clocks.back().extended_days += s.working_days;
    return true;
  }
  bool operator()(const LaneSet& s) {
    c_.computed_lane = s;
    c_.strictest = std::max(c_.strictest, s.lane);
    c_.scored_red = c_.scored_red || s.lane == Lane::kRed;
    return !c_.versions.empty();
  }
  bool operator()(const GatesAsked& s) {
    // Who was asked once stays asked, whatever this step lists.
    std::vector<GateStanding> asked;
    for (const std::string& gate : s.gates) {
      const auto old = std::find_if(c_.gates.begin(), c_.gates.end(),
                                    [&](const GateStanding& g) { return g.gate == gate; });
      asked.push_back(old == c_.gates.end() ? GateStanding{gate, {}, {}, 0, {}} : *old);
    }
    for (const GateStanding& gate : c_.gates) {
      if (std::find(s.gates.begin(), s.gates.end(), gate.gate) == s.gates.end()) asked.push_back(gate);
    }
    c_.gates = std::move(asked);
    return true;
  }
  bool operator()(const CaseAssigned& s) {
    c_.assignee = s.account;
    return true;
  }
  bool operator()(const GateAnswered& s) {
    for (GateStanding& gate : c_.gates) {
      if (gate.gate != s.gate) continue;
      gate = {s.gate, s.clears, event_.by, event_.at_ms, s.reasons};
      return true;
    }
    return false;
  }
  bool operator()(const DecisionProposed& s) {
    c_.proposal = Proposal{s, event_.by, event_.at_ms};
    return true;
  }
  bool operator()(const ProposalSentBack&) {
    const bool there = c_.proposal.has_value();
    c_.proposal.reset();
    return there;
  }
  bool operator()(const DecisionConfirmed&) {
    return c_.proposal && c_.proposal->by.account != event_.by.account;
  }
  bool operator()(const FinishedByRules&) {
    c_.finishing_by_rules = true;
    return true;
  }
  bool operator()(const CaseDecided& s) {
    // Even a forged record cannot hold a refusal by nobody.
    if (s.decision.steps.empty() || (!c_.proposal && !c_.finishing_by_rules)) return false;
    const bool by_person = std::all_of(s.decision.steps.begin(), s.decision.steps.end(),
                                       [](const DecisionStep& step) { return !step.by.account.empty(); });
    if (s.decision.kind != DecisionKind::kPassed && (!by_person || s.decision.reasons.empty())) return false;
    c_.decisions.push_back(s.decision);
    c_.proposal.reset();
    c_.override_proposal.reset();
    c_.finishing_by_rules = false;
    return true;
  }
  bool operator()(const OverrideProposed& s) {
    c_.override_proposal = OverrideStanding{s, event_.by, event_.at_ms};
    return true;
  }
  bool operator()(const OverrideConfirmed&) {
    return c_.override_proposal && c_.override_proposal->by.account != event_.by.account;
  }
  bool operator()(const OverrideSentBack&) {
    const bool there = c_.override_proposal.has_value();
    c_.override_proposal.reset();
    return there;
  }
  bool operator()(const LaneOverridden& s) {
    if (!c_.override_proposal) return false;
    c_.overrides.push_back(s);
    c_.override_proposal.reset();
    c_.strictest = std::max(c_.strictest, s.what.to);
    // A clearance was given without the warning that moves the lane up.
    for (GateStanding& gate : c_.gates) {
      if (s.what.to > s.from && gate.clears.value_or(false)) gate = GateStanding{gate.gate, {}, {}, 0, {}};
    }
    return true;
  }
  bool operator()(const NoteAdded& s) {
    c_.notes.push_back({s, event_.by, event_.at_ms});
    return true;
  }
  bool operator()(const ContestOpened& s) {
    c_.contests.push_back({s, event_.by, event_.at_ms, {}, {}, 0, version()});
    return true;
  }
  bool operator()(const ContestAnswered& s) {
    if (s.contest >= c_.contests.size() || c_.contests[s.contest].answer) return false;
    Contest& contest = c_.contests[s.contest];
    contest.answer = s;
    contest.answered_by = event_.by;
    contest.answered_ms = event_.at_ms;
    return true;
  }
  bool operator()(const ReviewRequested&) {
    if (c_.reviewed || c_.decisions.empty()) return false;
    c_.reviewed = true;
    return true;
  }
  bool operator()(const FilingWithdrawn&) {
    c_.proposal.reset();
    c_.override_proposal.reset();
    return true;
  }
  bool operator()(const PermitDoubted& s) {
    c_.doubts.push_back({s, event_.at_ms, {}, {}, 0});
    return !s.permit.empty();
  }
  // All that was open of this permit: one look answers for the whole of it.
  bool operator()(const DoubtSettled& s) {
    bool there = false;
    for (PermitDoubt& doubt : c_.doubts) {
      if (doubt.settled || doubt.what.permit != s.permit) continue;
      doubt.settled = s;
      doubt.settled_by = event_.by;
      doubt.settled_ms = event_.at_ms;
      there = true;
    }
    return there;
  }

 private:
  // What was proposed of an older version is not proposed of this one.
  void new_version(const FilingVersion& filing) {
    c_.versions.push_back(filing);
    c_.proposal.reset();
    c_.override_proposal.reset();
  }
  bool handed_in(const FilingVersion& filing) {
    new_version(filing);
    c_.handed_in = version();
    c_.lost.clear();
    for (GateStanding& gate : c_.gates) {
      if (gate.clears.value_or(true))
        gate = GateStanding{gate.gate, {}, {}, 0, {}};
      else
        gate.again = true;  // an objection is its agency's to lift
    }
    return true;
  }
  std::int64_t version() const { return static_cast<std::int64_t>(c_.versions.size()); }

  Case& c_;
  const CaseEvent& event_;
};

tl::unexpected<Error> corrupt(const CaseEvent& event, std::string_view what, std::string_view what_zh) {
  return fail({ErrorCode::kCorrupt, fmt::format("step {} ({}): {}", event.seq, name_of(event.step), what),
               fmt::format("step {}", event.seq),
               fmt::format("第 {} 步（{}）：{}", event.seq, name_of(event.step), what_zh)});
}

}  // namespace

Result<Case> apply(Case c, const CaseEvent& event) {
  if (event.seq != c.last_seq + 1) {
    return corrupt(event, fmt::format("follows step {}", c.last_seq), fmt::format("前一步为 {}", c.last_seq));
  }
  if (event.at_ms < c.last_ms) return corrupt(event, "time runs back", "时间倒退");
  const bool is_first = c.last_seq == 0;
  if (is_first != std::holds_alternative<CaseOpened>(event.step)) {
    return corrupt(event, "a case is opened once, first", "项目只能在第一步新建一次");
  }
  CaseState to = CaseState::kDraft;
  if (!is_first) {
    const auto* first = std::get_if<FilingSubmitted>(&event.step);
    if (c.versions.empty() && first == nullptr && !std::holds_alternative<NoteAdded>(event.step)) {
      return corrupt(event, "nothing was handed in yet", "尚未申报");
    }
    const FilingRoute route = !c.versions.empty() ? c.filing().route
                              : first             ? first->filing.route
                                                  : FilingRoute::kSA;
    const auto rule = step_rule(family_of(route), c.state, event.step);
    if (!rule) {
      return corrupt(event, fmt::format("cannot be taken in the state {}", to_string(c.state)),
                     fmt::format("项目处于“{}”时不能执行", state_words(c.state, route).zh));
    }
    to = rule->to;
  }
  if (!std::visit(Folder(c, event), event.step)) {
    return corrupt(event, "names what is not there", "所指内容不存在");
  }
  if (ends_clocks(c.state, to)) {
    for (CaseClock& clock : c.clocks) {
      if (!clock.stops.empty() && !clock.stops.back().to_ms) clock.stops.back().to_ms = event.at_ms;
      if (!clock.ended_ms) clock.ended_ms = event.at_ms;
    }
  }
  c.worked_on = c.worked_on || works_on(event);
  c.state = to;
  c.last_seq = event.seq;
  c.last_ms = event.at_ms;
  return c;
}

Result<Case> fold(std::span<const CaseEvent> events) {
  Case c;
  for (const CaseEvent& event : events) {
    auto next = apply(std::move(c), event);
    if (!next) return next;
    c = std::move(*next);
  }
  return c;
}

}  // namespace tidegate
