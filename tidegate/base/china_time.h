// A moment as a reader in China is told it.
#pragma once

#include <algorithm>
#include <cstdint>
#include <limits>
#include <string>

#include "tidegate/base/instant.h"

namespace tidegate {

// "北京时间 2026-07-08 09:30:00"
inline std::string china_time_text(std::int64_t ms) {
  constexpr std::int64_t kAheadMs = 8 * 3'600'000;
  // What others wrote may lie as far ahead as a number can tell.
  const std::string there =
      instant_text(std::min(ms, std::numeric_limits<std::int64_t>::max() - kAheadMs) + kAheadMs);
  return "北京时间 " + there.substr(0, 10) + " " + there.substr(11, 8);
}

}  // namespace tidegate
