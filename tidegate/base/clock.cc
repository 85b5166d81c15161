#include "tidegate/base/clock.h"

#include <chrono>

namespace tidegate {

std::int64_t SystemClock::now_ms() const {
  using std::chrono::system_clock;
  return std::chrono::duration_cast<std::chrono::milliseconds>(system_clock::now().time_since_epoch())
      .count();
}

Date date_in_zone(const Clock& clock, int offset_minutes) {
  constexpr std::int64_t kDayMs = 86'400'000;
  const std::int64_t local = clock.now_ms() + std::int64_t{offset_minutes} * 60'000;
  const std::int64_t day = local >= 0 ? local / kDayMs : (local - kDayMs + 1) / kDayMs;
  return Date::from_days(static_cast<std::int32_t>(day));
}

}  // namespace tidegate
