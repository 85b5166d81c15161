#include "tidegate/intake/meant_count.h"

#include <gtest/gtest.h>

namespace tidegate::intake {
namespace {

TEST(MeantCount, ReadsUnitsAndSeparators) {
  EXPECT_EQ(meant_count("100k"), 100'000);
  EXPECT_EQ(meant_count("1.5M"), 1'500'000);
  EXPECT_EQ(meant_count("1,000,000"), 1'000'000);
  EXPECT_EQ(meant_count("3.2 万"), 32'000);
  EXPECT_EQ(meant_count("1.2亿"), 120'000'000);
  EXPECT_EQ(meant_count("7.0"), 7);
  EXPECT_EQ(meant_count("42"), 42);
  EXPECT_EQ(meant_count("1 000 000"), 1'000'000);
  EXPECT_EQ(meant_count("100_000"), 100'000);
  EXPECT_EQ(meant_count("1,000.00"), 1'000);
}

TEST(MeantCount, GivesNoAdviceWhereASeparatorMayMeanEither) {
  for (const char* text : {"100.000", "1.500M", "1,5k", "1,500k", "12,34", "1,0000", "1000,000", "1,000 000",
                           "10 20", "1.000.000", "1.000,00", ",100", "100,"})
    EXPECT_FALSE(meant_count(text)) << text;
}

TEST(MeantCount, KnowsNothingOfWhatIsNoWholeCount) {
  for (const char* text : {"", "k", "万", ".5k", "2.5", "1.2345k", "-3", "many", "10kk", "1e5",
                           "9999999999999999", "99999999亿"})
    EXPECT_FALSE(meant_count(text)) << text;
}

}  // namespace
}  // namespace tidegate::intake
