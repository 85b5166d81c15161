#include "tidegate/server/rate_limit.h"

#include <algorithm>

namespace tidegate::server {

namespace {
constexpr std::int64_t kSecondUs = 1'000'000;
}

RateLimit::Taken RateLimit::take(const std::string& asker, std::int64_t now_us) {
  if (!is_on()) return {0, burst_, 0};
  const std::int64_t each_us = std::max<std::int64_t>(1, kSecondUs / a_second_);
  const std::int64_t whole_us = each_us * burst_;
  const std::lock_guard lock(mutex_);
  std::int64_t& full_at = full_at_us_.of(asker);
  full_at = std::max(full_at, now_us);
  const std::int64_t lacking_us = full_at - now_us + each_us - whole_us;  // of one more token
  if (lacking_us > 0)
    return {static_cast<unsigned>((lacking_us + kSecondUs - 1) / kSecondUs), 0,
            (full_at - now_us + kSecondUs - 1) / kSecondUs};
  full_at += each_us;
  return {0, -lacking_us / each_us, (full_at - now_us + kSecondUs - 1) / kSecondUs};
}

}  // namespace tidegate::server
