#include "tidegate/classify/chance_numbers.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <string>
#include <vector>

#include "tidegate/classify/contact_validators.h"
#include "tidegate/classify/finance_validators.h"
#include "tidegate/classify/line_findings.h"

namespace tidegate {
namespace {

using Lines = std::vector<std::string>;

std::string random_digits(std::mt19937_64& random, std::size_t length) {
  std::string digits(length, '0');
  for (char& c : digits) c = static_cast<char>('0' + random() % 10);
  if (digits[0] == '0') digits[0] = static_cast<char>('1' + random() % 9);
  return digits;
}

std::string random_mobile(std::mt19937_64& random) { return "138" + random_digits(random, 8); }

class ChanceNumbersTest : public ::testing::Test {
 protected:
  // Values told of the lines, which are one block.
  std::size_t told(const Lines& lines, ValueKind kind = ValueKind::kCnMobile) {
    RowBlock block;
    block.row_begin.push_back(0);
    for (const std::string& line : lines) {
      block.cells.push_back(
          {static_cast<std::uint32_t>(block.text.size()), static_cast<std::uint32_t>(line.size()), 0});
      block.text += line + "\n";
      block.row_begin.push_back(static_cast<std::uint32_t>(block.cells.size()));
    }
    found_.find(block);
    std::size_t values = 0;
    for (std::size_t row = 0; row < lines.size(); ++row) {
      for (const FoundValue& value : found_.values(row)) values += value.kind == kind ? 1U : 0U;
    }
    return values;
  }
  static Lines ids(std::size_t count, const std::string& before, std::size_t length = 11) {
    std::mt19937_64 random(8);
    Lines lines;
    for (std::size_t i = 0; i < count; ++i) lines.push_back(before + random_digits(random, length) + " done");
    return lines;
  }

  LiteralMatcher literals_;
  LineFindings found_{literals_};
  std::mt19937_64 random_{88};
};

TEST_F(ChanceNumbersTest, RandomIdentifiersBehindOneWordAreNoMobiles) {
  const Lines lines = ids(600, "UPDATE move WHERE id = ");
  EXPECT_EQ(told(lines), 0u);
  EXPECT_GT(found_.by_chance(), 20u);
}

TEST_F(ChanceNumbersTest, FewNumbersAreNotJudged) {
  Lines lines = ids(12, "id=");
  lines.push_back("id=" + random_mobile(random_));
  EXPECT_GE(told(lines), 1u);
}

// Chance makes as many of the same first digit that are none; where there are none of these it made none.
TEST_F(ChanceNumbersTest, MobilesStayWhereNothingElseBeginsAsTheyDo) {
  Lines lines;
  for (int i = 0; i < 2'000; ++i) {
    std::string digits = random_digits(random_, 11);
    digits[0] = static_cast<char>('2' + random_() % 8);
    lines.push_back("login user=" + digits);
  }
  for (int i = 0; i < 90; ++i) lines.push_back("login user=" + random_mobile(random_));
  EXPECT_EQ(told(lines), 90u);
}

// Where identifiers come once, a number that comes again and again is somebody's.
TEST_F(ChanceNumbersTest, ANumberMetAgainAndAgainStays) {
  Lines lines = ids(2'000, "user=");
  const std::string mobile = random_mobile(random_);
  for (int i = 0; i < 10; ++i) lines.push_back("user=" + mobile);
  EXPECT_EQ(told(lines), 10u);
}

TEST_F(ChanceNumbersTest, MobilesAmongIdentifiersStayWhereTheyAreMoreThanChance) {
  Lines lines = ids(400, "account=");
  const std::size_t by_chance = [&] {
    told(lines);
    return found_.by_chance();
  }();
  for (int i = 0; i < 150; ++i) lines.push_back("account=" + random_mobile(random_));
  EXPECT_EQ(told(lines), by_chance + 150);
  EXPECT_EQ(found_.by_chance(), 0u);
}

TEST_F(ChanceNumbersTest, AWordOfTelephoneKeepsThem) {
  for (const std::string before : {"phone=", "手机号：", "caller id=", "sent to ", "联系电话 "}) {
    const Lines lines = ids(600, before);
    EXPECT_GT(told(lines), 20u) << before;
  }
}

TEST_F(ChanceNumbersTest, NumbersThatAreCountedUpSayNothingOfChance) {
  Lines lines;
  for (int i = 0; i < 500; ++i) lines.push_back("uid=" + std::to_string(20'000'000'000 + i));
  for (int i = 0; i < 20; ++i) lines.push_back("uid=" + random_mobile(random_));
  EXPECT_EQ(told(lines), 20u);
}

TEST_F(ChanceNumbersTest, NumbersBehindAnotherWordAreJudgedByThemselves) {
  Lines lines = ids(600, "id=");
  for (int i = 0; i < 3; ++i) lines.push_back("user " + random_mobile(random_) + " asked");
  EXPECT_EQ(told(lines), 3u);
}

TEST_F(ChanceNumbersTest, OneCardInTenIsChanceAndAllOfThemAreNot) {
  Lines lines;
  for (int i = 0; i < 300; ++i) lines.push_back("txn=62" + random_digits(random_, 17));
  EXPECT_EQ(told(lines, ValueKind::kCard), 0u);
  EXPECT_GT(found_.by_chance(), 10u);
  Lines cards;
  while (cards.size() < 100) {
    const std::string number = "62" + random_digits(random_, 17);
    if (fits_card(number) == Fit::kValid) cards.push_back("txn=" + number);
  }
  lines.insert(lines.end(), cards.begin(), cards.end());
  EXPECT_GT(told(lines, ValueKind::kCard), 100u);
}

TEST_F(ChanceNumbersTest, CardsAmongRandomNumbersOfTheirLengthAreChance) {
  const Lines lines = ids(240, "msg ", 16);
  EXPECT_EQ(told(lines, ValueKind::kCard), 0u);
  EXPECT_GT(found_.by_chance(), 0u);
  Lines cards = ids(40, "msg ", 16);
  std::size_t real = 0;
  while (real < 30) {
    const std::string number = "5" + random_digits(random_, 15);
    if (fits_card(number) != Fit::kValid) continue;
    cards.push_back("msg " + number);
    ++real;
  }
  EXPECT_GE(told(cards, ValueKind::kCard), 30u);
}

TEST_F(ChanceNumbersTest, OrderDoesNotShow) {
  Lines lines = ids(300, "id=");
  for (int i = 0; i < 60; ++i) lines.push_back("order=" + random_mobile(random_));
  const std::size_t in_order = told(lines);
  std::shuffle(lines.begin(), lines.end(), random_);
  EXPECT_EQ(told(lines), in_order);
  EXPECT_EQ(in_order, 60u);
}

// Blocks of a few numbers each, whose sum tells what none of them does.
TEST(ChanceSums, TellWhatSingleBlocksCannot) {
  std::uint64_t state = 1;
  const auto random = [&state](std::uint64_t below) {
    state = state * 6364136223846793005ULL + 1442695040888963407ULL;
    return (state >> 20) % below;
  };
  const auto sums_of = [&](std::uint64_t people, bool repeats) {
    ChanceSums all;
    ChanceSums other;
    for (std::uint64_t block = 0; block < 2000; ++block) {
      ChanceSums one;
      if (repeats) state = 7;
      for (int n = 0; n < 100; ++n) {
        const std::uint64_t value = 10'000'000'000 + random(90'000'000'000);
        if (value < 13'000'000'000 || value >= 20'000'000'000) continue;
        one.add(1, NumberFamily::kMobile, value, fits_cn_mobile(std::to_string(value)) != Fit::kValid);
      }
      for (std::uint64_t n = 0; n < people; ++n)
        one.add(1, NumberFamily::kMobile, 13'800'000'000 + random(100'000'000), false);
      (block % 2 == 0 ? all : other).merge(one);
    }
    all.merge(other);
    return all;
  };
  EXPECT_FALSE(sums_of(0, false).has_more_mobiles());
  EXPECT_FALSE(sums_of(0, true).has_more_mobiles()) << "the same numbers in each block are one chance";
  EXPECT_TRUE(sums_of(1, false).has_more_mobiles());
  EXPECT_FALSE(sums_of(1, false).has_more_cards());
}

}  // namespace
}  // namespace tidegate
