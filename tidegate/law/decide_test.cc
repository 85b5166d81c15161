#include "tidegate/law/decide.h"

#include <gtest/gtest.h>

#include "tidegate/law/proof_checker.h"
#include "tidegate/law/test_pack.h"

namespace tidegate::law {
namespace {

RulePack pack_of(const TestPack& text) {
  auto pack = parse_pack(text.json());
  if (!pack) {
    ADD_FAILURE() << pack.error().where << ": " << pack.error().what;
    std::abort();
  }
  return std::move(*pack);
}
RulePack with_rules(const std::string& rules) {
  TestPack text;
  text.rules = rules;
  return pack_of(text);
}

CaseFacts one_item(std::vector<std::pair<std::string, FactValue>> flow = {},
                   std::vector<std::pair<std::string, FactValue>> item = {}, Absent absent = Absent::kNo) {
  CaseFacts facts;
  facts.absent = absent;
  for (auto& [name, value] : flow) facts.flow.set(name, value);
  facts.items.emplace_back();
  for (auto& [name, value] : item) facts.items.back().set(name, value);
  return facts;
}

const Date kDay = *Date::of(2024, 6, 1);
Opinion ask(const RulePack& pack, const CaseFacts& facts, Date day = kDay) {
  Opinion opinion = decide(pack, facts, day);
  for (const std::string& fault : proof_faults(pack, facts, day, opinion)) ADD_FAILURE() << fault;
  return opinion;
}

// r says paper; an exception says free; an exception to the exception, on kind y, brings r back.
const std::string kExceptions = rule_json("r", "true", R"({"route": "paper", "obligations": ["tell"]})",
                                          R"(, "cites": ["L1 art.1"], "group": "main")") +
                                "," +
                                rule_json("e", "a", R"({"route": "free"})", R"(, "exception_to": ["main"])") +
                                "," + rule_json("ee", "kind = y", "{}", R"(, "exception_to": ["e"])");

TEST(Decide, AnExceptionDefeatsAGroupAndAnExceptionToItRevivesIt) {
  const RulePack pack = with_rules(kExceptions);
  EXPECT_EQ(ask(pack, one_item()).route, "paper");
  EXPECT_EQ(ask(pack, one_item({{"a", true}})).route, "free");
  EXPECT_EQ(ask(pack, one_item({{"a", true}, {"kind", Symbol{"y"}}})).route, "paper");
  EXPECT_EQ(ask(pack, one_item({{"kind", Symbol{"y"}}})).route, "paper");
}

TEST(Decide, RulesThatDisagreeAreNeverSettledByLuck) {
  const RulePack pack = with_rules(rule_json("r", "true", R"({"route": "paper"})") + "," +
                                   rule_json("s", "a", R"({"route": "no"})"));
  EXPECT_EQ(ask(pack, one_item()).route, "paper");
  const Opinion both = ask(pack, one_item({{"a", true}}));
  EXPECT_EQ(both.route, "undetermined");
  EXPECT_NE(both.notes.front().en.find("contradict"), std::string::npos);
}

TEST(Decide, AGapIsUndetermined) {
  const Opinion opinion = ask(with_rules(rule_json("r", "a", R"({"route": "paper"})")), one_item());
  EXPECT_EQ(opinion.route, "undetermined");
  EXPECT_NE(opinion.notes.front().en.find("gap"), std::string::npos);
}

TEST(Decide, TheDayBehindThePacksLastReviewIsTold) {
  const RulePack pack = with_rules(rule_json("r", "true", R"({"route": "paper"})"));
  EXPECT_EQ(ask(pack, one_item(), *Date::of(2030, 1, 1)).reviewed_until, std::nullopt);
  EXPECT_EQ(ask(pack, one_item(), *Date::of(2030, 1, 2)).reviewed_until, Date::of(2030, 1, 1).value());
}

TEST(Decide, ArticlesAreThoseOfTheDay) {
  const RulePack pack = with_rules(rule_json(
      "r", "true", R"({"route": "paper"})", R"json(, "cites": ["L1 art.1", "L1 art.2", "L2 art.3(1)"])json"));
  using Codes = std::vector<std::string>;
  EXPECT_EQ(ask(pack, one_item(), *Date::of(2024, 12, 31)).legal_basis, (Codes{"L1 art.1", "L1 art.2"}));
  EXPECT_EQ(ask(pack, one_item(), *Date::of(2025, 1, 1)).legal_basis, (Codes{"L2 art.3"}));
  EXPECT_EQ(ask(pack, one_item(), *Date::of(2026, 1, 1)).legal_basis, (Codes{"L2 art.3", "L2 art.3(1)"}));
}

TEST(Decide, ParametersAndRegistersAreThoseOfTheDay) {
  const RulePack pack = with_rules(rule_json("r", "#n >= $limit or place in @whole", R"({"route": "paper"})",
                                             R"(, "exception_to": ["s"])") +
                                   "," + rule_json("s", "true", R"({"route": "free"})"));
  const Date before = *Date::of(2023, 12, 31), after = *Date::of(2024, 1, 1);
  const CaseFacts ten = one_item({}, {{"personal", true}, {"persons", std::int64_t{10}}});
  EXPECT_EQ(ask(pack, ten, before).route, "paper");
  EXPECT_EQ(ask(pack, ten, after).route, "free");
  EXPECT_EQ(ask(pack, one_item({{"place", Symbol{"AA"}}}), before).route, "paper");
  EXPECT_EQ(ask(pack, one_item({{"place", Symbol{"AA"}}}), after).route, "free");
  EXPECT_EQ(ask(pack, one_item({{"place", Symbol{"ZZ"}}}), before).route, "free");
}

// Items that are odd leave by themselves; the rest counts.
const std::string kCounting =
    rule_json("aside", "item.odd", R"({"set_aside": "small"})",
              R"(, "scope": "item", "cites": ["L1 art.2"], "group": "asides")") +
    "," + rule_json("never", "kind = y", "{}", R"(, "scope": "item", "exception_to": ["asides"])") + "," +
    rule_json("few", "#n < $limit", R"({"route": "free", "basis_from_items": true})",
              R"(, "cites": ["L1 art.1"])") +
    "," +
    rule_json("many", "#n >= $limit", R"({"route": "paper", "validity_months": 36})",
              R"(, "cites": ["L1 art.1"])");

TEST(Decide, ItemsThatAreSetAsideDoNotCount) {
  const RulePack pack = with_rules(kCounting);
  CaseFacts facts = one_item({}, {{"personal", true}, {"persons", std::int64_t{60}}});
  facts.items.push_back(facts.items.front());
  EXPECT_EQ(ask(pack, facts).route, "paper");
  facts.items[1].set("odd", true);
  const Opinion opinion = ask(pack, facts);
  EXPECT_EQ(opinion.route, "free");
  EXPECT_EQ(opinion.exemptions, std::vector<std::string>{"small"});
  EXPECT_EQ(opinion.legal_basis, (std::vector<std::string>{"L1 art.2", "L1 art.1"}));
  EXPECT_TRUE(opinion.items[1].set_aside);
  EXPECT_EQ(opinion.items[0].counted_in, std::vector<std::string>{"n"});
  facts.flow.set("kind", Symbol{"y"});
  EXPECT_EQ(ask(pack, facts).route, "paper");
}

TEST(Decide, AnOverlapTakesAwayNoMoreThanWasCountedBefore) {
  const RulePack pack = with_rules(kCounting);
  CaseFacts facts =
      one_item({{"before", std::int64_t{5}}},
               {{"personal", true}, {"persons", std::int64_t{100}}, {"held", std::int64_t{50}}});
  EXPECT_EQ(ask(pack, facts).margins.front().value, 100);
  facts.flow.set("before", std::int64_t{60});
  EXPECT_EQ(ask(pack, facts).margins.front().value, 110);
}

TEST(Decide, ShowsEachLimitWithItsMargin) {
  const Opinion opinion =
      ask(with_rules(kCounting), one_item({}, {{"personal", true}, {"persons", std::int64_t{60}}}));
  ASSERT_EQ(opinion.margins.size(), 1U);
  EXPECT_EQ(opinion.margins[0].limit, 100);
  EXPECT_EQ(opinion.margins[0].to_limit(), 40);
  EXPECT_EQ(opinion.margins[0].route_from_limit, "paper");
  EXPECT_TRUE(opinion.margins[0].value_known);
}

TEST(Decide, FindsTheNearestFlipAndTheCheapestChange) {
  CaseFacts facts = one_item({}, {{"personal", true}, {"persons", std::int64_t{130}}});
  facts.items.push_back(facts.items.front());
  facts.items[1].set("persons", std::int64_t{20});
  const Opinion opinion = ask(with_rules(kCounting), facts);
  ASSERT_TRUE(opinion.nearest_flip.has_value());
  EXPECT_EQ(opinion.nearest_flip->item, 0U);
  EXPECT_EQ(opinion.nearest_flip->to_subjects, 79);
  EXPECT_EQ(opinion.nearest_flip->new_route, "free");
  ASSERT_EQ(opinion.changes.size(), 1U);
  EXPECT_EQ(opinion.changes[0].new_route, "free");
  EXPECT_EQ(opinion.changes[0].steps[0].fact, "data[0].persons");
  EXPECT_EQ(opinion.changes[0].steps[0].to, FactValue(std::int64_t{79}));
}

TEST(Decide, TwoStepsWhereOneDoesNotLeadToAMilderRoute) {
  const RulePack pack =
      with_rules(rule_json("r", "a or any(item: item.persons > 9)", R"({"route": "paper"})") + "," +
                 rule_json("s", "not a and not any(item: item.persons > 9)", R"({"route": "free"})"));
  const Opinion opinion = ask(pack, one_item({{"a", true}}, {{"persons", std::int64_t{50}}}));
  ASSERT_EQ(opinion.changes.size(), 1U);
  EXPECT_EQ(opinion.changes[0].steps.size(), 2U);
  EXPECT_EQ(opinion.changes[0].cost, 6);
}

TEST(Decide, NamesMissingFactsWithARouteForEachAnswer) {
  const RulePack pack = with_rules(kExceptions);
  const Opinion opinion = ask(pack, one_item({{"kind", Symbol{"x"}}}, {}, Absent::kUnknown));
  EXPECT_EQ(opinion.route, "undetermined");
  EXPECT_EQ(opinion.missing_facts, std::vector<std::string>{"a"});
  ASSERT_EQ(opinion.branches.size(), 2U);
  EXPECT_EQ(opinion.branches[0].when[0].second, FactValue(false));
  EXPECT_EQ(opinion.branches[0].route, "paper");
  EXPECT_EQ(opinion.branches[1].route, "free");
  EXPECT_EQ(opinion.branches[1].says.en, "a: yes: free");
  ASSERT_EQ(opinion.questions.size(), 1U);
  EXPECT_EQ(opinion.questions[0].flag, "--a no|yes");
  EXPECT_TRUE(opinion.obligations.empty());
}

TEST(Decide, AMissingFactThatCannotMatterIsNotAskedFor) {
  const RulePack pack = with_rules(kExceptions);
  const Opinion opinion = ask(pack, one_item({{"kind", Symbol{"y"}}}, {}, Absent::kUnknown));
  EXPECT_EQ(opinion.route, "paper");
  EXPECT_TRUE(opinion.missing_facts.empty());
}

TEST(Decide, WhatIsCommonToAllAnswersStays) {
  const RulePack pack =
      with_rules(rule_json("r", "a", R"({"route": "paper", "obligations": ["tell"]})",
                           R"(, "cites": ["L1 art.1", "L1 art.2"])") +
                 "," +
                 rule_json("s", "not a", R"({"route": "paper", "obligations": ["tell", "keep"]})",
                           R"(, "cites": ["L1 art.1"])"));
  const Opinion opinion = ask(pack, one_item({}, {}, Absent::kUnknown));
  EXPECT_EQ(opinion.route, "paper");
  EXPECT_EQ(opinion.legal_basis, std::vector<std::string>{"L1 art.1"});
  ASSERT_EQ(opinion.obligations.size(), 1U);
  EXPECT_EQ(opinion.obligations[0].code, "tell");
  EXPECT_EQ(opinion.obligations[0].cites, std::vector<std::string>{"L1 art.2"});
}

TEST(Decide, NumbersAreCutWhereTheLawCutsThem) {
  const RulePack pack = with_rules(kCounting);
  const Opinion opinion =
      ask(pack, one_item({{"before", Unknown{}}}, {{"personal", true}, {"persons", std::int64_t{30}}}));
  EXPECT_EQ(opinion.missing_facts, std::vector<std::string>{"before"});
  ASSERT_EQ(opinion.branches.size(), 2U);
  EXPECT_EQ(opinion.branches[0].says.en, "before: 0 to 69: free");
  EXPECT_EQ(opinion.branches[1].says.en, "before: from 70: paper");
  EXPECT_FALSE(opinion.margins[0].value_known);
  EXPECT_EQ(opinion.margins[0].value, 30);
}

TEST(Decide, AFactThatOnlyAClaimMakesTrueIsNoWhereNobodyClaimsIt) {
  const RulePack pack = with_rules(rule_json("r", "b", R"({"route": "free"})") + "," +
                                   rule_json("s", "not b", R"({"route": "paper"})"));
  EXPECT_EQ(ask(pack, one_item({}, {}, Absent::kUnknown)).route, "paper");
  EXPECT_EQ(ask(pack, one_item({{"b", Unknown{}}})).route, "undetermined");
}

TEST(Decide, AValueOutsideAClosedListIsUnknownAndNoted) {
  const RulePack pack = with_rules(rule_json("r", "kind = y", R"({"route": "free"})") + "," +
                                   rule_json("s", "kind = x", R"({"route": "paper"})"));
  const Opinion opinion = ask(pack, one_item({{"kind", Symbol{"z"}}}));
  EXPECT_EQ(opinion.route, "undetermined");
  EXPECT_EQ(opinion.missing_facts, std::vector<std::string>{"kind"});
  EXPECT_NE(opinion.notes.front().en.find("kind"), std::string::npos);
}

TEST(Decide, SaysSoWhenNothingCanBeDecided) {
  const RulePack pack = with_rules(kCounting);
  EXPECT_EQ(ask(pack, one_item(), *Date::of(2019, 1, 1)).route, "undetermined");
  EXPECT_EQ(ask(pack, CaseFacts{}).missing_facts, std::vector<std::string>{"data"});
}

TEST(Decide, ALocalGateIsShownWhenSwitchedOnAndNeverCarriesTheRoute) {
  TestPack text;
  text.rules = kCounting;
  text.more = R"("local_gates": [{"code": "pilot", "says": {"en": "pilot", "zh": "试点"}, "when": "true"}],)";
  const RulePack pack = pack_of(text);
  EXPECT_TRUE(ask(pack, one_item()).gates.empty());
  const Opinion on = decide(pack, one_item(), kDay, {true, true, {"pilot"}});
  ASSERT_EQ(on.gates.size(), 1U);
  EXPECT_TRUE(on.gates[0].cites.empty());
  EXPECT_EQ(on.route, ask(pack, one_item()).route);
}

TEST(Decide, IsCalledByPlaceFromTheFirstDayOn) {
  const RulePack pack = with_rules(kCounting);
  EXPECT_EQ(is_called(pack, one_item({{"place", Symbol{"XX"}}}), kDay), Truth::kTrue);
  EXPECT_EQ(is_called(pack, one_item({{"place", Symbol{"YY"}}}), kDay), Truth::kFalse);
  EXPECT_EQ(is_called(pack, one_item({}, {}, Absent::kUnknown), kDay), Truth::kUnknown);
  EXPECT_EQ(is_called(pack, one_item({{"place", Symbol{"XX"}}}), *Date::of(2019, 12, 31)), Truth::kFalse);
}

TEST(Decide, GivesAMachineTheSameProofByReference) {
  const RulePack pack = with_rules(kExceptions);
  const Opinion opinion = decide(pack, one_item({{"a", true}}), kDay, {true, false, {}, true});
  EXPECT_FALSE(opinion.proof_steps.empty());
  EXPECT_FALSE(opinion.proof.empty());
  EXPECT_EQ(opinion.proof[0].label, "r");
  EXPECT_TRUE(opinion.proof[0].defeated);
  EXPECT_EQ(opinion.proof[1].outcome, "route=free");
}

}  // namespace
}  // namespace tidegate::law
