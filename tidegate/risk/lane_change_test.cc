#include "tidegate/risk/lane_change.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <algorithm>
#include <set>
#include <tuple>

#include "tidegate/risk/shipped_test.h"

namespace tidegate {
namespace {

const HazardModel& model() {
  static const HazardModel kModel(shipped_weights());
  return kModel;
}
FactorLevels anywhere() { return {}; }  // every factor can reach 0

using Levels = std::vector<std::pair<Factor, int>>;

TEST(LaneChange, TheSixthVectorLeavesYellowOnlyByItsRecipient) {
  const std::vector<Exposure> v6{{{1, 1, 1, 4, 0, 0, 1, 0, 0, 0, 0}, {0, 0, 3}}};
  const auto changes = smallest_changes(model(), v6, anywhere(), 300'000);
  ASSERT_EQ(changes.size(), 1U);
  EXPECT_EQ(changes[0].to_levels, (Levels{{Factor::kR, 0}}));
  EXPECT_EQ(changes[0].levels, 4);
  EXPECT_EQ((changes[0].score_e6 + 50) / 100, 2413);
}

TEST(LaneChange, OffersThreeAlternativesLeastEffortFirst) {
  const std::vector<Exposure> v4{{{2, 1, 2, 2, 2, 1, 1, 1, 1, 0, 0}, {0, 0, 3}}};
  const auto changes = smallest_changes(model(), v4, anywhere(), 580'000);
  ASSERT_EQ(changes.size(), kMostAlternatives);
  for (const LevelChange& change : changes) EXPECT_LT(change.score_e6, 580'000);
  for (const LevelChange& change : changes) EXPECT_EQ(change.levels, 1);
  EXPECT_LE(changes[0].score_e6, changes[1].score_e6);
  EXPECT_LE(changes[1].score_e6, changes[2].score_e6);
  EXPECT_EQ(changes[0].to_levels, (Levels{{Factor::kR, 1}}));
}

TEST(LaneChange, AFactorThatCannotMoveStaysWhereItIs) {
  const std::vector<Exposure> v6{{{1, 1, 1, 4, 0, 0, 1, 0, 0, 0, 0}, {0, 0, 3}}};
  FactorLevels reachable = anywhere();
  reachable[static_cast<std::size_t>(Factor::kR)] = 4;
  for (const LevelChange& change : smallest_changes(model(), v6, reachable, 500'000)) {
    for (const auto& [factor, level] : change.to_levels) EXPECT_NE(factor, Factor::kR);
  }
  reachable.fill(4);
  EXPECT_TRUE(smallest_changes(model(), v6, reachable, 500'000).empty());
}

TEST(LaneChange, SaysNothingWhereNothingSuffices) {
  Exposure all_bad;
  all_bad.level.fill(4);
  all_bad.impact.fill(4);
  EXPECT_TRUE(smallest_changes(model(), {all_bad}, anywhere(), 600'000).empty());
}

// The slow twin: every combination of targets of every set of factors.
std::vector<std::tuple<int, std::int64_t, Levels>> all_smallest(const std::vector<Exposure>& scenarios,
                                                                const std::vector<std::size_t>& movable,
                                                                std::int64_t below_e6) {
  std::vector<std::tuple<int, std::int64_t, Levels>> best;
  std::size_t fewest = kMostFactorsChanged;
  FactorLevels worst{};
  for (const Exposure& s : scenarios) {
    for (std::size_t f = 0; f < kFactorCount; ++f) worst[f] = std::max(worst[f], s.level[f]);
  }
  const auto visit = [&](const auto& self, std::size_t at, Levels targets, int taken) -> void {
    if (at < movable.size()) {
      const std::size_t f = movable[at];
      self(self, at + 1, targets, taken);
      for (int target = 0; target < worst[f]; ++target) {
        Levels with = targets;
        with.emplace_back(static_cast<Factor>(f), target);
        self(self, at + 1, with, taken + worst[f] - target);
      }
      return;
    }
    std::vector<Exposure> changed = scenarios;
    for (Exposure& s : changed) {
      for (const auto& [factor, level] : targets) {
        int& now = s.level[static_cast<std::size_t>(factor)];
        now = std::min(now, level);
      }
    }
    const std::int64_t reached = model().score_e6(changed);
    if (targets.empty() || reached >= below_e6 || targets.size() > fewest) return;
    if (targets.size() < fewest) best.clear();
    fewest = targets.size();
    best.emplace_back(taken, reached, targets);
  };
  visit(visit, 0, {}, 0);
  std::sort(best.begin(), best.end());
  // One answer for each set of factors.
  std::set<std::vector<Factor>> seen;
  std::vector<std::tuple<int, std::int64_t, Levels>> out;
  for (const auto& answer : best) {
    std::vector<Factor> set;
    for (const auto& target : std::get<2>(answer)) set.push_back(target.first);
    if (seen.insert(set).second) out.push_back(answer);
  }
  if (out.size() > kMostAlternatives) out.resize(kMostAlternatives);
  return out;
}

TEST(LaneChange, FindsWhatTryingEverythingFinds) {
  EXPECT_TRUE(rc::check("smallest_changes == exhaustive search over five factors", [] {
    const std::vector<std::size_t> movable{0, 3, 4, 6, 8};
    std::vector<Exposure> scenarios(*rc::gen::inRange<std::size_t>(1, 3));
    for (Exposure& s : scenarios) {
      for (int& level : s.level) level = *rc::gen::element(0, 1, 2, 3, 4);
      for (int& level : s.impact) level = *rc::gen::element(0, 1, 2);
    }
    FactorLevels reachable;
    reachable.fill(4);
    for (const std::size_t f : movable) reachable[f] = 0;
    const std::int64_t score = model().score_e6(scenarios);
    const std::int64_t below = score - score * *rc::gen::element(0, 5, 10, 20, 30, 40) / 100;
    const auto slow = all_smallest(scenarios, movable, below);
    const auto fast = smallest_changes(model(), scenarios, reachable, below);
    RC_ASSERT(fast.size() == slow.size());
    for (std::size_t i = 0; i < fast.size(); ++i) {
      RC_ASSERT(std::make_tuple(fast[i].levels, fast[i].score_e6) ==
                std::make_tuple(std::get<0>(slow[i]), std::get<1>(slow[i])));
      RC_ASSERT(fast[i].to_levels == std::get<2>(slow[i]));
    }
  }));
}

}  // namespace
}  // namespace tidegate
