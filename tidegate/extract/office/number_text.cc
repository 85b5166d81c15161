#include "tidegate/extract/office/number_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <optional>

#include "tidegate/base/date.h"

namespace tidegate {
namespace {

using Kind = NumberFormat::Kind;

constexpr std::uint64_t kDaySeconds = 86'400;
constexpr std::size_t kExactDigits = 15;

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// value = 0.DIGITS times 10 to the power of `point`; digits begin and end with none of "0".
struct Decimal {
  bool is_negative = false;
  std::string digits;
  int point = 0;
};

std::optional<Decimal> parse(std::string_view raw) {
  constexpr int kLargestExponent = 400;
  Decimal d;
  std::size_t at = 0;
  if (at < raw.size() && (raw[at] == '-' || raw[at] == '+')) d.is_negative = raw[at++] == '-';
  const std::size_t begin = at;
  bool has_point = false;
  for (; at < raw.size() && (is_digit(raw[at]) || (raw[at] == '.' && !has_point)); ++at) {
    if (raw[at] == '.') {
      has_point = true;
      continue;
    }
    d.digits += raw[at];
    d.point += has_point ? 0 : 1;
  }
  if (d.digits.empty() || at == begin) return std::nullopt;
  if (at < raw.size() && (raw[at] == 'e' || raw[at] == 'E')) {
    ++at;
    if (at < raw.size() && raw[at] == '+') ++at;
    int exponent = 0;
    const auto read = std::from_chars(raw.data() + at, raw.data() + raw.size(), exponent);
    if (read.ec != std::errc() || exponent > kLargestExponent || exponent < -kLargestExponent)
      return std::nullopt;
    d.point += exponent;
    at = static_cast<std::size_t>(read.ptr - raw.data());
  }
  if (at != raw.size()) return std::nullopt;
  const std::size_t zeros = std::min(d.digits.find_first_not_of('0'), d.digits.size());
  d.digits.erase(0, zeros);
  d.point -= static_cast<int>(zeros);
  while (d.digits.ends_with('0')) d.digits.pop_back();
  if (d.digits.empty()) d.point = 0;
  return d;
}

void round_to_exact(Decimal& d) {
  if (d.digits.size() <= kExactDigits) return;
  const bool is_up = d.digits[kExactDigits] >= '5';
  d.digits.resize(kExactDigits);
  if (is_up) {
    std::size_t at = kExactDigits;
    while (at > 0 && d.digits[at - 1] == '9') --at;
    d.digits.resize(at);
    if (at == 0) {
      d.digits = "1";
      ++d.point;
    } else {
      ++d.digits[at - 1];
    }
  }
  while (d.digits.ends_with('0')) d.digits.pop_back();
}

std::string plain(Decimal d, std::string_view raw) {
  constexpr int kMostBefore = 21;
  constexpr int kMostZerosBehind = 10;
  round_to_exact(d);
  if (d.digits.empty()) return "0";
  if (d.point > kMostBefore || d.point < -kMostZerosBehind) return std::string(raw);
  std::string out = d.is_negative ? "-" : "";
  const auto size = static_cast<int>(d.digits.size());
  if (d.point <= 0) return out + "0." + std::string(static_cast<std::size_t>(-d.point), '0') + d.digits;
  if (size <= d.point) return out + d.digits + std::string(static_cast<std::size_t>(d.point - size), '0');
  return out + d.digits.substr(0, static_cast<std::size_t>(d.point)) + "." +
         d.digits.substr(static_cast<std::size_t>(d.point));
}

struct Moment {
  std::int64_t day;
  std::uint64_t second;
};

// Days and seconds of a serial number; none: no date can be so far off.
std::optional<Moment> moment_of(const Decimal& d) {
  constexpr int kMostDayDigits = 7;
  constexpr std::size_t kFraction = 12;
  constexpr std::uint64_t kFractionUnit = 1'000'000'000'000;
  if (d.is_negative || d.point > kMostDayDigits) return std::nullopt;
  std::string whole = d.digits;
  std::string fraction;
  if (d.point <= 0) {
    fraction = std::string(static_cast<std::size_t>(std::min(-d.point, 20)), '0') + whole;
    whole = "0";
  } else if (whole.size() > static_cast<std::size_t>(d.point)) {
    fraction = whole.substr(static_cast<std::size_t>(d.point));
    whole.resize(static_cast<std::size_t>(d.point));
  } else {
    whole.resize(static_cast<std::size_t>(d.point), '0');
  }
  fraction.resize(kFraction, '0');
  Moment m{std::stoll(whole), (std::stoull(fraction) * kDaySeconds + kFractionUnit / 2) / kFractionUnit};
  if (m.second == kDaySeconds) m = {m.day + 1, 0};
  return m;
}

std::string clock_text(std::uint64_t second) {
  return fmt::format("{:02}:{:02}:{:02}", second / 3600, second / 60 % 60, second % 60);
}

// "" where the day is none of the calendar's.
std::string day_text(std::int64_t serial, bool is_1904) {
  constexpr std::int64_t kLast = 2'958'465;       // 31 December 9999
  constexpr std::int64_t k1904 = 1462;            // days between the two beginnings
  constexpr std::int64_t kNoDay = 60;             // 29 February 1900, which never was
  constexpr std::int64_t kBeforeFirst = -25'569;  // 30 December 1899, from 1970
  if (is_1904) serial += k1904;
  if (serial < 1 || serial > kLast) return {};
  if (serial == kNoDay) return "1900-02-29";
  const std::int64_t from_1970 = kBeforeFirst + serial + (serial < kNoDay ? 1 : 0);
  return Date::from_days(static_cast<std::int32_t>(from_1970)).str();
}

std::string moment_text(const Moment& m, Kind kind, bool is_1904) {
  if (kind == Kind::kTime && m.day == 0) return clock_text(m.second);
  const std::string day = day_text(m.day, is_1904);
  if (day.empty()) return m.day == 0 ? clock_text(m.second) : "";
  return kind == Kind::kDate ? day : day + " " + clock_text(m.second);
}

}  // namespace

NumberFormat number_format_of(std::string_view code) {
  bool has_day = false;
  bool has_clock = false;
  bool has_month = false;
  bool has_number = false;
  bool is_zeros = !code.empty();
  std::size_t zeros = 0;
  for (std::size_t at = 0; at < code.size() && code[at] != ';'; ++at) {
    const char c = code[at];
    is_zeros = is_zeros && c == '0';
    if (c == '"' || c == '[') {
      const std::size_t close = code.find(c == '"' ? '"' : ']', at + 1);
      if (close == std::string_view::npos) break;
      // "[h]" and "[mm]" count hours and minutes on.
      if (c == '[' &&
          code.substr(at + 1, close - at - 1).find_first_not_of("hmsHMS") == std::string_view::npos)
        has_clock = true;
      at = close;
    } else if (c == '\\' || c == '_' || c == '*') {
      ++at;
    } else if (code.substr(at).starts_with("General") || code.substr(at).starts_with("GENERAL")) {
      at += 6;
      has_number = true;
    } else if (c == 'y' || c == 'Y' || c == 'd' || c == 'D') {
      has_day = true;
    } else if (c == 'h' || c == 'H' || c == 's' || c == 'S') {
      has_clock = true;
    } else if (c == 'm' || c == 'M') {
      has_month = true;
    } else if (c == '0' || c == '#' || c == '?') {
      zeros += c == '0' ? 1 : 0;
      has_number = true;
    }
  }
  if (is_zeros && zeros >= 2)
    return {Kind::kPadded, static_cast<std::uint8_t>(std::min<std::size_t>(zeros, 40))};
  // "ss.000" is a time, "0.00" none.
  if (has_number && !has_clock && !has_day) return {};
  if (has_day || (has_month && !has_clock)) return {has_clock ? Kind::kDateTime : Kind::kDate};
  return has_clock ? NumberFormat{Kind::kTime} : NumberFormat{};
}

NumberFormat built_in_number_format(std::uint32_t id) {
  if (id == 22) return {Kind::kDateTime};
  const bool is_time =
      (id >= 18 && id <= 21) || (id >= 32 && id <= 35) || (id >= 45 && id <= 47) || id == 55 || id == 56;
  if (is_time) return {Kind::kTime};
  const bool is_date = (id >= 14 && id <= 17) || (id >= 27 && id <= 31) || id == 36 || (id >= 50 && id <= 58);
  return is_date ? NumberFormat{Kind::kDate} : NumberFormat{};
}

std::string number_text(std::string_view raw, NumberFormat format, bool is_1904) {
  const auto d = parse(raw);
  if (!d) return std::string(raw);
  if (format.kind == Kind::kDate || format.kind == Kind::kTime || format.kind == Kind::kDateTime) {
    const auto moment = moment_of(*d);
    std::string text = moment ? moment_text(*moment, format.kind, is_1904) : "";
    if (!text.empty()) return text;
  }
  const bool is_whole =
      raw.find_first_not_of("0123456789", raw.starts_with('-') ? 1 : 0) == std::string_view::npos;
  std::string text = is_whole ? std::string(raw) : plain(*d, raw);
  const bool is_padded = format.kind == Kind::kPadded && text.size() < format.digits &&
                         text.find_first_not_of("0123456789") == std::string::npos;
  if (is_padded) text.insert(0, format.digits - text.size(), '0');
  return text;
}

}  // namespace tidegate
