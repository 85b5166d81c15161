#include "tidegate/intake/meant_count.h"

#include <array>
#include <string>

namespace tidegate::intake {
namespace {

struct Unit {
  std::string_view word;
  int zeros;
};
constexpr std::array kUnits{Unit{"k", 3},        Unit{"K", 3},       Unit{"m", 6},  Unit{"M", 6},
                            Unit{"thousand", 3}, Unit{"million", 6}, Unit{"千", 3}, Unit{"万", 4},
                            Unit{"萬", 4},       Unit{"亿", 8}};
constexpr int kMostDigits = 15;

bool is_digit(char c) { return c >= '0' && c <= '9'; }

}  // namespace

std::optional<std::int64_t> meant_count(std::string_view text) {
  std::string bare;
  for (const char c : text) {
    if (c != ' ' && c != ',' && c != '_') bare += c;
  }
  std::string_view rest = bare;
  int zeros = 0;
  for (const Unit& unit : kUnits) {
    if (zeros != 0 || !rest.ends_with(unit.word)) continue;
    zeros = unit.zeros;
    rest.remove_suffix(unit.word.size());
  }
  std::string digits;
  bool is_behind_point = false;
  for (const char c : rest) {
    if (c == '.' && !is_behind_point && !digits.empty()) {
      is_behind_point = true;
      continue;
    }
    if (!is_digit(c)) return std::nullopt;
    if (is_behind_point && zeros == 0) {
      if (c != '0') return std::nullopt;  // 2.5 persons
      continue;
    }
    if (is_behind_point) --zeros;
    digits += c;
  }
  digits.append(static_cast<std::size_t>(zeros), '0');
  if (rest.empty() || digits.size() > kMostDigits) return std::nullopt;
  std::int64_t count = 0;
  for (const char c : digits) count = count * 10 + (c - '0');
  return count;
}

}  // namespace tidegate::intake
