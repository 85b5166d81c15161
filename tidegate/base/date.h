// A calendar day, without time or zone: what laws take effect on.
#pragma once

#include <compare>
#include <cstdint>
#include <string>
#include <string_view>

#include "tidegate/base/result.h"

namespace tidegate {

// Proleptic Gregorian, years 1 to 9999. Ordered by time.
class Date {
 public:
  constexpr Date() = default;  // 1970-01-01
  // Strict "YYYY-MM-DD" of a day that exists. Errors: kMalformed.
  static Result<Date> parse(std::string_view text);
  // Errors: kOutOfRange when the day does not exist.
  static Result<Date> of(int year, int month, int day);
  static constexpr Date from_days(std::int32_t days_since_1970) {
    Date d;
    d.days_ = days_since_1970;
    return d;
  }

  constexpr std::int32_t days() const { return days_; }  // days since 1970-01-01
  int year() const;
  int month() const;
  int day() const;
  std::string str() const;  // "YYYY-MM-DD"
  constexpr Date plus_days(std::int32_t n) const { return from_days(days_ + n); }
  friend constexpr auto operator<=>(Date, Date) = default;

 private:
  std::int32_t days_ = 0;
};

// Half-open [from, to). A law's time in force.
struct DateInterval {
  Date from = Date::from_days(-719162);  // 0001-01-01
  Date to = Date::from_days(2932897);    // 10000-01-01: open end
  constexpr bool contains(Date d) const { return from <= d && d < to; }
  constexpr bool is_open() const { return to == Date::from_days(2932897); }
  friend constexpr bool operator==(DateInterval, DateInterval) = default;
};

}  // namespace tidegate
