#include "tidegate/access/sign_in.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

namespace tidegate::access {
namespace {

constexpr std::int64_t kNow = 1'700'000'000'000;
constexpr Shown kRight{true, true, false, false, 0};
constexpr Shown kWrong{true, false, false, false, 0};

TEST(SignIn, ARightPasswordIsWelcomeAndForgetsFailures) {
  const SignedIn in = sign_in(kRight, {4, 0, 7}, kNow);
  EXPECT_EQ(in.answer, SignIn::kWelcome);
  EXPECT_EQ(in.attempts, (Attempts{0, 0, 7}));
}

TEST(SignIn, LocksLongerAndLongerUpToAnHour) {
  Attempts kept;
  std::int64_t now = kNow;
  std::int64_t last = 0;
  for (int i = 1; i <= 40; ++i) {
    const SignedIn in = sign_in(kWrong, kept, now);
    ASSERT_EQ(in.answer, SignIn::kWrong);
    kept = in.attempts;
    const std::int64_t lock = kept.locked_until_ms == 0 ? 0 : kept.locked_until_ms - now;
    EXPECT_EQ(lock == 0, i < kFreeFailures) << i;
    EXPECT_GE(lock, last);
    EXPECT_LE(lock, kLongestLockMs);
    last = lock;
    if (lock != 0) {
      EXPECT_EQ(sign_in(kRight, kept, now + lock - 1).answer, SignIn::kLocked);
      EXPECT_EQ(sign_in(kRight, kept, now + lock - 1).attempts, kept);
    }
    now += lock;
  }
  EXPECT_EQ(last, kLongestLockMs);
  EXPECT_EQ(sign_in(kRight, kept, now).answer, SignIn::kWelcome);
}

TEST(SignIn, AsksForTheSecondFactorOnlyAfterTheRightPassword) {
  Shown shown{true, true, true, false, 0};
  EXPECT_EQ(sign_in(shown, {}, kNow).answer, SignIn::kNeedsCode);
  shown.password_is_right = false;
  EXPECT_EQ(sign_in(shown, {}, kNow).answer, SignIn::kWrong);
  shown = {true, true, true, true, 0};
  EXPECT_EQ(sign_in(shown, {}, kNow).answer, SignIn::kWrong);
  shown.code_step = 100;
  EXPECT_EQ(sign_in(shown, {0, 0, 100}, kNow).answer, SignIn::kWrong);
  const SignedIn in = sign_in(shown, {0, 0, 99}, kNow);
  EXPECT_EQ(in.answer, SignIn::kWelcome);
  EXPECT_EQ(in.attempts.last_totp_step, 100);
}

// An unknown login is answered as a wrong password is.
TEST(SignIn, SaysNothingOfWhichLoginsThereAre) {
  EXPECT_EQ(sign_in({false, false, false, false, 0}, {}, kNow).answer, sign_in(kWrong, {}, kNow).answer);
}

TEST(SignIn, AClockThatWentBackFarLocksNobodyOutForLong) {
  const Attempts kept{9, kNow + kFirstLockMs, 0};
  EXPECT_FALSE(is_locked(kept, kNow - 10 * kLongestLockMs));
}

TEST(SignIn, NobodyIsWelcomeWithoutTheRightPasswordAndCode) {
  rc::check([](bool known, bool right, bool factor, bool given, std::int64_t step, std::int32_t failed) {
    const Shown shown{known, right, factor, given, step};
    const Attempts kept{failed & 0xFF, 0, 50};
    if (sign_in(shown, kept, kNow).answer == SignIn::kWelcome)
      RC_ASSERT(known && right && (!factor || (given && step > 50)));
  });
}

}  // namespace
}  // namespace tidegate::access
