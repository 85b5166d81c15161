// Bounds how much one account, or one peer that is nobody's, may ask: a bucket of tokens each, filled at a
// steady rate. Bounded memory: who has not asked for a while is forgotten, which gives a full bucket.
#pragma once

#include <cstdint>
#include <mutex>
#include <string>

#include "tidegate/server/recent_times.h"

namespace tidegate::server {

class RateLimit {
 public:
  static constexpr std::size_t kMostAskers = 65'536;  // remembered, those that asked last

  // a_second  tokens; 0: no bound. burst: tokens of a full bucket, at least one.
  RateLimit(std::int64_t a_second, std::int64_t burst) : a_second_(a_second), burst_(burst < 1 ? 1 : burst) {}

  struct Taken {
    unsigned wait_seconds = 0;   // 0: go on
    std::int64_t left = 0;       // tokens
    std::int64_t full_in_s = 0;  // seconds until the bucket is full again
  };
  // Takes a token. now_us: microseconds of a clock that does not jump. Several threads at a time.
  Taken take(const std::string& asker, std::int64_t now_us);
  bool is_on() const { return a_second_ > 0; }
  std::int64_t burst() const { return burst_; }
  std::int64_t window_s() const { return is_on() ? (burst_ + a_second_ - 1) / a_second_ : 0; }

 private:
  const std::int64_t a_second_;
  const std::int64_t burst_;
  std::mutex mutex_;
  RecentTimes full_at_us_{kMostAskers};  // when a bucket is full again
};

}  // namespace tidegate::server
