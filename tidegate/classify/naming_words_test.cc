#include "tidegate/classify/naming_words.h"

#include <gtest/gtest.h>

#include <random>
#include <string>
#include <vector>

namespace tidegate {
namespace {

TEST(NamingWords, StandShortlyBeforeTheNumberInAnyCase) {
  const std::string text = "Passport No. E12345678";
  EXPECT_TRUE(is_named(text, text.find('E'), {"visa", "passport"}));
  EXPECT_FALSE(is_named(text, text.find('E'), {"护照", "permit"}));
  const std::string far = "passport" + std::string(40, ' ') + "E12345678";
  EXPECT_FALSE(is_named(far, far.find('E'), {"passport"}));
  EXPECT_TRUE(is_named("护照号码：E12345678", 15, {"passport", "护照"}));
}

TEST(NamingWords, OfThreeLettersDoNotBeginInsideAWord) {
  EXPECT_FALSE(is_named("hotel 123", 6, {"tel"}));
  EXPECT_TRUE(is_named("hotel tel 123", 10, {"tel"}));
  EXPECT_FALSE(is_named("pipeline 1.2.3.4", 9, {"ip"}));
}

// Their bytes are asked for first, and never deny a word that stands there.
TEST(NamingWords, AreFoundWhereverASearchFindsThem) {
  const std::vector<std::string> parts{"card", "CARD", "卡", "账", "visa", "电", "电话",
                                       "话",   " ",    "-",  "c",  "ar",   "d",  "x"};
  std::mt19937 random(16);
  for (int i = 0; i < 20000; ++i) {
    std::string name;
    for (auto n = random() % 6; n > 0; --n) name += parts[random() % parts.size()];
    const auto holds = [&](const char* word) { return name.find(word) != std::string::npos; };
    EXPECT_EQ(holds_one_of(name, {"card", "卡", "visa", "电话"}),
              holds("card") || holds("卡") || holds("visa") || holds("电话"))
        << name;
  }
}

}  // namespace
}  // namespace tidegate
