// 法定节假日 Holidays that the State Council's regulation fixes (全国年节及纪念日放假办法, as amended by
// Order 795 from 2025-01-01), whatever the yearly notice says, and how far around them a notice can reach.
#pragma once

#include <vector>

#include "tidegate/base/date.h"

namespace tidegate {

// The years that are known: outside them there is neither a holiday nor a reach.
inline constexpr int kFirstStatutoryYear = 2000;
inline constexpr int kLastStatutoryYear = 2100;

// Holidays of a year, sorted. 1 January, Labour Day and National Day of every year; Spring Festival,
// Qingming, Dragon Boat and Mid-Autumn of 2022 to 2060, whose days of the lunar calendar (GB/T 33661-2017)
// are tabled.
std::vector<Date> statutory_days(int year);

// Days that the notice of a year may give off at the most, sorted: each holiday with the days around it that
// a notice has ever reached, and some more. A festival whose day is not tabled reaches over all days on which
// it may fall. They begin in the last days of December of the year before.
std::vector<Date> days_in_reach(int year);

}  // namespace tidegate
