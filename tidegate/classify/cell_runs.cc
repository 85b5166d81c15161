#include "tidegate/classify/cell_runs.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>
#include <limits>

#include "tidegate/classify/ascii.h"
#include "tidegate/classify/calendar.h"
#include "tidegate/classify/cn_tables.h"
#include "tidegate/classify/mix.h"
#include "tidegate/classify/secret_validators.h"

namespace tidegate {
namespace {

using mix::load64;

constexpr std::int64_t kMicro = 1'000'000;
// The longest form is 24 bytes, read eight at a time: behind a cell that ends nearer to the text's end than
// this nothing may be read.
constexpr std::size_t kRoom = 32;

// What eight digits are worth, the first in the lowest byte; NULs are noughts.
inline std::uint64_t value_of(std::uint64_t eight) {
  eight = (eight & 0x0F0F0F0F0F0F0F0FU) * 2561 >> 8;
  eight = (eight & 0x00FF00FF00FF00FFU) * 6553601 >> 16;
  return (eight & 0x0000FFFF0000FFFFU) * 42949672960001 >> 32;
}
// Of n digits, 1 to 8; eight bytes are read.
inline std::uint64_t digits_at(const char* p, std::size_t n) { return value_of(load64(p) << 8 * (8 - n)); }

// Pairs of eight digits, each in 16 bits.
inline std::uint64_t pairs_of(std::uint64_t eight) {
  return (eight & 0x0F0F0F0F0F0F0F0FU) * 2561 >> 8 & 0x00FF00FF00FF00FFU;
}
inline int pair(std::uint64_t pairs, int i) { return static_cast<int>(pairs >> 16 * i & 0xFF); }

std::uint64_t& kind(ColumnFeatures& features, ValueKind kind) {
  return features.kinds[static_cast<std::size_t>(kind)].whole_valid;
}
std::uint64_t& alphabet(ColumnFeatures& features, Alphabet alphabet) {
  return features.alphabet[static_cast<std::size_t>(alphabet)];
}

// Lowest and highest of the numbers of a run.
class Span {
 public:
  void take(std::int64_t micro) {
    low_ = std::min(low_, micro);
    high_ = std::max(high_, micro);
  }
  void add_to(NumberStats& stats, std::size_t cells) const {
    if (cells == 0) return;
    stats.min_micro = stats.cells == 0 ? low_ : std::min(stats.min_micro, low_);
    stats.max_micro = stats.cells == 0 ? high_ : std::max(stats.max_micro, high_);
    stats.cells += cells;
  }

 private:
  std::int64_t low_ = std::numeric_limits<std::int64_t>::max();
  std::int64_t high_ = std::numeric_limits<std::int64_t>::min();
};

// One to nine digits, but eight: those may be a day. A nought in front tells codes.
std::size_t count_integers(const CellRow& row, std::size_t from, ColumnFeatures& features) {
  constexpr std::uint32_t kLengths = 0b10'1111'1110;
  Span span;
  std::uint64_t postcodes = 0;
  std::uint64_t like_postcodes = 0;
  std::size_t i = from;
  for (; i < row.count; ++i) {
    const std::size_t n = row.pieces[i].length;
    const char* const p = row.text->data() + row.pieces[i].begin;
    if (n > 9 || (kLengths >> n & 1) == 0 || row.classes[i].digit != (std::uint64_t{1} << n) - 1) break;
    if ((*p == '0' && n > 1) || row.pieces[i].begin + kRoom > row.text->size()) break;
    std::uint64_t value = digits_at(p, n < 9 ? n : 8);
    if (n == 9) value = value * 10 + static_cast<std::uint64_t>(ascii::digit_of(p[8]));
    span.take(static_cast<std::int64_t>(value) * kMicro);
    if (n == 6) {
      const bool is_zone = is_cn_postal_zone({p, 2});
      postcodes += is_zone ? 1 : 0;
      like_postcodes += is_zone ? 0 : 1;
    }
  }
  const std::size_t cells = i - from;
  span.add_to(features.numbers, cells);
  features.numbers.decimals[0] += cells;
  alphabet(features, Alphabet::kDigits) += cells;
  kind(features, ValueKind::kInteger) += cells;
  kind(features, ValueKind::kCnPostcode) += postcodes;
  features.kinds[static_cast<std::size_t>(ValueKind::kCnPostcode)].whole_shape_only += like_postcodes;
  return cells;
}

// At most eight digits, a point, and 1 to 15 digits.
std::size_t count_decimals(const CellRow& row, std::size_t from, ColumnFeatures& features) {
  Span span;
  std::uint64_t latitudes = 0;
  std::uint64_t longitudes = 0;
  std::array<std::uint64_t, 10>& decimals = features.numbers.decimals;
  std::size_t i = from;
  for (; i < row.count; ++i) {
    const std::size_t n = row.pieces[i].length;
    const char* const p = row.text->data() + row.pieces[i].begin;
    if (n > 24 || row.pieces[i].begin + kRoom > row.text->size()) break;
    const std::uint64_t rest = ~row.classes[i].digit & ((std::uint64_t{1} << n) - 1);
    if (rest == 0 || (rest & (rest - 1)) != 0) break;
    const auto point = static_cast<std::size_t>(std::countr_zero(rest));
    const std::size_t places = n - point - 1;
    if (p[point] != '.' || point - 1 > 7 || places - 1 > 14 || (*p == '0' && point > 1)) break;
    // Six places, the last of them noughts.
    const std::size_t kept = std::min<std::size_t>(places, 6);
    const std::uint64_t part = load64(p + point + 1) & ((std::uint64_t{1} << 8 * kept) - 1);
    const auto micro = static_cast<std::int64_t>(digits_at(p, point) * kMicro + value_of(part << 16));
    span.take(micro);
    ++decimals[std::min(places, decimals.size() - 1)];
    const bool is_fine = places >= 4 && micro > 0;
    latitudes += is_fine && micro <= 90 * kMicro ? 1 : 0;
    longitudes += is_fine && micro <= 180 * kMicro ? 1 : 0;
  }
  const std::size_t cells = i - from;
  span.add_to(features.numbers, cells);
  alphabet(features, Alphabet::kNumeric) += cells;
  kind(features, ValueKind::kDecimal) += cells;
  kind(features, ValueKind::kLatitude) += latitudes;
  kind(features, ValueKind::kLongitude) += longitudes;
  return cells;
}

// Two or more characters of U+4000..U+9FFF.
std::size_t count_chinese(const CellRow& row, std::size_t from, ColumnFeatures& features) {
  std::size_t i = from;
  for (; i < row.count; ++i) {
    const std::size_t n = row.pieces[i].length;
    if (n < 6 || n > 63 || row.classes[i].high != (std::uint64_t{1} << n) - 1) break;
    const auto* const p = reinterpret_cast<const unsigned char*>(row.text->data() + row.pieces[i].begin);
    bool is_common = true;
    for (std::size_t k = 0; k < n; k += 3) is_common &= p[k] - 0xE4U <= 5U;
    if (!is_common) break;
  }
  alphabet(features, Alphabet::kCjk) += i - from;
  return i - from;
}

// Sum of eight digits, each times its weight: kWeights holds those of the bytes 6, 4, 2, 0 in the 16 bits of
// `even`, of 7, 5, 3, 1 in those of `odd`.
inline unsigned weighed(std::uint64_t eight, std::uint64_t even, std::uint64_t odd) {
  return static_cast<unsigned>(((eight & 0x000F000F000F000FU) * even >> 48) +
                               ((eight >> 8 & 0x000F000F000F000FU) * odd >> 48));
}

// Whether 18 characters, the first 17 of them digits, are a resident identity number whose day, county and
// check character hold (GB 11643): fits_cn_resident_id() of one that begins with 1 to 7.
inline bool is_resident_id(const char* p) {
  const std::uint64_t head = load64(p);
  const std::uint64_t tail = load64(p + 8);
  const std::uint64_t place = pairs_of(head);  // two digits of province, prefecture, county, century
  const std::uint64_t day = pairs_of(tail);    // year, month, day, number
  const int year = pair(place, 3) * 100 + pair(day, 0);
  if (year < kOldestBirthYear || year > kLatestBirthYear ||
      !is_calendar_day(year, pair(day, 1), pair(day, 2)))
    return false;
  const unsigned sum = weighed(head, 0x0007'000A'0008'0002U, 0x0009'0005'0004'0001U) +
                       weighed(tail, 0x0006'0007'000A'0008U, 0x0003'0009'0005'0004U) +
                       2 * static_cast<unsigned>(ascii::digit_of(p[16]));
  return p[17] == "10X98765432"[sum % 11] &&
         is_cn_county(pair(place, 0) * 100 + pair(place, 1), pair(place, 2));
}

std::size_t count_resident_ids(const CellRow& row, std::size_t from, ColumnFeatures& features) {
  constexpr std::uint64_t kFirst17 = (std::uint64_t{1} << 17) - 1;
  constexpr std::uint64_t kLast = kFirst17 + 1;
  std::uint64_t all_digits = 0;
  std::size_t i = from;
  for (; i < row.count; ++i) {
    const char* const p = row.text->data() + row.pieces[i].begin;
    const ByteClasses& classes = row.classes[i];
    if (row.pieces[i].length != 18 || (classes.digit & kFirst17) != kFirst17 ||
        (classes.digit | classes.alpha) != (kFirst17 | kLast) || *p < '1' || *p > '7' || !is_resident_id(p))
      break;
    const bool is_number = classes.alpha == 0;
    if (!is_number && fits_api_key({p, 18}) != Fit::kNo) break;
    all_digits += is_number ? 1 : 0;
  }
  const std::size_t cells = i - from;
  if (all_digits > 0) {
    Span span;
    span.take(std::numeric_limits<std::int64_t>::max() / kMicro * kMicro);  // saturated
    span.add_to(features.numbers, all_digits);
    features.numbers.decimals[0] += all_digits;
  }
  alphabet(features, Alphabet::kDigits) += all_digits;
  alphabet(features, Alphabet::kAlnum) += cells - all_digits;
  kind(features, ValueKind::kInteger) += all_digits;
  kind(features, ValueKind::kCnResidentId) += cells;
  return cells;
}

inline int two_digits(const char* p) { return ascii::digit_of(p[0]) * 10 + ascii::digit_of(p[1]); }

// 2024-01-31 23:59:59, with T and Z.
std::size_t count_times(const CellRow& row, std::size_t from, ColumnFeatures& features) {
  constexpr std::uint64_t kDigits = 0b110'1101'1011'0110'1111;
  constexpr std::uint64_t kT = std::uint64_t{1} << 10;
  constexpr std::uint64_t kZ = std::uint64_t{1} << 19;
  std::size_t i = from;
  for (; i < row.count; ++i) {
    const std::size_t n = row.pieces[i].length;
    const char* const p = row.text->data() + row.pieces[i].begin;
    const ByteClasses& classes = row.classes[i];
    if ((n != 19 && n != 20) || classes.digit != kDigits || classes.high != 0) break;
    if (p[4] != '-' || p[7] != '-' || p[13] != ':' || p[16] != ':') break;
    if (n == 19 ? p[10] != (classes.alpha == 0 ? ' ' : 'T') || (classes.alpha | kT) != kT
                : classes.alpha != (kT | kZ) || p[10] != 'T' || p[19] != 'Z')
      break;
    const int century = two_digits(p);
    if ((century != 19 && century != 20) ||
        !is_calendar_day(century * 100 + two_digits(p + 2), two_digits(p + 5), two_digits(p + 8)) ||
        two_digits(p + 11) > 24 || two_digits(p + 14) > 59 || two_digits(p + 17) > 60)
      break;
  }
  alphabet(features, Alphabet::kLatinText) += i - from;
  kind(features, ValueKind::kDateTime) += i - from;
  return i - from;
}

}  // namespace

CellRun count_run(const CellRow& row, std::size_t from, ColumnFeatures& features) {
  const std::size_t n = row.pieces[from].length;
  const ByteClasses& classes = row.classes[from];
  CellRun run;
  if (classes.high != 0) {
    run = {count_chinese(row, from, features), true};
  } else if ((classes.digit & 1) == 0 || n > 24) {
    return run;
  } else if (n == 18 && (classes.digit & 0xFF) == 0xFF) {
    run.cells = count_resident_ids(row, from, features);
  } else if (n < 10 && classes.digit == (std::uint64_t{1} << n) - 1) {
    run.cells = count_integers(row, from, features);
  } else if (n >= 19 && (classes.digit & 0x1F) == 0xF) {
    run.cells = count_times(row, from, features);
  } else if (classes.alpha == 0) {
    run.cells = count_decimals(row, from, features);
  }
  features.non_empty += run.cells;
  return run;
}

}  // namespace tidegate
