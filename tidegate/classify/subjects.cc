#include "tidegate/classify/subjects.h"

#include <algorithm>

#include "tidegate/base/check.h"

namespace tidegate {
namespace {

constexpr std::uint8_t kSensitiveBit = 1;
constexpr std::uint8_t kUnder14Bit = 2;
constexpr std::uint8_t kMarkBits = kSensitiveBit | kUnder14Bit;
constexpr int kRankShift = 2;
constexpr std::size_t kFirstSize = 64;

std::uint8_t bits_of(RowMarks marks) {
  // Everything of a person under 14 is sensitive (PIPL art. 28).
  const bool sensitive = marks.sensitive || marks.under14;
  return static_cast<std::uint8_t>((sensitive ? kSensitiveBit : 0) | (marks.under14 ? kUnder14Bit : 0));
}

}  // namespace

SubjectSet::SubjectSet() : ids_(kFirstSize), owners_(kFirstSize), marks_(kFirstSize) {}

std::size_t SubjectSet::find(std::uint64_t hash) const {
  const std::size_t mask = ids_.size() - 1;
  std::size_t i = static_cast<std::size_t>(hash) & mask;
  while (ids_[i] != hash && ids_[i] != 0) i = (i + 1) & mask;
  return i;
}

std::size_t SubjectSet::place(std::uint64_t hash, std::uint8_t rank) {
  if (hash == 0) hash = 1;  // 0 marks a free place
  std::size_t i = find(hash);
  if (ids_[i] == hash) return i;
  if ((used_ + 1) * 8 > ids_.size() * 7) {
    resize(ids_.size() * 2);
    i = find(hash);
  }
  ids_[i] = hash;
  marks_[i] = static_cast<std::uint8_t>(rank << kRankShift);
  ++used_;
  ++by_rank_[rank];
  return i;
}

void SubjectSet::resize(std::size_t places) {
  std::vector<std::uint64_t> ids(places);
  std::vector<std::uint64_t> owners(ids.size());
  std::vector<std::uint8_t> marks(ids.size());
  ids.swap(ids_);
  owners.swap(owners_);
  marks.swap(marks_);
  for (std::size_t i = 0; i < ids.size(); ++i) {
    if (ids[i] == 0) continue;
    const std::size_t at = find(ids[i]);
    ids_[at] = ids[i];
    owners_[at] = owners[i];
    marks_[at] = marks[i];
  }
}

void SubjectSet::own(std::size_t index, std::uint64_t owner) {
  if (owners_[index] == 0 || owner < owners_[index]) owners_[index] = owner;
}

void SubjectSet::add_row(std::span<const Identifier> ids, RowMarks marks) {
  TIDEGATE_CHECK(!ids.empty());
  const std::size_t anchor = place(ids[0].hash, ids[0].rank);
  marks_[anchor] = static_cast<std::uint8_t>(marks_[anchor] | bits_of(marks));
  const std::uint64_t anchor_hash = ids_[anchor];
  for (const Identifier& id : ids.subspan(1)) {
    const std::size_t at = place(id.hash, id.rank);
    if (id.rank > ids[0].rank) {
      own(at, anchor_hash);
    } else {
      marks_[at] = static_cast<std::uint8_t>(marks_[at] | bits_of(marks));
    }
  }
}

void SubjectSet::add_unidentified(RowMarks marks) {
  ++unidentified_;
  unidentified_sensitive_ += (bits_of(marks) & kSensitiveBit) != 0 ? 1 : 0;
  unidentified_under14_ += marks.under14 ? 1 : 0;
}

void SubjectSet::merge(const SubjectSet& other) {
  // Room for all at once: what comes in the order of its places would pile up in a smaller table.
  std::size_t places = std::max(ids_.size(), other.ids_.size());
  while ((used_ + other.used_ + 1) * 8 > places * 7) places *= 2;
  if (places > ids_.size()) resize(places);
  for (std::size_t i = 0; i < other.ids_.size(); ++i) {
    if (other.ids_[i] == 0) continue;
    const std::size_t at = place(other.ids_[i], static_cast<std::uint8_t>(other.marks_[i] >> kRankShift));
    marks_[at] = static_cast<std::uint8_t>(marks_[at] | (other.marks_[i] & kMarkBits));
    if (other.owners_[i] != 0) own(at, other.owners_[i]);
  }
  unidentified_ += other.unidentified_;
  unidentified_sensitive_ += other.unidentified_sensitive_;
  unidentified_under14_ += other.unidentified_under14_;
}

// Marks climb from every identifier to the person it belongs to; a step always leads to a better rank, so
// they end.
std::vector<std::uint8_t> SubjectSet::marks_of_persons() const {
  std::vector<std::uint8_t> marks = marks_;
  for (std::size_t i = 0; i < ids_.size(); ++i) {
    if (ids_[i] == 0 || owners_[i] == 0 || (marks_[i] & kMarkBits) == 0) continue;
    std::size_t at = i;
    while (owners_[at] != 0) at = find(owners_[at]);
    marks[at] = static_cast<std::uint8_t>(marks[at] | (marks_[i] & kMarkBits));
  }
  return marks;
}

PersonCounts SubjectSet::counts() const {
  PersonCounts out;
  const std::vector<std::uint8_t> marks = marks_of_persons();
  for (std::size_t i = 0; i < ids_.size(); ++i) {
    if (ids_[i] == 0 || owners_[i] != 0) continue;
    ++out.persons;
    out.with_sensitive += (marks[i] & kSensitiveBit) != 0 ? 1 : 0;
    out.under14 += (marks[i] & kUnder14Bit) != 0 ? 1 : 0;
  }
  out.persons += unidentified_;
  out.with_sensitive += unidentified_sensitive_;
  out.under14 += unidentified_under14_;
  out.rows_without_identifier = unidentified_;
  out.ordinary_only = out.persons - out.with_sensitive;
  return out;
}

}  // namespace tidegate
