#include "tidegate/clearance/statutory_days.h"

#include <algorithm>
#include <array>
#include <optional>

namespace tidegate {
namespace {

struct MonthDay {
  int month = 0;
  int day = 0;
};
struct LunarYear {
  MonthDay spring;    // 正月初一
  MonthDay qingming;  // the sun at 15 degrees, on the clock of Beijing
  MonthDay dragon;    // 五月初五
  MonthDay autumn;    // 八月十五
};

// By the rules of GB/T 33661-2017. New moons and solar longitudes were computed by an ephemeris, and agree
// with two almanacs on every day.
constexpr int kFirstLunarYear = 2022;
constexpr std::array<LunarYear, 39> kLunar{{
    {{2, 1}, {4, 5}, {6, 3}, {9, 10}},    // 2022
    {{1, 22}, {4, 5}, {6, 22}, {9, 29}},  // 2023
    {{2, 10}, {4, 4}, {6, 10}, {9, 17}},  // 2024
    {{1, 29}, {4, 4}, {5, 31}, {10, 6}},  // 2025
    {{2, 17}, {4, 5}, {6, 19}, {9, 25}},  // 2026
    {{2, 6}, {4, 5}, {6, 9}, {9, 15}},    // 2027
    {{1, 26}, {4, 4}, {5, 28}, {10, 3}},  // 2028
    {{2, 13}, {4, 4}, {6, 16}, {9, 22}},  // 2029
    {{2, 3}, {4, 5}, {6, 5}, {9, 12}},    // 2030
    {{1, 23}, {4, 5}, {6, 24}, {10, 1}},  // 2031
    {{2, 11}, {4, 4}, {6, 12}, {9, 19}},  // 2032
    {{1, 31}, {4, 4}, {6, 1}, {9, 8}},    // 2033
    {{2, 19}, {4, 5}, {6, 20}, {9, 27}},  // 2034
    {{2, 8}, {4, 5}, {6, 10}, {9, 16}},   // 2035
    {{1, 28}, {4, 4}, {5, 30}, {10, 4}},  // 2036
    {{2, 15}, {4, 4}, {6, 18}, {9, 24}},  // 2037
    {{2, 4}, {4, 5}, {6, 7}, {9, 13}},    // 2038
    {{1, 24}, {4, 5}, {5, 27}, {10, 2}},  // 2039
    {{2, 12}, {4, 4}, {6, 14}, {9, 20}},  // 2040
    {{2, 1}, {4, 4}, {6, 3}, {9, 10}},    // 2041
    {{1, 22}, {4, 4}, {6, 22}, {9, 28}},  // 2042
    {{2, 10}, {4, 5}, {6, 11}, {9, 17}},  // 2043
    {{1, 30}, {4, 4}, {5, 31}, {10, 5}},  // 2044
    {{2, 17}, {4, 4}, {6, 19}, {9, 25}},  // 2045
    {{2, 6}, {4, 4}, {6, 8}, {9, 15}},    // 2046
    {{1, 26}, {4, 5}, {5, 29}, {10, 4}},  // 2047
    {{2, 14}, {4, 4}, {6, 15}, {9, 22}},  // 2048
    {{2, 2}, {4, 4}, {6, 4}, {9, 11}},    // 2049
    {{1, 23}, {4, 4}, {6, 23}, {9, 30}},  // 2050
    {{2, 11}, {4, 5}, {6, 13}, {9, 19}},  // 2051
    {{2, 1}, {4, 4}, {6, 1}, {9, 7}},     // 2052
    {{2, 19}, {4, 4}, {6, 20}, {9, 26}},  // 2053
    {{2, 8}, {4, 4}, {6, 10}, {9, 16}},   // 2054
    {{1, 28}, {4, 5}, {5, 30}, {10, 5}},  // 2055
    {{2, 15}, {4, 4}, {6, 17}, {9, 24}},  // 2056
    {{2, 4}, {4, 4}, {6, 6}, {9, 13}},    // 2057
    {{1, 24}, {4, 4}, {6, 25}, {10, 2}},  // 2058
    {{2, 12}, {4, 5}, {6, 14}, {9, 21}},  // 2059
    {{2, 2}, {4, 4}, {6, 3}, {9, 9}},     // 2060
}};

const LunarYear* lunar(int year) {
  const int place = year - kFirstLunarYear;
  if (place < 0 || place >= static_cast<int>(kLunar.size())) return nullptr;
  return &kLunar[static_cast<std::size_t>(place)];
}

bool is_known(int year) { return year >= kFirstStatutoryYear && year <= kLastStatutoryYear; }

Date on(int year, MonthDay at) { return Date::of(year, at.month, at.day).value(); }

void add_days(std::vector<Date>& out, Date from, Date to) {
  for (Date day = from; day <= to; day = day.plus_days(1)) out.push_back(day);
}

std::vector<Date> sorted(std::vector<Date> days) {
  std::sort(days.begin(), days.end());
  days.erase(std::unique(days.begin(), days.end()), days.end());
  return days;
}

}  // namespace

std::vector<Date> statutory_days(int year) {
  std::vector<Date> out;
  if (!is_known(year)) return out;
  constexpr int kOrder795 = 2025;  // gave the second of May and the eve of the Spring Festival
  out.push_back(on(year, {1, 1}));
  add_days(out, on(year, {5, 1}), on(year, {5, year < kOrder795 ? 1 : 2}));
  add_days(out, on(year, {10, 1}), on(year, {10, 3}));
  if (const LunarYear* of = lunar(year)) {
    const Date spring = on(year, of->spring);
    add_days(out, spring.plus_days(year < kOrder795 ? 0 : -1), spring.plus_days(2));
    for (const MonthDay one : {of->qingming, of->dragon, of->autumn}) out.push_back(on(year, one));
  }
  return sorted(std::move(out));
}

std::vector<Date> days_in_reach(int year) {
  std::vector<Date> out;
  if (!is_known(year)) return out;
  const auto around = [&](Date from, Date to, int before, int behind) {
    add_days(out, from.plus_days(-before), to.plus_days(behind));
  };
  around(on(year, {1, 1}), on(year, {1, 1}), 4, 3);
  around(on(year, {5, 1}), on(year, {5, 2}), 3, 4);
  around(on(year, {10, 1}), on(year, {10, 3}), 3, 6);
  const LunarYear* of = lunar(year);
  const auto festival = [&](MonthDay LunarYear::*which, MonthDay first, MonthDay last, int before,
                            int behind) {
    around(on(year, of != nullptr ? of->*which : first), on(year, of != nullptr ? of->*which : last), before,
           behind);
  };
  festival(&LunarYear::spring, {1, 21}, {2, 21}, 3, 9);
  festival(&LunarYear::qingming, {4, 4}, {4, 6}, 3, 3);
  festival(&LunarYear::dragon, {5, 27}, {6, 26}, 3, 3);
  festival(&LunarYear::autumn, {9, 7}, {10, 8}, 3, 3);
  return sorted(std::move(out));
}

}  // namespace tidegate
