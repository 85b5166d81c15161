// Long numbers of a text that have the digits of a mobile phone or a card by chance: many different numbers
// stand behind one word ("id="), their first digits are spread as chance spreads them, and no more of them
// fit than chance lets fit. Numbers beside a word of telephone or card are never judged, nor are few ones.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "tidegate/classify/value_kind.h"

namespace tidegate {

// What a run of digits may be by its length.
enum class NumberFamily : std::uint8_t { kNone, kMobile, kMobileAbroad, kCard, kLongCard };

// digits  ASCII digits alone: 11; 13, as 86 and a mobile number have; 16; 17 to 19.
NumberFamily number_family(std::string_view digits);

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
  // Indices of the told ones that chance explains, ascending.
  std::vector<std::uint32_t> judge();

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

  std::vector<Number> numbers_;
};

}  // namespace tidegate
