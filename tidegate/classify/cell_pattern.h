// A small pattern language for the shapes of short cells, in the spelling of regular expressions: anchored at
// both ends, no groups, no captures.
//   \d digit   \u capital   \l small letter   \a letter   \w letter or digit   \h hexadecimal digit   .
//   anything [A-Z_] one of; a backslash before any other sign makes it literal; the rest stand for themselves
//   + one or more, ? none or one, * any number, {n} exactly, {n,m} between, {n,} at least
//   | parts alternatives
#pragma once

#include <bitset>
#include <cstddef>
#include <string_view>
#include <vector>

namespace tidegate {

// Read once, then asked of many cells.
class CellPattern {
 public:
  static constexpr std::size_t kLongestText = 96;  // bytes; longer texts never fit

  explicit CellPattern(std::string_view pattern);
  bool fits(std::string_view text) const;

 private:
  struct Step {
    std::bitset<256> accepts;
    std::size_t least = 1;
    std::size_t most = 1;
    // Of the steps behind this one, so that a step gives back only what they could take.
    std::bitset<256> follow;  // bytes that they may begin with
    std::size_t rest_least = 0;
    std::size_t rest_most = 0;
    bool keeps_all = false;  // what it takes, none of them could take instead
  };
  struct Way {  // one alternative
    std::vector<Step> steps;
    std::bitset<256> begins;  // bytes that a fitting text may begin with
    std::size_t shortest = 0;
    std::size_t longest = 0;
  };
  static Way read_way(std::string_view pattern);
  static bool fits_from(const Way& way, std::size_t step, std::string_view text);

  std::vector<Way> ways_;
};

}  // namespace tidegate
