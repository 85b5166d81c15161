#include "tidegate/classify/naming_words.h"

#include <algorithm>

namespace tidegate {

bool holds_one_of(std::string_view name, std::initializer_list<NamingWord> words) {
  const std::uint64_t bytes = bytes_of(name);
  return std::any_of(words.begin(), words.end(), [&](const NamingWord& word) {
    return (word.bytes & ~bytes) == 0 && name.find(word.text) != std::string_view::npos;
  });
}

bool is_named(std::string_view text, std::size_t begin, std::initializer_list<NamingWord> words) {
  constexpr std::size_t kLook = 40;
  const std::size_t from = begin > kLook ? begin - kLook : 0;
  const std::size_t n = begin - from;
  const std::uint64_t bytes = bytes_of(text.substr(from, n));
  const auto may_hold = [&](const NamingWord& naming) { return (naming.bytes & ~bytes) == 0; };
  const auto* naming = std::find_if(words.begin(), words.end(), may_hold);
  if (naming == words.end()) return false;
  std::array<char, kLook> lowered;
  for (std::size_t i = 0; i < n; ++i) lowered[i] = ascii::to_lower(text[from + i]);
  const std::string_view before(lowered.data(), n);
  for (; naming != words.end(); naming = std::find_if(naming + 1, words.end(), may_hold)) {
    const std::string_view word = naming->text;
    std::size_t at = before.find(word);
    // "ip" names nothing inside "pipeline", nor "tel" inside "hotel".
    while (at != std::string_view::npos && at > 0 && word.size() < 4 && ascii::is_alpha(word[0]) &&
           ascii::is_alpha(before[at - 1]))
      at = before.find(word, at + 1);
    if (at != std::string_view::npos) return true;
  }
  return false;
}

}  // namespace tidegate
