// A small pattern language for the shapes of short cells, in the spelling of regular expressions: anchored at
// both ends, no groups, no captures.
//   \d digit   \u capital   \l small letter   \a letter   \w letter or digit   \h hexadecimal digit   .
//   anything [A-Z_] one of; a backslash before any other sign makes it literal; the rest stand for themselves
//   + one or more, ? none or one, * any number, {n} exactly, {n,m} between, {n,} at least
//   | parts alternatives
#pragma once

#include <array>
#include <bitset>
#include <cstddef>
#include <cstdint>
#include <span>
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
    std::bitset<256> may;     // bytes that may stand in one
    std::bitset<256> needs;   // and those that must
    std::size_t shortest = 0;
    std::size_t longest = 0;
  };
  static Way read_way(std::string_view pattern);
  static bool fits_from(const Way& way, std::size_t step, std::string_view text);

  friend class CellPatterns;

  std::vector<Way> ways_;
};

// Many patterns asked of one text at once: what CellPattern says of each, without trying those that the bytes
// of the text rule out.
class CellPatterns {
 public:
  explicit CellPatterns(std::span<const std::string_view> patterns);

  // fit(i) for each pattern that the text fits, in any order, once.
  template <typename Fit>
  void each_fitting(std::string_view text, Fit fit) const {
    if (text.size() > CellPattern::kLongestText || text.empty()) return;
    std::bitset<256> present;
    for (const char c : text) present.set(static_cast<unsigned char>(c));
    const std::bitset<256> absent = ~present;
    std::uint32_t found = kNone;
    for (const Begun& begun : by_first_[static_cast<unsigned char>(text[0])]) {
      const CellPattern::Way& way = ways_[begun.way];
      if (begun.pattern == found || text.size() < way.shortest || text.size() > way.longest ||
          (present & ~way.may).any() || (absent & way.needs).any() || !CellPattern::fits_from(way, 0, text))
        continue;
      found = begun.pattern;
      fit(found);
    }
  }

 private:
  struct Begun {
    std::uint32_t pattern;
    std::uint32_t way;
  };
  static constexpr std::uint32_t kNone = ~std::uint32_t{0};

  std::vector<CellPattern::Way> ways_;
  std::array<std::vector<Begun>, 256> by_first_;  // one pattern's after another's
};

}  // namespace tidegate
