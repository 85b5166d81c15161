// Names and terms folded for comparison: width, case, separators and plurals make no difference.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace tidegate::lists {

struct Folded {
  std::string run;                  // all letters and digits in lower case, nothing between them
  std::vector<std::string> tokens;  // ASCII words: "chargeKWh_2" -> charge, kwh
  std::size_t chinese = 0;          // characters of Chinese in it
};

// Reads the first 1,024 octets at most; broken UTF-8 is left out.
Folded fold(std::string_view name);

// Phrases to be found in names, each with what it stands for. A phrase with Chinese is found anywhere in a
// name, one without only from word to word: "lic" not in "duplicate".
class PhraseBook {
 public:
  void add(const Folded& phrase, std::uint32_t meaning);
  // Meanings of every phrase in the name, ascending, each once.
  std::vector<std::uint32_t> find(const Folded& name) const;

 private:
  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>()(text); }
  };
  using Table = std::unordered_map<std::string, std::vector<std::uint32_t>, Hash, std::equal_to<>>;
  Table chinese_, english_;
  std::unordered_map<std::uint32_t, std::vector<std::size_t>> lengths_;  // octets, by the first character
  std::size_t longest_words_ = 0;                                        // tokens
};

}  // namespace tidegate::lists
