#include "tidegate/base/json_writer.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <limits>
#include <nlohmann/json.hpp>

#include "tidegate/base/utf8.h"

namespace tidegate {
namespace {

TEST(DecimalText, ShowsEveryDigitWithoutFloat) {
  EXPECT_EQ(decimal_text(198106, 6), "0.198106");
  EXPECT_EQ(decimal_text(1000000, 6), "1.000000");
  EXPECT_EQ(decimal_text(0, 3), "0.000");
  EXPECT_EQ(decimal_text(-5, 1), "-0.5");
  EXPECT_EQ(decimal_text(42, 0), "42");
  EXPECT_EQ(decimal_text(std::numeric_limits<std::int64_t>::min(), 2), "-92233720368547758.08");
}

TEST(JsonWriter, KeepsTheOrderItWasTold) {
  JsonWriter json;
  json.begin_object()
      .key("z")
      .integer(1)
      .key("a")
      .begin_array()
      .boolean(true)
      .null()
      .decimal(910, 3)
      .end_array();
  json.key("o").begin_object().end_object().end_object();
  EXPECT_EQ(json.take(), R"({"z":1,"a":[true,null,0.910],"o":{}})");
}

TEST(JsonWriter, IndentsWhenAsked) {
  JsonWriter json(2);
  json.begin_object()
      .key("a")
      .begin_array()
      .integer(1)
      .integer(2)
      .end_array()
      .key("b")
      .begin_array()
      .end_array()
      .end_object();
  EXPECT_EQ(json.take(), "{\n  \"a\": [\n    1,\n    2\n  ],\n  \"b\": []\n}");
}

TEST(JsonWriter, AnyStringComesBackFromAStrictParser) {
  EXPECT_TRUE(rc::check([](const std::string& text) {
    JsonWriter json;
    json.begin_array().string(text).end_array();
    RC_ASSERT(nlohmann::json::parse(json.take()).at(0).get<std::string>() == valid_utf8(text));
  }));
}

TEST(JsonWriterDeathTest, StopsOnAValueWithoutItsKey) {
  EXPECT_DEATH(JsonWriter().begin_object().integer(1), "has_key");
}

TEST(Utf8, BrokenOctetsAreReplacedOneByOne) {
  EXPECT_EQ(valid_utf8("a\xFF"
                       "b"),
            "a\xEF\xBF\xBD"
            "b");
  EXPECT_EQ(valid_utf8("\xC0\x80"), "\xEF\xBF\xBD\xEF\xBF\xBD");  // overlong
  EXPECT_EQ(valid_utf8("\xED\xA0\x80").size(), 9u);               // surrogate
  EXPECT_EQ(valid_utf8("\xF4\x90\x80\x80").size(), 12u);          // above U+10FFFF
  EXPECT_EQ(valid_utf8("\xE4\xB8"), "\xEF\xBF\xBD\xEF\xBF\xBD");  // cut short
  EXPECT_FALSE(is_valid_utf8("eight octets \xE4\xB8z"));
  EXPECT_FALSE(is_valid_utf8("\xE0\x80\x80"));  // overlong
  EXPECT_TRUE(is_valid_utf8("闸\xF0\x9F\x8C\x8A and \xEF\xBF\xBD"));
  EXPECT_EQ(first_characters("闸a潮", 2), "闸a");
  EXPECT_EQ(first_characters("闸", 3), "闸");
  EXPECT_EQ(first_characters("\xE4\xB8z", 1), "\xE4");
  EXPECT_EQ(valid_utf8("闸\xF0\x9F\x8C\x8A"), "闸\xF0\x9F\x8C\x8A");
}

TEST(Utf8, EveryScalarValueComesBack) {
  for (char32_t c = 1; c <= 0x10FFFF; ++c) {
    if (c >= 0xD800 && c <= 0xDFFF) continue;
    std::string text;
    append_utf8(text, c);
    std::string_view rest = text;
    ASSERT_EQ(next_code_point(rest), c);
    ASSERT_TRUE(rest.empty());
  }
}

}  // namespace
}  // namespace tidegate
