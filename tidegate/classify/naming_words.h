// Words before a number that say what it is, looked for by the letters that they are made of.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <string_view>

#include "tidegate/classify/ascii.h"

namespace tidegate {

// Which bytes stand in a text: a bit for each letter of either case, the other ones share theirs. A text that
// lacks one of a word's does not hold the word.
inline constexpr auto kByteBit = [] {
  std::array<std::uint64_t, 256> bit{};
  for (std::size_t i = 0; i < bit.size(); ++i) {
    const auto lower =
        static_cast<std::size_t>(static_cast<unsigned char>(ascii::to_lower(static_cast<char>(i))));
    bit[i] = std::uint64_t{1} << (ascii::is_alpha(static_cast<char>(i)) ? lower - 'a' : 26 + i % 38);
  }
  return bit;
}();
constexpr std::uint64_t bytes_of(std::string_view text) {
  std::uint64_t bytes = 0;
  for (const char c : text) bytes |= kByteBit[static_cast<unsigned char>(c)];
  return bytes;
}

// A word that names a number. In small letters; what it is made of is known when the program is compiled.
struct NamingWord {
  consteval NamingWord(const char* word) : text(word), bytes(bytes_of(text)) {}
  std::string_view text;
  std::uint64_t bytes;
};

// Whether one of the words stands in a name, which is in small letters.
bool holds_one_of(std::string_view name, std::initializer_list<NamingWord> words);

// Whether one of the words stands in the 40 bytes before `begin` (about 13 Chinese characters), letter case
// aside.
bool is_named(std::string_view text, std::size_t begin, std::initializer_list<NamingWord> words);

}  // namespace tidegate
