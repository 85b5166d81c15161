#include "tidegate/permit/flow_numbers.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <set>

namespace tidegate::permit {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

std::vector<std::string> places(const FlowPersons& told, std::optional<PermitUsage> usage = {},
                                std::optional<int> year = 2026) {
  FlowRequest flow;
  flow.persons = told;
  std::vector<std::string> out;
  for (const FlowReason& reason : impossible_numbers(flow, usage ? &*usage : nullptr, year)) {
    EXPECT_EQ(reason.effect, FlowVerdict::kHeld);
    EXPECT_EQ(reason.code, "persons_impossible");
    EXPECT_FALSE(reason.says.en.empty() || reason.says.zh.empty());
    out.push_back(reason.pointer);
  }
  return out;
}

PermitUsage used(std::int64_t this_year, std::int64_t in_total) {
  PermitUsage usage;
  usage.year = 2026;
  usage.persons = {this_year, in_total};
  return usage;
}

TEST(FlowNumbers, WhatIsNotToldContradictsNothing) {
  EXPECT_THAT(places({}, used(0, 0)), IsEmpty());
  EXPECT_THAT(places({300, {}, {}}, used(0, 0)), IsEmpty());
  EXPECT_THAT(places({{}, 3, 3}, used(0, 0)), IsEmpty());
  EXPECT_THAT(places({300, 0, 0}), IsEmpty());
  EXPECT_THAT(places({300, 0, 0}, PermitUsage{}), IsEmpty());
  EXPECT_THAT(places({3, {}, 4}), ElementsAre("/persons/new_in_total"));
  EXPECT_THAT(places({{}, 3, 4}), ElementsAre("/persons/new_in_total"));
}

TEST(FlowNumbers, UsageOfAnotherYearSaysNothingOfThisOne) {
  EXPECT_THAT(places({3, 0, 0}, used(0, 3)), ElementsAre("/persons/new_this_year"));
  EXPECT_THAT(places({3, 0, 0}, used(0, 3), 2027), IsEmpty());
  EXPECT_THAT(places({3, 0, 0}, used(0, 3), {}), IsEmpty());
}

TEST(FlowNumbers, TheReasonNamesBothNumbers) {
  FlowRequest flow;
  flow.persons = {300'000, 300'000, 0};
  const PermitUsage usage = used(0, 7);
  const auto found = impossible_numbers(flow, &usage, 2026);
  ASSERT_EQ(found.size(), 1U);
  for (const std::string& says : {found[0].says.en, found[0].says.zh}) {
    EXPECT_NE(says.find("300000"), std::string::npos) << says;
    EXPECT_NE(says.find(" 7 "), std::string::npos) << says;
  }
}

// The plain twin: of five persons each was never sent, sent in an earlier year alone, or this year, and is in
// the flow or not. What some such world shows can be, and so can all with a usage that counts more.
TEST(FlowNumbers, AreImpossibleExactlyWhereNoWorldShowsThem) {
  constexpr int kPersons = 5;
  std::set<std::array<int, 5>> shown;  // sent this year, sent ever, count, new this year, new in total
  int worlds = 1;
  for (int i = 0; i < kPersons; ++i) worlds *= 6;
  for (int world = 0; world < worlds; ++world) {
    std::array<int, 5> w{};
    for (int i = 0, rest = world; i < kPersons; ++i, rest /= 6) {
      const bool was_sent = rest % 3 != 0;
      const bool was_sent_this_year = rest % 3 == 2;
      w[0] += was_sent_this_year ? 1 : 0;
      w[1] += was_sent ? 1 : 0;
      if (rest % 6 < 3) continue;
      ++w[2];
      w[3] += was_sent_this_year ? 0 : 1;
      w[4] += was_sent ? 0 : 1;
    }
    shown.insert(w);
  }
  const auto can_be = [&](int this_year, int in_total, int count, int new_this_year, int new_in_total) {
    for (int y = 0; y <= this_year; ++y) {
      for (int t = y; t <= in_total; ++t) {
        if (shown.contains({y, t, count, new_this_year, new_in_total})) return true;
      }
    }
    return false;
  };
  int possible = 0;
  for (int this_year = 0; this_year <= 4; ++this_year) {
    for (int in_total = 0; in_total <= 4; ++in_total) {
      for (int count = 0; count <= 4; ++count) {
        for (int new_this_year = 0; new_this_year <= 5; ++new_this_year) {
          for (int new_in_total = 0; new_in_total <= 5; ++new_in_total) {
            const bool can = can_be(this_year, in_total, count, new_this_year, new_in_total);
            possible += can ? 1 : 0;
            EXPECT_EQ(places({count, new_this_year, new_in_total}, used(this_year, in_total)).empty(), can)
                << this_year << " " << in_total << " " << count << " " << new_this_year << " "
                << new_in_total;
          }
        }
      }
    }
  }
  EXPECT_GT(possible, 100);
}

}  // namespace
}  // namespace tidegate::permit
