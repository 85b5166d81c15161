// Claim: any bytes are either refused with their place, or read as cases that score perfectly against
// themselves.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "tidegate/base/check.h"
#include "tidegate/pilot/routes.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto cases = tidegate::parse_labelled_cases(text, "f");
  if (!cases) {
    TIDEGATE_CHECK(!cases.error().where.empty());
    return 0;
  }
  std::vector<std::pair<tidegate::LabelledRoute, tidegate::Opinion>> answers;
  for (const tidegate::LabelledCase& one : *cases) {
    tidegate::Opinion echo;
    echo.route = one.label.route;
    echo.legal_basis = one.label.legal_basis;
    echo.exemptions = one.label.exemptions;
    answers.emplace_back(one.label, echo);
  }
  const tidegate::RouteScore score = tidegate::score_routes(answers);
  TIDEGATE_CHECK(score.routes.right == score.cases && score.false_ease == 0);
  TIDEGATE_CHECK(score.legal_basis.right == score.legal_basis.of);
  TIDEGATE_CHECK(!tidegate::to_json(score).empty());
  return 0;
}
