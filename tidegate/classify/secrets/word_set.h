// A short list of lower-case words of two bytes or more, looked for in a text in one pass.
#pragma once

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "tidegate/classify/ascii.h"

namespace tidegate {

template <std::size_t kWords>
class WordSet {
 public:
  static_assert(kWords <= 64);
  template <typename... Word>
  explicit constexpr WordSet(Word... words) : words_{words...} {
    for (std::size_t i = 0; i < kWords; ++i) {
      mark(begins_, words_[i][0], i);
      mark(seconds_, words_[i][1], i);
      needs_[i] = ascii::letters_of(words_[i]);
    }
  }

  // 1-based number of the first word of the list that stands in the text, in either case; 0 for none.
  std::uint8_t first_in(std::string_view text) const { return first_in(text, ascii::kAllLetters); }
  // letters  at least those of the text (ascii::letters_of): most words need others, and are not looked for.
  std::uint8_t first_in(std::string_view text, std::uint32_t letters) const {
    std::uint64_t wanted = 0;
    for (std::size_t i = 0; i < kWords; ++i) wanted |= std::uint64_t{(needs_[i] & ~letters) == 0} << i;
    if (wanted == 0) return 0;
    std::uint8_t best = 0;
    for (std::size_t i = 0; i + 1 < text.size(); ++i) {
      std::uint64_t may = may_begin(text, i) & wanted;
      while (may != 0) {
        const auto k = static_cast<std::size_t>(std::countr_zero(may));
        may &= may - 1;
        if (!stands_at(text, i, words_[k])) continue;
        best = static_cast<std::uint8_t>(k + 1);
        wanted &= (std::uint64_t{1} << k) - 1;
        break;
      }
      if (wanted == 0) break;
    }
    return best;
  }

  // Bit i: word i stands in the text, in either case.
  std::uint64_t all_in(std::string_view text) const {
    std::uint64_t found = 0;
    for (std::size_t i = 0; i + 1 < text.size(); ++i) {
      std::uint64_t may = may_begin(text, i) & ~found;
      for (; may != 0; may &= may - 1) {
        const auto k = static_cast<std::size_t>(std::countr_zero(may));
        if (stands_at(text, i, words_[k])) found |= std::uint64_t{1} << k;
      }
    }
    return found;
  }

 private:
  static constexpr void mark(std::array<std::uint64_t, 256>& masks, char c, std::size_t word) {
    masks[static_cast<unsigned char>(c)] |= std::uint64_t{1} << word;
    if (ascii::is_lower(c)) masks[static_cast<unsigned char>(c - 32)] |= std::uint64_t{1} << word;
  }
  // Words whose first two bytes stand at `at`.
  std::uint64_t may_begin(std::string_view text, std::size_t at) const {
    return begins_[static_cast<unsigned char>(text[at])] & seconds_[static_cast<unsigned char>(text[at + 1])];
  }
  static bool stands_at(std::string_view text, std::size_t at, std::string_view word) {
    if (text.size() - at < word.size()) return false;
    for (std::size_t i = 2; i < word.size(); ++i) {
      if (ascii::to_lower(text[at + i]) != word[i]) return false;
    }
    return true;
  }

  std::array<std::string_view, kWords> words_;
  std::array<std::uint32_t, kWords> needs_{};
  std::array<std::uint64_t, 256> begins_{};
  std::array<std::uint64_t, 256> seconds_{};
};

template <typename... Word>
WordSet(Word...) -> WordSet<sizeof...(Word)>;

}  // namespace tidegate
