#include "tidegate/law/year_ledger.h"

#include <algorithm>
#include <utility>

namespace tidegate::law {

Date window_start(Date as_of, int years_before) {
  const auto first = Date::of(as_of.year() - years_before, 1, 1);
  return first ? *first : DateInterval{}.from;  // before the calendar's first year
}

bool YearLedger::Table::contains(std::uint64_t person) const {
  if (person == 0) return has_zero;
  if (places.empty()) return false;
  const std::size_t mask = places.size() - 1;
  // Keyed hashes are spread evenly: their low bits are the place.
  for (std::size_t at = person & mask; places[at] != 0; at = (at + 1) & mask) {
    if (places[at] == person) return true;
  }
  return false;
}

bool YearLedger::Table::insert(std::uint64_t person) {
  if (person == 0) {
    used += has_zero ? 0 : 1;
    return !std::exchange(has_zero, true);
  }
  const std::size_t mask = places.size() - 1;
  std::size_t at = person & mask;
  for (; places[at] != 0; at = (at + 1) & mask) {
    if (places[at] == person) return false;
  }
  places[at] = person;
  ++used;
  return true;
}

// Room for so many persons at a load of two thirds.
void YearLedger::Table::grow(std::size_t persons) {
  std::size_t size = 64;
  while (size * 2 < persons * 3) size *= 2;
  if (size <= places.size()) return;
  std::vector<std::uint64_t> before = std::exchange(places, std::vector<std::uint64_t>(size, 0));
  used = has_zero ? 1 : 0;
  for (const std::uint64_t person : before) {
    if (person != 0) insert(person);
  }
}

void YearLedger::add(PersonKind kind, std::span<const std::uint64_t> persons) {
  Table& into = tables_[static_cast<std::size_t>(kind)];
  // In portions, so that a long list of few persons does not claim room for many.
  constexpr std::size_t kPortion = 1U << 16;
  while (!persons.empty()) {
    const auto portion = persons.first(std::min(persons.size(), kPortion));
    into.grow(into.used + portion.size());
    for (const std::uint64_t person : portion) into.insert(person);
    persons = persons.subspan(portion.size());
  }
}

std::int64_t YearLedger::overlap(PersonKind kind, std::span<const std::uint64_t> persons) const {
  Table seen;
  seen.grow(std::min<std::size_t>(persons.size(), table(kind).used));
  std::int64_t found = 0;
  for (const std::uint64_t person : persons) {
    if (table(kind).contains(person) && seen.insert(person)) ++found;
  }
  return found;
}

}  // namespace tidegate::law
