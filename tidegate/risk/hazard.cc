#include "tidegate/risk/hazard.h"

#include <algorithm>
#include <bit>
#include <numeric>

namespace tidegate {
namespace {

constexpr std::size_t kSubsets = std::size_t{1} << kFactorCount;

constexpr std::uint64_t factorial(std::size_t n) { return n < 2 ? 1 : n * factorial(n - 1); }

}  // namespace

HazardModel::HazardModel(const RiskWeights& weights) {
  for (std::size_t e = 0; e < kEventCount; ++e) {
    base_held_[e] = Fixed18::of_permille(weights.base_permille[e]).complement();
    for (std::size_t level = 0; level < kLevels; ++level) {
      const auto quarters = static_cast<std::uint32_t>(level);
      for (std::size_t f = 0; f < kFactorCount; ++f) {
        held_[f][level][e] = Fixed18::of_permille(weights.weight_permille[f][e], quarters).complement();
      }
      for (std::size_t o = 0; o < kHarmCount; ++o) {
        harm_[o][level][e] = Fixed18::of_permille(weights.impact_permille[o][e], quarters);
      }
    }
  }
}

std::array<Fixed18, kEventCount> HazardModel::likelihood(const FactorLevels& levels) const {
  std::array<Fixed18, kEventCount> out = base_held_;
  for (std::size_t f = 0; f < kFactorCount; ++f) {
    if (levels[f] == 0) continue;  // a product by 1 is exact
    const auto& held = held_[f][static_cast<std::size_t>(levels[f])];
    for (std::size_t e = 0; e < kEventCount; ++e) out[e] *= held[e];
  }
  for (Fixed18& l : out) l = l.complement();
  return out;
}

Fixed18 HazardModel::score(std::span<const Exposure> scenarios) const {
  Fixed18 calm = Fixed18::one();
  for (const Exposure& scenario : scenarios) {
    const auto l = likelihood(scenario.level);
    for (std::size_t o = 0; o < kHarmCount; ++o) {
      if (scenario.impact[o] == 0) continue;
      const auto& harm = harm_[o][static_cast<std::size_t>(scenario.impact[o])];
      for (std::size_t e = 0; e < kEventCount; ++e) calm *= (harm[e] * l[e]).complement();
    }
  }
  return calm.complement();
}

std::vector<Fixed18> HazardModel::subset_scores(std::span<const Exposure> scenarios) const {
  std::vector<Fixed18> calm(kSubsets, Fixed18::one());
  std::array<std::vector<Fixed18>, kEventCount> l;
  for (const Exposure& scenario : scenarios) {
    for (std::size_t e = 0; e < kEventCount; ++e) {
      // Subsets of the first factors share the product over them: each factor doubles the table.
      l[e].assign(1, base_held_[e]);
      l[e].resize(kSubsets);
      for (std::size_t f = 0; f < kFactorCount; ++f) {
        const Fixed18 held = held_[f][static_cast<std::size_t>(scenario.level[f])][e];
        const std::size_t half = std::size_t{1} << f;
        for (std::size_t s = 0; s < half; ++s) l[e][half + s] = l[e][s] * held;
      }
      for (Fixed18& x : l[e]) x = x.complement();
    }
    for (std::size_t o = 0; o < kHarmCount; ++o) {
      if (scenario.impact[o] == 0) continue;
      const auto& harm = harm_[o][static_cast<std::size_t>(scenario.impact[o])];
      for (std::size_t e = 0; e < kEventCount; ++e) {
        if (harm[e] == Fixed18()) continue;
        for (std::size_t s = 0; s < kSubsets; ++s) calm[s] *= (harm[e] * l[e][s]).complement();
      }
    }
  }
  for (Fixed18& x : calm) x = x.complement();
  return calm;
}

ScoreShares HazardModel::shares(std::span<const Exposure> scenarios) const {
  const std::vector<Fixed18> value = subset_scores(scenarios);
  // Weight of a coalition of n others, times 11!: n! (10 - n)!.
  std::array<std::uint64_t, kFactorCount> weight{};
  for (std::size_t n = 0; n < kFactorCount; ++n) weight[n] = factorial(n) * factorial(kFactorCount - 1 - n);
  constexpr Uint128 kUnit = Uint128{factorial(kFactorCount)} * (Fixed18::kScale / 1'000'000);  // a millionth

  ScoreShares out;
  out.score_e6 = value.back().round_e6();
  out.inherent_e6 = value.front().round_e6();
  std::array<Uint128, kFactorCount> rest{};
  std::int64_t left = out.score_e6 - out.inherent_e6;
  for (std::size_t f = 0; f < kFactorCount; ++f) {
    Uint128 sum = 0;  // Shapley value times 11! in 10^-18: below 4 * 10^25
    for (std::size_t s = 0; s < kSubsets; ++s) {
      if ((s >> f & 1) != 0) continue;
      const std::uint64_t gain = value[s | std::size_t{1} << f].units() - value[s].units();
      sum += Uint128{weight[static_cast<std::size_t>(std::popcount(s))]} * gain;
    }
    out.factor_e6[f] = static_cast<std::int64_t>(static_cast<std::uint64_t>(sum / kUnit));
    rest[f] = sum % kUnit;
    left -= out.factor_e6[f];
  }
  std::array<std::size_t, kFactorCount> order{};
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return rest[a] > rest[b]; });
  for (std::size_t i = 0; left > 0; i = (i + 1) % kFactorCount, --left) ++out.factor_e6[order[i]];
  // Rounding of score and inherent can cost one millionth more than the floors gave up.
  for (; left < 0; ++left) --*std::max_element(out.factor_e6.begin(), out.factor_e6.end());
  return out;
}

}  // namespace tidegate
