#include "tidegate/classify/subjects.h"

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <algorithm>
#include <map>
#include <random>
#include <set>
#include <string>
#include <tuple>
#include <vector>

#include "tidegate/base/check.h"
#include "tidegate/classify/subject_scan.h"
#include "tidegate/classify/test_model.h"
#include "tidegate/classify/total_row.h"

namespace tidegate {
namespace {

Identifier id(std::uint64_t hash, std::uint8_t rank) { return {hash, rank}; }

void add_row(SubjectSet& set, const std::vector<Identifier>& ids, RowMarks marks = {}) {
  const SubjectSet::Row row{static_cast<std::uint32_t>(ids.size()), marks};
  set.add(ids, {&row, 1});
}

std::uint64_t persons(const std::vector<std::vector<Identifier>>& rows) {
  SubjectSet set;
  for (const auto& row : rows) add_row(set, row);
  return set.counts().persons;
}

TEST(SubjectSet, CountsOneIdentifierExactly) {
  SubjectSet set;
  std::set<std::uint64_t> plain;
  std::mt19937_64 random(7);
  for (int i = 0; i < 200'000; ++i) {
    const std::uint64_t hash = random() % 50'000 * 0x9E3779B97F4A7C15U + 1;
    plain.insert(hash);
    add_row(set, {id(hash, 6)});
  }
  EXPECT_EQ(set.counts().persons, plain.size());
  EXPECT_EQ(set.distinct(6), plain.size());
}

TEST(SubjectSet, AnIdAndAMobileSeenTogetherAreOnePersonWhereverEitherIsMetAgain) {
  SubjectSet set;
  add_row(set, {id(20, 6)});
  EXPECT_EQ(set.counts().persons, 1u);
  add_row(set, {id(10, 0), id(20, 6)});
  add_row(set, {id(20, 6)}, {.sensitive = true});
  EXPECT_EQ(set.counts().persons, 1u);
  EXPECT_EQ(set.counts().with_sensitive, 1u);
}

TEST(SubjectSet, AFamilysTelephoneDoesNotMakeTwoIdentityNumbersOne) {
  EXPECT_EQ(persons({{id(10, 0), id(20, 6)}, {id(11, 0), id(20, 6)}}), 2u);
}

// Columns that are filled in by halves: a passport here, a security number there, the same e-mail address.
TEST(SubjectSet, AnAddressInOnesNameJoinsTwoKindsOfNumber) {
  EXPECT_EQ(persons({{id(10, 1), id(30, 7)}, {id(20, 2), id(30, 7)}}), 1u);
  EXPECT_EQ(persons({{id(20, 2), id(30, 7)}, {id(30, 7)}, {id(10, 1), id(30, 7)}}), 1u);
  EXPECT_EQ(persons({{id(10, 1), id(30, 7)}, {id(20, 2), id(30, 7)}, {id(5, 0), id(30, 7)}}), 1u);
}

TEST(SubjectSet, ATelephoneJoinsNobody) {
  EXPECT_EQ(persons({{id(10, 1), id(30, 6)}, {id(20, 2), id(30, 6)}}), 2u);
  EXPECT_EQ(persons({{id(10, 1), id(30, 15)}, {id(20, 2), id(30, 15)}}), 2u);
}

std::uint64_t perhaps_twice(std::vector<std::vector<Identifier>> rows) {
  const auto of = [&] {
    SubjectSet first(1);  // gathered at once
    SubjectSet second;
    for (std::size_t i = 0; i < rows.size(); ++i) add_row(i % 2 == 0 ? first : second, rows[i]);
    first.merge(std::move(second));
    return first.perhaps_twice();
  };
  const std::uint64_t twice = of();
  std::reverse(rows.begin(), rows.end());
  EXPECT_EQ(of(), twice) << "whatever the order";
  return twice;
}

TEST(SubjectSet, SaysHowManyMayBeCountedTwiceByATelephone) {
  EXPECT_EQ(perhaps_twice({{id(10, 1), id(30, 6)}, {id(20, 5), id(30, 6)}}), 1u);
  EXPECT_EQ(
      perhaps_twice(
          {{id(10, 1), id(30, 6)}, {id(20, 5), id(30, 6)}, {id(11, 1), id(31, 6)}, {id(21, 5), id(31, 6)}}),
      2u);
  EXPECT_EQ(perhaps_twice({{id(10, 1), id(30, 6)}, {id(11, 1), id(30, 6)}}), 0u) << "a family's";
  EXPECT_EQ(perhaps_twice({{id(10, 1), id(30, 6)}, {id(30, 6)}}), 0u);
  EXPECT_EQ(perhaps_twice({{id(10, 0), id(20, 5), id(30, 6)}, {id(20, 5), id(30, 6)}}), 0u)
      << "a row joins the numbers";
  EXPECT_EQ(perhaps_twice({{id(10, 1), id(30, 7)}, {id(20, 2), id(30, 7)}}), 0u) << "an address joins";
}

TEST(SubjectSet, AnAddressThatSeveralShareJoinsNobody) {
  EXPECT_EQ(persons({{id(10, 1), id(30, 7)}, {id(20, 2), id(30, 7)}, {id(21, 2), id(30, 7)}}), 3u);
  EXPECT_EQ(persons({{id(21, 2), id(30, 7)}, {id(20, 2), id(30, 7)}, {id(10, 1), id(30, 7)}}), 3u);
}

TEST(SubjectSet, WhatARowSaysReachesThePersonThroughTheJoin) {
  SubjectSet set;
  add_row(set, {id(20, 2), id(30, 7)}, {.under14 = true});
  add_row(set, {id(10, 1), id(30, 7)});
  EXPECT_EQ(set.counts().persons, 1u);
  EXPECT_EQ(set.counts().under14, 1u);
}

TEST(SubjectSet, ARowWithoutIdentifierIsAPersonOfItsOwn) {
  SubjectSet set;
  const SubjectSet::Row rows[] = {{0, {}}, {0, {.sensitive = true}}};
  set.add({}, rows);
  EXPECT_EQ(set.counts().persons, 2u);
  EXPECT_EQ(set.counts().with_sensitive, 1u);
  EXPECT_EQ(set.counts().rows_without_identifier, 2u);
}

TEST(SubjectSet, UnderFourteenIsSensitive) {
  SubjectSet set;
  add_row(set, {id(10, 0)}, {.under14 = true});
  EXPECT_EQ(set.counts().with_sensitive, 1u);
  EXPECT_EQ(set.counts().under14, 1u);
  EXPECT_EQ(set.counts().ordinary_only, 0u);
}

// What the head of subjects.h says, by maps and sets over all rows at once.
std::uint64_t persons_plainly(const std::vector<std::pair<std::vector<Identifier>, RowMarks>>& rows) {
  using Name = std::pair<std::uint8_t, std::uint64_t>;
  std::map<Name, std::map<std::uint8_t, std::set<Name>>> owners;  // by rank
  for (const auto& [ids, marks] : rows) {
    for (const Identifier& one : ids) {
      auto& of_one = owners[{one.rank, one.hash}];
      if (one.rank > ids[0].rank) of_one[ids[0].rank].insert({ids[0].rank, ids[0].hash});
    }
  }
  std::set<Name> owned;
  for (const auto& [name, by_rank] : owners) {
    if (by_rank.empty()) continue;
    owned.insert(name);
    const bool is_shared =
        std::any_of(by_rank.begin(), by_rank.end(), [](const auto& e) { return e.second.size() > 1; });
    if (is_shared || name.first < 4 || name.first == 6 || name.first > 11) continue;
    for (auto it = std::next(by_rank.begin()); it != by_rank.end(); ++it) owned.insert(*it->second.begin());
  }
  return owners.size() - owned.size();
}

using Rows = std::vector<std::pair<std::vector<Identifier>, RowMarks>>;

// Of a random register. spread: names lie anywhere, as hashes do.
Rows random_rows(std::size_t count, std::uint64_t persons, std::uint64_t spread, std::mt19937_64& random) {
  Rows rows;
  for (std::size_t i = 0; i < count; ++i) {
    std::vector<Identifier> ids;
    const std::uint64_t person = random() % persons;
    const auto put = [&](std::uint64_t kind, std::uint64_t whose, std::uint8_t rank) {
      ids.push_back(id(((kind * persons + whose) * spread) & ~std::uint64_t{0} >> 4, rank));
    };
    ids.reserve(5);
    if (person % 2 != 0 && random() % 4 == 0) put(1, person, 0);
    if (random() % 4 == 0) put(3, person, 2);
    if (random() % 2 != 0) put(5, person + random() % 2, 6);
    if (ids.empty() || random() % 4 == 0) put(7, random() % 9 == 0 ? random() % persons : person, 7);
    if (random() % 4 == 0) put(9, person, 8);
    rows.emplace_back(ids, RowMarks{random() % 10 == 0, random() % 50 == 0});
  }
  return rows;
}

void expect_same(const PersonCounts& a, const PersonCounts& b) {
  EXPECT_EQ(a.persons, b.persons);
  EXPECT_EQ(a.with_sensitive, b.with_sensitive);
  EXPECT_EQ(a.under14, b.under14);
}

// In any order, shared out among any number of sets: the same counts.
TEST(SubjectSet, DoesNotDependOnOrderOrOnHowRowsAreSharedOut) {
  std::mt19937_64 random(11);
  Rows rows = random_rows(5'000, 900, 1, random);
  PersonCounts first;
  for (int round = 0; round < 6; ++round) {
    std::shuffle(rows.begin(), rows.end(), random);
    std::vector<SubjectSet> sets(static_cast<std::size_t>(round % 3 + 1));
    for (std::size_t i = 0; i < rows.size(); ++i)
      add_row(sets[i % sets.size()], rows[i].first, rows[i].second);
    for (std::size_t i = 1; i < sets.size(); ++i) sets[0].merge(sets[i]);
    const PersonCounts counts = sets[0].counts();
    if (round == 0) first = counts;
    expect_same(counts, first);
  }
  EXPECT_EQ(first.persons, persons_plainly(rows));
}

// Any registers, one kept as links under other names and read again: as if both had been counted at once.
TEST(SubjectSet, TheLinksOfASetAreTheSet) {
  EXPECT_TRUE(rc::check("links merge as rows do", [] {
    const auto add_rows = [](std::vector<SubjectSet*> sets, int rows) {
      for (int i = 0; i < rows; ++i) {
        const auto person = *rc::gen::inRange<std::uint64_t>(1, 30);
        std::vector<Identifier> ids;
        for (const int rank : {0, 1, 4, 6, 7, 8}) {
          const std::uint64_t hash = person * 16 + static_cast<std::uint64_t>(rank + *rc::gen::inRange(0, 2));
          if (*rc::gen::inRange(0, 3) == 0) ids.push_back(id(hash, static_cast<std::uint8_t>(rank)));
        }
        const bool sensitive = *rc::gen::inRange(0, 4) == 0;
        const bool under14 = *rc::gen::inRange(0, 8) == 0;
        for (SubjectSet* set : sets) add_row(*set, ids, {.sensitive = sensitive, .under14 = under14});
      }
    };
    SubjectSet both;
    SubjectSet one;
    SubjectSet other;
    add_rows({&both, &one}, *rc::gen::inRange(0, 60));
    add_rows({&both, &other}, *rc::gen::inRange(0, 60));
    SubjectSet again;
    const auto take = [&](const SubjectLink& link) { again.add(link); };
    other.each_link(take);
    again.add(other.strangers());
    one.each_link(take);
    again.add(one.strangers());
    RC_ASSERT(again.counts().persons == both.counts().persons);
    RC_ASSERT(again.counts().with_sensitive == both.counts().with_sensitive);
    RC_ASSERT(again.counts().under14 == both.counts().under14);
    RC_ASSERT(again.counts().rows_without_identifier == both.counts().rows_without_identifier);
  }));
}

// Many identifiers are kept in parts, and gathered now and then: counted as few ones are.
TEST(SubjectSet, CountsManyAsItCountsFew) {
  std::mt19937_64 random(12);
  const Rows rows = random_rows(60'000, 9'000, 0x9E3779B97F4A7C15U, random);
  std::vector<Identifier> ids;
  std::vector<SubjectSet::Row> of_rows;
  for (const auto& [of_row, marks] : rows) {
    ids.insert(ids.end(), of_row.begin(), of_row.end());
    of_rows.push_back({static_cast<std::uint32_t>(of_row.size()), marks});
  }
  SubjectSet whole;
  whole.add(ids, of_rows);
  EXPECT_EQ(whole.counts().persons, persons_plainly(rows));
  SubjectSet gathered(std::size_t{1} << 20);
  SubjectSet parts[2];
  std::size_t at = 0;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const std::span<const Identifier> of_row(ids.data() + at, rows[i].first.size());
    gathered.add(of_row, {&of_rows[i], 1});
    parts[i % 3 == 0 ? 1 : 0].add(of_row, {&of_rows[i], 1});
    at += rows[i].first.size();
  }
  expect_same(gathered.counts(), whole.counts());
  SubjectSet both;
  both.merge(parts[0]);
  both.merge(std::move(parts[1]));
  expect_same(both.counts(), whole.counts());
  parts[0].merge(both);
  expect_same(parts[0].counts(), whole.counts());
  for (std::uint8_t rank = 0; rank < kIdentifierRanks; ++rank) {
    EXPECT_EQ(gathered.distinct(rank), whole.distinct(rank));
    EXPECT_EQ(both.distinct(rank), whole.distinct(rank));
  }
}

}  // namespace
}  // namespace tidegate
