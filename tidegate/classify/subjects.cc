#include "tidegate/classify/subjects.h"

#include <algorithm>
#include <memory>
#include <numeric>
#include <utility>

#include "tidegate/base/check.h"

namespace tidegate {
namespace {

constexpr std::uint8_t kSensitive = SubjectLink::kSensitive;
constexpr std::uint8_t kUnder14 = SubjectLink::kUnder14;
constexpr std::uint8_t kMarks = kSensitive | kUnder14;
constexpr std::uint8_t kByHearsay = 4;  // its owner is a witness's word
// Belongs to several of one rank, and joins nobody; of what never joins: to some of different ranks.
constexpr std::uint8_t kIsShared = SubjectLink::kShared;

constexpr int kRankShift = SubjectLink::kRankShift;
constexpr std::uint64_t kHashBits = SubjectLink::kNameBits;

// Records, staff and user numbers, e-mail, cards and accounts are in one person's name. Telephones, devices
// and sessions are not, and state numbers need no joining: they are what is joined.
constexpr std::uint32_t kJoiningRanks = 1U << 4 | 1U << 5 | 1U << 7 | 1U << 8 | 1U << 9 | 1U << 10 | 1U << 11;
bool may_join(std::size_t rank) { return (kJoiningRanks >> rank & 1) != 0; }

std::uint8_t bits_of(RowMarks marks) {
  // Everything of a person under 14 is sensitive (PIPL art. 28).
  const bool sensitive = marks.sensitive || marks.under14;
  return static_cast<std::uint8_t>((sensitive ? kSensitive : 0) | (marks.under14 ? kUnder14 : 0));
}

// What the logs know an identifier by, among those of its rank.
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

// Calls take(rank, said) for what each row says of each of its identifiers.
template <typename Take>
void each_said(std::span<const Identifier> ids, std::span<const SubjectSet::Row> rows, Take take) {
  const Identifier* id = ids.data();
  for (const SubjectSet::Row& row : rows) {
    const std::uint8_t bits = bits_of(row.marks);
    if (row.ids == 0) continue;
    const std::uint8_t best = id->rank;
    const std::uint64_t anchor = owner_of(best, name_of(id->hash));
    for (const Identifier* const end = id + row.ids; id != end; ++id) {
      const bool is_best = id->rank == best;
      take(id->rank, Said{name_of(id->hash) << 4 | (is_best ? bits : 0U), is_best ? 0 : anchor});
    }
  }
}

}  // namespace

void SubjectSet::add(std::span<const Identifier> ids, std::span<const Row> rows) {
  counted_.reset();
  std::size_t said = 0;
  for (const Row& row : rows) {
    said += row.ids;
    rows_without_age_ += row.marks.age_told ? 0 : 1;
    if (row.ids == 0) add_unidentified(bits_of(row.marks));
  }
  TIDEGATE_CHECK(said == ids.size());
  constexpr std::size_t kFew = 256;
  if (ids.size() < kFew) {
    each_said(ids, rows, [&](std::size_t rank, const Said& one) { logs_[rank].append(one, pool_); });
    return gather_when_large();
  }
  const auto bin_of = [](std::size_t rank, std::uint64_t name) {
    return rank << IdLog::kPartBits | IdLog::part_of(name);
  };
  std::array<std::uint32_t, (kIdentifierRanks << IdLog::kPartBits) + 1>
      next{};  // where the next one of a bin goes
  for (const Identifier& id : ids) ++next[bin_of(id.rank, name_of(id.hash)) + 1];
  std::partial_sum(next.begin(), next.end(), next.begin());
  sorted_.resize(ids.size());
  each_said(ids, rows,
            [&](std::size_t rank, const Said& one) { sorted_[next[bin_of(rank, one.name())]++] = one; });
  std::size_t begin = 0;
  for (std::size_t bin = 0; begin < sorted_.size(); ++bin) {
    const std::size_t end = next[bin];
    if (end > begin) {
      logs_[bin >> IdLog::kPartBits].append(bin % IdLog::kParts,
                                            std::span(sorted_).subspan(begin, end - begin), pool_);
    }
    begin = end;
  }
  gather_when_large();
}

void SubjectSet::add(const SubjectLink& link) {
  counted_.reset();
  const Said said{name_in(link.id) << 4 | (link.marks & SubjectLink::kAllMarks), link.owner};
  logs_[rank_of(link.id)].append(said, pool_);
  gather_when_large();
}

void SubjectSet::add(const Strangers& strangers) {
  counted_.reset();
  unidentified_ += strangers.persons;
  unidentified_sensitive_ += strangers.sensitive;
  unidentified_under14_ += strangers.under14;
}

// All that is said in one part of a rank.
void SubjectSet::gather(std::size_t rank, std::size_t part, IdGathering& all) const {
  all.begin(may_join(rank), kIsShared, logs_[rank].size(part));
  logs_[rank].each(part, [&](std::span<const Said> said) { all.take(said); });
}

void SubjectSet::add_unidentified(std::uint8_t bits) {
  ++unidentified_;
  unidentified_sensitive_ += (bits & kSensitive) != 0 ? 1 : 0;
  unidentified_under14_ += (bits & kUnder14) != 0 ? 1 : 0;
}

void SubjectSet::gather_when_large() {
  if (pool_.chunks() < gather_at_) return;
  IdGathering all;
  for (std::size_t rank = 0; rank < kIdentifierRanks; ++rank) {
    IdLog& log = logs_[rank];
    if (log.parts() != IdLog::kParts) continue;
    for (std::size_t part = 0; part < IdLog::kParts; ++part) {
      gather(rank, part, all);
      log.replace(part, all.flat(), pool_);
    }
  }
  gather_at_ = pool_.chunks() + std::clamp(pool_.chunks(), ungathered_, 2 * ungathered_);
}

void SubjectSet::merge(const SubjectSet& other) {
  counted_.reset();
  for (std::size_t rank = 0; rank < kIdentifierRanks; ++rank) logs_[rank].merge(other.logs_[rank], pool_);
  unidentified_ += other.unidentified_;
  unidentified_sensitive_ += other.unidentified_sensitive_;
  unidentified_under14_ += other.unidentified_under14_;
  rows_without_age_ += other.rows_without_age_;
  gather_when_large();
}

void SubjectSet::merge(SubjectSet&& other) {
  pool_.absorb(std::move(other.pool_));
  for (std::size_t rank = 0; rank < kIdentifierRanks; ++rank)
    logs_[rank].merge(std::move(other.logs_[rank]), pool_);
  other.logs_ = {};
  merge(std::as_const(other));
}

// What worse identifiers tell of the better ones that they belong to, by part: marks, and owners.
struct Hearsay {
  using Parts = std::array<std::vector<Said>, IdLog::kParts>;
  std::array<std::unique_ptr<Parts>, kIdentifierRanks> of_rank;
};

// From the worst rank to the best: an owner's rank is better, so that all that is told of an identifier is
// known when its own turn comes.
const SubjectSet::Counted& SubjectSet::counted() const {
  if (counted_) return *counted_;
  Counted out;
  IdGathering all;
  Hearsay hearsay;
  for (std::size_t rank = kIdentifierRanks; rank-- > 0;) count_rank(rank, all, hearsay, out);
  PersonCounts& persons = out.persons;
  persons.persons += unidentified_;
  persons.with_sensitive += unidentified_sensitive_;
  persons.under14 += unidentified_under14_;
  persons.rows_without_identifier = unidentified_;
  persons.rows_without_age = rows_without_age_;
  persons.ordinary_only = persons.persons - persons.with_sensitive;
  out.perhaps_twice = perhaps_twice_of(out);
  return counted_.emplace(out);
}

// Of those who are counted by several ranks, all but the commonest rank's at most.
std::uint64_t SubjectSet::perhaps_twice_of(const Counted& counted) {
  std::uint64_t twice = 0;
  std::uint64_t better = 0;   // persons of better ranks
  std::uint64_t largest = 0;  // of one of these
  std::uint64_t most = 0;
  for (std::size_t rank = 0; rank < kIdentifierRanks; ++rank) {
    if (counted.mixed[rank] > 0) {
      most = better - largest;
      twice += std::min(counted.mixed[rank], most);
    }
    better += counted.persons_of[rank];
    largest = std::max(largest, counted.persons_of[rank]);
  }
  return std::min(twice, most);
}

void SubjectSet::count_rank(std::size_t rank, IdGathering& all, Hearsay& hearsay, Counted& out) const {
  const auto tell = [&](std::uint64_t whom, std::uint64_t owner, std::uint64_t marks) {
    auto& parts = hearsay.of_rank[rank_of(whom)];
    if (parts == nullptr) parts = std::make_unique<Hearsay::Parts>();
    (*parts)[logs_[rank_of(whom)].read_part_of(name_in(whom))].push_back({name_in(whom) << 4 | marks, owner});
  };
  const auto hear = [&](const Said& told) {
    all.each_place(told.name(), [&](Said& place) {
      place.key |= told.notes();
      const bool is_known = place.value != 0 && (place.notes() & kByHearsay) == 0;
      if (told.value == 0 || is_known) return;
      place.value = place.value == 0 ? told.value : std::min(place.value, told.value);
      place.key |= kByHearsay;
    });
  };
  const auto count = [&](std::span<const Said> same) {
    std::uint64_t owner = 0;
    std::uint8_t notes = 0;
    for (const Said& said : same) {
      notes |= said.notes();
      // What a witness says counts where no row knows better.
      const bool by_row = said.value != 0 && (said.notes() & kByHearsay) == 0;
      if (by_row && (owner == 0 || said.value < owner)) owner = said.value;
    }
    if (may_join(rank) && (notes & kIsShared) == 0) {
      for (const Said& said : same) {
        if (said.value != owner && said.value != 0 && (said.notes() & kByHearsay) == 0)
          tell(said.value, owner, 0);
      }
    }
    if (owner == 0) owner = same.front().value;
    const std::uint8_t marks = notes & kMarks;
    ++out.distinct[rank];
    out.mixed[rank] += !may_join(rank) && (notes & kIsShared) != 0 ? 1 : 0;
    if (owner == 0) {
      ++out.persons.persons;
      ++out.persons_of[rank];
      out.persons.with_sensitive += (marks & kSensitive) != 0 ? 1 : 0;
      out.persons.under14 += (marks & kUnder14) != 0 ? 1 : 0;
    } else if (marks != 0) {
      tell(owner, 0, marks);
    }
  };
  const IdLog& log = logs_[rank];
  for (std::size_t part = 0; part < log.parts(); ++part) {
    gather(rank, part, all);
    if (hearsay.of_rank[rank] != nullptr) {
      for (const Said& told : (*hearsay.of_rank[rank])[part]) hear(told);
    }
    all.each_name(count);
  }
  hearsay.of_rank[rank].reset();
}

}  // namespace tidegate
