#include "tidegate/classify/subjects.h"

#include <algorithm>
#include <numeric>
#include <optional>
#include <vector>

#include "tidegate/base/check.h"

namespace tidegate {
namespace {

constexpr std::uint8_t kSensitive = SubjectLink::kSensitive;
constexpr std::uint8_t kUnder14 = SubjectLink::kUnder14;
constexpr std::uint8_t kMarks = kSensitive | kUnder14;
constexpr std::uint8_t kJoins = 4;                        // belongs to identifiers of several ranks
constexpr std::uint8_t kIsShared = SubjectLink::kShared;  // belongs to several of one rank: joins nobody

constexpr int kRankShift = SubjectLink::kRankShift;
constexpr std::uint64_t kHashBits = SubjectLink::kNameBits;

// Records, staff and user numbers, e-mail, cards and accounts are in one person's name. Telephones, devices
// and sessions are not, and state numbers need no joining: they are what is joined.
constexpr std::uint32_t kJoiningRanks = 1U << 4 | 1U << 5 | 1U << 7 | 1U << 8 | 1U << 9 | 1U << 10 | 1U << 11;

std::uint8_t bits_of(RowMarks marks) {
  // Everything of a person under 14 is sensitive (PIPL art. 28).
  const bool sensitive = marks.sensitive || marks.under14;
  return static_cast<std::uint8_t>((sensitive ? kSensitive : 0) | (marks.under14 ? kUnder14 : 0));
}

// What the tables know an identifier by, among those of its rank.
std::uint64_t name_of(std::uint64_t hash) {
  hash &= kHashBits;
  return hash == 0 ? 1 : hash;
}

// An identifier as another's owner. Rank above name: the least of several is the best.
std::uint64_t owner_of(std::size_t rank, std::uint64_t name) {
  return static_cast<std::uint64_t>(rank) << kRankShift | name;
}
std::size_t rank_of(std::uint64_t owner) { return static_cast<std::size_t>(owner >> kRankShift); }
std::uint64_t name_in(std::uint64_t owner) { return owner & kHashBits; }

// What joins_ knows an identifier of `rank` by.
std::uint64_t join_name(std::size_t rank, std::uint64_t name) {
  return name_of(name + rank * 0x9E3779B97F4A7C15U);
}

}  // namespace

// What a row says of one of its identifiers is a place like those of the tables, and is merged into its own:
// in any order, so in that of the tables' memory, where neighbours share pages and lines.
void SubjectSet::add(std::span<const Identifier> ids, std::span<const Row> rows) {
  constexpr int kParts = 6;  // bits: stretches of a table
  const auto part_of = [](const Identifier& id) {
    return static_cast<std::size_t>(id.rank) << kParts | name_of(id.hash) >> (kRankShift - kParts);
  };
  std::array<std::size_t, (kIdentifierRanks << kParts) + 1> next{};  // where the next one of a part goes
  for (const Identifier& id : ids) ++next[part_of(id) + 1];
  std::partial_sum(next.begin(), next.end(), next.begin());
  std::vector<IdTable::Place> said(ids.size());
  std::size_t done = 0;
  for (const Row& row : rows) {
    rows_without_age_ += row.marks.age_told ? 0 : 1;
    const std::uint8_t bits = bits_of(row.marks);
    if (row.ids == 0) add_unidentified(bits);
    for (const Identifier& id : ids.subspan(done, row.ids)) {
      const Identifier& anchor = ids[done];
      const bool is_best = id.rank == anchor.rank;
      said[next[part_of(id)]++] = {name_of(id.hash) << 4 | (is_best ? bits : 0U),
                                   is_best ? 0 : owner_of(anchor.rank, name_of(anchor.hash))};
    }
    done += row.ids;
  }
  TIDEGATE_CHECK(done == ids.size());
  std::size_t i = 0;
  for (std::size_t rank = 0; rank < kIdentifierRanks; ++rank) {
    constexpr std::size_t kAhead = 24;  // places on their way from memory
    const std::size_t end = next[((rank + 1) << kParts) - 1];
    // Room for all at once: names that come in order would crowd the beginning of a table that is too small.
    ids_[rank].reserve(end - i);
    for (; i < end; ++i) {
      if (i + kAhead < end) ids_[rank].prefetch(said[i + kAhead].name());
      absorb(rank, said[i]);
    }
  }
}

inline IdTable::Place& SubjectSet::absorb(std::size_t rank, const IdTable::Place& from) {
  IdTable::Place& place = ids_[rank].take(from.name());
  place.note(from.notes());
  if (from.value != 0) own(rank, place, from.value);
  return place;
}

void SubjectSet::add_unidentified(std::uint8_t bits) {
  ++unidentified_;
  unidentified_sensitive_ += (bits & kSensitive) != 0 ? 1 : 0;
  unidentified_under14_ += (bits & kUnder14) != 0 ? 1 : 0;
}

void SubjectSet::own(std::size_t rank, IdTable::Place& place, std::uint64_t owner) {
  if (place.value == owner) return;
  if (place.value == 0) {
    place.value = owner;
  } else {
    own_twice(rank, place, owner);
  }
}

// The best owner stays with the identifier; one of every other rank goes to joins_, where that matters.
void SubjectSet::own_twice(std::size_t rank, IdTable::Place& place, std::uint64_t owner) {
  const std::uint64_t best = std::min(place.value, owner);
  const std::uint64_t other = std::max(place.value, owner);
  place.value = best;
  if ((kJoiningRanks >> rank & 1) == 0 || (place.notes() & kIsShared) != 0) return;
  if (rank_of(best) == rank_of(other)) {
    place.note(kIsShared);
  } else {
    join(rank, place, other);
  }
}

void SubjectSet::join(std::size_t rank, IdTable::Place& place, std::uint64_t owner) {
  std::uint64_t& known = joins_[rank_of(owner)].take(join_name(rank, place.name())).value;
  if (known != 0 && known != owner) place.note(kIsShared);
  known = owner;
  place.note(kJoins);
}

void SubjectSet::merge(const SubjectSet& other) {
  for (std::size_t rank = 0; rank < kIdentifierRanks; ++rank) {
    const IdTable& from = other.ids_[rank];
    // Room for all at once, so that both are walked through in the order of their places.
    ids_[rank].reserve(from.used());
    for (std::size_t i = 0; i < from.size(); ++i) {
      const IdTable::Place& theirs = from.at(i);
      if (theirs.is_free()) continue;
      IdTable::Place& ours = absorb(rank, theirs);
      if ((theirs.notes() & kJoins) == 0) continue;
      for (std::size_t better = 0; better < rank; ++better) {
        const std::uint64_t owner = other.joined_owner(rank, theirs.name(), better);
        if (owner != 0) own(rank, ours, owner);
      }
    }
  }
  unidentified_ += other.unidentified_;
  unidentified_sensitive_ += other.unidentified_sensitive_;
  unidentified_under14_ += other.unidentified_under14_;
  rows_without_age_ += other.rows_without_age_;
}

void SubjectSet::add(const SubjectLink& link) {
  const std::size_t rank = rank_of(link.id);
  IdTable::Place& place = ids_[rank].take(name_in(link.id));
  place.note(link.marks & SubjectLink::kAllMarks);
  if (link.owner != 0) own(rank, place, link.owner);
}

void SubjectSet::add(const Strangers& strangers) {
  unidentified_ += strangers.persons;
  unidentified_sensitive_ += strangers.sensitive;
  unidentified_under14_ += strangers.under14;
}

// What joins_ knows of an identifier; 0: nothing.
std::uint64_t SubjectSet::joined_owner(std::size_t rank, std::uint64_t name, std::size_t better) const {
  const IdTable& joins = joins_[better];
  return joins.used() == 0 ? 0 : joins.at(joins.find(join_name(rank, name))).value;
}

// take(an identifier, the better one that a witness of both gives it), both as owners are written.
template <typename Take>
void SubjectSet::each_join(Take take) const {
  if (std::all_of(joins_.begin(), joins_.end(), [](const IdTable& table) { return table.used() == 0; }))
    return;
  for (std::size_t rank = 0; rank < kIdentifierRanks; ++rank) {
    if ((kJoiningRanks >> rank & 1) == 0) continue;
    for (std::size_t i = 0; i < ids_[rank].size(); ++i) {
      const IdTable::Place& witness = ids_[rank].at(i);
      if ((witness.notes() & (kJoins | kIsShared)) != kJoins) continue;
      for (std::size_t other = rank_of(witness.value) + 1; other < rank; ++other) {
        const std::size_t at = joins_[other].find(join_name(rank, witness.name()));
        if (const std::uint64_t joined = joins_[other].at(at).value; joined != 0) take(joined, witness.value);
      }
    }
  }
}

// From the worst rank to the best: an owner's rank is better, so that all marks that climb to an identifier
// have reached it when its own turn comes.
PersonCounts SubjectSet::counts() const {
  struct Climbed {        // of one place
    std::uint64_t owner;  // by another's witness
    std::uint64_t marks;
  };
  std::array<std::optional<ZeroedArray<Climbed>>, kIdentifierRanks> climbed;
  const auto climbed_at = [&](std::size_t rank, std::size_t index) -> Climbed& {
    if (!climbed[rank]) climbed[rank].emplace(ids_[rank].size());
    return (*climbed[rank])[index];
  };
  each_join([&](std::uint64_t joined, std::uint64_t owner) {
    const std::size_t rank = rank_of(joined);
    std::uint64_t& best = climbed_at(rank, ids_[rank].find(name_in(joined))).owner;
    if (best == 0 || owner < best) best = owner;
  });
  PersonCounts out;
  for (std::size_t rank = kIdentifierRanks; rank-- > 0;) {
    for (std::size_t i = 0; i < ids_[rank].size(); ++i) {
      const IdTable::Place& place = ids_[rank].at(i);
      if (place.is_free()) continue;
      std::uint64_t owner = place.value;
      std::uint64_t marks = place.notes() & kMarks;
      if (climbed[rank]) {
        const Climbed& more = (*climbed[rank])[i];
        if (owner == 0) owner = more.owner;
        marks |= more.marks;
      }
      if (owner == 0) {
        ++out.persons;
        out.with_sensitive += (marks & kSensitive) != 0 ? 1 : 0;
        out.under14 += (marks & kUnder14) != 0 ? 1 : 0;
      } else if (marks != 0) {
        const IdTable& better = ids_[rank_of(owner)];
        const std::size_t at = better.find(name_in(owner));
        if ((better.at(at).notes() & marks) != marks) climbed_at(rank_of(owner), at).marks |= marks;
      }
    }
  }
  out.persons += unidentified_;
  out.with_sensitive += unidentified_sensitive_;
  out.under14 += unidentified_under14_;
  out.rows_without_identifier = unidentified_;
  out.ordinary_only = out.persons - out.with_sensitive;
  return out;
}

}  // namespace tidegate
