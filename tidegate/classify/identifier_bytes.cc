#include "tidegate/classify/identifier_bytes.h"

#include <cstdint>
#include <cstring>

#include "tidegate/classify/ascii.h"

namespace tidegate {
namespace {

constexpr std::size_t kFewestDigits = 7;

// Whether so many digits stand in a cell with neither a letter nor a character between them:
// "446号20栋1005室" has no number of anybody.
bool has_long_number(std::string_view cell) {
  std::size_t digits = 0;
  for (const char c : cell) {
    if (ascii::is_alpha(c) || ascii::is_high(c)) digits = 0;
    if (ascii::is_digit(c) && ++digits == kFewestDigits) return true;
  }
  return false;
}

}  // namespace

bool may_hold_identifier(std::string_view cell) {
  using Bytes [[gnu::vector_size(16)]] = unsigned char;
  using Halves [[gnu::vector_size(16)]] = std::uint64_t;
  constexpr std::size_t kStep = sizeof(Bytes);
  constexpr std::uint64_t kEach = 0x0101010101010101U;
  std::size_t digits = 0;
  for (std::size_t i = 0; i < cell.size();) {
    Bytes counts{};  // of digits, a byte each
    Bytes marks{};
    for (int step = 0; step < 15 && i < cell.size(); ++step, i += kStep) {
      Bytes x{};
      if (i + kStep <= cell.size()) {
        std::memcpy(&x, cell.data() + i, kStep);
      } else {
        std::memcpy(&x, cell.data() + i, cell.size() - i);
      }
      counts -= reinterpret_cast<Bytes>((x - '0') <= 9);
      // Full-width signs begin with EF in UTF-8.
      marks |= reinterpret_cast<Bytes>(x == '@') | reinterpret_cast<Bytes>(x == 0xEF);
    }
    const auto marked = reinterpret_cast<Halves>(marks);
    if ((marked[0] | marked[1]) != 0) return true;
    // At most 30 in a byte of the sum, 240 in all.
    const auto counted = reinterpret_cast<Halves>(counts);
    digits += (counted[0] + counted[1]) * kEach >> 56;
  }
  return digits >= kFewestDigits && has_long_number(cell);
}

}  // namespace tidegate
