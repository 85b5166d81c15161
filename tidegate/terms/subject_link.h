// Who was counted, as keyed hashes alone: what a set of persons tells of its members when it is kept or
// compared.
#pragma once

#include <cstddef>
#include <cstdint>

namespace tidegate {

// One identifier and the better one that it belongs to. An identifier of several owners gives a link for
// each.
struct SubjectLink {
  static constexpr int kRankShift = 60;
  static constexpr std::uint64_t kNameBits = (std::uint64_t{1} << kRankShift) - 1;
  static constexpr std::uint8_t kSensitive = 1;
  static constexpr std::uint8_t kUnder14 = 2;
  static constexpr std::uint8_t kShared = 8;  // was met with several persons: joins nobody. Of telephones and
                                              // devices, which never join: with numbers of different kinds
  static constexpr std::uint8_t kAllMarks = kSensitive | kUnder14 | kShared;

  std::uint64_t id = 0;     // rank (0 the best) above a keyed hash of 60 bits, which is not 0
  std::uint64_t owner = 0;  // the same of a better rank; 0: its own
  std::uint8_t marks = 0;   // what rows said of it

  static std::size_t rank(std::uint64_t id) { return static_cast<std::size_t>(id >> kRankShift); }
  static std::uint64_t name(std::uint64_t id) { return id & kNameBits; }
  friend bool operator==(const SubjectLink&, const SubjectLink&) = default;
};

// Persons whom nothing identifies: each is one of its own, in whatever set.
struct Strangers {
  std::uint64_t persons = 0;
  std::uint64_t sensitive = 0;  // of them; those under 14 among them
  std::uint64_t under14 = 0;
  friend bool operator==(const Strangers&, const Strangers&) = default;
};

}  // namespace tidegate
