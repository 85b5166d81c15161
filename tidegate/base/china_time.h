// A moment as a reader in China is told it.
#pragma once

#include <cstdint>
#include <string>

#include "tidegate/base/instant.h"

namespace tidegate {

// "北京时间 2026-07-08 09:30:00"
inline std::string china_time_text(std::int64_t ms) {
  constexpr std::int64_t kAheadMs = 8 * 3'600'000;
  const std::string there = instant_text(ms + kAheadMs);
  return "北京时间 " + there.substr(0, 10) + " " + there.substr(11, 8);
}

}  // namespace tidegate
