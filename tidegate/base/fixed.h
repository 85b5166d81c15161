// Fixed-point numbers in [0, 1] for risk scores: the same digits from every compiler, on every machine.
#pragma once

#include <compare>
#include <cstdint>

#include "tidegate/base/check.h"

namespace tidegate {

__extension__ typedef unsigned __int128 Uint128;

// A whole number of 10^-18, from 0 to 10^18. Every operation keeps within [0, 1]; a product is rounded
// half-even, once. Rounding never turns an order round: a <= b gives a * c <= b * c.
class Fixed18 {
 public:
  static constexpr std::uint64_t kScale = 1'000'000'000'000'000'000U;

  constexpr Fixed18() = default;  // 0
  static constexpr Fixed18 one() { return of_units(kScale); }
  // units  in 10^-18, at most kScale.
  static constexpr Fixed18 of_units(std::uint64_t units) {
    TIDEGATE_CHECK(units <= kScale);
    return trusted(units);
  }
  // `permille` thousandths times quarters/4, exact. permille <= 1000, quarters <= 4.
  static constexpr Fixed18 of_permille(std::uint32_t permille, std::uint32_t quarters = 4) {
    TIDEGATE_CHECK(permille <= 1000 && quarters <= 4);
    return of_units(std::uint64_t{permille} * quarters * (kScale / 4000));
  }

  constexpr std::uint64_t units() const { return units_; }
  constexpr Fixed18 complement() const { return trusted(kScale - units_); }  // 1 - x, exact
  // Millionths, half-even.
  constexpr std::int64_t round_e6() const {
    constexpr std::uint64_t kStep = kScale / 1'000'000;
    return static_cast<std::int64_t>(half_even(units_ / kStep, units_ % kStep, kStep));
  }
  constexpr Fixed18& operator*=(Fixed18 other) { return *this = *this * other; }
  friend constexpr auto operator<=>(Fixed18, Fixed18) = default;

  friend constexpr Fixed18 operator*(Fixed18 a, Fixed18 b) {
    const Uint128 product = Uint128{a.units_} * b.units_;
    // floor(product / 10^18) without a 128-bit division: estimated from the top 61 bits and the reciprocal
    // floor(2^123 / 10^18), which is never too large and at most 1 too small for a product of at most 10^36.
    constexpr std::uint64_t kReciprocal = static_cast<std::uint64_t>((Uint128{1} << 123) / kScale);
    const auto top = static_cast<std::uint64_t>(product >> 59);
    const auto quotient = static_cast<std::uint64_t>((Uint128{top} * kReciprocal) >> 64);
    const std::uint64_t rest = static_cast<std::uint64_t>(product) - quotient * kScale;  // below 2 * 10^18
    const std::uint64_t carry = rest >= kScale ? 1 : 0;
    return trusted(half_even(quotient + carry, rest - carry * kScale, kScale));
  }

 private:
  static constexpr std::uint64_t half_even(std::uint64_t quotient, std::uint64_t rest,
                                           std::uint64_t divisor) {
    // Up when twice the rest is above the divisor, or equal to it and the quotient is odd; divisor <= 10^18.
    return quotient + (2 * rest + (quotient & 1) > divisor ? 1 : 0);
  }
  static constexpr Fixed18 trusted(std::uint64_t units) {
    Fixed18 f;
    f.units_ = units;
    return f;
  }

  std::uint64_t units_ = 0;
};

}  // namespace tidegate
