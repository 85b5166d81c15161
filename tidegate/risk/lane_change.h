// The smallest changes of factors that bring a filing to a lower lane.
#pragma once

#include <array>
#include <cstdint>
#include <utility>
#include <vector>

#include "tidegate/risk/hazard.h"
#include "tidegate/risk/weights.h"

namespace tidegate {

inline constexpr std::size_t kMostAlternatives = 3;
inline constexpr std::size_t kMostFactorsChanged = 4;  // a longer list is no advice

struct LevelChange {
  std::vector<std::pair<Factor, int>> to_levels;  // order of Factor; applies to every scenario that is worse
  int levels = 0;                                 // taken off in total, counted from the worst scenario
  std::int64_t score_e6 = 0;                      // after the change
};

// reachable  best level that each factor can be brought to; at its present worst level: it cannot be changed.
// below_e6   the score must come below this.
// Returns    up to kMostAlternatives changes with as few factors as any change needs, each with another set
// of
//            factors; fewest levels first, then the lowest score, then the order of Factor. Empty: no change
//            of kMostFactorsChanged factors suffices.
std::vector<LevelChange> smallest_changes(const HazardModel& model, const std::vector<Exposure>& scenarios,
                                          const FactorLevels& reachable, std::int64_t below_e6);

}  // namespace tidegate
