#include "tidegate/terms/exit_code.h"

#include <algorithm>

namespace tidegate {

ExitCode exit_code(const Assessment& assessment, std::optional<Severity> fail_on) {
  const auto any = [&](RouteClass c) {
    return std::any_of(assessment.opinions.begin(), assessment.opinions.end(),
                       [&](const Opinion& o) { return o.route_class == c; });
  };
  if (any(RouteClass::kStop)) return ExitCode::kProhibited;
  if (assessment.opinions.empty() || any(RouteClass::kUndetermined)) return ExitCode::kUndetermined;
  if (any(RouteClass::kProcedure)) return ExitCode::kProcedure;
  // Severity is declared gravest first.
  const bool found =
      fail_on && std::any_of(assessment.findings.begin(), assessment.findings.end(), [&](const Finding& f) {
        return f.state == CheckState::kFails && f.severity <= *fail_on;
      });
  return found ? ExitCode::kFindings : ExitCode::kProceed;
}

}  // namespace tidegate
