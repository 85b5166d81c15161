#include "tidegate/base/fixed.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <array>

namespace tidegate {
namespace {

Fixed18 units(std::uint64_t n) { return Fixed18::of_units(n); }

// The same product by plain 128-bit division.
std::uint64_t slow_product(std::uint64_t a, std::uint64_t b, std::uint64_t scale) {
  const Uint128 product = Uint128{a} * b;
  const auto quotient = static_cast<std::uint64_t>(product / scale);
  const auto rest = static_cast<std::uint64_t>(product % scale);
  const bool up = rest > scale - rest || (rest == scale - rest && (quotient & 1) != 0);
  return quotient + (up ? 1 : 0);
}

rc::Gen<std::uint64_t> any_units() {
  return rc::gen::oneOf(rc::gen::map(rc::gen::arbitrary<std::uint64_t>(),
                                     [](std::uint64_t n) { return n % (Fixed18::kScale + 1); }),
                        rc::gen::map(rc::gen::inRange<std::uint64_t>(0, 100),
                                     [](std::uint64_t n) { return Fixed18::kScale - n; }),
                        rc::gen::inRange<std::uint64_t>(0, 5'000'000'000U),
                        rc::gen::map(rc::gen::inRange<std::uint64_t>(0, 4001),
                                     [](std::uint64_t n) { return n * (Fixed18::kScale / 4000); }));
}

TEST(Fixed18, TheQuickProductIsThePlainOne) {
  EXPECT_TRUE(rc::check("product == division by 10^18, half-even", [] {
    const std::uint64_t a = *any_units();
    const std::uint64_t b = *any_units();
    RC_ASSERT((units(a) * units(b)).units() == slow_product(a, b, Fixed18::kScale));
  }));
}

TEST(Fixed18, ProductsAtTheEdgesAreThePlainOnes) {
  constexpr std::uint64_t kOne = Fixed18::kScale;
  for (const std::uint64_t a :
       {std::uint64_t{0}, std::uint64_t{1}, std::uint64_t{2}, kOne / 2 - 1, kOne / 2, kOne / 2 + 1, kOne - 1,
        kOne, std::uint64_t{999'999'999}, std::uint64_t{1'000'000'000}}) {
    for (std::uint64_t d = 0; d < 2000; ++d) {
      EXPECT_EQ((units(a) * units(kOne - d)).units(), slow_product(a, kOne - d, kOne));
    }
    EXPECT_EQ(units(a) * Fixed18::one(), units(a));
    EXPECT_EQ(units(a) * Fixed18(), Fixed18());
  }
}

TEST(Fixed18, AnExactHalfGoesToTheEvenNeighbour) {
  const Fixed18 half = units(Fixed18::kScale / 2);
  EXPECT_EQ((half * units(1)).units(), 0U);  // 0.5 -> 0
  EXPECT_EQ((half * units(3)).units(), 2U);  // 1.5 -> 2
  EXPECT_EQ((half * units(5)).units(), 2U);  // 2.5 -> 2
  EXPECT_EQ(units(500'000'000'000U).round_e6(), 0);
  EXPECT_EQ(units(500'000'000'001U).round_e6(), 1);
  EXPECT_EQ(units(1'500'000'000'000U).round_e6(), 2);
  EXPECT_EQ(units(2'500'000'000'000U).round_e6(), 2);
  EXPECT_EQ(Fixed18::one().round_e6(), 1'000'000);
}

TEST(Fixed18, WeightsTimesLevelsAreExact) {
  EXPECT_EQ(Fixed18::of_permille(1, 1).units(), Fixed18::kScale / 4000);
  EXPECT_EQ(Fixed18::of_permille(350, 3).units(), 262'500'000'000'000'000U);
  EXPECT_EQ(Fixed18::of_permille(1000), Fixed18::one());
  EXPECT_EQ(Fixed18::of_permille(50).complement().units(), 950'000'000'000'000'000U);
}

TEST(Fixed18, RoundingKeepsTheOrder) {
  EXPECT_TRUE(rc::check("a <= b: a * c <= b * c", [] {
    const std::uint64_t a = *any_units();
    const std::uint64_t b = *rc::gen::inRange<std::uint64_t>(a, Fixed18::kScale + 1);
    const Fixed18 c = units(*any_units());
    RC_ASSERT(units(a) * c <= units(b) * c);
    RC_ASSERT(units(a).round_e6() <= units(b).round_e6());
  }));
}

// The trap of the risk model: levels 4 2 2 2 1 2 0 2 3 3 0 with impacts 2 2 3 give 0.91471450000001..., and
// the digits after the sixth decide. 18 digits round to 0.914715; a product kept to 12 loses it and gives
// 0.914714.
struct Trap {
  static constexpr std::array<std::array<std::uint32_t, 5>, 11> kWeights{{{100, 0, 0, 300, 150},
                                                                          {250, 150, 100, 100, 0},
                                                                          {250, 100, 50, 250, 250},
                                                                          {350, 250, 200, 350, 250},
                                                                          {400, 300, 50, 250, 50},
                                                                          {250, 250, 150, 150, 100},
                                                                          {50, 200, 500, 0, 50},
                                                                          {0, 0, 0, 100, 500},
                                                                          {100, 100, 100, 300, 300},
                                                                          {150, 100, 100, 200, 150},
                                                                          {300, 150, 100, 400, 100}}};
  static constexpr std::array<std::array<std::uint32_t, 5>, 3> kHarms{
      {{700, 350, 200, 700, 0}, {500, 450, 450, 500, 100}, {600, 300, 200, 550, 450}}};
  static constexpr std::array<std::uint32_t, 5> kBase{50, 20, 20, 50, 20};
  static constexpr std::array<std::uint32_t, 11> kLevels{4, 2, 2, 2, 1, 2, 0, 2, 3, 3, 0};
  static constexpr std::array<std::uint32_t, 3> kImpacts{2, 2, 3};

  // Returns s in units of 1 / scale; `multiply` works at that scale.
  template <typename Multiply>
  static std::uint64_t score(std::uint64_t scale, Multiply multiply) {
    std::uint64_t calm = scale;
    for (std::size_t o = 0; o < 3; ++o) {
      for (std::size_t e = 0; e < 5; ++e) {
        std::uint64_t held = scale - scale / 1000 * kBase[e];
        for (std::size_t f = 0; f < 11; ++f)
          held = multiply(held, scale - scale / 4000 * kWeights[f][e] * kLevels[f]);
        calm = multiply(calm, scale - multiply(scale / 4000 * kHarms[o][e] * kImpacts[o], scale - held));
      }
    }
    return scale - calm;
  }
};

TEST(Fixed18, EighteenDigitsAreEnoughWhereTwelveAreNot) {
  const std::uint64_t fine = Trap::score(
      Fixed18::kScale, [](std::uint64_t a, std::uint64_t b) { return (units(a) * units(b)).units(); });
  EXPECT_EQ(units(fine).round_e6(), 914715);
  constexpr std::uint64_t kTwelve = 1'000'000'000'000U;
  const std::uint64_t coarse =
      Trap::score(kTwelve, [](std::uint64_t a, std::uint64_t b) { return slow_product(a, b, kTwelve); });
  EXPECT_EQ(units(coarse * 1'000'000).round_e6(), 914714);
}

}  // namespace
}  // namespace tidegate
