#include "tidegate/clearance/machine.h"

#include <array>

#include "tidegate/base/check.h"

namespace tidegate {
namespace {

using enum CaseState;
constexpr auto kA = RouteFamily::kAssessment;
constexpr auto kF = RouteFamily::kFiling;
constexpr auto kPass = DecisionKind::kPassed;
constexpr auto kPart = DecisionKind::kPartlyPassed;
constexpr auto kNo = DecisionKind::kRefused;
constexpr auto kEnd = DecisionKind::kTerminated;
constexpr std::nullopt_t kAny = std::nullopt;

constexpr std::array kTransitions{
    Transition{kA, kDraft, FilingSubmitted::kName, kAny, kSubmitted, kFirm},
    Transition{kA, kSubmitted, CheckBegun::kName, kAny, kCompletenessCheck, kDesk | kProgram},
    Transition{kA, kSubmitted, FilingWithdrawn::kName, kAny, kTerminated, kFirm},
    Transition{kA, kCompletenessCheck, FilingReturned::kName, kAny, kReturned, kDesk | kProgram},
    Transition{kA, kCompletenessCheck, CheckPassed::kName, kAny, kAwaitingAcceptance, kDesk | kProgram},
    Transition{kA, kCompletenessCheck, FilingWithdrawn::kName, kAny, kTerminated, kFirm},
    Transition{kA, kReturned, FilingSubmitted::kName, kAny, kSubmitted, kFirm},
    Transition{kA, kReturned, FilingWithdrawn::kName, kAny, kTerminated, kFirm},
    Transition{kA, kAwaitingAcceptance, FilingAccepted::kName, kAny, kUnderAssessment, kDesk},
    Transition{kA, kAwaitingAcceptance, FilingNotAccepted::kName, kAny, kNotAccepted, kDesk},
    Transition{kA, kAwaitingAcceptance, SupplementAsked::kName, kAny, kAcceptanceSupplement, kDesk},
    Transition{kA, kAwaitingAcceptance, FilingWithdrawn::kName, kAny, kTerminated, kFirm},
    Transition{kA, kAcceptanceSupplement, SupplementHandedIn::kName, kAny, kAwaitingAcceptance, kFirm},
    Transition{kA, kAcceptanceSupplement, CaseDecided::kName, kEnd, kTerminated, kItself},
    Transition{kA, kAcceptanceSupplement, FilingWithdrawn::kName, kAny, kTerminated, kFirm},
    Transition{kA, kUnderAssessment, SupplementAsked::kName, kAny, kAssessmentSupplement, kDesk},
    Transition{kA, kUnderAssessment, CaseDecided::kName, kPass, kPassed, kItself},
    Transition{kA, kUnderAssessment, CaseDecided::kName, kPart, kPartlyPassed, kItself},
    Transition{kA, kUnderAssessment, CaseDecided::kName, kNo, kRefused, kItself},
    Transition{kA, kUnderAssessment, FilingWithdrawn::kName, kAny, kTerminated, kFirm},
    Transition{kA, kAssessmentSupplement, SupplementHandedIn::kName, kAny, kUnderAssessment, kFirm},
    Transition{kA, kAssessmentSupplement, CaseDecided::kName, kEnd, kTerminated, kItself},
    Transition{kA, kAssessmentSupplement, FilingWithdrawn::kName, kAny, kTerminated, kFirm},
    Transition{kA, kPassed, ReviewRequested::kName, kAny, kUnderReview, kFirm},
    Transition{kA, kPartlyPassed, ReviewRequested::kName, kAny, kUnderReview, kFirm},
    Transition{kA, kRefused, ReviewRequested::kName, kAny, kUnderReview, kFirm},
    Transition{kA, kUnderReview, CaseDecided::kName, kPass, kPassed, kItself},
    Transition{kA, kUnderReview, CaseDecided::kName, kPart, kPartlyPassed, kItself},
    Transition{kA, kUnderReview, CaseDecided::kName, kNo, kRefused, kItself},

    Transition{kF, kDraft, FilingSubmitted::kName, kAny, kSubmitted, kFirm},
    Transition{kF, kSubmitted, CheckBegun::kName, kAny, kFilingCheck, kDesk | kProgram},
    Transition{kF, kSubmitted, FilingWithdrawn::kName, kAny, kTerminated, kFirm},
    Transition{kF, kFilingCheck, FilingReturned::kName, kAny, kReturned, kDesk | kProgram},
    Transition{kF, kFilingCheck, SupplementAsked::kName, kAny, kFilingSupplement, kDesk},
    Transition{kF, kFilingCheck, CaseDecided::kName, kPass, kFiled, kItself},
    Transition{kF, kFilingCheck, CaseDecided::kName, kNo, kRefused, kItself},
    Transition{kF, kFilingCheck, FilingWithdrawn::kName, kAny, kTerminated, kFirm},
    Transition{kF, kReturned, FilingSubmitted::kName, kAny, kSubmitted, kFirm},
    Transition{kF, kReturned, FilingWithdrawn::kName, kAny, kTerminated, kFirm},
    Transition{kF, kFilingSupplement, SupplementHandedIn::kName, kAny, kFilingCheck, kFirm},
    Transition{kF, kFilingSupplement, CaseDecided::kName, kEnd, kTerminated, kItself},
    Transition{kF, kFilingSupplement, FilingWithdrawn::kName, kAny, kTerminated, kFirm},
};

template <typename... States>
constexpr std::uint32_t set_of(States... states) {
  return ((std::uint32_t{1} << static_cast<unsigned>(states)) | ...);
}
constexpr std::uint32_t kEverywhere = (std::uint32_t{1} << kCaseStateCount) - 1;
constexpr std::uint32_t kSupplement = set_of(kAcceptanceSupplement, kAssessmentSupplement, kFilingSupplement);
constexpr std::uint32_t kDeciding = set_of(kUnderAssessment, kFilingCheck, kUnderReview);
constexpr std::uint32_t kHandedIn = kEverywhere & ~set_of(kDraft);
constexpr std::uint32_t kOpen =
    kHandedIn & ~set_of(kPassed, kPartlyPassed, kFiled, kRefused, kNotAccepted, kTerminated);
// Of a pass: under review it holds until the review has decided.
constexpr std::uint32_t kMayHavePermit = set_of(kPassed, kPartlyPassed, kFiled, kUnderReview);

constexpr std::array kStanding{
    StandingStep{FilingRevised::kName, kFirm, kSupplement},
    StandingStep{FilingRescored::kName, kProgram, kOpen & ~set_of(kReturned)},
    StandingStep{SupplementAnswered::kName, kFirm, kSupplement},
    StandingStep{ClockExtended::kName, kDesk, set_of(kUnderAssessment)},
    StandingStep{CaseAssigned::kName, kDesk, kOpen},
    StandingStep{GateAnswered::kName, kGate, kDeciding},
    StandingStep{DecisionProposed::kName, kDesk, kDeciding | kSupplement},
    StandingStep{ProposalSentBack::kName, kDesk, kDeciding | kSupplement},
    StandingStep{DecisionConfirmed::kName, kDesk, kDeciding | kSupplement},
    StandingStep{FinishedByRules::kName, kProgram, set_of(kUnderAssessment, kFilingCheck)},
    StandingStep{OverrideProposed::kName, kDesk, kOpen & ~set_of(kReturned)},
    StandingStep{OverrideConfirmed::kName, kDesk, kOpen & ~set_of(kReturned)},
    StandingStep{OverrideSentBack::kName, kDesk, kOpen & ~set_of(kReturned)},
    StandingStep{NoteAdded::kName, kFirm | kDesk | kGate | kOperator, kEverywhere},
    StandingStep{ContestOpened::kName, kFirm | kDesk | kGate | kOperator, kHandedIn},
    StandingStep{ContestAnswered::kName, kDesk | kOperator, kHandedIn},
    StandingStep{PermitDoubted::kName, kProgram, kMayHavePermit},
    StandingStep{DoubtSettled::kName, kDesk, kMayHavePermit},
    StandingStep{ClockStarted::kName, kItself, kHandedIn},
    StandingStep{LaneSet::kName, kItself, kOpen},
    StandingStep{GatesAsked::kName, kItself, kOpen},
    StandingStep{LaneOverridden::kName, kItself, kOpen},
};

}  // namespace

RouteFamily family_of(FilingRoute route) {
  return route == FilingRoute::kSA || route == FilingRoute::kEXT ? kA : kF;
}

std::span<const Transition> transitions() { return kTransitions; }
std::span<const StandingStep> standing_steps() { return kStanding; }

std::optional<StepRule> step_rule(RouteFamily family, CaseState from, const CaseStep& step) {
  const std::string_view name = name_of(step);
  const auto* decided = std::get_if<CaseDecided>(&step);
  for (const Transition& t : kTransitions) {
    if (t.family != family || t.from != from || t.step != name) continue;
    if (t.kind && (decided == nullptr || decided->decision.kind != *t.kind)) continue;
    return StepRule{t.to, t.who};
  }
  for (const StandingStep& s : kStanding) {
    if (s.step == name && (s.states & set_of(from)) != 0) return StepRule{from, s.who};
  }
  return std::nullopt;
}

}  // namespace tidegate
