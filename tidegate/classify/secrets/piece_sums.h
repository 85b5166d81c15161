// What is counted of the characters of a piece that could be a secret.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace tidegate {

struct PieceSums {
  std::size_t digits = 0, uppers = 0, lowers = 0, signs = 0;
  std::size_t changes = 0;    // from one class of characters to another
  std::size_t digit_run = 0;  // longest, as the next ones
  std::size_t letter_run = 0;
  std::size_t repeat = 0;    // of one character
  std::size_t keyboard = 0;  // of neighbours: abc, 321, qwe
  std::size_t points = 0, slashes = 0, low_lines = 0, dashes = 0, percents = 0, brackets = 0, dollars = 0;
  std::size_t pluses = 0, equals = 0, colons = 0, ats = 0;
  std::size_t distinct = 0;      // different bytes
  std::uint32_t entropy = 0;     // 256ths of a bit a byte
  std::uint8_t wordiness = 128;  // mean points of neighbouring letters, 128 where there are none
  std::uint32_t letters = 0;     // ascii::letters_of
  friend bool operator==(const PieceSums&, const PieceSums&) = default;
};

// piece  not empty.
PieceSums sum_piece(std::string_view piece);
// The same, one count after the other: for long pieces, and to hold the other to.
PieceSums sum_piece_plainly(std::string_view piece);

// 0 none, 1 digit, 2 upper, 3 lower, 4 not ASCII, 5 blank, 6 any other, then single signs.
inline constexpr std::string_view kSingleSigns = "_-.,;:=+/\\@#$%&*!?()[]{}<>|~^\"'`";
inline constexpr std::size_t kCharacterClasses = 7 + kSingleSigns.size();
inline constexpr std::array<std::uint8_t, 256> kCharacterClassOf = [] {
  std::array<std::uint8_t, 256> classes{};
  for (std::size_t i = 0; i < 256; ++i) {
    const auto is_in = [i](char from, char to) {
      return i >= static_cast<std::size_t>(from) && i <= static_cast<std::size_t>(to);
    };
    classes[i] = is_in('0', '9')   ? 1
                 : is_in('A', 'Z') ? 2
                 : is_in('a', 'z') ? 3
                 : i >= 128        ? 4
                 : i <= ' '        ? 5
                                   : 6;
  }
  std::uint8_t next = 7;
  for (const char c : kSingleSigns) classes[static_cast<unsigned char>(c)] = next++;
  return classes;
}();
inline std::uint8_t character_class(char c) { return kCharacterClassOf[static_cast<unsigned char>(c)]; }

}  // namespace tidegate
