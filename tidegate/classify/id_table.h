// Open addressing for names of 60 bits: the ground under SubjectSet.
#pragma once

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <utility>

#include "tidegate/classify/zeroed_array.h"

namespace tidegate {

// A name, four bits of notes, and another name that belongs to it, in one place: what a name asks for comes
// with one line of memory. Names are not 0, below 2^60, and well mixed. Places lie in the order of their
// upper bits, so that growing and merging walk through memory from end to end. Memory: 16 bytes a place, 2 to
// 4 fifths of them taken: 20 to 40 bytes a name.
class IdTable {
 public:
  struct Place {
    std::uint64_t key;    // name << 4 | notes; 0: free
    std::uint64_t value;  // 0: none

    bool is_free() const { return key == 0; }
    std::uint64_t name() const { return key >> 4; }
    std::uint8_t notes() const { return static_cast<std::uint8_t>(key & 15); }
    void note(std::uint8_t bits) {
      if ((key & bits) != bits) key |= bits;
    }
  };

  IdTable() : places_(kFirst) {}

  std::size_t size() const { return places_.size(); }  // places, free ones included
  std::size_t used() const { return used_; }
  Place& at(std::size_t i) { return places_[i]; }
  const Place& at(std::size_t i) const { return places_[i]; }

  // Index of the place of `name`, or of the free one where it would stand.
  std::size_t find(std::uint64_t name) const {
    const std::size_t mask = places_.size() - 1;
    std::size_t i = home(name);
    while (places_[i].name() != name && !places_[i].is_free()) i = (i + 1) & mask;
    return i;
  }

  // Room for n more names.
  void reserve(std::size_t n) {
    std::size_t places = places_.size();
    while ((used_ + n) * 5 > places * 4) places *= 2;
    if (places > kSmall) places = std::max(places, kLargePage);
    if (places > places_.size()) grow(places);
  }
  // The place of `name`, new where it is not known. Valid until the next call.
  Place& take(std::uint64_t name) {
    std::size_t i = find(name);
    if (places_[i].is_free()) {
      const std::size_t places = places_.size();
      reserve(1);
      if (places != places_.size()) i = find(name);
      places_[i].key = name << 4;
      ++used_;
    }
    return places_[i];
  }

  // Says that the place of `name` will be wanted soon. Inline by force: gcc 12 takes a function that only
  // fetches for one without effect, and drops its calls.
  [[gnu::always_inline]] void prefetch(std::uint64_t name) const {
    __builtin_prefetch(&places_[home(name)], 1);
  }

 private:
  static constexpr std::size_t kFirst = 64;
  // Beyond kSmall a table takes a large page at once: it is hardly dearer than the steps to it.
  static constexpr std::size_t kSmall = 4096;
  static constexpr std::size_t kLargePage = (std::size_t{2} << 20) / sizeof(Place);

  std::size_t home(std::uint64_t name) const {
    return static_cast<std::size_t>(name << 4 >> (64 - std::countr_zero(places_.size())));
  }
  void grow(std::size_t places) {
    IdTable old = std::exchange(*this, IdTable(places));
    used_ = old.used_;
    for (std::size_t k = 0; k < old.size(); ++k) {
      if (!old.at(k).is_free()) places_[find(old.at(k).name())] = old.at(k);
    }
  }
  explicit IdTable(std::size_t places) : places_(places) {}

  ZeroedArray<Place> places_;
  std::size_t used_ = 0;
};

}  // namespace tidegate
