// From factor levels to a score: noisy-OR as a product of exact terms, in one fixed order.
//   L_e = 1 - (1 - b_e) * PRODUCT_f (1 - w[f][e] * level_f / 4)
//   s   = 1 - PRODUCT_(scenario, o, e) (1 - k[o][e] * (impact_o / 4) * L_e)
// Order: factors N..V within L_e; then events leak..rights, within harms NS PU IR, within scenarios as given.
// Every product is rounded half-even to 18 decimals; no rounding turns an order round, so that a worse level
// or a graver impact never gives a lower score.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "tidegate/base/fixed.h"
#include "tidegate/risk/weights.h"

namespace tidegate {

using FactorLevels = std::array<int, kFactorCount>;  // 0..4 each, order of Factor
using ImpactLevels = std::array<int, kHarmCount>;    // 0..4 each, order of Harm

// One scenario as the score sees it. Callers hand scenarios over in one set order (of their ids).
struct Exposure {
  FactorLevels level{};
  ImpactLevels impact{};
};

// Shares of the score, in millionths: inherent + sum of factors == score, exactly.
struct ScoreShares {
  std::int64_t score_e6 = 0;
  std::int64_t inherent_e6 = 0;  // every factor at 0
  std::array<std::int64_t, kFactorCount> factor_e6{};
};

// The weights turned into the terms of the products, once.
class HazardModel {
 public:
  explicit HazardModel(const RiskWeights& weights);

  // L_e of one set of levels.
  std::array<Fixed18, kEventCount> likelihood(const FactorLevels& levels) const;
  // s of a filing.
  Fixed18 score(std::span<const Exposure> scenarios) const;
  std::int64_t score_e6(std::span<const Exposure> scenarios) const { return score(scenarios).round_e6(); }

  // s for every set of factors at their levels while the others are at 0: 2^11 scores; bit f of the index is
  // factor f.
  std::vector<Fixed18> subset_scores(std::span<const Exposure> scenarios) const;
  // Exact Shapley values of the factors over subset_scores, cut to millionths so that they add up: each is
  // rounded down, what is left goes to the largest remainders, the earlier factor first.
  ScoreShares shares(std::span<const Exposure> scenarios) const;

 private:
  std::array<Fixed18, kEventCount> base_held_{};  // 1 - b_e
  std::array<std::array<std::array<Fixed18, kEventCount>, kLevels>, kFactorCount>
      held_{};                                                                            // 1 - w * level / 4
  std::array<std::array<std::array<Fixed18, kEventCount>, kLevels>, kHarmCount> harm_{};  // k * impact / 4
};

}  // namespace tidegate
