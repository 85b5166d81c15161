#include "tidegate/server/sign_in_limit.h"

#include <gtest/gtest.h>

namespace tidegate::server {
namespace {

TEST(SignInLimit, LetsABurstThroughAndThenOneAtATime) {
  SignInLimit limit;
  for (int i = 0; i < SignInLimit::kBurst; ++i) EXPECT_EQ(limit.wait_of("10.0.0.1", 1'000), 0U) << i;
  EXPECT_EQ(limit.wait_of("10.0.0.1", 1'000), 3U);
  EXPECT_EQ(limit.wait_of("10.0.0.2", 1'000), 0U) << "another peer";
  EXPECT_EQ(limit.wait_of("10.0.0.1", 1'000 + SignInLimit::kEachMs), 0U);
  EXPECT_GT(limit.wait_of("10.0.0.1", 1'000 + SignInLimit::kEachMs), 0U);
}

TEST(SignInLimit, ForgetsWhoHasWaited) {
  SignInLimit limit;
  for (int i = 0; i < SignInLimit::kBurst; ++i) limit.wait_of("10.0.0.1", 0);
  const std::int64_t later = SignInLimit::kBurst * SignInLimit::kEachMs;
  for (int i = 0; i < SignInLimit::kBurst; ++i) EXPECT_EQ(limit.wait_of("10.0.0.1", later), 0U);
}

TEST(SignInLimit, ACrowdOfOthersOpensNobodysBound) {
  SignInLimit limit;
  for (int i = 0; i < SignInLimit::kBurst; ++i) limit.wait_of("10.0.0.1", 0);
  for (std::size_t i = 0; i < SignInLimit::kMostPeers - 10; ++i) limit.wait_of(std::to_string(i), 0);
  EXPECT_GT(limit.wait_of("10.0.0.1", 0), 0U);
  for (std::size_t i = 0; i < 20; ++i) limit.wait_of("x" + std::to_string(i), 0);
  EXPECT_GT(limit.wait_of("10.0.0.1", 0), 0U) << "others have asked less lately";
}

TEST(SignInLimit, HoldsNoMorePeersThanItsBound) {
  SignInLimit limit;
  for (std::size_t i = 0; i < SignInLimit::kMostPeers + 10; ++i)
    EXPECT_EQ(limit.wait_of(std::to_string(i), 0), 0U);
}

}  // namespace
}  // namespace tidegate::server
