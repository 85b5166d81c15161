#include "tidegate/classify/subjects.h"

#include <algorithm>

#include "tidegate/base/check.h"

namespace tidegate {
namespace {

constexpr std::uint8_t kSensitive = 1;
constexpr std::uint8_t kUnder14 = 2;
constexpr std::uint8_t kMarks = kSensitive | kUnder14;
constexpr std::uint8_t kJoins = 4;      // belongs to identifiers of several ranks
constexpr std::uint8_t kIsShared = 8;   // belongs to several of one rank: joins nobody
constexpr std::uint8_t kIsJoined = 16;  // while counting: belongs to a better one by another's witness

constexpr int kRankShift = 60;
constexpr std::uint64_t kHashBits = (std::uint64_t{1} << kRankShift) - 1;

// Records, staff and user numbers, e-mail, cards and accounts are in one person's name. Telephones, devices
// and sessions are not, and state numbers need no joining: they are what is joined.
constexpr std::uint32_t kJoiningRanks = 1U << 4 | 1U << 5 | 1U << 7 | 1U << 8 | 1U << 9 | 1U << 10 | 1U << 11;

std::uint8_t bits_of(RowMarks marks) {
  // Everything of a person under 14 is sensitive (PIPL art. 28).
  const bool sensitive = marks.sensitive || marks.under14;
  return static_cast<std::uint8_t>((sensitive ? kSensitive : 0) | (marks.under14 ? kUnder14 : 0));
}

// Rank above hash: the least of several names is the best.
std::uint64_t name_of(const Identifier& id) {
  const std::uint64_t hash = id.hash & kHashBits;
  return static_cast<std::uint64_t>(id.rank) << kRankShift | (hash == 0 ? 1 : hash);
}
std::size_t rank_of(std::uint64_t name) { return static_cast<std::size_t>(name >> kRankShift); }

// Where joins_ keeps the identifier of `rank` that `name` belongs to.
std::uint64_t join_name(std::uint64_t name, std::size_t rank) {
  const std::uint64_t hash = (name + rank_of(name) * 0x9E3779B97F4A7C15U) & kHashBits;
  return static_cast<std::uint64_t>(rank) << kRankShift | (hash == 0 ? 1 : hash);
}

void set_note(IdTable& table, std::size_t index, std::uint8_t bits) {
  if ((table.note(index) & bits) != bits)
    table.note(index) = static_cast<std::uint8_t>(table.note(index) | bits);
}

}  // namespace

std::size_t SubjectSet::place(std::uint64_t name) {
  const auto [index, is_new] = ids_.take(name);
  if (is_new) ++by_rank_[rank_of(name)];
  return index;
}

void SubjectSet::add(std::span<const Identifier> ids, std::span<const Row> rows) {
  constexpr std::size_t kAhead = 10;  // rows whose places are on their way from memory
  ids_.reserve(ids.size());
  std::size_t fetched = 0;
  const auto fetch = [&](const Row& row) {
    if (row.ids > 0) ids_.prefetch_note(name_of(ids[fetched]));
    for (std::uint32_t i = 0; i < row.ids; ++i) ids_.prefetch(name_of(ids[fetched++]));
  };
  for (std::size_t r = 0; r < std::min(kAhead, rows.size()); ++r) fetch(rows[r]);
  std::size_t done = 0;
  for (std::size_t r = 0; r < rows.size(); ++r) {
    if (r + kAhead < rows.size()) fetch(rows[r + kAhead]);
    const Row& row = rows[r];
    rows_without_age_ += row.marks.age_told ? 0 : 1;
    if (row.ids == 0) {
      add_unidentified(bits_of(row.marks));
    } else {
      add_row(ids.subspan(done, row.ids), bits_of(row.marks));
    }
    done += row.ids;
  }
  TIDEGATE_CHECK(done == ids.size());
}

void SubjectSet::add_row(std::span<const Identifier> ids, std::uint8_t bits) {
  const std::uint64_t anchor = name_of(ids[0]);
  set_note(ids_, place(anchor), bits);
  for (const Identifier& id : ids.subspan(1)) {
    const std::size_t at = place(name_of(id));
    if (id.rank > ids[0].rank) {
      own(at, anchor);
    } else {
      set_note(ids_, at, bits);
    }
  }
}

void SubjectSet::add_unidentified(std::uint8_t bits) {
  ++unidentified_;
  unidentified_sensitive_ += (bits & kSensitive) != 0 ? 1 : 0;
  unidentified_under14_ += (bits & kUnder14) != 0 ? 1 : 0;
}

void SubjectSet::own(std::size_t index, std::uint64_t owner) {
  std::uint64_t& known = ids_.at(index).value;
  if (known == owner) return;
  if (known == 0) {
    known = owner;
  } else {
    own_twice(index, owner);
  }
}

// The best owner stays with the identifier; one of every other rank goes to joins_, where that matters.
void SubjectSet::own_twice(std::size_t index, std::uint64_t owner) {
  IdTable::Place& place = ids_.at(index);
  const std::uint64_t best = std::min(place.value, owner);
  const std::uint64_t other = std::max(place.value, owner);
  place.value = best;
  if ((kJoiningRanks >> rank_of(place.name) & 1) == 0 || (ids_.note(index) & kIsShared) != 0) return;
  if (rank_of(best) == rank_of(other)) {
    set_note(ids_, index, kIsShared);
  } else {
    join(place.name, other, index);
  }
}

void SubjectSet::join(std::uint64_t name, std::uint64_t owner, std::size_t index) {
  joins_.reserve(1);
  const std::size_t at = joins_.take(join_name(name, rank_of(owner))).first;
  std::uint64_t& known = joins_.at(at).value;
  if (known != 0 && known != owner) set_note(ids_, index, kIsShared);
  known = owner;
  set_note(ids_, index, kJoins);
}

void SubjectSet::merge(const SubjectSet& other) {
  // Room for all at once, so that both are walked through in the order of their places.
  ids_.reserve(other.ids_.used());
  for (std::size_t i = 0; i < other.ids_.size(); ++i) {
    const IdTable::Place& from = other.ids_.at(i);
    if (from.name == 0) continue;
    const std::size_t at = place(from.name);
    const std::uint8_t note = other.ids_.note(i);
    set_note(ids_, at, note);
    if (from.value != 0) own(at, from.value);
    if ((note & kJoins) == 0) continue;
    for (std::size_t rank = 0; rank < rank_of(from.name); ++rank) {
      const IdTable::Place& join = other.joins_.at(other.joins_.find(join_name(from.name, rank)));
      if (join.name != 0) own(at, join.value);
    }
  }
  unidentified_ += other.unidentified_;
  unidentified_sensitive_ += other.unidentified_sensitive_;
  unidentified_under14_ += other.unidentified_under14_;
  rows_without_age_ += other.rows_without_age_;
}

// (identifier, the better one that another's witness gives it), each identifier once.
std::vector<std::pair<std::uint64_t, std::uint64_t>> SubjectSet::joined() const {
  std::vector<std::pair<std::uint64_t, std::uint64_t>> pairs;
  for (std::size_t i = 0; i < ids_.size(); ++i) {
    if ((ids_.note(i) & kJoins) == 0 || (ids_.note(i) & kIsShared) != 0) continue;
    const IdTable::Place& witness = ids_.at(i);
    for (std::size_t rank = rank_of(witness.value) + 1; rank < rank_of(witness.name); ++rank) {
      const IdTable::Place& join = joins_.at(joins_.find(join_name(witness.name, rank)));
      if (join.name != 0) pairs.emplace_back(join.value, witness.value);
    }
  }
  std::sort(pairs.begin(), pairs.end());
  const auto same = [](const auto& a, const auto& b) { return a.first == b.first; };
  pairs.erase(std::unique(pairs.begin(), pairs.end(), same), pairs.end());
  return pairs;
}

// Marks climb from every identifier to the person it belongs to; a step always leads to a better rank, so
// they end.
PersonCounts SubjectSet::counts() const {
  const auto joins = joined();
  std::vector<std::uint8_t> notes(ids_.size());
  for (std::size_t i = 0; i < notes.size(); ++i) notes[i] = static_cast<std::uint8_t>(ids_.note(i) & kMarks);
  for (const auto& [name, owner] : joins) notes[ids_.find(name)] |= kIsJoined;
  const auto owner_of = [&](std::size_t i) {
    if (ids_.at(i).value != 0 || (notes[i] & kIsJoined) == 0) return ids_.at(i).value;
    return std::lower_bound(joins.begin(), joins.end(), std::pair{ids_.at(i).name, std::uint64_t{0}})->second;
  };
  for (std::size_t i = 0; i < notes.size(); ++i) {
    if ((notes[i] & kMarks) == 0) continue;
    std::size_t person = i;
    while (const std::uint64_t owner = owner_of(person)) person = ids_.find(owner);
    const unsigned climbed = notes[person] | (notes[i] & kMarks);
    notes[person] = static_cast<std::uint8_t>(climbed);
  }
  PersonCounts out;
  for (std::size_t i = 0; i < notes.size(); ++i) {
    if (ids_.at(i).name == 0 || ids_.at(i).value != 0 || (notes[i] & kIsJoined) != 0) continue;
    ++out.persons;
    out.with_sensitive += (notes[i] & kSensitive) != 0 ? 1 : 0;
    out.under14 += (notes[i] & kUnder14) != 0 ? 1 : 0;
  }
  out.persons += unidentified_;
  out.with_sensitive += unidentified_sensitive_;
  out.under14 += unidentified_under14_;
  out.rows_without_identifier = unidentified_;
  out.ordinary_only = out.persons - out.with_sensitive;
  return out;
}

}  // namespace tidegate
