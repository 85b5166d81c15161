#include "tidegate/intake/meant_count.h"

#include <algorithm>
#include <array>
#include <string>

namespace tidegate::intake {
namespace {

struct Unit {
  std::string_view word;
  std::size_t zeros;
};
constexpr std::array kUnits{Unit{"k", 3},        Unit{"K", 3},       Unit{"m", 6},  Unit{"M", 6},
                            Unit{"thousand", 3}, Unit{"million", 6}, Unit{"千", 3}, Unit{"万", 4},
                            Unit{"萬", 4},       Unit{"亿", 8}};
constexpr std::size_t kMostDigits = 15;

bool all_digits(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

std::string_view trimmed(std::string_view text) {
  while (text.starts_with(' ')) text.remove_prefix(1);
  while (text.ends_with(' ')) text.remove_suffix(1);
  return text;
}

// "1,000,000" without its separators, which are all the same and stand before three digits each.
std::optional<std::string> joined_groups(std::string_view text) {
  const std::size_t first = std::min(text.find_first_of(", _"), text.size());
  std::string digits(text.substr(0, first));
  if (digits.empty() || !all_digits(digits) || (first < text.size() && digits.size() > 3))
    return std::nullopt;
  for (std::size_t at = first; at < text.size(); at += 4) {
    const std::string_view group = text.substr(at + 1, 3);
    if (text[at] != text[first] || group.size() != 3 || !all_digits(group)) return std::nullopt;
    digits += group;
  }
  return digits;
}

}  // namespace

std::optional<std::int64_t> meant_count(std::string_view text) {
  std::string_view rest = trimmed(text);
  std::size_t zeros = 0;
  for (const Unit& unit : kUnits) {
    if (zeros != 0 || !rest.ends_with(unit.word)) continue;
    zeros = unit.zeros;
    rest.remove_suffix(unit.word.size());
  }
  rest = trimmed(rest);
  const std::size_t point = std::min(rest.find('.'), rest.size());
  std::string_view fraction = rest.substr(std::min(point + 1, rest.size()));
  auto digits = joined_groups(rest.substr(0, point));
  if (!digits || !all_digits(fraction)) return std::nullopt;
  // Where a comma is a point and a point a comma, these are a thousand times as many.
  if (fraction.size() == 3 || (zeros > 0 && rest.find(',') != std::string_view::npos)) return std::nullopt;
  while (fraction.ends_with('0')) fraction.remove_suffix(1);
  if (fraction.size() > zeros) return std::nullopt;  // 2.5 persons
  *digits += fraction;
  digits->append(zeros - fraction.size(), '0');
  if (digits->size() > kMostDigits) return std::nullopt;
  std::int64_t count = 0;
  for (const char c : *digits) count = count * 10 + (c - '0');
  return count;
}

}  // namespace tidegate::intake
