#include "tidegate/base/instant.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

namespace tidegate {
namespace {

constexpr std::int64_t kDayMs = 86'400'000;
constexpr std::int64_t kFirst = std::int64_t{-719'162} * kDayMs;      // 0001-01-01T00:00Z
constexpr std::int64_t kLast = std::int64_t{2'932'897} * kDayMs - 1;  // 9999-12-31T23:59:59.999Z
constexpr std::int64_t kChinaMs = 8 * 3'600'000;

std::int64_t day_of(std::int64_t ms) { return ms >= 0 ? ms / kDayMs : (ms - kDayMs + 1) / kDayMs; }

// Takes `digits` digits off the front.
std::optional<int> take_number(std::string_view& text, std::size_t digits, int most) {
  if (text.size() < digits) return std::nullopt;
  int value = 0;
  for (std::size_t i = 0; i < digits; ++i) {
    if (text[i] < '0' || text[i] > '9') return std::nullopt;
    value = value * 10 + (text[i] - '0');
  }
  text.remove_prefix(digits);
  return value <= most ? std::optional<int>(value) : std::nullopt;
}

bool take(std::string_view& text, char c) {
  if (!text.starts_with(c)) return false;
  text.remove_prefix(1);
  return true;
}

// ".5" is 500 ms; nothing is 0.
std::optional<int> take_fraction(std::string_view& text) {
  if (!take(text, '.')) return 0;
  int value = 0;
  int digits = 0;
  for (; !text.empty() && text[0] >= '0' && text[0] <= '9' && digits < 3; ++digits) {
    value = value * 10 + (text[0] - '0');
    text.remove_prefix(1);
  }
  if (digits == 0) return std::nullopt;
  for (; digits < 3; ++digits) value *= 10;
  return value;
}

std::optional<std::int64_t> take_offset(std::string_view& text) {
  if (take(text, 'Z')) return 0;
  if (text.empty() || (text[0] != '+' && text[0] != '-')) return std::nullopt;
  const std::int64_t sign = text[0] == '-' ? -1 : 1;
  text.remove_prefix(1);
  const auto hours = take_number(text, 2, 23);
  if (!hours || !take(text, ':')) return std::nullopt;
  const auto minutes = take_number(text, 2, 59);
  if (!minutes) return std::nullopt;
  return sign * (std::int64_t{*hours} * 60 + *minutes) * 60'000;
}

std::optional<std::int64_t> take_time(std::string_view& text) {
  const auto hours = take_number(text, 2, 23);
  if (!hours || !take(text, ':')) return std::nullopt;
  const auto minutes = take_number(text, 2, 59);
  if (!minutes || !take(text, ':')) return std::nullopt;
  const auto seconds = take_number(text, 2, 59);
  if (!seconds) return std::nullopt;
  const auto fraction = take_fraction(text);
  if (!fraction) return std::nullopt;
  return ((std::int64_t{*hours} * 60 + *minutes) * 60 + *seconds) * 1000 + *fraction;
}

}  // namespace

std::string instant_text(std::int64_t ms) {
  ms = std::clamp(ms, kFirst, kLast);
  const std::int64_t day = day_of(ms);
  const std::int64_t in_day = ms - day * kDayMs;
  std::string text =
      fmt::format("{}T{:02}:{:02}:{:02}", Date::from_days(static_cast<std::int32_t>(day)).str(),
                  in_day / 3'600'000, in_day / 60'000 % 60, in_day / 1000 % 60);
  if (in_day % 1000 != 0) text += fmt::format(".{:03}", in_day % 1000);
  return text + "Z";
}

Result<std::int64_t> parse_instant(std::string_view text) {
  const auto none = [] {
    return fail({ErrorCode::kMalformed,
                 "is not a moment such as 2026-11-20T08:00:00Z or 2026-11-20T16:00:00+08:00",
                 {},
                 "不是 2026-11-20T08:00:00Z 或 2026-11-20T16:00:00+08:00 形式的时间"});
  };
  constexpr std::size_t kDateSize = 10;
  if (text.size() <= kDateSize) return none();
  const auto day = Date::parse(text.substr(0, kDateSize));
  text.remove_prefix(kDateSize);
  if (!day || !take(text, 'T')) return none();
  const auto time = take_time(text);
  if (!time) return none();
  const auto offset = take_offset(text);
  if (!offset || !text.empty()) return none();
  return std::int64_t{day->days()} * kDayMs + *time - *offset;
}

Date china_date(std::int64_t ms) {
  const std::int64_t inside = std::clamp(ms, kFirst, kLast - kChinaMs);
  return Date::from_days(static_cast<std::int32_t>(day_of(inside + kChinaMs)));
}

std::int64_t start_of_china_day(Date day) { return std::int64_t{day.days()} * kDayMs - kChinaMs; }

}  // namespace tidegate
