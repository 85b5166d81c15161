// When a message to a webhook is due.
#pragma once

#include <cstdint>

namespace tidegate {

// No message waits longer: a day, and an hour for servers whose clocks differ. One that would was put down
// under a clock that was ahead, and is due.
inline constexpr std::int64_t kLongestWaitMs = 90'000'000;

inline bool is_due(std::int64_t next_at_ms, std::int64_t now_ms) {
  return next_at_ms <= now_ms || next_at_ms > now_ms + kLongestWaitMs;
}

// The same for a database, a range of its index each: what is compared with, and so much behind now.
struct DueRange {
  const char* comparison;
  std::int64_t behind_now_ms;
};
inline constexpr DueRange kDueRanges[] = {{"<=", 0}, {">", kLongestWaitMs}};

}  // namespace tidegate
