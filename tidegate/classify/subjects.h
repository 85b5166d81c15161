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
#include <optional>
#include <span>
#include <vector>

#include "tidegate/classify/id_log.h"
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
// Memory: 16 bytes for each different identifier, as much again for each identifier of another kind that it
// was met with and may join, and 64 to 128 MiB of what is not gathered yet.
class SubjectSet {
 public:
  struct Row {
    std::uint32_t ids;  // how many; 0: a person whom nothing identifies, one of its own
    RowMarks marks;
  };
  // ungathered_bytes  of what was said of identifiers, at least, before it is gathered.
  explicit SubjectSet(std::size_t ungathered_bytes = std::size_t{64} << 20)
      : ungathered_(ungathered_bytes / sizeof(ChunkPool::Chunk)), gather_at_(ungathered_) {}

  // ids  of the rows, one row's after another's, each row's best rank first; equal ranks in any order.
  // Cheapest by tens of thousands.
  void add(std::span<const Identifier> ids, std::span<const Row> rows);
  void merge(const SubjectSet& other);
  void merge(SubjectSet&& other);  // cheap: takes over the other's memory

  // The set as links, in no order that may be shown, and as links again: adding all of them and the strangers
  // to another set merges the two. take(const SubjectLink&)
  template <typename Take>
  void each_link(Take take) const;
  Strangers strangers() const { return {unidentified_, unidentified_sensitive_, unidentified_under14_}; }
  void add(const SubjectLink& link);
  void add(const Strangers& strangers);
  // Links do not tell them.
  void add_rows_without_age(std::uint64_t rows) {
    counted_.reset();
    rows_without_age_ += rows;
  }

  // Walks through the whole set, once between two changes of it: not for two threads at once.
  PersonCounts counts() const { return counted().persons; }
  // Different identifiers of a rank. As counts().
  std::uint64_t distinct(std::uint8_t rank) const { return counted().distinct[rank]; }
  // How many persons may be counted twice, at most: a telephone or device that was met with a staff number
  // here and a passport there may be one person's, and joins nobody. As counts().
  std::uint64_t perhaps_twice() const { return counted().perhaps_twice; }
  // Rows in which no age was read.
  std::uint64_t rows_without_age() const { return rows_without_age_; }

 private:
  struct Counted {
    PersonCounts persons;
    std::array<std::uint64_t, kIdentifierRanks> distinct{};
    std::array<std::uint64_t, kIdentifierRanks> persons_of{};  // ranks, by which they are counted
    std::array<std::uint64_t, kIdentifierRanks> mixed{};       // identifiers that belong to several ranks
    std::uint64_t perhaps_twice = 0;
  };
  static std::uint64_t perhaps_twice_of(const Counted& counted);
  const Counted& counted() const;
  void count_rank(std::size_t rank, IdGathering& all, struct Hearsay& hearsay, Counted& out) const;
  void gather(std::size_t rank, std::size_t part, IdGathering& all) const;
  void add_unidentified(std::uint8_t bits);
  void gather_when_large();

  ChunkPool pool_;
  std::array<IdLog, kIdentifierRanks> logs_;  // identifier -> the better ones that it belongs to, and marks
  std::size_t ungathered_;                    // chunks, as gather_at_
  std::size_t gather_at_;
  std::vector<Said> sorted_;  // working memory of add()
  mutable std::optional<Counted> counted_;
  std::uint64_t unidentified_ = 0;
  std::uint64_t unidentified_sensitive_ = 0;
  std::uint64_t unidentified_under14_ = 0;
  std::uint64_t rows_without_age_ = 0;
};

template <typename Take>
void SubjectSet::each_link(Take take) const {
  IdGathering all;
  for (std::size_t rank = 0; rank < kIdentifierRanks; ++rank) {
    for (std::size_t part = 0; part < logs_[rank].parts(); ++part) {
      gather(rank, part, all);
      all.each_name([&](std::span<const Said> same) {
        SubjectLink link{static_cast<std::uint64_t>(rank) << SubjectLink::kRankShift | same[0].name(), 0, 0};
        bool is_owned = false;
        for (const Said& said : same) {
          link.marks = static_cast<std::uint8_t>(link.marks | (said.notes() & SubjectLink::kAllMarks));
          is_owned = is_owned || said.value != 0;
        }
        for (const Said& said : same) {
          link.owner = said.value;
          if (said.value != 0 || !is_owned) take(link);
        }
      });
    }
  }
}

}  // namespace tidegate
