#include "tidegate/intake/show.h"

#include <gtest/gtest.h>

#include "tidegate/intake/nearest.h"
#include "tidegate/intake/values.h"

namespace tidegate::intake {
namespace {

TEST(Shown, RepeatsWordsAndNeverWhatMayBeAPersons) {
  EXPECT_EQ(shown("maybe").en, "\"maybe\"");
  EXPECT_EQ(shown("2026-02-30").zh, "\"2026-02-30\"");
  for (const char* text : {"张三", "13800000000", "wang@example.com", "a b", "E1234567"}) {
    EXPECT_EQ(shown(text).en.find(text), std::string::npos) << text;
  }
}

TEST(ChildPointer, EscapesASlashAndLeavesOutWhatMayBeAPersons) {
  EXPECT_EQ(child_pointer("/a", "b/c"), "/a/b~1c");
  EXPECT_EQ(child_pointer("", "x"), "/x");
  EXPECT_EQ(child_pointer("/a", "张三"), "/a");
}

TEST(NearestWord, FindsSlipsOfTheKeyboardAndWordsCutShort) {
  const std::vector<std::string_view> known{"sensitive", "subjects", "pharmaceutical", "E1"};
  EXPECT_EQ(nearest_word("sensitiv", known), "sensitive");
  EXPECT_EQ(nearest_word("Sensitive", known), "sensitive");
  EXPECT_EQ(nearest_word("sbujects", known), "subjects");
  EXPECT_EQ(nearest_word("pharma", known), "pharmaceutical");
  EXPECT_EQ(nearest_word("E9", known), "");
  EXPECT_EQ(nearest_word("recipient", known), "");
  EXPECT_EQ(nearest_word("", known), "");
}

TEST(Values, KnowTheirOwnAndNothingElse) {
  for (const char* text : {"192.0.2.1", "10.0.0.0/8", "2001:db8::1", "2001:db8::/32", "::1/128"})
    EXPECT_TRUE(is_address(text)) << text;
  for (const char* text :
       {"", "192.0.2", "192.0.2.256", "10.0.0.0/33", "::/129", "10.0.0.0/", "10.0.0.0/x", "host"})
    EXPECT_FALSE(is_address(text)) << text;
  for (const char* text : {"a.example", "localhost", "*.cdn.example", "数据.中国"})
    EXPECT_TRUE(is_host(text)) << text;
  for (const char* text : {"", ".", "a..b", "-a.b", "a_b.c", "a b"}) EXPECT_FALSE(is_host(text)) << text;
  for (const char* text : {"a@b.example", "first.last+tag@b.example"}) EXPECT_TRUE(is_email(text)) << text;
  for (const char* text : {"a", "@b.example", "a@b", "a b@c.example", "a@b@c.example"})
    EXPECT_FALSE(is_email(text)) << text;
  EXPECT_TRUE(is_type_code("CT.MOBILE"));
  EXPECT_FALSE(is_type_code("mobile"));
  EXPECT_FALSE(is_type_code("CT."));
  EXPECT_EQ(code_points("示例a"), 3U);
}

}  // namespace
}  // namespace tidegate::intake
