#include "tidegate/access/sign_in.h"

#include <algorithm>

namespace tidegate::access {
namespace {

std::int64_t lock_after(std::int32_t failed) {
  if (failed < kFreeFailures) return 0;
  constexpr std::int32_t kMostDoublings = 6;  // 64 minutes, which the longest cuts
  const std::int32_t doublings = std::min(failed - kFreeFailures, kMostDoublings);
  return std::min(kFirstLockMs << doublings, kLongestLockMs);
}

SignedIn failure(Attempts attempts, std::int64_t now_ms) {
  constexpr std::int32_t kMostCounted = 1'000'000;
  attempts.failed = std::min(attempts.failed + 1, kMostCounted);
  const std::int64_t lock = lock_after(attempts.failed);
  attempts.locked_until_ms = lock == 0 ? 0 : now_ms + lock;
  return {SignIn::kWrong, attempts};
}

}  // namespace

bool is_locked(const Attempts& attempts, std::int64_t now_ms) {
  return attempts.locked_until_ms > now_ms && attempts.locked_until_ms - now_ms <= kLongestLockMs;
}

SignedIn sign_in(const Shown& shown, const Attempts& attempts, std::int64_t now_ms) {
  if (is_locked(attempts, now_ms)) return {SignIn::kLocked, attempts};
  if (!shown.is_known || !shown.password_is_right) return failure(attempts, now_ms);
  if (shown.has_second_factor) {
    if (!shown.code_is_given) return {SignIn::kNeedsCode, attempts};
    if (shown.code_step == 0 || shown.code_step <= attempts.last_totp_step) return failure(attempts, now_ms);
  }
  Attempts kept{0, 0, attempts.last_totp_step};
  if (shown.has_second_factor) kept.last_totp_step = shown.code_step;
  return {SignIn::kWelcome, kept};
}

}  // namespace tidegate::access
