// Bytes of ASCII text, without a locale.
#pragma once

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>
#include <type_traits>

namespace tidegate::ascii {

constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }
constexpr bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }
constexpr bool is_lower(char c) { return c >= 'a' && c <= 'z'; }
constexpr bool is_alpha(char c) { return is_upper(c) || is_lower(c); }
constexpr bool is_alnum(char c) { return is_digit(c) || is_alpha(c); }
constexpr bool is_hex(char c) { return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'); }
constexpr bool is_high(char c) { return static_cast<unsigned char>(c) >= 0x80; }
constexpr char to_upper(char c) { return is_lower(c) ? static_cast<char>(c - 32) : c; }
constexpr char to_lower(char c) { return is_upper(c) ? static_cast<char>(c + 32) : c; }
constexpr int digit_of(char c) { return c - '0'; }

template <typename Predicate>
constexpr bool all(std::string_view s, Predicate predicate) {
  for (const char c : s) {
    if (!predicate(c)) return false;
  }
  return !s.empty();
}

// Whether the eight bytes at p are digits.
inline bool eight_digits(const char* p) {
  std::uint64_t x;
  std::memcpy(&x, p, sizeof x);
  return (x & 0xF0F0F0F0F0F0F0F0U) == 0x3030303030303030U &&
         ((x + 0x0606060606060606U) & 0xF0F0F0F0F0F0F0F0U) == 0x3030303030303030U;
}

constexpr bool all_digits(std::string_view s) {
  if (std::is_constant_evaluated() || s.size() < 8) return all(s, is_digit);
  for (std::size_t i = 0; i + 8 <= s.size(); i += 8) {
    if (!eight_digits(s.data() + i)) return false;
  }
  return eight_digits(s.data() + s.size() - 8);
}

// What a byte may be, as bits that many bytes can be or-ed into: quicker than to ask each of each.
enum Class : std::uint8_t { kDigit = 1, kUpper = 2, kLower = 4, kNotHex = 8 };
inline constexpr auto kClassOf = [] {
  std::array<std::uint8_t, 256> table{};
  for (std::size_t i = 0; i < table.size(); ++i) {
    const char c = static_cast<char>(i);
    table[i] = static_cast<std::uint8_t>((is_digit(c) ? kDigit : 0) | (is_upper(c) ? kUpper : 0) |
                                         (is_lower(c) ? kLower : 0) | (is_hex(c) ? 0 : kNotHex));
  }
  return table;
}();
inline unsigned classes_of(std::string_view s) {
  unsigned classes = 0;
  for (const char c : s) classes |= kClassOf[static_cast<unsigned char>(c)];
  return classes;
}
inline bool all_hex(std::string_view s) { return (classes_of(s) & kNotHex) == 0; }

// Bit n: the text holds the n-th letter of the alphabet, in either case.
inline constexpr std::uint32_t kAllLetters = (1U << 26) - 1;
constexpr std::uint32_t letters_of(std::string_view s) {
  std::uint32_t letters = 0;
  for (const char c : s) {
    if (is_alpha(c)) letters |= 1U << (to_lower(c) - 'a');
  }
  return letters;
}

// Value of a string of at most 18 digits.
constexpr std::int64_t number_of(std::string_view digits) {
  std::int64_t value = 0;
  for (const char c : digits) value = value * 10 + digit_of(c);
  return value;
}

// number_of, eight digits at a step. digits: at most 18.
inline std::uint64_t fast_number_of(std::string_view digits) {
  std::uint64_t value = 0;
  const char* p = digits.data();
  std::size_t n = digits.size();
  if constexpr (std::endian::native == std::endian::little) {
    for (; n >= 8; p += 8, n -= 8) {
      std::uint64_t eight;
      std::memcpy(&eight, p, sizeof eight);
      eight = (eight & 0x0F0F0F0F0F0F0F0FU) * 2561 >> 8;
      eight = (eight & 0x00FF00FF00FF00FFU) * 6553601 >> 16;
      value = value * 100'000'000 + ((eight & 0x0000FFFF0000FFFFU) * 42949672960001 >> 32);
    }
  }
  for (; n > 0; ++p, --n) value = value * 10 + static_cast<std::uint64_t>(digit_of(*p));
  return value;
}

// number_of, without a step for each digit where there are four or more. digits: at most 8.
inline std::uint64_t few_digits_of(const char* p, std::size_t n) {
  if constexpr (std::endian::native == std::endian::little) {
    if (n >= 4) {
      std::uint32_t head;
      std::uint32_t tail;
      std::memcpy(&head, p, sizeof head);
      std::memcpy(&tail, p + n - 4, sizeof tail);
      // Digits above, zeros below, as if zeros had been written before them.
      std::uint64_t eight = (head | static_cast<std::uint64_t>(tail) << 8 * (n - 4)) << 8 * (8 - n);
      eight = (eight & 0x0F0F0F0F0F0F0F0FU) * 2561 >> 8;
      eight = (eight & 0x00FF00FF00FF00FFU) * 6553601 >> 16;
      return (eight & 0x0000FFFF0000FFFFU) * 42949672960001 >> 32;
    }
  }
  std::uint64_t value = 0;
  for (; n > 0; ++p, --n) value = value * 10 + static_cast<std::uint64_t>(digit_of(*p));
  return value;
}

// Number of set bits; without a popcnt instruction in the base architecture the compiler would call a
// library.
constexpr int count_bits(std::uint64_t x) {
  x -= (x >> 1) & 0x5555555555555555U;
  x = (x & 0x3333333333333333U) + ((x >> 2) & 0x3333333333333333U);
  x = (x + (x >> 4)) & 0x0F0F0F0F0F0F0F0FU;
  return static_cast<int>((x * 0x0101010101010101U) >> 56);
}

constexpr bool equals_ignoring_case(std::string_view s, std::string_view lower) {
  if (s.size() != lower.size()) return false;
  for (std::size_t i = 0; i < s.size(); ++i) {
    if (to_lower(s[i]) != lower[i]) return false;
  }
  return true;
}

constexpr std::string_view trimmed(std::string_view s) {
  while (!s.empty() && static_cast<unsigned char>(s.front()) <= ' ') s.remove_prefix(1);
  while (!s.empty() && static_cast<unsigned char>(s.back()) <= ' ') s.remove_suffix(1);
  return s;
}

}  // namespace tidegate::ascii
