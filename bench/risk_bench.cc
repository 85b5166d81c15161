// Times a risk report: a whole one, its exact Shapley shares, and the search for the smallest change of lane.
#include <benchmark/benchmark.h>

#include <fstream>
#include <iterator>
#include <string>

#include "tidegate/risk/assess_risk.h"
#include "tidegate/risk/hazard.h"
#include "tidegate/risk/lane_change.h"

namespace tidegate {
namespace {

std::string file(const char* path) {
  std::ifstream in(std::string(TIDEGATE_SOURCE_DIR) + "/" + path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}
const RiskWeights& weights() {
  static const RiskWeights kWeights = parse_weights(file("models/risk/weights-v0.json")).value();
  return kWeights;
}

// Everything that can cost: every factor bad, every harm touched, half of the factors unknown.
RiskInput hard_case(std::size_t scenarios) {
  RiskInput input;
  input.as_of = Date::of(2026, 11, 23).value();
  input.law.routes = {{"CN", {"exempt", "豁免"}, RouteClass::kFree}};
  for (std::size_t i = 0; i < scenarios; ++i) {
    RiskScenario scenario;
    scenario.id = std::to_string(i);
    scenario.regions = {"DE"};
    DataGroup group;
    group.personal = true;
    group.sensitive = true;
    group.persons = 250'000;
    scenario.impact.groups = {group};
    scenario.impact.national_security = 3;
    scenario.impact.public_interest = 2;
    for (std::size_t f = 0; f < kFactorCount; f += 2)
      scenario.factors[f].claim = {true, 3, EvidenceGrade::kE1, {}};
    input.scenarios.push_back(std::move(scenario));
  }
  return input;
}

void BM_Report(benchmark::State& state) {
  const RiskInput input = hard_case(static_cast<std::size_t>(state.range(0)));
  const DestinationTable table;
  for (auto _ : state) benchmark::DoNotOptimize(assess_risk(input, weights(), table));
}
BENCHMARK(BM_Report)->Arg(1)->Arg(4)->Unit(benchmark::kMicrosecond);

void BM_Score(benchmark::State& state) {
  const HazardModel model(weights());
  const std::vector<Exposure> one{{{3, 3, 3, 3, 3, 3, 3, 2, 3, 2, 3}, {3, 2, 2}}};
  for (auto _ : state) benchmark::DoNotOptimize(model.score(one));
}
BENCHMARK(BM_Score)->Unit(benchmark::kNanosecond);

void BM_Shares(benchmark::State& state) {
  const HazardModel model(weights());
  const std::vector<Exposure> one{{{3, 3, 3, 3, 3, 3, 3, 2, 3, 2, 3}, {3, 2, 2}}};
  for (auto _ : state) benchmark::DoNotOptimize(model.shares(one));
}
BENCHMARK(BM_Shares)->Unit(benchmark::kMicrosecond);

void BM_SmallestChanges(benchmark::State& state) {
  const HazardModel model(weights());
  const std::vector<Exposure> one{{{3, 3, 3, 3, 3, 3, 3, 2, 3, 2, 3}, {0, 0, 3}}};
  for (auto _ : state) benchmark::DoNotOptimize(smallest_changes(model, one, {}, 600'000));
}
BENCHMARK(BM_SmallestChanges)->Unit(benchmark::kMicrosecond);

void BM_ParseWeights(benchmark::State& state) {
  const std::string text = file("models/risk/weights-v0.json");
  for (auto _ : state) benchmark::DoNotOptimize(parse_weights(text));
}
BENCHMARK(BM_ParseWeights)->Unit(benchmark::kMicrosecond);

}  // namespace
}  // namespace tidegate
