#include "tidegate/classify/literals.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <string>

namespace tidegate {
namespace {

std::vector<std::string_view> found(std::string_view text) {
  const LiteralMatcher matcher;
  std::vector<LiteralHit> hits;
  matcher.find_plainly(text, hits);
  std::vector<std::string_view> out;
  for (const LiteralHit& hit : hits) out.push_back(literals()[hit.literal].text);
  return out;
}

TEST(Literals, MatchWholeWordsInEitherCase) {
  EXPECT_EQ(found("Password: x"), (std::vector<std::string_view>{"password"}));
  EXPECT_EQ(found("db_password"), (std::vector<std::string_view>{"password"}));
  EXPECT_TRUE(found("compass").empty());
  EXPECT_TRUE(found("discard the callous").empty()) << "card and call are parts of other words";
  EXPECT_EQ(found("电话13800138000"), (std::vector<std::string_view>{"电话"}));
}

TEST(Literals, OfSecretsMatchInsideNames) {
  EXPECT_EQ(found("dbPwd"), (std::vector<std::string_view>{"pwd"}));
  EXPECT_EQ(found("accountKey"), (std::vector<std::string_view>{"accountkey", "key"}));
  EXPECT_EQ(found("mypasswords"), (std::vector<std::string_view>{"password"}));
  EXPECT_TRUE(found("monkey").empty());
}

TEST(Literals, MatchPrefixesOnlyAsWritten) {
  EXPECT_EQ(found("AKIA"), (std::vector<std::string_view>{"AKIA"}));
  EXPECT_TRUE(found("akia").empty());
}

// The plain table and the vectorscan database find the same, whatever the text.
TEST(Literals, AreFoundAlikeByBothEngines) {
  const LiteralMatcher matcher;
  LiteralMatcher::Scratch scratch;
  EXPECT_TRUE(rc::check("texts made of literals and noise", [&] {
    const auto pieces = *rc::gen::container<std::vector<std::size_t>>(
        rc::gen::inRange<std::size_t>(0, literals().size() * 2));
    std::string text;
    for (const std::size_t piece : pieces) {
      if (piece < literals().size()) {
        text += literals()[piece].text;
      } else {
        text += *rc::gen::element(std::string(" "), std::string("a"), std::string("-"), std::string("\xE5"),
                                  std::string("1"), std::string("X"), std::string("\n"));
      }
    }
    std::vector<LiteralHit> plain;
    std::vector<LiteralHit> fast;
    matcher.find_plainly(text, plain);
    RC_ASSERT(matcher.find_by_database(text, scratch, fast));
    RC_ASSERT(plain == fast);
  }));
}

TEST(Literals, AreLongEnoughForTheTable) {
  for (const Literal& literal : literals()) {
    EXPECT_GE(literal.text.size(), 2U);
    if (static_cast<unsigned char>(literal.text[0]) >= 0x80) {
      EXPECT_GE(literal.text.size(), 3U);
    }
  }
}

}  // namespace
}  // namespace tidegate
