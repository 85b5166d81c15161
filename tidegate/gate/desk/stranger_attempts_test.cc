#include "tidegate/gate/desk/stranger_attempts.h"

#include <gtest/gtest.h>

namespace tidegate::desk {
namespace {

constexpr std::int64_t kNow = 1'000'000;

TEST(StrangerAttempts, AreShutOutAsAnAccountIs) {
  StrangerAttempts strangers({});
  access::Attempts of_account;
  for (int i = 0; i < 9; ++i) {
    access::Shown shown;
    shown.is_known = true;
    const access::SignedIn account = access::sign_in(shown, of_account, kNow);
    const access::SignedIn stranger = strangers.fail("nobody", kNow);
    EXPECT_EQ(stranger.answer, account.answer);
    EXPECT_EQ(stranger.attempts, account.attempts);
    EXPECT_EQ(strangers.of("nobody"), account.attempts);
    of_account = account.attempts;
  }
  EXPECT_TRUE(access::is_locked(strangers.of("nobody"), kNow));
  EXPECT_FALSE(access::is_locked(strangers.of("nobody"), kNow + access::kFirstLockMs));
  EXPECT_FALSE(access::is_locked(strangers.of("somebody"), kNow));
}

TEST(StrangerAttempts, ForgetsWhoWasTriedLeastLately) {
  StrangerAttempts strangers({}, 2);
  strangers.fail("a", kNow);
  strangers.fail("b", kNow);
  strangers.fail("a", kNow);
  strangers.fail("c", kNow);
  EXPECT_EQ(strangers.of("a").failed, 2);
  EXPECT_EQ(strangers.of("b").failed, 0);
  EXPECT_EQ(strangers.of("c").failed, 1);
}

}  // namespace
}  // namespace tidegate::desk
