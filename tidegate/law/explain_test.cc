#include "tidegate/law/explain.h"

#include <gtest/gtest.h>

#include "tidegate/law/test_pack.h"

namespace tidegate::law {
namespace {

RulePack pack() {
  TestPack text;
  text.rules =
      rule_json("r", "true", R"({"route": "paper", "obligations": ["tell"]})", R"(, "cites": ["L1 art.1"])") +
      "," + rule_json("s", "a", R"({"gates": ["gate"]})", R"(, "from": "2026-01-01")");
  return std::move(*parse_pack(text.json()));
}

std::vector<std::string> codes(const ArticleExplanation& e) {
  std::vector<std::string> found;
  for (const Citation& c : e.versions) found.push_back(c.code);
  return found;
}

TEST(Explain, FindsAnArticleUnderEveryNumberItHad) {
  const auto all = explain_article(pack(), "L2 art. 3", std::nullopt);
  ASSERT_TRUE(all.has_value());
  EXPECT_EQ(codes(*all), (std::vector<std::string>{"L1 art.1", "L2 art.3", "L2 art.3(1)"}));
  ASSERT_EQ(all->rules.size(), 1U);
  EXPECT_EQ(all->rules[0].id, "r");
  EXPECT_EQ(all->rules[0].then, "route=paper duty=tell");
  ASSERT_EQ(all->rules[0].outcomes.size(), 2U);
  EXPECT_TRUE(all->rules[0].outcomes[0].en.starts_with("route: "));
  EXPECT_TRUE(all->rules[0].outcomes[1].zh.starts_with("义务："));
}

TEST(Explain, OnADayGivesWhatStandsInItsPlace) {
  EXPECT_EQ(codes(*explain_article(pack(), "l1 1", *Date::of(2025, 6, 1))),
            std::vector<std::string>{"L2 art.3"});
  EXPECT_EQ(codes(*explain_article(pack(), "L1 art.1", *Date::of(2024, 6, 1))),
            std::vector<std::string>{"L1 art.1"});
}

TEST(Explain, ReachesRulesThroughTheDutiesTheyBring) {
  const auto two = explain_article(pack(), "L1 2", std::nullopt);
  ASSERT_TRUE(two.has_value());
  EXPECT_EQ(two->rules.size(), 1U);
}

TEST(Explain, TellsTheNumbersThatAConditionComparesWith) {
  TestPack text;
  text.rules = rule_json("r", "before >= $limit and not before < $limit", R"({"gates": ["gate"]})",
                         R"(, "cites": ["L1 art.1"])");
  const auto parsed = parse_pack(text.json());
  ASSERT_TRUE(parsed) << parsed.error().what;
  const Parameter& limit = parsed->parameters.at(0);
  const auto all = explain_article(*parsed, "L1 art.1", std::nullopt);
  ASSERT_TRUE(all.has_value());
  ASSERT_EQ(all->rules.at(0).numbers.size(), limit.values.size());
  EXPECT_EQ(all->rules[0].numbers[0].name, "$limit");
  for (const ParameterVersion& version : limit.values) {
    const Date last = Date::from_days(version.in_force.to.days() - 1);
    const auto day = explain_article(*parsed, "L1 art.1", std::min(last, *Date::of(2025, 1, 1)));
    ASSERT_TRUE(day.has_value());
    ASSERT_EQ(day->rules.at(0).numbers.size(), 1U);
    EXPECT_EQ(day->rules[0].numbers[0].value, version.value);
  }
}

TEST(Explain, KnowsWhatItDoesNotHold) {
  EXPECT_EQ(explain_article(pack(), "L9 art.1", std::nullopt).error().code, ErrorCode::kNotFound);
  EXPECT_EQ(explain_article(pack(), "L1 art.77", std::nullopt).error().code, ErrorCode::kNotFound);
}

}  // namespace
}  // namespace tidegate::law
