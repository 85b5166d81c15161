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

TEST(Numbers, ArticlesAreCountedAsStatutesDo) {
  EXPECT_EQ(chinese_number(7), "七");
  EXPECT_EQ(chinese_number(10), "十");
  EXPECT_EQ(chinese_number(13), "十三");
  EXPECT_EQ(chinese_number(40), "四十");
  EXPECT_EQ(chinese_number(62), "六十二");
  EXPECT_EQ(chinese_number(105), "一百零五");
  EXPECT_EQ(chinese_number(110), "一百一十");
  EXPECT_EQ(chinese_number(202), "二百零二");
}

}  // namespace
}  // namespace tidegate::report
