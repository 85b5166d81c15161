// Bounds how often one peer may try to sign in, whatever the login: guessing over many logins locks none of
// them.
#pragma once

#include <cstdint>
#include <mutex>
#include <string>
#include <unordered_map>

namespace tidegate::server {

class SignInLimit {
 public:
  // So many at once, and one more each so many milliseconds.
  static constexpr std::int64_t kBurst = 20;
  static constexpr std::int64_t kEachMs = 3'000;
  static constexpr std::size_t kMostPeers = 65'536;  // remembered; beyond, all are forgotten

  // 0: go on. Else the seconds to wait. now_ms: of a clock that does not jump.
  unsigned wait_of(const std::string& peer, std::int64_t now_ms);

 private:
  std::mutex mutex_;
  std::unordered_map<std::string, std::int64_t> spent_until_ms_;  // when the last try is earned back
};

}  // namespace tidegate::server
