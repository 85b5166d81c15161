// Bounds how often one peer may try to sign in, whatever the login: guessing over many logins locks none of
// them.
#pragma once

#include <cstdint>
#include <mutex>
#include <string>

#include "tidegate/server/recent_times.h"

namespace tidegate::server {

class SignInLimit {
 public:
  // So many at once, and one more each so many milliseconds.
  static constexpr std::int64_t kBurst = 20;
  static constexpr std::int64_t kEachMs = 3'000;
  static constexpr std::size_t kMostPeers = 65'536;  // remembered, those that tried last

  // 0: go on. Else the seconds to wait. now_ms: of a clock that does not jump.
  unsigned wait_of(const std::string& peer, std::int64_t now_ms);

 private:
  std::mutex mutex_;
  RecentTimes spent_until_ms_{kMostPeers};  // when the last try is earned back
};

}  // namespace tidegate::server
