#include "tidegate/classify/cell_runs.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>
#include <limits>

#include "tidegate/classify/alike_cells.h"
#include "tidegate/classify/ascii.h"
#include "tidegate/classify/calendar.h"
#include "tidegate/classify/cell_inspector.h"
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

// Whether n bytes, 1 to 8, are digits; eight bytes are read.
inline bool few_are_digits(const char* p, std::size_t n) {
  const std::uint64_t above = load64(p) << 8 * (8 - n);
  const std::uint64_t below = n == 8 ? 0 : 0x3030303030303030U >> 8 * n;
  const std::uint64_t x = above | below;
  return (x & 0xF0F0F0F0F0F0F0F0U) == 0x3030303030303030U &&
         ((x + 0x0606060606060606U) & 0xF0F0F0F0F0F0F0F0U) == 0x3030303030303030U;
}
// n bytes, 8 to 24.
inline bool many_are_digits(const char* p, std::size_t n) {
  return ascii::eight_digits(p) && ascii::eight_digits(p + n - 8) && (n <= 16 || ascii::eight_digits(p + 8));
}

// A form says of one cell after another whether it is of it (takes), and counts at the end of the run what
// that tells of so many cells (finish).
struct Form {
  explicit Form(ColumnFeatures& counted) : features(counted) {}
  ColumnFeatures& features;
};

// One to nine digits, but eight: those may be a day.
class Integers : Form {
 public:
  using Form::Form;
  static bool is(const char* p, std::size_t n) {
    return n <= 9 && n != 8 && (n < 8 ? few_are_digits(p, n) : many_are_digits(p, n));
  }
  bool takes(const char* p, std::size_t n) {
    if (!is(p, n)) return false;
    std::uint64_t value = digits_at(p, n < 9 ? n : 8);
    if (n == 9) value = value * 10 + static_cast<std::uint64_t>(ascii::digit_of(p[8]));
    span_.take(static_cast<std::int64_t>(value) * kMicro);
    codes_ += *p == '0' && n > 1 ? 1 : 0;
    if (n == 6) {
      const bool is_zone = is_cn_postal_zone({p, 2});
      postcodes_ += is_zone ? 1 : 0;
      like_postcodes_ += is_zone ? 0 : 1;
    }
    return true;
  }
  void finish(std::size_t cells) const {
    span_.add_to(features.numbers, cells);
    features.numbers.decimals[0] += cells;
    features.numbers.leading_zero += codes_;
    features.non_empty += cells;
    alphabet(features, Alphabet::kDigits) += cells;
    kind(features, ValueKind::kInteger) += cells - codes_;
    kind(features, ValueKind::kCnPostcode) += postcodes_;
    features.kinds[static_cast<std::size_t>(ValueKind::kCnPostcode)].whole_shape_only += like_postcodes_;
  }

 private:
  Span span_;
  std::uint64_t codes_ = 0;  // a nought in front
  std::uint64_t postcodes_ = 0;
  std::uint64_t like_postcodes_ = 0;
};

// At most eight digits, a point, and 1 to 15 digits.
class Decimals : Form {
 public:
  using Form::Form;
  bool takes(const char* p, std::size_t n) {
    if (n > 24) return false;
    const std::size_t point = point_in(load64(p), load64(p + 8), n);
    const std::size_t places = n - point - 1;
    if (point - 1 > 7 || places - 1 > 14 || (*p == '0' && point > 1) || !few_are_digits(p, point) ||
        !(places <= 8 ? few_are_digits(p + point + 1, places) : many_are_digits(p + point + 1, places)))
      return false;
    // Six places, the last of them noughts.
    const std::size_t kept = std::min<std::size_t>(places, 6);
    const std::uint64_t part = load64(p + point + 1) & ((std::uint64_t{1} << 8 * kept) - 1);
    const auto micro = static_cast<std::int64_t>(digits_at(p, point) * kMicro + value_of(part << 16));
    span_.take(micro);
    ++places_[std::min(places, places_.size() - 1)];
    const bool is_fine = places >= 4 && micro > 0;
    latitudes_ += is_fine && micro <= 90 * kMicro ? 1 : 0;
    longitudes_ += is_fine && micro <= 180 * kMicro ? 1 : 0;
    return true;
  }
  void finish(std::size_t cells) const {
    span_.add_to(features.numbers, cells);
    for (std::size_t i = 0; i < places_.size(); ++i) features.numbers.decimals[i] += places_[i];
    features.non_empty += cells;
    alphabet(features, Alphabet::kNumeric) += cells;
    kind(features, ValueKind::kDecimal) += cells;
    kind(features, ValueKind::kLatitude) += latitudes_;
    kind(features, ValueKind::kLongitude) += longitudes_;
  }

 private:
  // The first point of sixteen bytes; n when there is none among the first nine.
  static std::size_t point_in(std::uint64_t first, std::uint64_t second, std::size_t n) {
    constexpr std::uint64_t kLow = 0x0101010101010101U;
    const std::uint64_t x = first ^ kLow * '.';
    const std::uint64_t hit = (x - kLow) & ~x & kLow * 0x80;
    if (hit != 0) return static_cast<std::size_t>(std::countr_zero(hit)) / 8;
    return (second & 0xFF) == '.' ? 8 : n;
  }

  Span span_;
  std::array<std::uint64_t, 10> places_{};
  std::uint64_t latitudes_ = 0;
  std::uint64_t longitudes_ = 0;
};

// Two or more characters of U+4000..U+9FFF, at most 63 bytes, that are no null word.
class ChineseWords : Form {
 public:
  using Form::Form;
  static bool takes(const char* p, std::size_t n) {
    if (n < 6 || n > 63 || n % 3 != 0) return false;
    const auto* const bytes = reinterpret_cast<const unsigned char*>(p);
    bool is_common = true;
    for (std::size_t k = 0; k < n; k += 3)
      is_common &= bytes[k] - 0xE4U <= 5U && (bytes[k + 1] & bytes[k + 2]) >= 0x80;
    return is_common && !(may_be_null_word({p, n}) && is_null_word({p, n}));
  }
  void finish(std::size_t cells) const {
    features.non_empty += cells;
    alphabet(features, Alphabet::kCjk) += cells;
  }
};

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

// Resident identity numbers that hold.
class ResidentIds : Form {
 public:
  using Form::Form;
  bool takes(const char* p, std::size_t n) {
    if (n != 18 || *p < '1' || *p > '7' || !ascii::eight_digits(p) || !ascii::eight_digits(p + 8) ||
        !ascii::is_digit(p[16]) || !(ascii::is_digit(p[17]) || ascii::is_alpha(p[17])) || !is_resident_id(p))
      return false;
    const bool is_number = ascii::is_digit(p[17]);
    if (!is_number && fits_api_key({p, 18}) != Fit::kNo) return false;
    numbers_ += is_number ? 1 : 0;
    return true;
  }
  void finish(std::size_t cells) const {
    if (numbers_ > 0) {
      Span span;
      span.take(std::numeric_limits<std::int64_t>::max() / kMicro * kMicro);  // saturated
      span.add_to(features.numbers, numbers_);
      features.numbers.decimals[0] += numbers_;
    }
    features.non_empty += cells;
    alphabet(features, Alphabet::kDigits) += numbers_;
    alphabet(features, Alphabet::kAlnum) += cells - numbers_;
    kind(features, ValueKind::kInteger) += numbers_;
    kind(features, ValueKind::kCnResidentId) += cells;
  }

 private:
  std::uint64_t numbers_ = 0;  // without X
};

// 2024-01-31 23:59:59, with T and Z.
class Times : Form {
 public:
  using Form::Form;
  static bool takes(const char* p, std::size_t n) {
    if ((n != 19 && n != 20) || p[4] != '-' || p[7] != '-' || p[13] != ':' || p[16] != ':') return false;
    if (n == 19 ? p[10] != ' ' && p[10] != 'T' : p[10] != 'T' || p[19] != 'Z') return false;
    // Its digits without the marks between them: 2024013123, 5959.
    const std::uint64_t date =
        (load64(p) & 0xFFFFFFFFU) | (load64(p + 5) & 0xFFFFU) << 32 | load64(p + 8) << 48;
    const std::uint64_t hour = (load64(p + 11) & 0xFFFFU) | (load64(p + 14) & 0xFFFFU) << 16 |
                               (load64(p + 12) >> 40 & 0xFFFFU) << 32 | std::uint64_t{0x3030} << 48;
    if (!all_digits(date) || !all_digits(hour)) return false;
    const std::uint64_t day = pairs_of(date);
    const std::uint64_t time = pairs_of(hour);
    const int century = pair(day, 0);
    return (century == 19 || century == 20) &&
           is_calendar_day(century * 100 + pair(day, 1), pair(day, 2), pair(day, 3)) && pair(time, 0) <= 24 &&
           pair(time, 1) <= 59 && pair(time, 2) <= 60;
  }
  void finish(std::size_t cells) const {
    features.non_empty += cells;
    alphabet(features, Alphabet::kLatinText) += cells;
    kind(features, ValueKind::kDateTime) += cells;
  }

 private:
  static bool all_digits(std::uint64_t x) {
    return (x & 0xF0F0F0F0F0F0F0F0U) == 0x3030303030303030U &&
           ((x + 0x0606060606060606U) & 0xF0F0F0F0F0F0F0F0U) == 0x3030303030303030U;
  }
};

// Eight digits, and 10 to 20, of whatever kind.
class LongNumbers {
 public:
  explicit LongNumbers(ColumnFeatures& features) : alike_(features) {}
  static bool is(const char* p, std::size_t n) {
    return (n == 8 || n >= 10) && n <= 20 && many_are_digits(p, n);
  }
  bool takes(const char* p, std::size_t n) {
    if (!is(p, n)) return false;
    CellReading reading;
    if (n == kMobileDigits && *p == '1') {
      read_mobile(p, reading);
    } else {
      ByteClasses classes;
      classes.digit = (std::uint64_t{1} << n) - 1;
      inspect_cell_fully({p, n}, classes, reading);
    }
    alike_.take(reading);
    return true;
  }
  void finish(std::size_t) { alike_.finish(); }

 private:
  static constexpr std::size_t kMobileDigits = 11;
  static void read_mobile(const char* p, CellReading& out) {
    out.alphabet = Alphabet::kDigits;
    out.number.is_number = true;
    out.number.digits = kMobileDigits;
    const std::uint64_t value = digits_at(p, 3) * 100'000'000 + digits_at(p + 3, 8);
    out.number.micro = static_cast<std::int64_t>(value) * kMicro;
    out.valid.add(ValueKind::kInteger);
    if (p[1] >= '3') (is_cn_mobile_segment({p, 3}) ? out.valid : out.shape).add(ValueKind::kCnMobile);
  }

  AlikeCells alike_;
};

template <typename Form>
CellRun run(const CellStrip& strip, std::size_t from, ColumnFeatures& features, DistinctSketch& distinct) {
  Form form(features);
  CellRun run;
  const char* const text = strip.text->data();
  const RowBlock::Cell* cell = strip.first + from * strip.stride;
  std::uint64_t total = 0;
  std::uint32_t longest = features.max_length;
  std::uint32_t empty = 0;
  std::size_t i = from;
  for (; i < strip.count; ++i, cell += strip.stride) {
    const std::uint32_t n = cell->length;
    if (n == 0) {
      ++empty;
      continue;
    }
    const char* const p = text + cell->begin;
    if (!form.takes(p, n)) break;
    distinct.insert(mix_bytes({p, n}));
    ++features.length[std::min<std::size_t>(n, features.length.size() - 1)];
    total += n;
    longest = std::max(longest, n);
  }
  run.cells = i - from;
  run.filled = run.cells - empty;
  form.finish(run.filled);
  features.total_length += total;
  features.max_length = longest;
  return run;
}

}  // namespace

CellForm form_of(std::string_view cell) {
  if (cell.empty() || cell.size() > 63) return CellForm::kNone;
  if (ascii::is_high(cell[0])) {
    return ChineseWords::takes(cell.data(), cell.size()) ? CellForm::kChineseWords : CellForm::kNone;
  }
  if (!ascii::is_digit(cell[0])) return CellForm::kNone;
  const std::size_t digits = std::min(cell.find_first_not_of("0123456789"), cell.size());
  if (cell.size() == 18 && digits >= 17 && cell[0] <= '7' && cell[0] >= '1' && is_resident_id(cell.data()))
    return CellForm::kResidentIds;
  if (digits == cell.size()) {
    if (digits > 20) return CellForm::kNone;
    return digits < 10 && digits != 8 ? CellForm::kIntegers : CellForm::kLongNumbers;
  }
  if (digits <= 8 && cell[digits] == '.') return CellForm::kDecimals;
  return digits == 4 && cell[4] == '-' && cell.size() >= 19 ? CellForm::kTimes : CellForm::kNone;
}

CellRun count_run(CellForm form, const CellStrip& strip, std::size_t from, ColumnFeatures& features,
                  DistinctSketch& distinct) {
  // Behind the cells there must be room for what is read at once: the last ones of a text may lack it.
  CellStrip roomy = strip;
  while (roomy.count > from &&
         strip.first[(roomy.count - 1) * strip.stride].begin + kRoom > strip.text->size())
    --roomy.count;
  switch (form) {
    case CellForm::kIntegers:
      return run<Integers>(roomy, from, features, distinct);
    case CellForm::kDecimals:
      return run<Decimals>(roomy, from, features, distinct);
    case CellForm::kChineseWords:
      return run<ChineseWords>(roomy, from, features, distinct);
    case CellForm::kResidentIds:
      return run<ResidentIds>(roomy, from, features, distinct);
    case CellForm::kTimes:
      return run<Times>(roomy, from, features, distinct);
    case CellForm::kLongNumbers:
      return run<LongNumbers>(roomy, from, features, distinct);
    case CellForm::kNone:
      break;
  }
  return {};
}

}  // namespace tidegate
