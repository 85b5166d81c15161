#include "tidegate/classify/subjects.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <random>
#include <set>

#include "tidegate/classify/subject_scan.h"

namespace tidegate {
namespace {

Identifier id(std::uint64_t hash, std::uint8_t rank) { return {hash, rank}; }

TEST(SubjectSet, CountsOneIdentifierExactly) {
  SubjectSet set;
  std::set<std::uint64_t> plain;
  std::mt19937_64 random(7);
  for (int i = 0; i < 200'000; ++i) {
    const std::uint64_t hash = random() % 50'000 * 0x9E3779B97F4A7C15U + 1;
    plain.insert(hash);
    const Identifier one = id(hash, 6);
    set.add_row({&one, 1}, {});
  }
  EXPECT_EQ(set.counts().persons, plain.size());
  EXPECT_EQ(set.distinct(6), plain.size());
}

TEST(SubjectSet, AnIdAndAMobileSeenTogetherAreOnePersonWhereverEitherIsMetAgain) {
  SubjectSet set;
  const Identifier both[] = {id(10, 0), id(20, 6)};
  const Identifier mobile[] = {id(20, 6)};
  set.add_row(mobile, {});
  EXPECT_EQ(set.counts().persons, 1u);
  set.add_row(both, {});
  set.add_row(mobile, {.sensitive = true});
  EXPECT_EQ(set.counts().persons, 1u);
  EXPECT_EQ(set.counts().with_sensitive, 1u);
}

TEST(SubjectSet, AFamilysTelephoneDoesNotMakeTwoIdentityNumbersOne) {
  SubjectSet set;
  const Identifier mother[] = {id(10, 0), id(20, 6)};
  const Identifier father[] = {id(11, 0), id(20, 6)};
  set.add_row(mother, {});
  set.add_row(father, {});
  EXPECT_EQ(set.counts().persons, 2u);
}

TEST(SubjectSet, UnderFourteenIsSensitive) {
  SubjectSet set;
  const Identifier child[] = {id(10, 0)};
  set.add_row(child, {.under14 = true});
  EXPECT_EQ(set.counts().with_sensitive, 1u);
  EXPECT_EQ(set.counts().under14, 1u);
  EXPECT_EQ(set.counts().ordinary_only, 0u);
}

// The rows of a random register, in any order, shared out among any number of sets: the same counts.
TEST(SubjectSet, DoesNotDependOnOrderOrOnHowRowsAreSharedOut) {
  std::mt19937_64 random(11);
  std::vector<std::pair<std::vector<Identifier>, RowMarks>> rows;
  for (int i = 0; i < 5'000; ++i) {
    std::vector<Identifier> ids;
    if (random() % 3 != 0) ids.push_back(id(1'000 + random() % 700, 0));
    if (random() % 2 != 0) ids.push_back(id(5'000 + random() % 900, 6));
    if (ids.empty() || random() % 4 == 0) ids.push_back(id(9'000 + random() % 500, 7));
    rows.emplace_back(ids, RowMarks{random() % 10 == 0, random() % 50 == 0});
  }
  PersonCounts first;
  for (int round = 0; round < 6; ++round) {
    std::shuffle(rows.begin(), rows.end(), random);
    std::vector<SubjectSet> sets(static_cast<std::size_t>(round % 3 + 1));
    for (std::size_t i = 0; i < rows.size(); ++i)
      sets[i % sets.size()].add_row(rows[i].first, rows[i].second);
    for (std::size_t i = 1; i < sets.size(); ++i) sets[0].merge(sets[i]);
    const PersonCounts counts = sets[0].counts();
    if (round == 0) first = counts;
    EXPECT_EQ(counts.persons, first.persons);
    EXPECT_EQ(counts.with_sensitive, first.with_sensitive);
    EXPECT_EQ(counts.under14, first.under14);
  }
  // A plain twin: persons are identifiers without a better one in any of their rows.
  std::map<std::uint64_t, bool> has_better;
  for (const auto& [ids, marks] : rows) {
    for (const Identifier& one : ids) {
      has_better[one.hash] = has_better[one.hash] || one.rank > ids[0].rank;
    }
  }
  const auto persons =
      std::count_if(has_better.begin(), has_better.end(), [](const auto& e) { return !e.second; });
  EXPECT_EQ(first.persons, static_cast<std::uint64_t>(persons));
}

TEST(NormalisedIdentifier, IsTheSameHoweverItWasWritten) {
  using enum SubjectRole::Value;
  EXPECT_EQ(normalised_identifier(kMobile, "+86 139-1234-5670"),
            normalised_identifier(kMobile, "13912345670"));
  EXPECT_EQ(normalised_identifier(kMobile, "１３９１２３４５６７０"),
            normalised_identifier(kMobile, "13912345670"));
  EXPECT_EQ(normalised_identifier(kResidentId, "11010519491231002x"),
            normalised_identifier(kResidentId, "11010519491231002X"));
  EXPECT_EQ(normalised_identifier(kResidentId, "110105491231002"), "11010519491231002X");
  EXPECT_EQ(normalised_identifier(kEmail, "A.B@Example.invalid"), "a.b@example.invalid");
  EXPECT_EQ(normalised_identifier(kDigits, "6222 0212 3456 7890"), "6222021234567890");
  for (const char* none : {"", "N/A", "13800138000", "000000", "123456", "NULL"}) {
    EXPECT_EQ(normalised_identifier(kMobile, none), "") << none;
  }
}

TEST(TellsUnder14, ExactlyOnTheFourteenthBirthday) {
  SubjectRole birth;
  birth.birth = true;
  const Date day = *Date::parse("2026-11-20");
  EXPECT_TRUE(tells_under14(birth, "2012-11-21", day));
  EXPECT_FALSE(tells_under14(birth, "2012-11-20", day));
  EXPECT_TRUE(tells_under14(birth, "2012年11月21日", day));
  EXPECT_TRUE(tells_under14(birth, "20121121", day));
  EXPECT_FALSE(tells_under14(birth, "2027-01-01", day));
  EXPECT_FALSE(tells_under14(birth, "unknown", day));
  SubjectRole age;
  age.age = true;
  EXPECT_TRUE(tells_under14(age, "13", day));
  EXPECT_FALSE(tells_under14(age, "14", day));
}

}  // namespace
}  // namespace tidegate
