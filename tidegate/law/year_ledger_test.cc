#include "tidegate/law/year_ledger.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include <set>

namespace tidegate::law {
namespace {

TEST(YearLedger, WindowBeginsOnTheFirstOfJanuary) {
  EXPECT_EQ(window_start(*Date::of(2025, 12, 31), 0).str(), "2025-01-01");
  EXPECT_EQ(window_start(*Date::of(2024, 3, 21), 1).str(), "2023-01-01");
  EXPECT_EQ(window_start(*Date::of(1, 1, 1), 1).str(), "0001-01-01");
}

TEST(YearLedger, CountsAPersonOnceInEachKind) {
  YearLedger ledger(*Date::of(2025, 1, 1));
  const std::vector<std::uint64_t> persons{7, 7, 0, 9};
  ledger.add(PersonKind::kOrdinary, persons);
  ledger.add(PersonKind::kOrdinary, persons);
  EXPECT_EQ(ledger.count(PersonKind::kOrdinary), 3);
  EXPECT_EQ(ledger.count(PersonKind::kSensitive), 0);
  EXPECT_EQ(ledger.overlap(PersonKind::kOrdinary, std::vector<std::uint64_t>{0, 0, 9, 8}), 2);
  EXPECT_EQ(ledger.overlap(PersonKind::kSensitive, persons), 0);
}

RC_GTEST_PROP(YearLedger, AgreesWithPlainSets, ()) {
  YearLedger ledger(*Date::of(2025, 1, 1));
  std::set<std::uint64_t> plain;
  const int times = *rc::gen::inRange(0, 5);
  const auto some = rc::gen::container<std::vector<std::uint64_t>>(rc::gen::map(
      rc::gen::inRange(0, 400), [](int n) { return static_cast<std::uint64_t>(n) << (n % 7 * 8); }));
  for (int t = 0; t < times; ++t) {
    const std::vector<std::uint64_t> persons = *some;
    ledger.add(PersonKind::kSensitive, persons);
    plain.insert(persons.begin(), persons.end());
  }
  RC_ASSERT(ledger.count(PersonKind::kSensitive) == static_cast<std::int64_t>(plain.size()));
  const std::vector<std::uint64_t> asked = *some;
  std::set<std::uint64_t> both;
  for (const std::uint64_t p : asked) {
    if (plain.count(p) > 0) both.insert(p);
  }
  RC_ASSERT(ledger.overlap(PersonKind::kSensitive, asked) == static_cast<std::int64_t>(both.size()));
}

}  // namespace
}  // namespace tidegate::law
