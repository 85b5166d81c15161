#include "tidegate/risk/hazard.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <algorithm>
#include <numeric>

#include "tidegate/base/hash.h"
#include "tidegate/risk/shipped_test.h"

namespace tidegate {
namespace {

const HazardModel& model() {
  static const HazardModel kModel(shipped_weights());
  return kModel;
}
std::int64_t e6(const Exposure& one) { return model().score_e6(std::vector<Exposure>{one}); }
ScoreShares shares(const Exposure& one) { return model().shares(std::vector<Exposure>{one}); }

Exposure any_exposure() {
  Exposure out;
  for (int& level : out.level) level = *rc::gen::element(0, 1, 2, 3, 4);
  for (int& level : out.impact) level = *rc::gen::element(0, 1, 2, 3, 4);
  return out;
}

struct Golden {
  const char* id;
  FactorLevels level;   // N P D R T X B G C H V
  ImpactLevels impact;  // NS PU IR
  std::array<std::int64_t, kEventCount> likelihood_e4;
  std::int64_t score_e6;
  Lane lane;
  std::vector<std::pair<Factor, std::int64_t>> top_e4;  // largest shares
  std::int64_t inherent_e4;
};

const std::vector<Golden>& golden() {
  using enum Factor;
  static const std::vector<Golden> kAll{
      {"V1", {}, {0, 0, 1}, {500, 200, 200, 500, 200}, 18998, Lane::kGreen, {}, 190},
      {"V2",
       {1, 1, 1, 1, 1, 1, 1},
       {0, 0, 1},
       {3811, 2897, 2545, 3386, 2118},
       152466,
       Lane::kBlue,
       {{kR, 311}, {kT, 243}, {kD, 216}},
       190},
      {"V3",
       {2, 2, 1, 3, 3, 3, 3, 2, 1},
       {0, 0, 1},
       {7086, 6252, 5932, 6639, 5895},
       298726,
       Lane::kBlue,
       {{kR, 695}, {kT, 545}, {kX, 407}},
       190},
      {"V4",
       {2, 1, 2, 2, 2, 1, 1, 1, 1},
       {0, 0, 3},
       {5590, 4213, 3287, 5683, 4727},
       585549,
       Lane::kYellow,
       {{kR, 1271}, {kT, 1014}, {kD, 878}},
       562},
      {"V5",
       {1, 1, 1, 1, 0, 0, 1},
       {0, 0, 3},
       {2664, 1809, 2157, 2671, 1813},
       317520,
       Lane::kYellow,
       {{kR, 897}, {kD, 622}, {kN, 412}},
       562},
      {"V6",
       {1, 1, 1, 4, 0, 0, 1},
       {0, 0, 3},
       {4775, 3447, 3395, 4779, 3451},
       512411,
       Lane::kYellow,
       {{kR, 3167}, {kD, 505}, {kN, 334}},
       562},
      {"V7",
       {1, 1, 2, 1, 1},
       {3, 2, 0},
       {3760, 2229, 1260, 3587, 2359},
       547363,
       Lane::kYellow,
       {{kD, 1401}, {kR, 1120}, {kT, 999}},
       921},
      {"V8",
       {3, 3, 3, 3, 3, 3, 3, 2, 3, 2, 3},
       {3, 2, 2},
       {8447, 7271, 6782, 8635, 7553},
       963391,
       Lane::kRed,
       {{kR, 1231}, {kT, 1099}, {kV, 1083}},
       1264},
      {"V9",
       {4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4},
       {4, 4, 4},
       {9284, 8374, 8027, 9438, 8981},
       999423,
       Lane::kRed,
       {{kR, 974}, {kT, 914}, {kV, 908}},
       2058},
      {"V10", {4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4}, {}, {9284, 8374, 8027, 9438, 8981}, 0, Lane::kGreen, {}, 0},
  };
  return kAll;
}

std::int64_t to_e4(std::int64_t e6_value) { return (e6_value + 50) / 100; }

TEST(Hazard, GoldenVectorsHoldToSixDecimals) {
  for (const Golden& g : golden()) {
    const Exposure one{g.level, g.impact};
    EXPECT_EQ(e6(one), g.score_e6) << g.id;
    EXPECT_EQ(shipped_weights().lane_of(e6(one)), g.lane) << g.id;
    const auto likelihood = model().likelihood(g.level);
    for (std::size_t e = 0; e < kEventCount; ++e) {
      EXPECT_EQ(to_e4(likelihood[e].round_e6()), g.likelihood_e4[e]) << g.id << " event " << e;
    }
  }
}

TEST(Hazard, GoldenSharesHoldToFourDecimals) {
  for (const Golden& g : golden()) {
    const ScoreShares s = shares({g.level, g.impact});
    EXPECT_EQ(s.score_e6, g.score_e6) << g.id;
    EXPECT_EQ(to_e4(s.inherent_e6), g.inherent_e4) << g.id;
    std::vector<std::size_t> order(kFactorCount);
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(),
                     [&](auto a, auto b) { return s.factor_e6[a] > s.factor_e6[b]; });
    for (std::size_t i = 0; i < g.top_e4.size(); ++i) {
      EXPECT_EQ(order[i], static_cast<std::size_t>(g.top_e4[i].first)) << g.id;
      EXPECT_EQ(to_e4(s.factor_e6[order[i]]), g.top_e4[i].second) << g.id;
    }
    if (g.top_e4.empty()) {
      EXPECT_EQ(s.factor_e6[order[0]], 0) << g.id;
    }
  }
}

TEST(Hazard, TheTrapOfTwelveDigitsIsPassed) {
  EXPECT_EQ(e6({{4, 2, 2, 2, 1, 2, 0, 2, 3, 3, 0}, {2, 2, 3}}), 914715);
}

TEST(Hazard, IntervalsOfTheFourthVectorHold) {
  const auto v4 = [](int r, int t) { return e6({{2, 1, 2, r, t, 1, 1, 1, 1, 0, 0}, {0, 0, 3}}); };
  EXPECT_EQ(v4(0, 0), 433386);
  EXPECT_EQ(v4(4, 4), 688759);
  EXPECT_EQ(v4(0, 2), 511333);
  EXPECT_EQ(v4(4, 2), 650974);
  EXPECT_EQ(v4(2, 0), 527978);
  EXPECT_EQ(v4(2, 4), 638344);
}

// The slow twin: the same products in whole numbers without any rounding.
class Big {
 public:
  explicit Big(std::uint64_t n)
      : limbs_{static_cast<std::uint32_t>(n), static_cast<std::uint32_t>(n >> 32)} {}
  friend Big operator*(const Big& a, const Big& b) {
    Big out(0);
    out.limbs_.assign(a.limbs_.size() + b.limbs_.size(), 0);
    for (std::size_t i = 0; i < a.limbs_.size(); ++i) {
      std::uint64_t carry = 0;
      for (std::size_t j = 0; j < b.limbs_.size() || carry > 0; ++j) {
        const std::uint64_t term = j < b.limbs_.size() ? std::uint64_t{a.limbs_[i]} * b.limbs_[j] : 0;
        const std::uint64_t sum = term + out.limbs_[i + j] + carry;
        out.limbs_[i + j] = static_cast<std::uint32_t>(sum);
        carry = sum >> 32;
      }
    }
    return out;
  }
  friend Big operator-(Big a, const Big& b) {  // a >= b
    std::int64_t borrow = 0;
    for (std::size_t i = 0; i < a.limbs_.size(); ++i) {
      std::int64_t digit = std::int64_t{a.limbs_[i]} - borrow - (i < b.limbs_.size() ? b.limbs_[i] : 0);
      borrow = digit < 0 ? 1 : 0;
      a.limbs_[i] = static_cast<std::uint32_t>(digit + (borrow << 32));
    }
    return a;
  }
  friend bool operator<=(const Big& a, const Big& b) {
    for (std::size_t i = std::max(a.limbs_.size(), b.limbs_.size()); i-- > 0;) {
      const std::uint32_t x = i < a.limbs_.size() ? a.limbs_[i] : 0;
      const std::uint32_t y = i < b.limbs_.size() ? b.limbs_[i] : 0;
      if (x != y) return x < y;
    }
    return true;
  }

 private:
  std::vector<std::uint32_t> limbs_;
};

struct Ratio {
  Big up;
  Big down;
};

// 1 - s of one scenario, exactly.
Ratio exact_calm(const Exposure& one) {
  const RiskWeights& w = shipped_weights();
  const auto times = [](Ratio& r, const Big& up, const Big& down) {
    r.up = r.up * up;
    r.down = r.down * down;
  };
  Ratio calm{Big(1), Big(1)};
  for (std::size_t e = 0; e < kEventCount; ++e) {
    Ratio held{Big(1000 - w.base_permille[e]), Big(1000)};
    for (std::size_t f = 0; f < kFactorCount; ++f) {
      times(held, Big(4000 - w.weight_permille[f][e] * static_cast<std::uint64_t>(one.level[f])), Big(4000));
    }
    for (std::size_t o = 0; o < kHarmCount; ++o) {
      const std::uint64_t harm = w.impact_permille[o][e] * static_cast<std::uint64_t>(one.impact[o]);
      // 1 - harm / 4000 * (1 - held)
      times(calm, Big(4000) * held.down - Big(harm) * (held.down - held.up), Big(4000) * held.down);
    }
  }
  return calm;
}

TEST(Hazard, TheScoreIsTheExactProductToSixteenDigits) {
  EXPECT_TRUE(rc::check("|s - exact| <= 10^-16, and the sixth decimal is the exact one", [] {
    const Exposure one = any_exposure();
    const std::uint64_t s = model().score(std::vector<Exposure>{one}).units();
    constexpr std::uint64_t kSlack = 100;
    const Ratio calm = exact_calm(one);
    const Big exact = (calm.down - calm.up) * Big(Fixed18::kScale);
    RC_ASSERT(Big(s < kSlack ? 0 : s - kSlack) * calm.down <= exact);
    RC_ASSERT(exact <= Big(s + kSlack) * calm.down);
    const std::uint64_t within = s % 1'000'000'000'000U;  // where the sixth decimal is cut
    RC_PRE(within < 500'000'000'000U - kSlack || within > 500'000'000'000U + kSlack);
    const std::int64_t e6_value = e6(one);
    const Big millionths = (calm.down - calm.up) * Big(2'000'000);
    if (e6_value > 0) RC_ASSERT(Big(static_cast<std::uint64_t>(2 * e6_value - 1)) * calm.down <= millionths);
    RC_ASSERT(millionths <= Big(static_cast<std::uint64_t>(2 * e6_value + 1)) * calm.down);
  }));
}

TEST(Hazard, P1RaisingAnythingNeverLowersTheScore) {
  EXPECT_TRUE(rc::check("P1", [] {
    const Exposure before = any_exposure();
    Exposure after = before;
    for (int& level : after.level) level = *rc::gen::inRange(level, kLevels);
    for (int& level : after.impact) level = *rc::gen::inRange(level, kLevels);
    RC_ASSERT(model().score(std::vector<Exposure>{before}) <= model().score(std::vector<Exposure>{after}));
    RC_ASSERT(model().score(std::vector<Exposure>{before}) <=
              model().score(std::vector<Exposure>{before, after}));
  }));
}

TEST(Hazard, P3WithoutImpactThereIsNoRisk) {
  EXPECT_TRUE(rc::check("P3", [] {
    Exposure one = any_exposure();
    one.impact = {};
    RC_ASSERT(e6(one) == 0);
  }));
}

TEST(Hazard, P4SharesAddUpToTheScoreExactly) {
  EXPECT_TRUE(rc::check("P4", [] {
    std::vector<Exposure> scenarios{any_exposure()};
    if (*rc::gen::arbitrary<bool>()) scenarios.push_back(any_exposure());
    const ScoreShares s = model().shares(scenarios);
    RC_ASSERT(s.score_e6 == model().score_e6(scenarios));
    RC_ASSERT(std::accumulate(s.factor_e6.begin(), s.factor_e6.end(), s.inherent_e6) == s.score_e6);
    RC_ASSERT(*std::min_element(s.factor_e6.begin(), s.factor_e6.end()) >= 0);
  }));
}

// The slow twin of the shares: the mean gain of a factor over all orders in which factors can arrive.
TEST(Hazard, SharesAreTheMeanOverAllOrdersOfArrival) {
  EXPECT_TRUE(rc::check("Shapley by permutations", [] {
    Exposure one = any_exposure();
    std::vector<std::size_t> active{0, 3, 4, 7, 10};
    for (std::size_t f = 0; f < kFactorCount; ++f) {
      if (std::find(active.begin(), active.end(), f) == active.end()) one.level[f] = 0;
    }
    std::array<Uint128, kFactorCount> gained{};
    std::uint64_t orders = 0;
    do {
      Exposure now = one;
      now.level = {};
      std::uint64_t before = model().score(std::vector<Exposure>{now}).units();
      for (const std::size_t f : active) {
        now.level[f] = one.level[f];
        const std::uint64_t after = model().score(std::vector<Exposure>{now}).units();
        gained[f] += after - before;
        before = after;
      }
      ++orders;
    } while (std::next_permutation(active.begin(), active.end()));
    const ScoreShares s = shares(one);
    for (std::size_t f = 0; f < kFactorCount; ++f) {
      const auto mean_e6 =
          static_cast<std::int64_t>(static_cast<std::uint64_t>(gained[f] / orders) / 1'000'000'000'000U);
      RC_ASSERT(s.factor_e6[f] - mean_e6 >= -1 && s.factor_e6[f] - mean_e6 <= 1);
    }
  }));
}

TEST(Hazard, TheSubsetOfAllFactorsIsTheScore) {
  EXPECT_TRUE(rc::check("subset_scores", [] {
    const std::vector<Exposure> scenarios{any_exposure(), any_exposure()};
    const auto all = model().subset_scores(scenarios);
    const std::size_t set = *rc::gen::inRange<std::size_t>(0, all.size());
    std::vector<Exposure> part = scenarios;
    for (Exposure& one : part) {
      for (std::size_t f = 0; f < kFactorCount; ++f) {
        if ((set >> f & 1) == 0) one.level[f] = 0;
      }
    }
    RC_ASSERT(all[set] == model().score(part));
  }));
}

// P5: the digest was reached by two programs in two languages; every compiler, flag and machine must reach
// it.
TEST(Hazard, P5TheSameInputsGiveTheSameBitsEverywhere) {
  std::string all;
  std::uint64_t state = 1;
  const auto next = [&state](int bound) {
    state = state * 6364136223846793005U + 1442695040888963407U;
    return static_cast<int>((state >> 33) % static_cast<std::uint64_t>(bound));
  };
  for (int i = 0; i < 2000; ++i) {
    Exposure one;
    for (int& level : one.level) level = next(kLevels);
    for (int& level : one.impact) level = next(kLevels);
    all += std::to_string(model().score(std::vector<Exposure>{one}).units()) + "\n";
    if (i % 100 == 0) {
      for (const std::int64_t share : shares(one).factor_e6) all += std::to_string(share) + "\n";
    }
  }
  EXPECT_EQ(sha256_hex(all), "2603f32bb5be810701225ca3c0c855cb1ac9a4b99405a2c993a57eb201df4c28");
}

}  // namespace
}  // namespace tidegate
