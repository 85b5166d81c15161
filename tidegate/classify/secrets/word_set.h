// A short list of lower-case words, looked for in a text in one pass.
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
      const char first = words_[i][0];
      begins_[static_cast<unsigned char>(first)] |= std::uint64_t{1} << i;
      if (first >= 'a' && first <= 'z')
        begins_[static_cast<unsigned char>(first - 32)] |= std::uint64_t{1} << i;
    }
  }

  // 1-based number of the first word of the list that stands in the text, in either case; 0 for none.
  std::uint8_t first_in(std::string_view text) const {
    std::uint64_t wanted = ~std::uint64_t{0};
    std::uint8_t best = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
      std::uint64_t may = begins_[static_cast<unsigned char>(text[i])] & wanted;
      while (may != 0) {
        const auto k = static_cast<std::size_t>(std::countr_zero(may));
        may &= may - 1;
        if (!stands_at(text, i, words_[k])) continue;
        best = static_cast<std::uint8_t>(k + 1);
        wanted = (std::uint64_t{1} << k) - 1;
        break;
      }
      if (wanted == 0) break;
    }
    return best;
  }

 private:
  static bool stands_at(std::string_view text, std::size_t at, std::string_view word) {
    if (text.size() - at < word.size()) return false;
    for (std::size_t i = 1; i < word.size(); ++i) {
      if (ascii::to_lower(text[at + i]) != word[i]) return false;
    }
    return true;
  }

  std::array<std::string_view, kWords> words_;
  std::array<std::uint64_t, 256> begins_{};
};

template <typename... Word>
WordSet(Word...) -> WordSet<sizeof...(Word)>;

}  // namespace tidegate
