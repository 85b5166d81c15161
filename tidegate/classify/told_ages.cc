#include "tidegate/classify/told_ages.h"

#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "tidegate/classify/ascii.h"
#include "tidegate/classify/header_units.h"

namespace tidegate {
namespace {

using enum AgeUnit;

struct UnitWord {
  std::string_view word;
  AgeUnit unit;
};

// One letter may be anything in a header; a foetus and a bone have ages that are nobody's years.
constexpr std::array kHeaderWords{
    UnitWord{"years", kYears},    UnitWord{"year", kYears},       UnitWord{"yrs", kYears},
    UnitWord{"yr", kYears},       UnitWord{"jahre", kYears},      UnitWord{"ans", kYears},
    UnitWord{"months", kMonths},  UnitWord{"month", kMonths},     UnitWord{"mos", kMonths},
    UnitWord{"mo", kMonths},      UnitWord{"mths", kMonths},      UnitWord{"mth", kMonths},
    UnitWord{"mon", kMonths},     UnitWord{"mons", kMonths},      UnitWord{"yueling", kMonths},
    UnitWord{"monate", kMonths},  UnitWord{"mois", kMonths},      UnitWord{"meses", kMonths},
    UnitWord{"weeks", kWeeks},    UnitWord{"week", kWeeks},       UnitWord{"wks", kWeeks},
    UnitWord{"wk", kWeeks},       UnitWord{"zhouling", kWeeks},   UnitWord{"wochen", kWeeks},
    UnitWord{"semaines", kWeeks}, UnitWord{"semanas", kWeeks},    UnitWord{"days", kDays},
    UnitWord{"day", kDays},       UnitWord{"riling", kDays},      UnitWord{"tage", kDays},
    UnitWord{"jours", kDays},     UnitWord{"dias", kDays},        UnitWord{"m", kUnclear},
    UnitWord{"w", kUnclear},      UnitWord{"d", kUnclear},        UnitWord{"h", kUnclear},
    UnitWord{"hours", kUnclear},  UnitWord{"hour", kUnclear},     UnitWord{"hrs", kUnclear},
    UnitWord{"bone", kUnclear},   UnitWord{"ga", kUnclear},       UnitWord{"gestational", kUnclear},
    UnitWord{"fetal", kUnclear},  UnitWord{"gestation", kUnclear}};
constexpr std::array kHeaderSigns{UnitWord{"月", kMonths}, UnitWord{"周", kWeeks}, UnitWord{"週", kWeeks},
                                  UnitWord{"天", kDays}, UnitWord{"日", kDays}};
constexpr std::array<std::string_view, 5> kUnclearSigns{"孕", "胎", "骨", "时", "時"};
constexpr std::array<std::string_view, 4> kBehindSign{"龄", "齡", "齢", "数"};

template <typename List>
std::optional<AgeUnit> unit_in(const List& list, std::string_view word) {
  const auto at =
      std::find_if(list.begin(), list.end(), [&](const UnitWord& row) { return row.word == word; });
  return at == list.end() ? std::nullopt : std::optional(at->unit);
}

// "月" of "月龄", "个月" and "（月）" counts months; that of "月份" is something else.
std::optional<AgeUnit> unit_of_sign(const std::vector<std::string>& units, std::size_t i) {
  const std::string_view sign = units[i];
  const std::string_view next = i + 1 < units.size() ? std::string_view(units[i + 1]) : std::string_view();
  if (sign == "岁" || sign == "歲" || sign == "歳") return kYears;
  if (std::find(kUnclearSigns.begin(), kUnclearSigns.end(), sign) != kUnclearSigns.end()) return kUnclear;
  if (sign == "年") return next.empty() ? std::optional(kYears) : std::nullopt;
  const auto unit = unit_in(kHeaderSigns, sign);
  if (!unit || next == "岁" || next == "歲") return std::nullopt;
  const bool is_last = next.empty() || is_ascii_unit(next);
  const bool is_counted =
      is_last || std::find(kBehindSign.begin(), kBehindSign.end(), next) != kBehindSign.end();
  // "年龄（月）岁" and the like: another sign of a unit stands behind.
  return is_counted || unit_in(kHeaderSigns, next) ? *unit : kUnclear;
}

std::optional<AgeUnit> unit_of_word(std::string_view word) {
  if (word.starts_with("age") && word.size() > 3) word.remove_prefix(3);  // "agemonths"
  return unit_in(kHeaderWords, word);
}

}  // namespace

AgeUnit age_unit_of(std::string_view header) {
  const std::vector<std::string> units = header_units(header);
  std::optional<AgeUnit> found;
  for (std::size_t i = 0; i < units.size(); ++i) {
    const auto unit = is_ascii_unit(units[i]) ? unit_of_word(units[i]) : unit_of_sign(units, i);
    if (!unit) continue;
    if (found && *found != *unit) return kUnclear;
    found = unit;
  }
  return found.value_or(kYears);
}

bool names_age_units(std::string_view header) {
  const std::vector<std::string> units = header_units(header);
  const std::string words = " " + joined_units(units, 0, units.size()) + " ";
  return words.find("年龄单位") != std::string::npos || words.find(" age unit") != std::string::npos ||
         words.find(" ageunit") != std::string::npos || words.find(" ageu ") != std::string::npos;
}

namespace {

// Behind a number in a cell, the longer first.
constexpr std::array kCellWords{
    UnitWord{"周岁", kYears},   UnitWord{"岁", kYears},     UnitWord{"歲", kYears},
    UnitWord{"年", kYears},     UnitWord{"个月", kMonths},  UnitWord{"月龄", kMonths},
    UnitWord{"月", kMonths},    UnitWord{"个星期", kWeeks}, UnitWord{"星期", kWeeks},
    UnitWord{"周龄", kWeeks},   UnitWord{"周", kWeeks},     UnitWord{"日龄", kDays},
    UnitWord{"天", kDays},      UnitWord{"日", kDays},      UnitWord{"years", kYears},
    UnitWord{"year", kYears},   UnitWord{"yrs", kYears},    UnitWord{"yr", kYears},
    UnitWord{"yo", kYears},     UnitWord{"y", kYears},      UnitWord{"months", kMonths},
    UnitWord{"month", kMonths}, UnitWord{"mths", kMonths},  UnitWord{"mth", kMonths},
    UnitWord{"mos", kMonths},   UnitWord{"mo", kMonths},    UnitWord{"m", kMonths},
    UnitWord{"weeks", kWeeks},  UnitWord{"week", kWeeks},   UnitWord{"wks", kWeeks},
    UnitWord{"wk", kWeeks},     UnitWord{"w", kWeeks},      UnitWord{"days", kDays},
    UnitWord{"day", kDays},     UnitWord{"d", kDays}};

// Tells of ages in whole units, rounded down, when the fourteenth birthday is surely ahead and when surely
// past: 14 years are 5,113 days or 5,114.
struct Limits {
  std::int64_t before, past, most;
};
Limits limits_of(AgeUnit unit) {
  switch (unit) {
    case kMonths:
      return {168, 168, 1'560};
    case kWeeks:
      return {730, 731, 6'783};
    case kDays:
      return {5'113, 5'114, 47'482};
    case kYears:
    case kUnclear:
      break;
  }
  return {14, 14, 130};
}

std::optional<bool> under14_of(std::int64_t number, AgeUnit unit) {
  const Limits limits = limits_of(unit);
  if (unit == kUnclear || number > limits.most) return std::nullopt;
  if (number < limits.before) return true;
  return number >= limits.past ? std::optional(false) : std::nullopt;
}

struct CellAge {
  std::int64_t number = 0;  // whole units; what is behind a point makes nobody older
  std::optional<AgeUnit> unit;
};

// Reads a value from its front.
class AgeReader {
 public:
  explicit AgeReader(std::string_view value) : lowered_(value.substr(0, kLongest)) {
    std::transform(lowered_.begin(), lowered_.end(), lowered_.begin(), ascii::to_lower);
    rest_ = lowered_;
  }
  static constexpr std::size_t kLongest = 48;

  bool is_at_end() {
    skip_blanks();
    return rest_.empty();
  }
  bool take(std::string_view word) {
    skip_blanks();
    if (!rest_.starts_with(word)) return false;
    const bool is_word = ascii::is_alpha(word.back());
    if (is_word && rest_.size() > word.size() && ascii::is_alpha(rest_[word.size()])) return false;
    rest_.remove_prefix(word.size());
    return true;
  }
  // The first of the words that stands next, which is taken; the list's end: none of them.
  template <typename Words>
  auto take_one(const Words& words) {
    return std::find_if(words.begin(), words.end(), [&](const auto& word) { return take(spelling(word)); });
  }
  template <typename Words>
  bool take_any(const Words& words) {
    return take_one(words) != words.end();
  }
  std::optional<CellAge> age() {
    skip_blanks();
    CellAge out;
    const std::size_t digits = take_digits(&out.number);
    if (digits == 0 || digits > 5) return std::nullopt;
    std::int64_t fraction = 0;
    if (rest_.starts_with('.')) {
      rest_.remove_prefix(1);
      if (take_digits(&fraction) == 0) return std::nullopt;
    }
    if (const auto unit = take_one(kCellWords); unit != kCellWords.end()) out.unit = unit->unit;
    return out;
  }

 private:
  static std::string_view spelling(std::string_view word) { return word; }
  static std::string_view spelling(const UnitWord& row) { return row.word; }
  void skip_blanks() {
    while (rest_.starts_with(' ')) rest_.remove_prefix(1);
  }
  std::size_t take_digits(std::int64_t* number) {
    std::size_t n = 0;
    for (; n < rest_.size() && ascii::is_digit(rest_[n]); ++n) {
      if (n < 9) *number = *number * 10 + ascii::digit_of(rest_[n]);
    }
    rest_.remove_prefix(n);
    return n;
  }

  std::string lowered_;
  std::string_view rest_;
};

// "6个月" behind "3岁": less than one more of the larger unit.
bool is_remainder(const CellAge& larger, const CellAge& smaller) {
  if (!larger.unit || !smaller.unit || *smaller.unit <= *larger.unit) return false;
  const std::int64_t most = *larger.unit == kWeeks     ? 6
                            : *larger.unit == kMonths  ? 30
                            : *smaller.unit == kMonths ? 11
                            : *smaller.unit == kWeeks  ? 51
                                                       : 364;
  return smaller.number <= most;
}

}  // namespace

std::optional<bool> under14_of_age(std::string_view value, AgeUnit unit) {
  constexpr std::array<std::string_view, 8> kRange{"-", "–", "—", "~", "～", "至", "到", "to"};
  constexpr std::array<std::string_view, 6> kOrMore{"以上",      "及以上",   "+",
                                                    "and above", "and over", "or older"};
  constexpr std::array<std::string_view, 3> kOrLess{"以下", "及以下", "以内"};
  if (value.size() > AgeReader::kLongest) return std::nullopt;
  AgeReader reader(value);
  auto first = reader.age();
  if (!first) return std::nullopt;
  if (reader.take_any(kRange)) {
    const auto last = reader.age();
    reader.take("old");
    if (!last || !reader.is_at_end()) return std::nullopt;
    const auto low = under14_of(first->number, first->unit.value_or(last->unit.value_or(unit)));
    const auto high = under14_of(last->number, last->unit.value_or(unit));
    const bool is_falling = first->unit.value_or(last->unit.value_or(unit)) == last->unit.value_or(unit) &&
                            first->number > last->number;
    return low == high && !is_falling ? low : std::nullopt;
  }
  const auto told = under14_of(first->number, first->unit.value_or(unit));
  if (reader.take_any(kOrMore)) return reader.is_at_end() && told == false ? told : std::nullopt;
  if (reader.take_any(kOrLess)) return reader.is_at_end() && told == true ? told : std::nullopt;
  if (first->unit) {
    reader.take("半");
    reader.take("old");
    for (int more = 0; more < 2 && !reader.is_at_end(); ++more) {
      const auto smaller = reader.age();
      if (!smaller || !is_remainder(*first, *smaller)) return std::nullopt;
    }
  }
  return reader.is_at_end() ? told : std::nullopt;
}

}  // namespace tidegate
