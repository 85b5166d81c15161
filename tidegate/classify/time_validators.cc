#include "tidegate/classify/time_validators.h"

#include <cstdint>

#include "tidegate/classify/ascii.h"
#include "tidegate/classify/calendar.h"

namespace tidegate {
namespace {

using ascii::is_digit;

constexpr int kFirstYear = 1900;
constexpr int kLastYear = 2099;

// Takes 1..most digits off the front; -1 when there is none.
int take(std::string_view& s, std::size_t most) {
  int value = 0;
  std::size_t n = 0;
  while (n < s.size() && n < most && is_digit(s[n])) value = value * 10 + ascii::digit_of(s[n++]);
  s.remove_prefix(n);
  return n == 0 ? -1 : value;
}

bool take(std::string_view& s, std::string_view mark) {
  if (s.substr(0, mark.size()) != mark) return false;
  s.remove_prefix(mark.size());
  return true;
}

// Month by its English name or three letters, off the front; 0 for none.
int take_month_name(std::string_view& s) {
  static constexpr std::string_view kMonths[12] = {"january",   "february", "march",    "april",
                                                   "may",       "june",     "july",     "august",
                                                   "september", "october",  "november", "december"};
  std::size_t letters = 0;
  while (letters < s.size() && ascii::is_alpha(s[letters])) ++letters;
  for (int month = 0; month < 12; ++month) {
    const std::string_view name = kMonths[month];
    if (letters >= 3 && letters <= name.size() &&
        ascii::equals_ignoring_case(s.substr(0, letters), name.substr(0, letters)) &&
        (letters == 3 || letters == name.size() || (letters == 4 && month == 8))) {
      s.remove_prefix(letters);
      if (!s.empty() && s[0] == '.') s.remove_prefix(1);
      return month + 1;
    }
  }
  return 0;
}

struct Day {
  Fit fit = Fit::kNo;
  int year = 0;
  int month = 0;
  int day = 0;
  bool is_sure = false;  // the order of day and month is no guess
};

Day day_of(int year, int month, int day, bool is_sure) {
  if (year < kFirstYear || year > kLastYear) return {Fit::kNo, 0, 0, 0, false};
  return {fit_if(is_calendar_day(year, month, day)), year, month, day, is_sure};
}

Day take_year_first(std::string_view& s, int year) {
  if (take(s, "年")) {
    const int month = take(s, 2);
    if (month < 0 || !take(s, "月")) return {};
    std::string_view rest = s;
    const int day = take(rest, 2);
    if (day < 0) return day_of(year, month, 1, false);
    if (!take(rest, "日") && !take(rest, "号")) return {};
    s = rest;
    return day_of(year, month, day, true);
  }
  if (s.empty() || (s[0] != '-' && s[0] != '/' && s[0] != '.')) return {};
  const char mark = s[0];
  s.remove_prefix(1);
  const int month = take(s, 2);
  if (month < 0) return {};
  if (s.empty() && mark != '.' && month <= 12) return day_of(year, month, 1, false);
  if (s.empty() || s[0] != mark) return {};
  s.remove_prefix(1);
  const int day = take(s, 2);
  return day < 0 ? Day{} : day_of(year, month, day, true);
}

Day take_day_first(std::string_view& s, int first) {
  if (s.empty()) return {};
  if (s[0] == ' ' || s[0] == '-') {  // 31 Jan 2024, 31-Jan-24
    std::string_view rest = s.substr(1);
    if (const int month = take_month_name(rest); month > 0) {
      if (rest.empty() || (rest[0] != ' ' && rest[0] != '-' && rest[0] != ',')) return {};
      rest.remove_prefix(1);
      if (!rest.empty() && rest[0] == ' ') rest.remove_prefix(1);
      const std::size_t before = rest.size();
      int year = take(rest, 4);
      if (before - rest.size() == 2) year += year < 50 ? 2000 : 1900;
      s = rest;
      return day_of(year, month, first, true);
    }
  }
  const char mark = s[0];
  if (mark != '/' && mark != '.' && mark != '-') return {};
  s.remove_prefix(1);
  const int second = take(s, 2);
  if (second < 0 || s.empty() || s[0] != mark) return {};
  s.remove_prefix(1);
  const std::size_t before = s.size();
  const int year = take(s, 4);
  if (before - s.size() != 4) return {};
  if (mark == '.' || first > 12) return day_of(year, second, first, true);
  if (second > 12) return day_of(year, first, second, true);
  return day_of(year, first, second, first == second);
}

// Takes a day off the front in any of the written forms.
Day take_day(std::string_view& s) {
  if (s.size() < 6) return {};
  if (ascii::is_alpha(s[0])) {  // January 31, 2024
    const int month = take_month_name(s);
    if (month == 0 || !take(s, " ")) return {};
    const int day = take(s, 2);
    if (day < 0 || (!take(s, ", ") && !take(s, " "))) return {};
    const std::size_t before = s.size();
    const int year = take(s, 4);
    return before - s.size() == 4 ? day_of(year, month, day, true) : Day{};
  }
  const std::size_t before = s.size();
  const int first = take(s, 4);
  const std::size_t digits = before - s.size();
  if (digits == 4) return take_year_first(s, first);
  return digits == 1 || digits == 2 ? take_day_first(s, first) : Day{};
}

// Takes H:MM[:SS[.fff]] [AM|PM] off the front.
Fit take_time(std::string_view& s) {
  const int hour = take(s, 2);
  if (hour < 0) return Fit::kNo;
  if (!take(s, ":") && !take(s, "时") && !take(s, "点")) return Fit::kNo;
  const std::size_t before = s.size();
  const int minute = take(s, 2);
  if (before - s.size() != 2) return Fit::kNo;
  int second = 0;
  if (take(s, "分") || (!s.empty() && s[0] == ':')) {
    if (!s.empty() && s[0] == ':') s.remove_prefix(1);
    const std::size_t from = s.size();
    second = take(s, 2);
    if (second < 0) second = 0;
    if (from != s.size() && from - s.size() != 2) return Fit::kNo;
    take(s, "秒");
    if (!s.empty() && (s[0] == '.' || s[0] == ',') && s.size() > 1 && is_digit(s[1])) {
      s.remove_prefix(1);
      take(s, 9);
    }
  }
  for (const std::string_view half : Words{" AM", " PM", " am", " pm", "AM", "PM"}) {
    if (take(s, half)) break;
  }
  return fit_if(hour <= 24 && minute < 60 && second <= 60);
}

bool take_zone(std::string_view& s) {
  if (s.empty()) return true;
  if (take(s, "Z") || take(s, " UTC") || take(s, " GMT")) return s.empty();
  if (s[0] == ' ') s.remove_prefix(1);
  if (s.empty() || (s[0] != '+' && s[0] != '-')) return false;
  s.remove_prefix(1);
  if (take(s, 2) < 0) return false;
  take(s, ":");
  take(s, 2);
  return s.empty();
}

}  // namespace

Fit fits_date(std::string_view s) {
  const Day day = take_day(s);
  return s.empty() ? day.fit : Fit::kNo;
}

Fit fits_compact_date(std::string_view s) {
  if (s.size() != 8 || !ascii::all_digits(s) || (s.substr(0, 2) != "19" && s.substr(0, 2) != "20"))
    return Fit::kNo;
  const bool holds = is_calendar_day(s.substr(0, 4), s.substr(4, 2), s.substr(6, 2), kFirstYear, kLastYear);
  return holds ? Fit::kValid : Fit::kNo;  // other digits of that length are no failed dates
}

Fit fits_date_time(std::string_view s) {
  if (s.size() == 14 && ascii::all_digits(s)) {
    const bool is_time = ascii::number_of(s.substr(8, 2)) < 24 && ascii::number_of(s.substr(10, 2)) < 60 &&
                         ascii::number_of(s.substr(12, 2)) < 60;
    return is_time && fits_compact_date(s.substr(0, 8)) == Fit::kValid ? Fit::kValid : Fit::kNo;
  }
  const Day day = take_day(s);
  if (day.fit == Fit::kNo || s.empty()) return Fit::kNo;
  if (!take(s, "T") && !take(s, " ") && !take(s, ", ")) return Fit::kNo;
  if (!s.empty() && s[0] == ' ') s.remove_prefix(1);
  const Fit time = take_time(s);
  if (time == Fit::kNo || !take_zone(s)) return Fit::kNo;
  return fit_if(time == Fit::kValid && day.fit == Fit::kValid);
}

Fit fits_time(std::string_view s) {
  const Fit fit = take_time(s);
  return s.empty() ? fit : Fit::kNo;
}

Fit fits_epoch(std::string_view s) {
  if ((s.size() != 10 && s.size() != 13) || !ascii::all_digits(s)) return Fit::kNo;
  const std::int64_t seconds = ascii::number_of(s.substr(0, 10));
  return seconds >= 946684800 && seconds < 2082758400 ? Fit::kValid : Fit::kNo;
}

std::optional<Date> read_day(std::string_view s) {
  if (s.size() >= 8 && ascii::all_digits(s.substr(0, 8)) && (s.size() == 8 || s.size() == 14)) {
    if (fits_compact_date(s.substr(0, 8)) != Fit::kValid) return std::nullopt;
    const auto number = static_cast<int>(ascii::number_of(s.substr(0, 8)));
    const auto date = Date::of(number / 10000, number / 100 % 100, number % 100);
    return date ? std::optional<Date>{*date} : std::nullopt;
  }
  const Day day = take_day(s);
  if (day.fit != Fit::kValid || !day.is_sure) return std::nullopt;
  const auto date = Date::of(day.year, day.month, day.day);
  return date ? std::optional<Date>{*date} : std::nullopt;
}

}  // namespace tidegate
