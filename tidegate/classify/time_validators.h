// Days, times and instants as people and programs write them. Each takes one whole value, trimmed,
// half-width.
#pragma once

#include <optional>
#include <string_view>

#include "tidegate/base/date.h"
#include "tidegate/classify/fit.h"

namespace tidegate {

// 2024-01-31, 2024/1/31, 2024.1.31, 31.01.2024, 01/31/2024, 31-Jan-2024, January 31, 2024, 2024年1月31日;
// also a month of a year (2024-01, 2024年1月). Shape: the calendar has no such day. Years 1900 to 2099.
Fit fits_date(std::string_view s);
Fit fits_compact_date(std::string_view s);  // 20240131
Fit fits_date_time(std::string_view s);     // a date, blank or T, a time; zone; 14 digits
Fit fits_time(std::string_view s);          // 9:05, 09:05:59.123
Fit fits_epoch(std::string_view s);         // 10 or 13 digits, of the years 2000 to 2035

// The day that a date or date-time names, year first; none when the order of day and month is a guess.
std::optional<Date> read_day(std::string_view s);

}  // namespace tidegate
