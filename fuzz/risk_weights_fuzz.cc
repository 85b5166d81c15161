// Claim: any bytes are either refused with their place, or read as weights under which a report keeps its
// promises: shares add up, the interval holds the score, the lane is no lower than its floor, and it repeats.
#include <cstddef>
#include <cstdint>
#include <numeric>
#include <string_view>

#include "tidegate/base/check.h"
#include "tidegate/risk/assess_risk.h"

namespace {

tidegate::RiskInput some_input() {
  tidegate::RiskInput input;
  input.scenarios.resize(1);
  tidegate::RiskScenario& scenario = input.scenarios[0];
  scenario.regions = {"DE"};
  tidegate::DataGroup group;
  group.personal = true;
  group.persons = 120'000;
  group.types = {"CT.ADDRESS", "FIN.TXN", "ID.NAME"};
  scenario.impact.groups = {group};
  for (std::size_t f = 0; f < tidegate::kFactorCount; f += 2) {
    scenario.factors[f].claim = {true, static_cast<int>(f % 5), tidegate::EvidenceGrade::kE2, {}};
  }
  return input;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto weights = tidegate::parse_weights({reinterpret_cast<const char*>(data), size});
  if (!weights) {
    TIDEGATE_CHECK(!weights.error().where.empty() && !weights.error().what_zh.empty());
    return 0;
  }
  const tidegate::RiskInput input = some_input();
  const tidegate::RiskReport report = tidegate::assess_risk(input, *weights, {});
  std::int64_t sum = report.inherent_e6;
  for (const auto& factor : report.factors) sum += factor.share_e6;
  TIDEGATE_CHECK(sum == report.score_e6);
  TIDEGATE_CHECK(report.low_e6 <= report.score_e6 && report.score_e6 <= report.high_e6);
  TIDEGATE_CHECK(report.score_e6 >= 0 && report.score_e6 <= 1'000'000);
  TIDEGATE_CHECK(report.lane >= report.legal_floor && report.lane >= report.risk_lane);
  TIDEGATE_CHECK(tidegate::assess_risk(input, *weights, {}).score_e6 == report.score_e6);
  return 0;
}
