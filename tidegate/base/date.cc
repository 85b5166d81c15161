#include "tidegate/base/date.h"

#include <fmt/format.h>

#include <chrono>

#include "tidegate/base/utf8.h"

namespace tidegate {
namespace {

std::chrono::year_month_day civil(std::int32_t days) {
  return std::chrono::year_month_day{std::chrono::sys_days{std::chrono::days{days}}};
}

}  // namespace

Result<Date> Date::of(int year, int month, int day) {
  const std::chrono::year_month_day ymd{std::chrono::year{year},
                                        std::chrono::month{static_cast<unsigned>(month)},
                                        std::chrono::day{static_cast<unsigned>(day)}};
  if (year < 1 || year > 9999 || month < 1 || month > 12 || day < 1 || day > 31 || !ymd.ok()) {
    return fail({ErrorCode::kOutOfRange,
                 fmt::format("{:04}-{:02}-{:02} is not a day of the calendar", year, month, day),
                 {},
                 fmt::format("{:04}-{:02}-{:02} 不是真实存在的日期", year, month, day)});
  }
  return from_days(static_cast<std::int32_t>(std::chrono::sys_days{ymd}.time_since_epoch().count()));
}

Result<Date> Date::parse(std::string_view text) {
  const auto malformed = [&] {
    return fail({ErrorCode::kMalformed,
                 fmt::format("\"{}\" is not a date as YYYY-MM-DD", first_characters(text, 40)),
                 {},
                 fmt::format("“{}”不是 YYYY-MM-DD 格式的日期", first_characters(text, 40))});
  };
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return malformed();
  int part[3] = {0, 0, 0};
  int index = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (i == 4 || i == 7) {
      ++index;
      continue;
    }
    if (text[i] < '0' || text[i] > '9') return malformed();
    part[index] = part[index] * 10 + (text[i] - '0');
  }
  return of(part[0], part[1], part[2]);
}

int Date::year() const { return static_cast<int>(civil(days_).year()); }
int Date::month() const { return static_cast<int>(static_cast<unsigned>(civil(days_).month())); }
int Date::day() const { return static_cast<int>(static_cast<unsigned>(civil(days_).day())); }
std::string Date::str() const { return fmt::format("{:04}-{:02}-{:02}", year(), month(), day()); }

}  // namespace tidegate
