#include "tidegate/server/sign_in_limit.h"

#include <algorithm>

namespace tidegate::server {

unsigned SignInLimit::wait_of(const std::string& peer, std::int64_t now_ms) {
  const std::lock_guard lock(mutex_);
  std::int64_t& until = spent_until_ms_.of(peer);
  until = std::max(until, now_ms);
  if (until - now_ms > (kBurst - 1) * kEachMs)
    return static_cast<unsigned>((until - now_ms - (kBurst - 1) * kEachMs + 999) / 1'000);
  until += kEachMs;
  return 0;
}

}  // namespace tidegate::server
