// Days of the calendar in digits, checked without building a Date (several million a second).
#pragma once

#include <string_view>

#include "tidegate/classify/ascii.h"

namespace tidegate {

inline constexpr int kOldestBirthYear = 1890;
inline constexpr int kLatestBirthYear = 2049;

constexpr bool is_calendar_day(int year, int month, int day) {
  if (month < 1 || month > 12 || day < 1) return false;
  if (day <= 28) return true;
  if (month != 2) return day <= 30 + ((month + month / 8) & 1);
  return day == 29 && ((year % 4 == 0 && year % 100 != 0) || year % 400 == 0);
}

// year, month and day: 4, 2 and 2 digits.
constexpr bool is_calendar_day(std::string_view year, std::string_view month, std::string_view day, int from,
                               int to) {
  const int y = static_cast<int>(ascii::number_of(year));
  return y >= from && y <= to &&
         is_calendar_day(y, static_cast<int>(ascii::number_of(month)),
                         static_cast<int>(ascii::number_of(day)));
}

// century and year: 2 digits each.
constexpr bool is_calendar_day(std::string_view century, std::string_view year, std::string_view month,
                               std::string_view day) {
  const int y = static_cast<int>(ascii::number_of(century) * 100 + ascii::number_of(year));
  return is_calendar_day(y, static_cast<int>(ascii::number_of(month)),
                         static_cast<int>(ascii::number_of(day)));
}

}  // namespace tidegate
