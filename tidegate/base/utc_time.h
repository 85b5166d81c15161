// Moments as readers of English are told them; of Chinese: china_time.h. For programs: instant_text.
#pragma once

#include <cstdint>
#include <string>

#include "tidegate/base/instant.h"

namespace tidegate {

// "2026-07-08 01:30:00 UTC"; milliseconds are written where there are any.
inline std::string utc_time_text(std::int64_t ms) {
  std::string text = instant_text(ms);
  text[10] = ' ';   // between day and time
  text.pop_back();  // the Z
  return text + " UTC";
}

}  // namespace tidegate
