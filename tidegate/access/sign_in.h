// Signing in, and how an account is locked when somebody guesses.
#pragma once

#include <cstdint>

namespace tidegate::access {

// What is kept of an account's failures.
struct Attempts {
  std::int32_t failed = 0;           // in a row, since the last that went well
  std::int64_t locked_until_ms = 0;  // 0: not locked
  std::int64_t last_totp_step = 0;
  friend bool operator==(const Attempts&, const Attempts&) = default;
};

enum class SignIn {
  kWelcome,
  kNeedsCode,  // the password is right, the account has a second factor, no code was given
  kWrong,      // said of a wrong password, a wrong code, an unknown login and an account that is closed alike
  kLocked,     // nothing was looked at
};

// What the door found out before it asks.
struct Shown {
  bool is_known = false;  // the login is that of an account, which is not closed
  bool password_is_right = false;
  bool has_second_factor = false;
  bool code_is_given = false;
  std::int64_t code_step = 0;  // of the right code; 0: it was wrong
};

// Five failures are free; then the account is shut for a minute, and twice as long after each further one, an
// hour at most: who forgot comes in again the same day, who guesses has a few dozen guesses a day.
inline constexpr std::int32_t kFreeFailures = 5;
inline constexpr std::int64_t kFirstLockMs = 60'000;
inline constexpr std::int64_t kLongestLockMs = 3'600'000;

bool is_locked(const Attempts& attempts, std::int64_t now_ms);

struct SignedIn {
  SignIn answer = SignIn::kWrong;
  Attempts attempts;  // to be kept
};
// A clock that went back keeps a lock no longer than the longest lock.
SignedIn sign_in(const Shown& shown, const Attempts& attempts, std::int64_t now_ms);

}  // namespace tidegate::access
