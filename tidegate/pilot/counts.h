// True and false positives, and the ratios that they make.
#pragma once

#include <cstdint>

namespace tidegate {

struct Counts {
  std::int64_t hits = 0;    // said and true
  std::int64_t extra = 0;   // said, not true
  std::int64_t missed = 0;  // true, not said

  // Millionths, 0..1,000,000, rounded half up; 0 where nothing was said, or nothing was true.
  std::int64_t precision() const { return ratio(hits, hits + extra); }
  std::int64_t recall() const { return ratio(hits, hits + missed); }
  std::int64_t f1() const { return ratio(2 * hits, 2 * hits + extra + missed); }
  std::int64_t support() const { return hits + missed; }

  static std::int64_t ratio(std::int64_t part, std::int64_t whole) {
    for (; whole > 1'000'000'000'000; whole /= 2) part /= 2;  // so that the product fits
    return whole == 0 ? 0 : (part * 1'000'000 + whole / 2) / whole;
  }
};

}  // namespace tidegate
