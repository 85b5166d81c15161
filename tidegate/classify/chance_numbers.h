// Long numbers of a text that have the digits of a mobile phone or a card by chance: many different numbers
// stand behind one word ("id="), their first digits are spread as chance spreads them, and no more of them
// fit than chance lets fit. Numbers beside a word of telephone or card are never judged, nor are few ones.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <span>
#include <string_view>
#include <vector>

#include "tidegate/classify/distinct_sketch.h"
#include "tidegate/classify/value_kind.h"

namespace tidegate {

// What a run of digits may be by its length.
enum class NumberFamily : std::uint8_t { kNone, kMobile, kMobileAbroad, kCard, kLongCard };

// digits  ASCII digits alone: 11; 13, as 86 and a mobile number have; 16; 17 to 19.
NumberFamily number_family(std::string_view digits);

// Of a whole text: how many numbers of its blocks look like somebody's, and how many look alike but are
// nobody's. What single blocks cannot tell from chance, their sum may. Words share 256 sums, by a hash; 16
// KiB for each that is used. The order of what is added does not show.
class ChanceSums {
 public:
  // Of one block and word, different numbers.
  // alike  has the beginning of a mobile number that no operator has, or is in the range of cards and fails
  //        the check digit; else it is told as somebody's.
  void add(std::uint64_t key, NumberFamily family, std::uint64_t value, bool is_alike);
  void merge(const ChanceSums& other);
  // Whether behind some word more fit than chance lets fit.
  bool has_more_mobiles() const { return has_more(false); }
  bool has_more_cards() const { return has_more(true); }

 private:
  static constexpr std::uint64_t kSums = 256;
  struct Sum {
    std::uint64_t told = 0;
    std::uint64_t alike = 0;
    DistinctSketch values;
  };
  bool has_more(bool of_cards) const;
  std::map<std::uint64_t, Sum> sums_;
};

// Whether so many of numbers alike are mobile numbers by chance: up to three standard deviations more.
// times  that each number comes on average.
bool are_mobiles_by_chance(std::uint64_t mobiles, std::uint64_t alike, std::uint64_t times = 1);

// Numbers of one text or one block. The answer depends on what was added and on nothing else, its order
// included.
class ChanceNumbers {
 public:
  static constexpr std::size_t kLeast = 20;  // different numbers behind a word, else nothing is judged
  static constexpr std::uint32_t kOther = ~std::uint32_t{0};

  void clear() { numbers_.clear(); }
  // text        holds the number, all digits, at [begin, end).
  // index       the caller's, of a number that is told; kOther: one that was found to be nothing.
  void add(std::string_view text, std::size_t begin, std::size_t end, std::uint32_t index);
  // A value that was told as `kind`: added when it is one that chance can make. Returns whether it is.
  bool add_told(std::string_view text, std::size_t begin, std::size_t end, ValueKind kind,
                std::uint32_t index);
  // Indices of the told ones that chance explains, ascending. sums: what was judged is added.
  std::vector<std::uint32_t> judge(ChanceSums* sums = nullptr);

 private:
  struct Number {
    std::uint64_t key;    // of what stands before, and the family
    std::uint64_t value;  // at most 19 digits
    std::uint32_t index;
    NumberFamily family;
    char first;
    bool is_in_range;
  };
  static bool are_by_chance(std::span<const Number> numbers);
  static void add_up(std::span<const Number> numbers, ChanceSums& sums);

  std::vector<Number> numbers_;
};

}  // namespace tidegate
