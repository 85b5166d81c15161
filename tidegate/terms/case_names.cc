#include <array>

#include "tidegate/terms/case.h"

namespace tidegate {
namespace {

template <std::size_t N, typename E>
std::string_view named(const std::array<std::string_view, N>& names, E value) {
  return names[static_cast<std::size_t>(value)];
}

}  // namespace

std::string_view to_string(FilingRoute route) {
  constexpr std::array<std::string_view, 6> kNames{"SA", "SC", "PC", "NL", "EX", "EXT"};
  return named(kNames, route);
}

std::string_view to_string(ClockKind kind) {
  constexpr std::array<std::string_view, 5> kNames{"completeness", "acceptance", "assessment", "filing_check",
                                                   "supplement"};
  return named(kNames, kind);
}

std::string_view to_string(OverrideScope scope) {
  constexpr std::array<std::string_view, 2> kNames{"this_case", "precedent"};
  return named(kNames, scope);
}

std::string_view to_string(ContestLevel level) {
  constexpr std::array<std::string_view, 4> kNames{"fact", "mapping", "policy", "outcome"};
  return named(kNames, level);
}

std::string_view to_string(RescoreCause cause) {
  constexpr std::array<std::string_view, 2> kNames{"contest", "credential"};
  return named(kNames, cause);
}

std::string_view to_string(CaseState state) {
  constexpr std::array<std::string_view, kCaseStateCount> kNames{"draft",
                                                                 "submitted",
                                                                 "completeness_check",
                                                                 "returned",
                                                                 "awaiting_acceptance",
                                                                 "acceptance_supplement",
                                                                 "under_assessment",
                                                                 "assessment_supplement",
                                                                 "filing_check",
                                                                 "filing_supplement",
                                                                 "under_review",
                                                                 "passed",
                                                                 "partly_passed",
                                                                 "filed",
                                                                 "refused",
                                                                 "not_accepted",
                                                                 "terminated"};
  return named(kNames, state);
}

std::string_view name_of(const CaseStep& step) {
  return std::visit([](const auto& s) { return std::string_view(s.kName); }, step);
}

}  // namespace tidegate
