#include "tidegate/base/json.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <string>

namespace tidegate {
namespace {

std::string canonical(std::string_view text) {
  const auto value = parse_json(text, "t");
  return value ? canonical_text(*value) : "error: " + value.error().what + " at " + value.error().where;
}
ErrorCode refusal(std::string_view text) {
  const auto value = parse_json(text, "t");
  EXPECT_FALSE(value) << text;
  return value ? ErrorCode::kCancelled : value.error().code;
}

TEST(Json, ReadsFractionsAsNullWhereTheyAreNotAskedFor) {
  EXPECT_FALSE(parse_json("[0.5, 1]", ""));
  const auto read = parse_json_without_fractions("[0.5, 1, 1e3]", "");
  ASSERT_TRUE(read);
  EXPECT_EQ(canonical_text(*read), "[null,1,null]");
}

TEST(Json, CanonicalTextSortsKeysAndDropsSpace) {
  EXPECT_EQ(canonical(" { \"b\" : [1, -2 , null ], \"a\" : { \"z\": true, \"y\":\"\\u6f6e\" } } "),
            R"({"a":{"y":"潮","z":true},"b":[1,-2,null]})");
}

TEST(Json, RefusesWhatWouldNotReplay) {
  EXPECT_EQ(refusal("1.5"), ErrorCode::kOutOfRange);
  EXPECT_EQ(refusal("1e3"), ErrorCode::kOutOfRange);
  EXPECT_EQ(refusal("9223372036854775808"), ErrorCode::kOutOfRange);
  EXPECT_EQ(refusal("-9223372036854775809"), ErrorCode::kOutOfRange);
  EXPECT_EQ(canonical("[9223372036854775807,-9223372036854775808]"),
            "[9223372036854775807,-9223372036854775808]");
}

TEST(Json, RefusesAKeyThatStandsTwice) {
  EXPECT_EQ(refusal(R"({"a":1,"b":2,"a":1})"), ErrorCode::kMalformed);
  EXPECT_EQ(refusal(R"([{"x":{"\u0061":1,"a":1}}])"), ErrorCode::kMalformed);
}

TEST(Json, RefusesBrokenTextWithItsPlace) {
  EXPECT_EQ(refusal(""), ErrorCode::kMalformed);
  EXPECT_EQ(refusal("[1,]"), ErrorCode::kMalformed);
  EXPECT_EQ(refusal("{} {}"), ErrorCode::kMalformed);
  EXPECT_EQ(refusal("\"\xff\""), ErrorCode::kMalformed);
  EXPECT_EQ(canonical(" \n"), "error: is empty at t");
  EXPECT_EQ(canonical("{\n \"a\": [1, x]}"), "error: is not JSON here at t:2:11:/a/1");
}

TEST(Json, RefusesNestingDeeperThanItsBound) {
  const auto nested = [](int depth) {
    return std::string(static_cast<std::size_t>(depth), '[') +
           std::string(static_cast<std::size_t>(depth), ']');
  };
  EXPECT_EQ(canonical(nested(kDeepestJson)), nested(kDeepestJson));
  EXPECT_EQ(refusal(nested(kDeepestJson + 1)), ErrorCode::kLimit);
  EXPECT_EQ(refusal(std::string(1'000'000, '[')), ErrorCode::kLimit);
}

// As JsonReader tells the place of what it refuses.
TEST(Json, TellsDocumentAndPointerApart) {
  const auto where = [](std::string_view text, std::string_view document) {
    const auto value = parse_json(text, document);
    return value ? std::string("taken") : value.error().where;
  };
  EXPECT_EQ(where(R"({"persons":{"count":1e3}})", "flow.json"), "flow.json:/persons/count");
  EXPECT_EQ(where(R"({"persons":{"count":1e3}})", ""), "/persons/count");
  EXPECT_EQ(where(R"({"payload":"cut)", "p.tgp"), "p.tgp:1:16:/payload");
  EXPECT_EQ(where("[1,", ""), ":1:4:/1");
  EXPECT_EQ(where("1.5", "f.json"), "f.json");
}

TEST(Json, NeverQuotesTheTextItRefuses) {
  const auto value = parse_json("{\"id\": 11010119900307123x}", "t");
  ASSERT_FALSE(value);
  EXPECT_EQ((value.error().what + value.error().where).find("1101"), std::string::npos);
}

TEST(Json, FindsMembersOfObjectsOnly) {
  const auto value = parse_json(R"({"a":1,"c":[]})", "t");
  ASSERT_TRUE(value);
  ASSERT_NE(value->find("a"), nullptr);
  EXPECT_EQ(*value->find("a")->integer(), 1);
  EXPECT_EQ(value->find("b"), nullptr);
  EXPECT_EQ(value->find("c")->find("a"), nullptr);
}

Json any_json(int depth) {
  const int kind = *rc::gen::inRange(0, depth > 0 ? 6 : 4);
  if (kind == 0) return Json();
  if (kind == 1) return Json(*rc::gen::arbitrary<bool>());
  if (kind == 2) return Json(*rc::gen::arbitrary<std::int64_t>());
  if (kind == 3) {
    return Json(*rc::gen::container<std::string>(
        rc::gen::map(rc::gen::inRange(0, 128), [](int c) { return static_cast<char>(c); })));
  }
  const int size = *rc::gen::inRange(0, 4);
  if (kind == 4) {
    Json::Array items;
    for (int i = 0; i < size; ++i) items.push_back(any_json(depth - 1));
    return Json(std::move(items));
  }
  Json::Object members;
  for (int i = 0; i < size; ++i) {
    members.emplace_back(
        std::to_string(i) + *rc::gen::elementOf(std::vector<std::string>{"", "潮", "\"\n", "b"}),
        any_json(depth - 1));
  }
  return Json(std::move(members));
}

TEST(Json, CanonicalTextComesBackAsTheSameValue) {
  EXPECT_TRUE(rc::check("parse(canonical(v)) == v", [] {
    const Json value = any_json(3);
    const std::string text = canonical_text(value);
    const auto back = parse_json(text, "t");
    RC_ASSERT(back.has_value());
    RC_ASSERT(*back == value);
    RC_ASSERT(canonical_text(*back) == text);
  }));
}

}  // namespace
}  // namespace tidegate
