// Open addressing for 64-bit names: the ground under SubjectSet.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <utility>

#include "tidegate/classify/zeroed_array.h"

namespace tidegate {

// A name, another name that belongs to it, and eight bits. Names are not 0, and their lower 60 bits are
// well mixed. Places lie in the order of those bits, so that growing and merging walk through memory from end
// to end. Memory: 17 bytes a place, 2 to 4 fifths of them taken: 21 to 43 bytes a name.
class IdTable {
 public:
  struct Place {
    std::uint64_t name;   // 0: free
    std::uint64_t value;  // 0: none
  };

  IdTable() : places_(kFirst), notes_(kFirst) {}

  std::size_t size() const { return places_.size(); }  // places, free ones included
  std::size_t used() const { return used_; }
  Place& at(std::size_t i) { return places_[i]; }
  const Place& at(std::size_t i) const { return places_[i]; }
  std::uint8_t& note(std::size_t i) { return notes_[i]; }
  std::uint8_t note(std::size_t i) const { return notes_[i]; }

  // Index of the place of `name`, or of the free one where it would stand.
  std::size_t find(std::uint64_t name) const {
    const std::size_t mask = places_.size() - 1;
    std::size_t i = home(name);
    while (places_[i].name != name && places_[i].name != 0) i = (i + 1) & mask;
    return i;
  }

  // Room for n more names, so that take() may be called as often.
  void reserve(std::size_t n) {
    std::size_t places = places_.size();
    while ((used_ + n) * 5 > places * 4) places *= 2;
    if (places > places_.size()) grow(places);
  }
  // The place of `name`; second: it is new.
  std::pair<std::size_t, bool> take(std::uint64_t name) {
    const std::size_t i = find(name);
    if (places_[i].name == name) return {i, false};
    places_[i].name = name;
    ++used_;
    return {i, true};
  }

  // Says that the place, or the note, of `name` will be wanted soon. Inline by force: gcc 12 takes a function
  // that only fetches for one without effect, and drops its calls.
  [[gnu::always_inline]] void prefetch(std::uint64_t name) const {
    __builtin_prefetch(&places_[home(name)], 1);
  }
  [[gnu::always_inline]] void prefetch_note(std::uint64_t name) const {
    __builtin_prefetch(&notes_[home(name)], 1);
  }

 private:
  static constexpr std::size_t kFirst = 64;

  std::size_t home(std::uint64_t name) const {
    return static_cast<std::size_t>(name << 4 >> (64 - std::countr_zero(places_.size())));
  }
  void grow(std::size_t places) {
    IdTable old = std::exchange(*this, IdTable(places));
    used_ = old.used_;
    for (std::size_t k = 0; k < old.size(); ++k) {
      if (old.at(k).name == 0) continue;
      const std::size_t i = find(old.at(k).name);
      places_[i] = old.at(k);
      notes_[i] = old.note(k);
    }
  }
  explicit IdTable(std::size_t places) : places_(places), notes_(places) {}

  ZeroedArray<Place> places_;
  ZeroedArray<std::uint8_t> notes_;
  std::size_t used_ = 0;
};

}  // namespace tidegate
