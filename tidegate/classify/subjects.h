// Exact distinct persons, told apart by keyed hashes of what identifies them. No value of anybody is kept.
//
// A row speaks of one person: its anchor, the identifier of best rank. The row's other identifiers belong to
// that anchor. A person is an identifier that belongs to no better one: so one identifier a row is counted
// exactly, an ID and a mobile number seen together are one person wherever either is met again, a family's
// shared telephone never makes two identity numbers one, and two numbers of the same rank in one row stay two
// persons (the strict reading). The count depends on the set of rows alone: not on their order, their files
// or the threads.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "tidegate/terms/data_profile.h"

namespace tidegate {

inline constexpr std::size_t kIdentifierRanks = 16;

struct Identifier {
  std::uint64_t hash = 0;  // keyed, of kind and normalised value
  std::uint8_t rank = 0;   // 0 best; below kIdentifierRanks
};

struct RowMarks {  // what the row says of its person
  bool sensitive = false;
  bool under14 = false;
};

// Memory: 17 bytes a place, half to seven eighths of them taken: 20 to 34 bytes an identifier. Exact but for
// equal 64-bit hashes of different persons: with ten million, one chance in 370,000 of an error by one.
class SubjectSet {
 public:
  SubjectSet();

  // ids  of one row, best rank first; equal ranks in any order. Not empty.
  void add_row(std::span<const Identifier> ids, RowMarks marks);
  // A row about a person whom nothing identifies: a person of its own.
  void add_unidentified(RowMarks marks);
  void merge(const SubjectSet& other);

  PersonCounts counts() const;
  // Different identifiers of a rank.
  std::uint64_t distinct(std::uint8_t rank) const { return by_rank_[rank]; }

 private:
  // Index of the place that holds `hash`, taken when new.
  std::size_t place(std::uint64_t hash, std::uint8_t rank);
  std::size_t find(std::uint64_t hash) const;
  void resize(std::size_t places);  // a power of two
  void own(std::size_t index, std::uint64_t owner);
  std::vector<std::uint8_t> marks_of_persons() const;

  std::vector<std::uint64_t> ids_;     // 0: free
  std::vector<std::uint64_t> owners_;  // hash of a better identifier, the least one met; 0: none
  std::vector<std::uint8_t> marks_;    // bit 0 sensitive, bit 1 under 14, bits 2..5 rank
  std::size_t used_ = 0;
  std::array<std::uint64_t, kIdentifierRanks> by_rank_{};
  std::uint64_t unidentified_ = 0;
  std::uint64_t unidentified_sensitive_ = 0;
  std::uint64_t unidentified_under14_ = 0;
};

}  // namespace tidegate
