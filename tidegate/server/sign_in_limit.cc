#include "tidegate/server/sign_in_limit.h"

#include <algorithm>

namespace tidegate::server {

unsigned SignInLimit::wait_of(const std::string& peer, std::int64_t now_ms) {
  const std::lock_guard lock(mutex_);
  if (spent_until_ms_.size() >= kMostPeers) {
    std::erase_if(spent_until_ms_, [&](const auto& known) { return known.second <= now_ms; });
    if (spent_until_ms_.size() >= kMostPeers) spent_until_ms_.clear();
  }
  std::int64_t& until = spent_until_ms_[peer];
  until = std::max(until, now_ms);
  if (until - now_ms > (kBurst - 1) * kEachMs)
    return static_cast<unsigned>((until - now_ms - (kBurst - 1) * kEachMs + 999) / 1'000);
  until += kEachMs;
  return 0;
}

}  // namespace tidegate::server
