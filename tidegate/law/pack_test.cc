#include "tidegate/law/pack.h"

#include <gtest/gtest.h>

#include "tidegate/base/hash.h"
#include "tidegate/law/plan.h"
#include "tidegate/law/test_pack.h"

namespace tidegate::law {
namespace {

std::string fault_of(const std::string& json) {
  const auto pack = parse_pack(json);
  return pack ? "" : pack.error().where + ": " + pack.error().what;
}
std::string fault_of_rules(const std::string& rules) {
  TestPack pack;
  pack.rules = rules;
  return fault_of(pack.json());
}
std::string changed(const std::string& from, const std::string& to, std::string json = TestPack{}.json()) {
  const std::size_t at = json.find(from);
  EXPECT_NE(at, std::string::npos) << from;
  return json.replace(at, from.size(), to);
}

TEST(Pack, IsReadWithItsHashAndItsStretchesOfTime) {
  const std::string json = TestPack{}.json();
  const auto pack = parse_pack(json);
  ASSERT_TRUE(pack.has_value()) << fault_of(json);
  EXPECT_EQ(pack->hash, sha256_hex(json));
  ASSERT_EQ(pack->plan->segments.size(), 2U);  // the limit and the register change on 2024-01-01
  EXPECT_EQ(pack->plan->segments[1].days.from.str(), "2024-01-01");
  EXPECT_EQ(pack->plan->segment(*Date::of(2019, 12, 31)), nullptr);
  EXPECT_EQ(pack->plan->segment(*Date::of(2023, 12, 31)), &pack->plan->segments[0]);
}

TEST(Pack, RefusesKeysThatTheFormatDoesNotKnowAndMissesThoseItAsks) {
  EXPECT_EQ(fault_of(changed("\"law\"", "\"laws\"")), ": lacks the key \"law\"");
  EXPECT_EQ(fault_of(changed("\"rank\": 0,", "\"rank\": 0, \"rang\": 0,")),
            "/routes/0/rang: is a key that the format does not know");
  EXPECT_EQ(fault_of(changed("\"rank\": 0", "\"rank\": \"0\"")), "/routes/0/rank: is not a whole number");
  EXPECT_EQ(fault_of(changed("\"en\": \"free\", \"zh\": \"免\"", "\"en\": \"free\"")),
            "/routes/0/label: lacks the key \"zh\"");
  EXPECT_EQ(fault_of(changed("\"from\": \"2020-01-01\",", "\"from\": \"2020-13-01\",")),
            "/from: is not a date as YYYY-MM-DD");
  EXPECT_EQ(fault_of(changed("tidegate-pack/1", "tidegate-pack/2")), "/format: is not \"tidegate-pack/1\"");
  EXPECT_EQ(fault_of(changed("\"class\": \"stop\"", "\"class\": \"halt\"")),
            "/routes/2/class: \"halt\" is none of the words known here");
  EXPECT_EQ(fault_of("[]"), ": is not an object");
  EXPECT_EQ(fault_of("{"), "pack:1:2:/: is not JSON here");
}

TEST(Pack, RefusesReferencesToNothing) {
  EXPECT_EQ(fault_of_rules(rule_json("r", "true", R"({"route": "fre"})")),
            "/rules/0/then/route: refers to \"fre\", which is not defined");
  EXPECT_EQ(fault_of_rules(rule_json("r", "true", R"({"obligations": ["tel"]})")),
            "/rules/0/then/obligations: refers to \"tel\", which is not defined");
  EXPECT_EQ(fault_of_rules(rule_json("r", "true", R"({"route": "free"})", R"(, "cites": ["L1 art.9"])")),
            "/rules/0/cites: refers to \"L1 art.9\", which is not defined");
  EXPECT_EQ(fault_of_rules(rule_json("r", "true", R"({"route": "free"})", R"(, "exception_to": ["s"])")),
            "/rules/0/exception_to: refers to \"s\", which is not defined");
  EXPECT_EQ(fault_of_rules(rule_json("r", "c", R"({"route": "free"})")),
            "/rules/0/when: \"c\" is no fact and no definition");
  EXPECT_EQ(fault_of_rules(rule_json("r", "#m > 1", R"({"route": "free"})")),
            "/rules/0/when: \"#m\" is no counter");
  EXPECT_EQ(fault_of_rules(rule_json("r", "#n > $m", R"({"route": "free"})")),
            "/rules/0/when: \"$m\" is no parameter");
  EXPECT_EQ(fault_of_rules(rule_json("r", "place in @m", R"({"route": "free"})")),
            "/rules/0/when: \"@m\" is no register");
  EXPECT_EQ(fault_of_rules(rule_json("r", "kind = z", R"({"route": "free"})")),
            "/rules/0/when: \"z\" is no value of \"kind\"");
}

TEST(Pack, RefusesConditionsThatCompareUnlikeThings) {
  const auto when = [](const char* text) {
    return fault_of_rules(rule_json("r", text, R"({"route": "free"})"));
  };
  EXPECT_EQ(when("a = yes"), "/rules/0/when: \"a = yes\" compares unlike things");
  EXPECT_EQ(when("kind"), "/rules/0/when: \"kind\" is neither true nor false");
  EXPECT_EQ(when("kind < x"), "/rules/0/when: \"kind < x\" has no order");
  EXPECT_EQ(when("day > 5"), "/rules/0/when: \"day > 5\" compares unlike things");
  EXPECT_EQ(when("before in {x}"), "/rules/0/when: \"before\" has no set of values");
  EXPECT_EQ(when("item.odd"), "/rules/0/when: \"item.odd\" is asked outside of an item");
  EXPECT_EQ(when("any(item: any(item: item.odd))"),
            "/rules/0/when: any and all do not nest, and do not stand in an item");
  EXPECT_EQ(when("a and"), "/rules/0/when offset 5: expected the name of a fact or definition");
  EXPECT_EQ(when("day >= 2024-03-22 and kind in {x, y} and place in @whole and any(item: item.persons > 5)"),
            "");
}

TEST(Pack, RefusesTwoVersionsOnOneDay) {
  EXPECT_EQ(fault_of_rules(rule_json("r", "a", R"({"route": "free"})", R"(, "to": "2024-01-02")") + "," +
                           rule_json("r", "true", R"({"route": "no"})", R"(, "from": "2024-01-01")")),
            "/rules/1: two versions of \"r\" are in force on one day");
  EXPECT_EQ(fault_of_rules(rule_json("r", "a", R"({"route": "free"})", R"(, "to": "2024-01-01")") + "," +
                           rule_json("r", "true", R"({"route": "no"})", R"(, "from": "2024-01-01")")),
            "");
  EXPECT_EQ(
      fault_of(changed("{\"to\": \"2024-01-01\", \"value\": 10}", "{\"to\": \"2024-01-02\", \"value\": 10}")),
      "/parameters/0/values/1: is not later than the version before it");
  EXPECT_EQ(fault_of(changed("\"key\": \"BB\"", "\"key\": \"AA\"")),
            "/registers/0/entries/1: \"AA\" stands twice on one day");
  EXPECT_EQ(fault_of(changed("{\"id\": \"kind\", \"type\"", "{\"id\": \"a\", \"type\"")),
            "/facts/3: \"a\" is defined a second time");
  EXPECT_EQ(fault_of(changed("\"superseded_by\": \"L2 art.3\"", "\"superseded_by\": \"L1 art.2\"")),
            "/provisions/0/superseded_by: takes its place before it ends");
}

TEST(Pack, RefusesAParameterThatHasNoValueWhereItIsRead) {
  EXPECT_EQ(fault_of(changed("{\"from\": \"2024-01-01\", \"value\": 100}",
                             "{\"from\": \"2025-01-01\", \"value\": 100}")),
            "");
  TestPack reads;
  reads.rules = rule_json("r", "#n > $limit", R"({"route": "free"})");
  EXPECT_EQ(fault_of(changed("{\"from\": \"2024-01-01\", \"value\": 100}",
                             "{\"from\": \"2025-01-01\", \"value\": 100}", reads.json())),
            "/parameters/0: has no value on 2024-01-01");
}

TEST(Pack, RefusesCircles) {
  TestPack pack;
  pack.definitions =
      R"({"id": "p", "label": {"en": "p", "zh": "p"}, "when": "q"}, {"id": "q", "label": {"en": "q", "zh": "q"}, "when": "p"})";
  EXPECT_EQ(fault_of(pack.json()), "/definitions/0: depends on itself");
  EXPECT_EQ(fault_of_rules(rule_json("r", "true", R"({"route": "free"})", R"(, "exception_to": ["s"])") +
                           "," + rule_json("s", "true", R"({"route": "no"})", R"(, "exception_to": ["r"])")),
            "/rules/0: depends on itself");
  EXPECT_EQ(fault_of_rules(rule_json("r", "#n > 5", R"({"set_aside": "small"})", R"(, "scope": "item")")),
            "/counters/0: depends on itself");
}

TEST(Pack, LetsAPartialRegisterRaiseADoubtAndNothingElse) {
  EXPECT_EQ(fault_of_rules(rule_json("r", "place in @part", R"({"route": "free"})")),
            "/rules/0/when: lets a partial register bear on more than a doubt");
  EXPECT_EQ(fault_of_rules(rule_json("r", "place in @part", R"({"doubts": [{"code": "unclear"}]})") + "," +
                           rule_json("s", "true", R"({"route": "free"})")),
            "");
  TestPack through;
  through.definitions = R"({"id": "p", "label": {"en": "p", "zh": "p"}, "when": "place in @part"})";
  through.rules = rule_json("r", "not p", R"({"route": "free"})");
  EXPECT_EQ(fault_of(through.json()), "/rules/0/when: lets a partial register bear on more than a doubt");
}

TEST(Pack, RefusesRulesThatSayWhatTheirKindCannot) {
  EXPECT_EQ(fault_of_rules(rule_json("r", "true", R"({"route": "free"})", R"(, "scope": "item")")),
            "/rules/0/then: an item rule can only set aside");
  EXPECT_EQ(fault_of_rules(rule_json("r", "true", R"({"set_aside": "small"})")),
            "/rules/0/then: only an item rule can set aside");
  EXPECT_EQ(fault_of_rules(rule_json("r", "true", "{}")), "/rules/0/then: says nothing and defeats nothing");
  EXPECT_EQ(fault_of_rules(rule_json("r", "true", R"({"route": "undetermined"})")),
            "/rules/0/then: leaves the answer open without naming a doubt");
}

TEST(Pack, StopsAtItsBounds) {
  EXPECT_EQ(parse_pack(std::string((std::size_t{4} << 20) + 1, ' ')).error().code, ErrorCode::kLimit);
}

}  // namespace
}  // namespace tidegate::law
