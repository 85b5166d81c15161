// Who was sent abroad since the window began, by kind, without knowing who: keyed hashes of persons.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "tidegate/base/date.h"

namespace tidegate::law {

// The kinds that the law counts apart. A person may be in both.
enum class PersonKind { kOrdinary, kSensitive };

// First day of the window that a decision on `as_of` looks back on: 1 January of that year, or of the year
// `years_before` it (one before 2024-03-22, none since).
Date window_start(Date as_of, int years_before);

// One exporter, one window. 8 to 16 octets a person and kind; a lookup is one probe of memory or two.
// Persons are keyed_hash() values (base/hash.h) under one secret: other ledgers cannot be compared with it.
class YearLedger {
 public:
  explicit YearLedger(Date window_start) : window_start_(window_start) {}

  Date window() const { return window_start_; }
  // Persons named twice, or added before, count once.
  void add(PersonKind kind, std::span<const std::uint64_t> persons);
  std::int64_t count(PersonKind kind) const { return static_cast<std::int64_t>(table(kind).used); }
  // How many different persons of these are in it already. Persons named twice count once.
  std::int64_t overlap(PersonKind kind, std::span<const std::uint64_t> persons) const;

 private:
  struct Table {  // open addressing; 0 is an empty place, and stands for itself in `has_zero`
    std::vector<std::uint64_t> places;
    std::size_t used = 0;  // persons, the one of hash 0 among them
    bool has_zero = false;
    bool contains(std::uint64_t person) const;
    bool insert(std::uint64_t person);  // false: it was there
    void grow(std::size_t persons);
  };
  const Table& table(PersonKind kind) const { return tables_[static_cast<std::size_t>(kind)]; }

  Date window_start_;
  std::array<Table, 2> tables_;
};

}  // namespace tidegate::law
