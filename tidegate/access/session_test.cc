#include "tidegate/access/session.h"

#include <gtest/gtest.h>

namespace tidegate::access {
namespace {

constexpr std::int64_t kNow = 1'700'000'000'000;

TEST(Session, TokensAreKeptAsHashesAndTheirCsrfTellsNothingOfThem) {
  TokenBytes bytes{};
  bytes[31] = 1;
  const std::string token = token_text(bytes);
  EXPECT_EQ(token, "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAE");
  EXPECT_EQ(token_hash(token).size(), 64U);
  const std::string csrf = csrf_text(token);
  EXPECT_TRUE(is_csrf_of(csrf, token));
  EXPECT_FALSE(is_csrf_of(csrf, token + "A"));
  EXPECT_FALSE(is_csrf_of("", token));
  EXPECT_FALSE(is_csrf_of(token, token));
  EXPECT_NE(csrf, token_hash(token));
}

TEST(Session, EndsWhenIdleAndAfterTwelveHoursHoweverBusy) {
  const std::int64_t end = kNow + kLongestSessionMs;
  EXPECT_EQ(session_state({kNow, kNow, end}, kNow), SessionState::kValid);
  EXPECT_EQ(session_state({kNow, kNow, end}, kNow + kIdleMs), SessionState::kEnded);
  EXPECT_EQ(session_state({end - 2, end - 2, end}, end - 1), SessionState::kValid);
  EXPECT_EQ(session_state({end - 2, end - 2, end}, end), SessionState::kEnded);
}

TEST(Session, ChangesItsTokenAndLetsTheOldOneGoSoon) {
  const std::int64_t end = kNow + kLongestSessionMs;
  const std::int64_t due = kNow + kTokenAgeMs;
  EXPECT_EQ(session_state({kNow, due, end}, due - 1), SessionState::kValid);
  EXPECT_EQ(session_state({kNow, due, end}, due), SessionState::kDue);
  const SessionTimes old{kNow, due, due + kGraceMs};
  EXPECT_EQ(session_state(old, due), SessionState::kValid) << "and is not changed again";
  EXPECT_EQ(session_state(old, due + kGraceMs), SessionState::kEnded);
}

TEST(Session, EndsWhenTheClockJumpsBack) {
  const SessionTimes fresh{kNow, kNow, kNow + kLongestSessionMs};
  EXPECT_EQ(session_state(fresh, kNow - 1'000), SessionState::kValid);
  EXPECT_EQ(session_state(fresh, kNow - 3'600'000), SessionState::kEnded);
}

}  // namespace
}  // namespace tidegate::access
