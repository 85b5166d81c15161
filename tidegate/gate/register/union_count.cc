#include "tidegate/gate/register/union_count.h"

#include <array>
#include <string_view>

namespace tidegate {
namespace {

// What SubjectSet carries up to a person: two bits of whatever meaning.
constexpr std::uint8_t kFirst = SubjectLink::kSensitive;
constexpr std::uint8_t kSecond = SubjectLink::kUnder14;

bool is_meant(Whom whom, bool sensitive) {
  return whom == Whom::kAll || (whom == Whom::kSensitive && sensitive);
}

std::uint64_t meant(Whom whom, const Strangers& strangers) {
  return whom == Whom::kAll ? strangers.persons : whom == Whom::kSensitive ? strangers.sensitive : 0;
}

std::uint64_t renamed(const SubjectKeySecret& key, std::uint64_t id) {
  if (id == 0) return 0;
  std::array<char, 8> octets{};
  for (std::size_t i = 0; i < octets.size(); ++i) octets[i] = static_cast<char>(id >> (8 * i) & 0xFF);
  const std::uint64_t hash = keyed_hash(key, std::string_view(octets.data(), octets.size()));
  const std::uint64_t name = hash & SubjectLink::kNameBits;
  return (id & ~SubjectLink::kNameBits) | (name == 0 ? 1 : name);
}

}  // namespace

SubjectLink rekeyed(const SubjectKeySecret& key, const SubjectLink& link) {
  return {renamed(key, link.id), renamed(key, link.owner), link.marks};
}

void UnionCount::add(const SubjectLink& link, Marking marking) {
  const bool sensitive = (link.marks & SubjectLink::kSensitive) != 0;
  std::uint8_t marks = link.marks & SubjectLink::kShared;
  if (is_meant(marking.first, sensitive)) marks |= kFirst;
  if (is_meant(marking.second, sensitive)) marks |= kSecond;
  set_.add(SubjectLink{link.id, link.owner, marks});
}

void UnionCount::add(const Strangers& strangers, Marking marking) {
  // The set's own counts ask nothing of how the two numbers stand to each other.
  set_.add(Strangers{strangers.persons, meant(marking.first, strangers), meant(marking.second, strangers)});
}

UnionCount::Counts UnionCount::counts() const {
  const PersonCounts counts = set_.counts();
  return {static_cast<std::int64_t>(counts.with_sensitive), static_cast<std::int64_t>(counts.under14)};
}

}  // namespace tidegate
