// Exact distinct persons, told apart by keyed hashes of what identifies them. No value of anybody is kept.
//
// A row is what one line of a table says of one person; a line that speaks of others too (other_party.h)
// gives a row for each. Its anchor is the identifier of best rank; the row's other identifiers belong to
// that. A person is an identifier that belongs to no better one: so one identifier a row is counted exactly,
// an ID and a mobile number seen together are one person wherever either is met again, a family's shared
// telephone never makes two identity numbers one, and two numbers of the same rank in one row stay two
// persons (the strict reading). Where half the rows know a person by passport and half by another number,
// what is in one person's name (an e-mail address, a card, a staff number) joins the two, as long as it was
// met with one identifier of each kind alone; what families share (telephones, devices) joins nobody. The
// count depends on the set of rows alone: not on their order, their files or the threads.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

#include "tidegate/classify/id_table.h"
#include "tidegate/terms/data_profile.h"
#include "tidegate/terms/subject_link.h"

namespace tidegate {

inline constexpr std::size_t kIdentifierRanks = 16;

struct Identifier {
  std::uint64_t hash = 0;  // keyed, of the normalised value; its lower 60 bits count
  std::uint8_t rank = 0;   // 0 best; below kIdentifierRanks
};

struct RowMarks {  // what the row says of its person
  bool sensitive = false;
  bool under14 = false;
  bool age_told = false;  // an age, a date of birth or a resident ID was read
};

// Exact but for equal hashes of different persons: with ten million, one chance in 23,000 of an error by one.
// Memory: that of IdTable, and as much again for each identifier that joins others.
class SubjectSet {
 public:
  struct Row {
    std::uint32_t ids;  // how many; 0: a person whom nothing identifies, one of its own
    RowMarks marks;
  };
  // ids  of the rows, one row's after another's, each row's best rank first; equal ranks in any order.
  // Cheapest by tens of thousands, since they are put in the order of their places in memory first.
  void add(std::span<const Identifier> ids, std::span<const Row> rows);
  void merge(const SubjectSet& other);

  // The set as links, in no order that may be shown, and as links again: adding all of them and the strangers
  // to another set merges the two. take(const SubjectLink&)
  template <typename Take>
  void each_link(Take take) const;
  Strangers strangers() const { return {unidentified_, unidentified_sensitive_, unidentified_under14_}; }
  void add(const SubjectLink& link);
  void add(const Strangers& strangers);

  PersonCounts counts() const;
  // Rows in which no age was read.
  std::uint64_t rows_without_age() const { return rows_without_age_; }
  // Different identifiers of a rank.
  std::uint64_t distinct(std::uint8_t rank) const { return ids_[rank].used(); }

 private:
  void add_unidentified(std::uint8_t bits);
  IdTable::Place& absorb(std::size_t rank, const IdTable::Place& from);
  void own(std::size_t rank, IdTable::Place& place, std::uint64_t owner);
  void own_twice(std::size_t rank, IdTable::Place& place, std::uint64_t owner);
  void join(std::size_t rank, IdTable::Place& place, std::uint64_t owner);
  template <typename Take>
  void each_join(Take take) const;
  std::uint64_t joined_owner(std::size_t rank, std::uint64_t name, std::size_t better) const;

  using Tables = std::array<IdTable, kIdentifierRanks>;
  Tables ids_;    // by rank: identifier -> the best that it belongs to; notes: marks, and how it joins
  Tables joins_;  // by rank: identifier -> the one of that rank that it belongs to as well
  std::uint64_t unidentified_ = 0;
  std::uint64_t unidentified_sensitive_ = 0;
  std::uint64_t unidentified_under14_ = 0;
  std::uint64_t rows_without_age_ = 0;
};

template <typename Take>
void SubjectSet::each_link(Take take) const {
  for (std::size_t rank = 0; rank < kIdentifierRanks; ++rank) {
    for (std::size_t i = 0; i < ids_[rank].size(); ++i) {
      const IdTable::Place& place = ids_[rank].at(i);
      if (place.is_free()) continue;
      SubjectLink link{static_cast<std::uint64_t>(rank) << SubjectLink::kRankShift | place.name(),
                       place.value, static_cast<std::uint8_t>(place.notes() & SubjectLink::kAllMarks)};
      take(link);
      for (std::size_t better = 0; better < rank; ++better) {
        link.owner = joined_owner(rank, place.name(), better);
        if (link.owner != 0) take(link);
      }
    }
  }
}

}  // namespace tidegate
