// A moment as people and files write it: RFC 3339, milliseconds at most. Inside it is milliseconds since
// 1970-01-01T00:00Z.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "tidegate/base/date.h"
#include "tidegate/base/result.h"

namespace tidegate {

// "2026-11-20T08:00:00Z"; milliseconds are written where there are any: "...:00.250Z". Years 1 to 9999; what
// lies outside is written as the nearest moment inside.
std::string instant_text(std::int64_t ms);

// "2026-11-20T08:00:00Z", "2026-11-20T16:00:00.5+08:00". Seconds 0 to 59, up to three digits behind the
// point. Errors: kMalformed.
Result<std::int64_t> parse_instant(std::string_view text);

// The day on the wall in China (UTC+8, no summer time) at that moment, and the moment that a day begins
// there.
Date china_date(std::int64_t ms);
std::int64_t start_of_china_day(Date day);

}  // namespace tidegate
