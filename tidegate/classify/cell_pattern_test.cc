#include "tidegate/classify/cell_pattern.h"

#include <gtest/gtest.h>

#include <random>
#include <regex>
#include <string>

namespace tidegate {
namespace {

TEST(CellPattern, FitsTheWholeTextOrNotAtAll) {
  const CellPattern code("[A-Z]{2}\\d{3,5}");
  EXPECT_TRUE(code.fits("AB123"));
  EXPECT_TRUE(code.fits("AB12345"));
  for (const char* text : {"AB12", "AB123456", "ab123", "AB123 ", "", "A123"})
    EXPECT_FALSE(code.fits(text)) << text;
}

TEST(CellPattern, TriesEveryAlternativeAndGoesBackWhereItMust) {
  const CellPattern pattern("\\w*\\d|x+y?|\\.\\.");
  EXPECT_TRUE(pattern.fits("abc7"));
  EXPECT_TRUE(pattern.fits("7"));
  EXPECT_TRUE(pattern.fits("xxxy"));
  EXPECT_TRUE(pattern.fits(".."));
  EXPECT_FALSE(pattern.fits("abc"));
  EXPECT_FALSE(pattern.fits("..."));
}

TEST(CellPattern, RefusesTextsBeyondItsBound) {
  const CellPattern any(".*");
  EXPECT_TRUE(any.fits(std::string(CellPattern::kLongestText, 'a')));
  EXPECT_FALSE(any.fits(std::string(CellPattern::kLongestText + 1, 'a')));
}

// The standard library's expressions are the slow twin: same spelling, for what both have.
TEST(CellPattern, SaysWhatARegularExpressionSays) {
  std::mt19937 random(20261126);
  const auto one_of = [&](const auto& all) { return all[random() % std::size(all)]; };
  constexpr const char* kSets[] = {"a", "b", "[ab]", "[a-c]", "\\d", ".", "\\.", "[b.]", "c"};
  constexpr const char* kSigns[] = {"", "", "+", "*", "?", "{2}", "{1,3}", "{2,}", "{0,2}"};
  constexpr char kText[] = {'a', 'b', 'c', '1', '.'};
  std::size_t fitting = 0;
  for (int round = 0; round < 1500; ++round) {
    std::string pattern;
    for (std::size_t step = 0; step < 1 + random() % 6; ++step) {
      if (step > 0 && random() % 6 == 0) pattern += '|';
      pattern += one_of(kSets);
      pattern += one_of(kSigns);
    }
    const CellPattern quick(pattern);
    const std::regex slow(pattern);
    for (int k = 0; k < 40; ++k) {
      std::string text;
      for (std::size_t n = random() % 9; n > 0; --n) text += one_of(kText);
      const bool fits = std::regex_match(text, slow);
      fitting += fits ? 1 : 0;
      ASSERT_EQ(quick.fits(text), fits) << pattern << " on \"" << text << '"';
    }
  }
  EXPECT_GT(fitting, 1000U);
}

}  // namespace
}  // namespace tidegate
