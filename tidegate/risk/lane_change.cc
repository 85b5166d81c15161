#include "tidegate/risk/lane_change.h"

#include <algorithm>
#include <bit>

namespace tidegate {
namespace {

FactorLevels worst_levels(const std::vector<Exposure>& scenarios) {
  FactorLevels worst{};
  for (const Exposure& scenario : scenarios) {
    for (std::size_t f = 0; f < kFactorCount; ++f) worst[f] = std::max(worst[f], scenario.level[f]);
  }
  return worst;
}

// Searches the targets of one set of factors, depth first, cutting branches that cannot come below the limit
// even with all later factors at their best, or that already take off more levels than the best answer.
class TargetSearch {
 public:
  TargetSearch(const HazardModel& model, const std::vector<Exposure>& scenarios, const FactorLevels& worst,
               const FactorLevels& reachable, std::int64_t below_e6, const std::vector<std::size_t>& factors)
      : model_(model),
        scenarios_(scenarios),
        worst_(worst),
        reachable_(reachable),
        below_e6_(below_e6),
        factors_(factors),
        cap_(worst) {
    for (const std::size_t f : factors_) cap_[f] = reachable_[f];
    found_ = score() < below_e6_;
    if (!found_) return;
    best_.levels = kLevels * static_cast<int>(kFactorCount);
    descend(0, 0);
  }
  bool found() const { return found_; }
  LevelChange best() const {
    LevelChange out = best_;
    for (const std::size_t f : factors_) out.to_levels.emplace_back(static_cast<Factor>(f), best_cap_[f]);
    return out;
  }

 private:
  std::int64_t score() {
    capped_ = scenarios_;
    for (Exposure& scenario : capped_) {
      for (const std::size_t f : factors_) scenario.level[f] = std::min(scenario.level[f], cap_[f]);
    }
    return model_.score_e6(capped_);
  }
  void descend(std::size_t at, int taken) {
    if (at == factors_.size()) return keep(taken);
    const std::size_t f = factors_[at];
    for (int target = worst_[f] - 1; target >= reachable_[f]; --target) {
      const int with_this = taken + worst_[f] - target;
      const int later =
          static_cast<int>(factors_.size() - at) - 1;  // each later factor moves a level at least
      if (with_this + later > best_.levels) break;
      cap_[f] = target;
      if (score() < below_e6_) descend(at + 1, with_this);
    }
    cap_[f] = reachable_[f];
  }
  void keep(int taken) {
    const std::int64_t reached = score();
    if (taken > best_.levels || (taken == best_.levels && reached >= best_.score_e6)) return;
    best_.levels = taken;
    best_.score_e6 = reached;
    best_cap_ = cap_;
  }

  const HazardModel& model_;
  const std::vector<Exposure>& scenarios_;
  const FactorLevels& worst_;
  const FactorLevels& reachable_;
  std::int64_t below_e6_;
  const std::vector<std::size_t>& factors_;
  FactorLevels cap_;  // later factors stand at their best while earlier ones are tried
  FactorLevels best_cap_{};
  std::vector<Exposure> capped_;
  LevelChange best_;
  bool found_ = false;
};

}  // namespace

std::vector<LevelChange> smallest_changes(const HazardModel& model, const std::vector<Exposure>& scenarios,
                                          const FactorLevels& reachable, std::int64_t below_e6) {
  const FactorLevels worst = worst_levels(scenarios);
  std::vector<std::size_t> movable;
  for (std::size_t f = 0; f < kFactorCount; ++f) {
    if (reachable[f] < worst[f]) movable.push_back(f);
  }
  std::vector<LevelChange> out;
  for (std::size_t size = 1; size <= std::min(kMostFactorsChanged, movable.size()) && out.empty(); ++size) {
    for (std::uint32_t set = 0; set < 1U << movable.size(); ++set) {
      if (static_cast<std::size_t>(std::popcount(set)) != size) continue;
      std::vector<std::size_t> factors;
      for (std::size_t i = 0; i < movable.size(); ++i) {
        if ((set >> i & 1) != 0) factors.push_back(movable[i]);
      }
      const TargetSearch search(model, scenarios, worst, reachable, below_e6, factors);
      if (search.found()) out.push_back(search.best());
    }
  }
  std::sort(out.begin(), out.end(), [](const LevelChange& a, const LevelChange& b) {
    if (a.levels != b.levels) return a.levels < b.levels;
    if (a.score_e6 != b.score_e6) return a.score_e6 < b.score_e6;
    return a.to_levels < b.to_levels;
  });
  if (out.size() > kMostAlternatives) out.resize(kMostAlternatives);
  return out;
}

}  // namespace tidegate
