// The state machine of a case 申报状态 as a table: from which state which step leads where, and who may take
// it. docs/formats/case-states.md is written from it, and a test holds the two together.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "tidegate/base/text.h"
#include "tidegate/terms/case.h"

namespace tidegate {

// Routes that walk the same way.
enum class RouteFamily {
  kAssessment,  // SA EXT: check, acceptance, assessment
  kFiling,      // SC PC NL EX: one check
};
RouteFamily family_of(FilingRoute route);

// Who may take a step; a set.
enum Who : unsigned {
  kFirm = 1,      // the firm whose case it is
  kDesk = 2,      // officer or lead of the deciding agency, of the case's sector where they have one
  kGate = 4,      // officer or lead of an agency whose clearance is asked
  kOperator = 8,  // of the zone's platform
  kProgram = 16,  // no person, by configured rules
  kItself = 32,   // written by the desk beside another step; nobody may ask for it
};
std::string who_words(unsigned who, Lang lang);  // "officer of the deciding agency, the program"

struct Transition {
  RouteFamily family;
  CaseState from;
  std::string_view step;             // kName of a step
  std::optional<DecisionKind> kind;  // of `decided`
  CaseState to;
  unsigned who;
};
std::span<const Transition> transitions();

// Steps that leave the state as it is, and where they may be taken.
struct StandingStep {
  std::string_view step;
  unsigned who;
  std::uint32_t states;  // bit (1 << state)
};
std::span<const StandingStep> standing_steps();

// Where a step leads. nullopt: it may not be taken in this state. `who` is set when it may.
struct StepRule {
  CaseState to = CaseState::kDraft;
  unsigned who = 0;
};
std::optional<StepRule> step_rule(RouteFamily family, CaseState from, const CaseStep& step);

// The official words of a state on a route, and of a step.
Text state_words(CaseState state, FilingRoute route);
Text step_words(std::string_view step);
Text route_words(FilingRoute route);

// The whole machine as Markdown: a drawing and a table for each family, and the standing steps.
std::string machine_markdown();

}  // namespace tidegate
