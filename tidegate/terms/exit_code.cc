#include "tidegate/terms/exit_code.h"

#include <algorithm>

namespace tidegate {

bool finds(const DataProfile& profile, Sensitivity level) {
  const auto reaches = [&](const ColumnProfile& column) { return column.sensitivity >= level; };
  return std::any_of(profile.files.begin(), profile.files.end(), [&](const FileProfile& file) {
    return std::any_of(file.columns.begin(), file.columns.end(), reaches);
  });
}

ExitCode exit_code(const Assessment& assessment, std::optional<Sensitivity> fail_on) {
  const auto any = [&](RouteClass c) {
    return std::any_of(assessment.opinions.begin(), assessment.opinions.end(),
                       [&](const Opinion& o) { return o.route_class == c; });
  };
  if (any(RouteClass::kStop)) return ExitCode::kProhibited;
  if (assessment.opinions.empty() || any(RouteClass::kUndetermined)) return ExitCode::kUndetermined;
  if (any(RouteClass::kProcedure)) return ExitCode::kProcedure;
  const bool found = fail_on && assessment.profile && finds(*assessment.profile, *fail_on);
  return found ? ExitCode::kFindings : ExitCode::kProceed;
}

}  // namespace tidegate
