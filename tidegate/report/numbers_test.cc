#include "tidegate/report/numbers.h"

#include <gtest/gtest.h>

#include <limits>

namespace tidegate::report {
namespace {

TEST(Numbers, GroupThousands) {
  EXPECT_EQ(grouped(std::int64_t{0}), "0");
  EXPECT_EQ(grouped(std::int64_t{999}), "999");
  EXPECT_EQ(grouped(std::int64_t{1000}), "1,000");
  EXPECT_EQ(grouped(std::int64_t{-1234567}), "-1,234,567");
  EXPECT_EQ(grouped(std::int64_t{-100}), "-100");
  EXPECT_EQ(grouped(std::numeric_limits<std::uint64_t>::max()), "18,446,744,073,709,551,615");
}

TEST(Numbers, RatiosRoundHalfToEven) {
  EXPECT_EQ(ratio3(198106), "0.198");
  EXPECT_EQ(ratio3(198500), "0.198");
  EXPECT_EQ(ratio3(199500), "0.200");
  EXPECT_EQ(ratio3(1000000), "1.000");
}

TEST(Numbers, SizesAreRoundedDown) {
  EXPECT_EQ(size_text(0), "0 B");
  EXPECT_EQ(size_text(1023), "1,023 B");
  EXPECT_EQ(size_text(1536), "1.5 KiB");
  EXPECT_EQ(size_text(14918656), "14.2 MiB");
}

TEST(Numbers, PercentDoesNotOverflow) {
  EXPECT_EQ(percent(1, 3), "33%");
  EXPECT_EQ(percent(std::numeric_limits<std::int64_t>::max(), std::numeric_limits<std::int64_t>::max()),
            "100%");
}

}  // namespace
}  // namespace tidegate::report
