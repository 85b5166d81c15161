#include "tidegate/classify/subject_identifier.h"

#include <algorithm>
#include <array>
#include <cstring>

#include "tidegate/classify/ascii.h"
#include "tidegate/classify/calendar.h"
#include "tidegate/classify/cell_inspector.h"
#include "tidegate/classify/contact_validators.h"
#include "tidegate/classify/identity_validators.h"

namespace tidegate {
namespace {

using enum SubjectRole::Value;

// Room for a normalised value: none is longer than what it was written as, and the four of a century and a
// check digit.
char* room_for(std::string_view value, std::string& scratch) {
  if (scratch.size() < value.size() + 4) scratch.resize(value.size() + 4);
  return scratch.data();
}

std::string_view digits_of(std::string_view value, std::string& scratch) {
  char* const begin = room_for(value, scratch);
  char* out = begin;
  for (const char c : value) {
    if (ascii::is_digit(c)) *out++ = c;
  }
  return {begin, static_cast<std::size_t>(out - begin)};
}

// Without blanks and dashes, in small letters.
std::string_view plain_of(std::string_view value, std::string& scratch) {
  char* const begin = room_for(value, scratch);
  char* out = begin;
  for (const char c : value) {
    if (c != ' ' && c != '-') *out++ = ascii::to_lower(c);
  }
  return {begin, static_cast<std::size_t>(out - begin)};
}

constexpr std::uint64_t each_byte(unsigned char c) { return c * 0x0101010101010101U; }
constexpr std::uint64_t kHighBits = each_byte(0x80);
// Whether one of eight bytes of ASCII is c.
constexpr bool has_byte(std::uint64_t eight, char c) {
  const std::uint64_t zero = eight ^ each_byte(static_cast<unsigned char>(c));
  return ((zero - each_byte(1)) & ~zero & kHighBits) != 0;
}

// plain_of, eight bytes at a step, of ASCII without blanks, dashes, quotes, stars and plus signs; nullopt
// where it is more.
std::optional<std::string_view> quickly_plain(std::string_view value, std::string& scratch) {
  const std::size_t n = value.size();
  if (n < 8) return std::nullopt;
  char* const out = room_for(value, scratch);
  for (std::size_t i = 0;; i = std::min(i + 8, n - 8)) {
    std::uint64_t eight;
    std::memcpy(&eight, value.data() + i, sizeof eight);
    // All five signs stand before the point, and hardly any other does in an identifier.
    const bool has_sign = (~(eight + each_byte(0x80 - '.')) & kHighBits) != 0;
    if ((eight & kHighBits) != 0 ||
        (has_sign && (has_byte(eight, ' ') || has_byte(eight, '-') || has_byte(eight, '\'') ||
                      has_byte(eight, '*') || has_byte(eight, '+'))))
      return std::nullopt;
    const std::uint64_t from_a = eight + each_byte(0x80 - 'A');
    const std::uint64_t past_z = eight + each_byte(0x80 - 'Z' - 1);
    eight |= (from_a & ~past_z & kHighBits) >> 2;
    std::memcpy(out + i, &eight, sizeof eight);
    if (i + 8 == n) return std::string_view{out, n};
  }
}

// 000000, 99999999999, 12345678, test: typed to fill a field. Staff numbers and names of users may be short.
bool is_placeholder(SubjectRole::Value kind, std::string_view v) {
  if (v.empty()) return true;
  const bool one_sign = v.back() == v[0] && v.find_first_not_of(v[0]) == std::string_view::npos;
  if (kind == kPlain) return one_sign && (v[0] == '0' || v[0] == 'x' || v[0] == '*');
  if (v.size() < 5 || one_sign) return true;
  if (v.size() <= 11 && ascii::all_digits(v)) {
    std::size_t rising = 1;
    while (rising < v.size() && (v[rising] - v[rising - 1] + 10) % 10 == 1) ++rising;
    if (rising == v.size()) return true;
    if (v.size() != 11 || v[0] != '1') return false;
    constexpr std::array<std::uint64_t, 5> kMobiles{13800138000, 13800000000, 13888888888, 18888888888,
                                                    13912345678};
    return std::find(kMobiles.begin(), kMobiles.end(), ascii::fast_number_of(v)) != kMobiles.end();
  }
  return v == "test@test.com" || v == "a@a.com" || v == "none@none.com";
}

// 15 digits are 18 without the century and the check character (GB 11643-1989).
std::string_view resident_id(std::string_view value, std::string& scratch) {
  char* const id = room_for(value, scratch);
  std::size_t n = 0;
  for (const char c : value) {
    if (ascii::is_alnum(c)) id[n++] = ascii::to_upper(c);
  }
  if (n != 15 || !ascii::all_digits({id, n})) return {id, n};
  std::copy_backward(id + 6, id + 15, id + 17);
  id[6] = '1';
  id[7] = '9';
  constexpr std::array<int, 17> kWeights{7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
  int sum = 0;
  for (std::size_t i = 0; i < kWeights.size(); ++i) sum += ascii::digit_of(id[i]) * kWeights[i];
  id[17] = "10X98765432"[sum % 11];
  return {id, 18};
}

// Year, month and day in digits of one number, 20130102; 0: no day of the calendar.
int day_of(int year, int month, int day) {
  if (year < 1 || year > 9999 || !is_calendar_day(year, month, day)) return 0;
  return year * 10'000 + month * 100 + day;
}

// The days on one of which somebody was born; 0: none can be read.
struct Births {
  int earliest = 0;
  int latest = 0;
};

constexpr int kFirstYear = 1850;

Births on_day(int day) { return {day, day}; }
Births in_month(int year, int month) {
  if (year < kFirstYear || month < 1 || month > 12) return {};
  int last = 31;
  while (!is_calendar_day(year, month, last)) --last;
  return {day_of(year, month, 1), day_of(year, month, last)};
}
Births in_year(int year) {
  return year < kFirstYear ? Births{} : Births{day_of(year, 1, 1), day_of(year, 12, 31)};
}

// "201605" may be a month, or the 5th of January 2020 as "200105" is.
Births of_six_digits(int number) {
  const Births month = in_month(number / 100, number % 100);
  const int two = number / 10'000;  // digits of a year, of which only this century's are taken for months
  const int day = day_of(2000 + two, number / 100 % 100, number % 100);
  if (month.earliest == 0 || day == 0) return month;
  return {std::min(month.earliest, day), std::max(month.latest, day)};
}

// A year and a month, or a year alone, in numbers that nothing but dashes, blanks and their signs part.
// first_digits  of the first number.
Births births_in(std::string_view value, const int (&part)[3], int numbers, std::size_t first_digits) {
  constexpr std::string_view kSigns = "0123456789-/. *";
  for (std::string_view left = value; !left.empty();) {
    const std::size_t sign =
        left.starts_with("年") || left.starts_with("月") || left.starts_with("日") ? 3 : 1;
    if (sign == 1 && kSigns.find(left.front()) == std::string_view::npos) return {};
    left.remove_prefix(sign);
  }
  if (numbers == 1 && first_digits == 6) return of_six_digits(part[0]);
  if (numbers == 2 && first_digits <= 2) return in_month(part[1], part[0]);  // 05/2016
  if (first_digits != 4 || (numbers == 3 && part[2] != 0)) return {};
  return numbers == 1 || part[1] == 0 ? in_year(part[0]) : in_month(part[0], part[1]);
}

// The numbers of a date, in the order written: year first, as these columns have it.
Births births_of(std::string_view value) {
  char eight[8];  // 20130102 and 2013-01-02 are most
  const bool is_iso = value.size() == 10 && !ascii::is_digit(value[4]) && value[4] == value[7];
  if (is_iso) {
    std::memcpy(eight, value.data(), 4);
    std::memcpy(eight + 4, value.data() + 5, 2);
    std::memcpy(eight + 6, value.data() + 8, 2);
  } else if (value.size() == 8) {
    std::memcpy(eight, value.data(), 8);
  }
  if ((is_iso || value.size() == 8) && ascii::eight_digits(eight)) {
    const auto number = static_cast<int>(ascii::fast_number_of({eight, 8}));
    if (number % 100 == 0) return births_in("", {number / 10'000, number / 100 % 100, 0}, 3, 4);
    return on_day(day_of(number / 10'000, number / 100 % 100, number % 100));
  }
  int part[3] = {0, 0, 0};
  int at = -1;
  bool in_number = false;
  std::size_t first_length = 0;
  for (const char c : value) {
    if (!ascii::is_digit(c)) {
      if (in_number && at == 2) break;
      in_number = false;
      continue;
    }
    if (!in_number) {
      if (++at > 2) break;
      in_number = true;
    }
    if (at == 0) ++first_length;
    if (part[at] > 99'999'999) return {};
    part[at] = part[at] * 10 + ascii::digit_of(c);
  }
  if (at < 0) return {};
  if (at == 0 && first_length == 8)
    return on_day(day_of(part[0] / 10'000, part[0] / 100 % 100, part[0] % 100));
  if (at < 2 || part[2] == 0) return births_in(value, part, std::min(at, 2) + 1, first_length);
  if (first_length == 4) return on_day(day_of(part[0], part[1], part[2]));
  // 03/25/1950, and where day and month cannot be told apart the later of both: nobody is made older.
  if (first_length > 2 || part[2] < kFirstYear || part[2] > 9'999) return {};
  return on_day(std::max(day_of(part[2], part[0], part[1]), day_of(part[2], part[1], part[0])));
}

constexpr int kOldest = 130;

// None where some of the days make a child and some do not.
std::optional<bool> under14_of_birth(Births births, AgesOn on) {
  const bool is_ahead = births.earliest > on.day;
  if (births.earliest == 0 || is_ahead || on.day / 10'000 - births.earliest / 10'000 > kOldest)
    return std::nullopt;
  const int fourteen = on.day - 14 * 10'000;
  if (births.earliest > fourteen) return true;
  return births.latest > fourteen ? std::nullopt : std::optional(false);
}

// Most identifiers are written as they are counted, or but for capitals; nullopt for the others.
std::optional<std::string_view> quickly_normalised(SubjectRole::Value kind, std::string_view value,
                                                   std::string& scratch) {
  switch (kind) {
    case kResidentId:
      if (value.size() == 18 && ascii::all_digits(value.substr(0, 17)) &&
          (ascii::is_digit(value[17]) || value[17] == 'X')) {
        // A spreadsheet keeps fifteen digits of a number.
        if (value.ends_with("000") && fits_cn_resident_id(value) != Fit::kValid) return std::string_view();
        return value;
      }
      return std::nullopt;
    case kMobile:
      if (value.size() == 11 && ascii::all_digits(value)) return value;
      // With a country or in groups: such a one is ASCII to the last byte.
      if (const auto digits = cn_mobile_digits(value)) {
        char* const out = room_for(value, scratch);
        std::copy(digits->begin(), digits->end(), out);
        return std::string_view{out, digits->size()};
      }
      return std::nullopt;
    case kDigits:
      if (value.size() >= 11 && ascii::all_digits(value)) return value;
      return std::nullopt;
    case kEmail:
    case kPlain:
      if (may_be_null_word(value)) return std::nullopt;
      return quickly_plain(value, scratch);
  }
  return std::nullopt;
}

}  // namespace

namespace {

// "1.10105E+17": a spreadsheet kept six digits of a number, which many people's begin with.
bool is_rounded(std::string_view value) {
  const std::size_t n = value.size();
  if (n < 5 || (value[n - 3] != '+' && value[n - 4] != '+')) return false;
  const std::size_t e = value.find_first_of("eE");
  return e != std::string_view::npos && e > 0 && value[e + 1] == '+' &&
         ascii::all_digits(value.substr(e + 2)) &&
         value.substr(0, e).find_first_not_of("0123456789.") == std::string_view::npos;
}

// What stands in a value that makes it another than it seems, as bits.
constexpr std::uint8_t kHigh = 1;
constexpr std::uint8_t kStar = 2;
constexpr std::uint8_t kFiller = 4;
constexpr auto kOddOf = [] {
  std::array<std::uint8_t, 256> odd{};
  for (std::size_t i = 0x80; i < odd.size(); ++i) odd[i] = kHigh;
  odd['*'] = kStar;
  odd['x'] = odd['X'] = odd['#'] = kFiller;
  return odd;
}();
std::uint8_t odd_in(std::string_view value) {
  std::uint8_t odd = 0;
  for (const char c : value) odd = static_cast<std::uint8_t>(odd | kOddOf[static_cast<unsigned char>(c)]);
  return odd;
}

// "138****1234", "110105********123X", "138XXXX1234": what is left is many people's.
bool is_masked(SubjectRole::Value kind, std::string_view value, std::uint8_t odd) {
  if ((odd & kStar) != 0) return true;
  if ((odd & kHigh) != 0 &&
      (value.find("＊") != std::string_view::npos || value.find("×") != std::string_view::npos ||
       value.find("•") != std::string_view::npos))
    return true;
  if (kind == kPlain || kind == kEmail || (odd & kFiller) == 0) return false;
  constexpr std::size_t kRun = 3;
  std::size_t run = 0;
  for (const char c : value) {
    run = kOddOf[static_cast<unsigned char>(c)] == kFiller ? run + 1 : 0;
    if (run == kRun) return true;
  }
  return false;
}

}  // namespace

std::string_view normalised_identifier(SubjectRole::Value kind, std::string_view value,
                                       std::string& scratch) {
  if (const auto quick = quickly_normalised(kind, value, scratch))
    return is_placeholder(kind, *quick) ? std::string_view() : *quick;
  const std::uint8_t odd = odd_in(value);
  if (is_rounded(value) || is_masked(kind, value, odd)) return {};
  std::string narrow;
  if ((odd & kHigh) != 0) {
    narrow = half_width(value);
    if (!narrow.empty()) value = narrow;
  }
  while (!value.empty() && value.front() == '\'') value.remove_prefix(1);  // a spreadsheet's text mark
  if (value.empty() || (may_be_null_word(value) && is_null_word(value))) return {};
  std::string_view out;
  switch (kind) {
    case kResidentId:
      out = resident_id(value, scratch);
      break;
    case kMobile:
      if (const auto digits = cn_mobile_digits(value)) {
        out = {std::copy(digits->begin(), digits->end(), room_for(value, scratch)) - digits->size(),
               digits->size()};
      } else {
        out = digits_of(value, scratch);
      }
      break;
    case kDigits:
      out = digits_of(value, scratch);
      break;
    case kEmail:
    case kPlain:
      out = plain_of(value, scratch);
      break;
  }
  return is_placeholder(kind, out) ? std::string_view() : out;
}

AgesOn::AgesOn(Date date) : day(day_of(date.year(), date.month(), date.day())) {}

std::optional<bool> under14_by_id(std::string_view id, AgesOn on) {
  return id.size() == 18 ? under14_of_birth(births_of(id.substr(6, 8)), on) : std::nullopt;
}

namespace {

// Whether a date may begin at the number: 1985..., 20180203.
bool may_begin_date(std::string_view digits) {
  return (digits.size() == 4 || digits.size() == 8) && (digits.starts_with("19") || digits.starts_with("20"));
}

// Of a cell with several dates: whether one of them was under 14; none: one cannot be read, and no other was.
std::optional<bool> under14_of_births(std::string_view value, AgesOn on) {
  bool is_read = true;
  for (std::size_t i = 0; i < value.size();) {
    std::size_t end = i;
    while (end < value.size() && ascii::is_digit(value[end])) ++end;
    if (may_begin_date(value.substr(i, end - i))) {
      const std::optional<bool> under14 = under14_of_birth(births_of(value.substr(i)), on);
      if (under14 == true) return true;
      is_read = is_read && under14;
    }
    i = std::max(end, i + 1);
  }
  return is_read ? under14_of_birth(births_of(value), on) : std::nullopt;
}

}  // namespace

bool tells_birth(std::string_view value) { return births_of(value).earliest != 0; }

std::optional<bool> under14_by_age(const SubjectRole& role, std::string_view value, AgesOn on) {
  constexpr std::size_t kTwoDates = 16;
  if (role.birth && value.size() >= kTwoDates) return under14_of_births(value, on);
  if (role.birth) return under14_of_birth(births_of(value), on);
  if (!role.age || value.empty()) return std::nullopt;
  if (role.age_unit != AgeUnit::kYears || value.size() > 3 || !ascii::all_digits(value))
    return under14_of_age(value, role.age_unit);
  const auto years = ascii::number_of(value);
  return years > kOldest ? std::nullopt : std::optional(years < 14);
}

}  // namespace tidegate
