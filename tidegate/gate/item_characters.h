// Characters of a text as the readings of items look at them.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <string>
#include <string_view>

#include "tidegate/base/utf8.h"

namespace tidegate {

// Where a clause ends.
inline constexpr std::array<std::string_view, 9> kStops{"。", "；", ";", "\n", ". ", "！", "，", "？", "\r"};

// Octets of the first of the signs that the text begins with; 0: of none.
template <std::size_t N>
std::size_t starts_with_any(std::string_view text, const std::array<std::string_view, N>& signs) {
  const auto at = std::find_if(signs.begin(), signs.end(), [&](auto sign) { return text.starts_with(sign); });
  return at == signs.end() ? 0 : at->size();
}

inline bool is_han(std::string_view text, std::size_t at) {
  if (at + 3 > text.size()) return false;
  std::string_view rest = text.substr(at);
  const char32_t c = next_code_point(rest);
  return c >= 0x4E00 && c <= 0x9FFF;
}

// ASCII in lower case, '_' and '-' between words as spaces; as long as the text. No other room has a function
// of this name: the linker would take one for the other.
inline std::string lower_words(std::string_view text) {
  std::string lower(text);
  for (char& c : lower) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    if (c == '_' || c == '-' || c == '\t') c = ' ';
  }
  return lower;
}

// Whether the octet is none that a character begins with.
inline bool is_inside(char c) { return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U; }

inline bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); }

inline std::size_t past_spaces(std::string_view lower, std::size_t at) {
  while (at < lower.size() && lower[at] == ' ') ++at;
  return at;
}

// Whether the word stands in it by itself.
inline bool has_word(std::string_view lower, std::string_view word) {
  for (std::size_t at = lower.find(word); at != std::string_view::npos; at = lower.find(word, at + 1)) {
    const std::size_t end = at + word.size();
    if ((at == 0 || !is_letter(lower[at - 1])) && (end == lower.size() || !is_letter(lower[end])))
      return true;
  }
  return false;
}

template <std::size_t N>
bool has_any_word(std::string_view lower, const std::array<std::string_view, N>& words) {
  return std::any_of(words.begin(), words.end(), [&](auto word) { return has_word(lower, word); });
}

}  // namespace tidegate
