#include "tidegate/classify/cell_pattern.h"

#include <gtest/gtest.h>

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

}  // namespace
}  // namespace tidegate
