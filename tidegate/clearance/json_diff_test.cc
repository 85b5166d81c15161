#include "tidegate/clearance/json_diff.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck.h>

namespace tidegate {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

std::vector<std::string> said(std::string_view before, std::string_view after) {
  const JsonDiff diff = json_diff(parse_json(before, "a").value(), parse_json(after, "b").value());
  std::vector<std::string> out;
  for (const JsonChange& change : diff.changes) {
    out.push_back(std::string(to_string(change.kind)) + " " + change.pointer + " " +
                  (change.before ? canonical_text(*change.before) : "-") + " " +
                  (change.after ? canonical_text(*change.after) : "-"));
  }
  return out;
}

TEST(JsonDiff, TellsEachPlaceOnce) {
  EXPECT_THAT(said(R"({"a":1,"b":{"c":"x"},"d":true})", R"({"a":2,"b":{"c":"x","e":null},"f":[1]})"),
              ElementsAre("changed /a 1 2", "added /b/e - null", "removed /d true -", "added /f - [1]"));
  EXPECT_THAT(said("[1,2]", R"({"a":1})"), ElementsAre(R"(changed  [1,2] {"a":1})"));
  EXPECT_THAT(said(R"({"a/b":1,"m~n":2})", R"({"a/b":2,"m~n":3})"),
              ElementsAre("changed /a~1b 1 2", "changed /m~0n 2 3"));
}

TEST(JsonDiff, AnItemThatMovedIsNoChange) {
  EXPECT_THAT(said(R"([{"name":"a","x":1},{"name":"b"}])", R"([{"name":"b"},{"name":"a","x":1}])"),
              IsEmpty());
  EXPECT_THAT(said(R"([{"name":"a","x":1},{"name":"b"}])", R"([{"name":"c"},{"name":"a","x":2}])"),
              ElementsAre(R"(removed /1 {"name":"b"} -)", R"(added /0 - {"name":"c"})", "changed /1/x 1 2"));
}

TEST(JsonDiff, ElementsWithoutANameAreMatchedByPlace) {
  EXPECT_THAT(said("[1,2,3]", "[1,4]"), ElementsAre("changed /1 2 4", "removed /2 3 -"));
  EXPECT_THAT(said(R"([{"name":"a"},{"name":"a"}])", R"([{"name":"a"},{"name":"b"}])"),
              ElementsAre(R"(changed /1/name "a" "b")"));
}

TEST(JsonDiff, IsBounded) {
  const JsonDiff diff = json_diff(Json(Json::Array{}), Json(Json::Array(kMostChanges + 1, Json(true))));
  EXPECT_EQ(diff.changes.size(), kMostChanges);
  EXPECT_FALSE(diff.is_whole);
}

rc::Gen<Json> tree(int depth) {
  const auto leaf =
      rc::gen::map(rc::gen::inRange<std::int64_t>(0, 3), [](std::int64_t n) { return Json(n); });
  if (depth == 0) return leaf;
  const auto sub = rc::gen::container<std::vector<Json>>(tree(depth - 1));
  return rc::gen::oneOf(leaf, rc::gen::map(sub, [](const std::vector<Json>& v) { return Json(v); }),
                        rc::gen::map(sub, [](const std::vector<Json>& v) {
                          Json::Object members;
                          for (std::size_t i = 0; i < v.size() && i < 4; ++i) {
                            members.emplace_back(std::string(1, static_cast<char>('a' + i)), v[i]);
                          }
                          return Json(std::move(members));
                        }));
}

TEST(JsonDiff, NothingChangedExactlyWhenTheTreesAreEqual) {
  EXPECT_TRUE(rc::check([] {
    const Json a = *rc::gen::resize(4, tree(3));
    const Json b = *rc::gen::resize(4, tree(3));
    RC_ASSERT(json_diff(a, a).changes.empty());
    RC_ASSERT(json_diff(a, b).changes.empty() == (a == b));
    RC_ASSERT(json_diff(a, b).changes.size() == json_diff(b, a).changes.size());
  }));
}

}  // namespace
}  // namespace tidegate
