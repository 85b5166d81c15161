#include "tidegate/report/numbers.h"

#include <array>
#include <string_view>

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

std::string percent(std::int64_t part, std::int64_t whole) {
  // Whole hundreds first, so that part * 100 cannot overflow.
  const std::int64_t hundredth = whole / 100;
  const std::int64_t value = hundredth > 1'000'000 ? part / hundredth : part * 100 / whole;
  return std::to_string(value) + "%";
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
