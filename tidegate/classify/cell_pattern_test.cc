#include "tidegate/classify/cell_pattern.h"

#include <gtest/gtest.h>

#include <random>
#include <regex>
#include <string>
#include <string_view>
#include <vector>

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

// Many at once say what each says alone.
TEST(CellPatterns, SayWhatEachOfThemSaysAlone) {
  std::mt19937 random(20261127);
  const auto one_of = [&](const auto& all) { return all[random() % std::size(all)]; };
  constexpr const char* kSets[] = {"a", "b", "[ab]", "[a-c]", "\\d", ".", "\\.", "[b.]", "c", "\\w"};
  constexpr const char* kSigns[] = {"", "", "+", "*", "?", "{2}", "{1,3}", "{2,}", "{0,2}"};
  constexpr char kText[] = {'a', 'b', 'c', '1', '.', '\xE6'};
  std::vector<std::string> written(60);
  for (std::string& pattern : written) {
    for (std::size_t step = 0; step < 1 + random() % 6; ++step) {
      if (step > 0 && random() % 4 == 0) pattern += '|';
      pattern += one_of(kSets);
      pattern += one_of(kSigns);
    }
  }
  const std::vector<std::string_view> views(written.begin(), written.end());
  const CellPatterns together(views);
  std::size_t fitting = 0;
  for (int k = 0; k < 4000; ++k) {
    std::string text;
    for (std::size_t n = 1 + random() % 9; n > 0; --n) text += one_of(kText);
    if (k % 100 == 0) text.resize(90 + static_cast<std::size_t>(k / 100) % 10, 'a');
    std::vector<int> fits(views.size());
    together.each_fitting(text, [&](std::size_t i) { ++fits[i]; });
    for (std::size_t i = 0; i < views.size(); ++i) {
      ASSERT_EQ(fits[i], CellPattern(views[i]).fits(text) ? 1 : 0) << views[i] << " on \"" << text << '"';
      fitting += static_cast<std::size_t>(fits[i]);
    }
  }
  EXPECT_GT(fitting, 5000U);
}

}  // namespace
}  // namespace tidegate
