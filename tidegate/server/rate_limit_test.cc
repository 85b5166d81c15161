#include "tidegate/server/rate_limit.h"

#include <gtest/gtest.h>

namespace tidegate::server {
namespace {

TEST(RateLimit, LetsABurstThroughAndThenTheRate) {
  RateLimit limit(10, 50);
  for (std::int64_t i = 0; i < 50; ++i) {
    const auto taken = limit.take("a", 1'000);
    EXPECT_EQ(taken.wait_seconds, 0U) << i;
    EXPECT_EQ(taken.left, 49 - i);
  }
  EXPECT_EQ(limit.take("a", 1'000).wait_seconds, 1U);
  EXPECT_EQ(limit.take("b", 1'000).wait_seconds, 0U) << "another's bucket";
  EXPECT_EQ(limit.take("a", 101'000).wait_seconds, 0U) << "a tenth of a second later";
  EXPECT_EQ(limit.take("a", 101'000).wait_seconds, 1U);
  EXPECT_EQ(limit.take("a", 10'000'000).left, 49) << "full again";
}

TEST(RateLimit, SaysWhenTheBucketIsFull) {
  RateLimit limit(10, 50);
  EXPECT_EQ(limit.window_s(), 5);
  EXPECT_EQ(limit.take("a", 0).full_in_s, 1);
  for (int i = 0; i < 49; ++i) (void)limit.take("a", 0);
  EXPECT_EQ(limit.take("a", 0).full_in_s, 5);
}

TEST(RateLimit, IsOffAtNought) {
  RateLimit limit(0, 1);
  for (int i = 0; i < 1'000; ++i) EXPECT_EQ(limit.take("a", 0).wait_seconds, 0U);
}

TEST(RateLimit, ForgetsWhoAskedLeastLatelyAndNobodyElse) {
  RateLimit limit(1, 1);
  EXPECT_EQ(limit.take("busy", 0).wait_seconds, 0U);
  for (std::size_t i = 0; i < RateLimit::kMostAskers + 10; ++i) {
    EXPECT_EQ(limit.take(std::to_string(i), 0).wait_seconds, 0U);
    if (i % 1'000 == 0) {
      EXPECT_GT(limit.take("busy", 0).wait_seconds, 0U) << "a crowd opens nobody's bound";
    }
  }
  EXPECT_EQ(limit.take("0", 0).wait_seconds, 0U) << "forgotten";
  EXPECT_GT(limit.take("busy", 0).wait_seconds, 0U);
}

TEST(RecentTimes, HoldsNoMoreThanItsBound) {
  RecentTimes times(2);
  times.of("a") = 1;
  times.of("b") = 2;
  EXPECT_EQ(times.of("a"), 1);
  times.of("c") = 3;
  EXPECT_EQ(times.held(), 2U);
  EXPECT_EQ(times.of("a"), 1) << "asked later than b";
  EXPECT_EQ(times.of("b"), 0);
}

}  // namespace
}  // namespace tidegate::server
