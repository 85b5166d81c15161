#include "tidegate/report/numbers.h"

#include <array>
#include <string_view>

#include "tidegate/base/check.h"
#include "tidegate/base/json_writer.h"

namespace tidegate::report {
namespace {

std::string with_commas(std::string digits) {
  const std::size_t sign = digits.front() == '-' ? 1 : 0;
  for (std::size_t at = digits.size(); at > sign + 3;) {
    at -= 3;
    digits.insert(at, 1, ',');
  }
  return digits;
}

}  // namespace

std::string grouped(std::int64_t value) { return with_commas(std::to_string(value)); }
std::string grouped(std::uint64_t value) { return with_commas(std::to_string(value)); }

std::string ratio3(std::int64_t millionths) {
  const std::int64_t down = millionths / 1000;
  const std::int64_t rest = millionths % 1000;
  const bool up = rest > 500 || (rest == 500 && down % 2 != 0);
  return decimal_text(down + (up ? 1 : 0), 3);
}

std::string chinese_number(int value) {
  constexpr std::array<std::string_view, 10> kDigits{"零", "一", "二", "三", "四",
                                                     "五", "六", "七", "八", "九"};
  TIDEGATE_CHECK(value >= 1 && value <= 999);
  const int hundreds = value / 100;
  const int tens = value / 10 % 10;
  const int ones = value % 10;
  std::string text;
  if (hundreds > 0) text.append(kDigits[static_cast<std::size_t>(hundreds)]).append("百");
  if (hundreds > 0 && tens == 0 && ones > 0) text.append("零");
  if (tens > 0 && !(hundreds == 0 && tens == 1)) text.append(kDigits[static_cast<std::size_t>(tens)]);
  if (tens > 0) text.append("十");
  if (ones > 0) text.append(kDigits[static_cast<std::size_t>(ones)]);
  return text;
}

std::string size_text(std::uint64_t bytes) {
  constexpr std::array<std::string_view, 5> kUnits{"B", "KiB", "MiB", "GiB", "TiB"};
  std::size_t unit = 0;
  std::uint64_t tenths = 0;
  while (bytes >= 1024 && unit + 1 < kUnits.size()) {
    tenths = (bytes % 1024) * 10 / 1024;
    bytes /= 1024;
    ++unit;
  }
  std::string text = grouped(bytes);
  if (unit > 0) text += "." + std::to_string(tenths);
  return text + " " + std::string(kUnits[unit]);
}

}  // namespace tidegate::report
