#include "tidegate/clearance/desk_rules.h"

#include <gmock/gmock.h>

#include "tidegate/base/hash.h"
#include "tidegate/clearance/machine.h"
#include "tidegate/clearance/test_desk.h"

namespace tidegate {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

std::string refused(std::string_view from, std::string_view to) {
  std::string json = shipped_file("desk/cn.json");
  const std::size_t at = json.find(from);
  EXPECT_NE(at, std::string::npos) << from;
  json.replace(at, from.size(), to);
  const auto rules = parse_desk_rules(json, "cn.json");
  return rules ? "taken" : rules.error().where + " " + rules.error().what;
}

TEST(DeskRules, TheShippedOnesHoldTheStatutesClocks) {
  const DeskRules rules = shipped_rules();
  EXPECT_EQ(rules.clock(ClockKind::kCompleteness, FilingRoute::kSA)->working_days, 5);
  EXPECT_EQ(rules.clock(ClockKind::kAcceptance, FilingRoute::kSA)->working_days, 7);
  EXPECT_EQ(rules.clock(ClockKind::kAssessment, FilingRoute::kSA)->working_days, 45);
  EXPECT_EQ(rules.clock(ClockKind::kFilingCheck, FilingRoute::kSC)->working_days, 15);
  EXPECT_EQ(rules.clock(ClockKind::kFilingCheck, FilingRoute::kEX), nullptr);
  EXPECT_EQ(rules.review_days, 15);
  EXPECT_EQ(rules.extension_window_days, 60);
  EXPECT_EQ(rules.green_ppm, 30'000);
  EXPECT_EQ(rules.blue_ppm, 100'000);
  EXPECT_EQ(rules.blind_ppm, 50'000);
}

TEST(DeskRules, AMachineIsNeverGivenYellow) {
  EXPECT_THAT(
      refused(R"("automatic": {"lanes": ["green", "blue"])", R"("automatic": {"lanes": ["green", "yellow"])"),
      HasSubstr("cn.json:/automatic/lanes/1 only green and blue"));
  EXPECT_THAT(refused(R"("routes": ["EX"])", R"("routes": ["EX", "SC"])"),
              HasSubstr("cn.json:/automatic/routes/1 only an exempt filing (EX)"));
}

TEST(DeskRules, WhatIsWrongIsRefusedByItsPlace) {
  EXPECT_THAT(refused(R"("review": 15)", R"("review": 0)"), HasSubstr("/working_days/review"));
  EXPECT_THAT(refused(R"("green_ppm": 30000)", R"("green_ppm": 1000001)"), HasSubstr("/sampling/green_ppm"));
  EXPECT_THAT(refused(R"("id": "public_security")", R"("id": "cyberspace")"), HasSubstr("/gates/1"));
  EXPECT_THAT(refused(R"("red_needs_regulator": true)", R"("red_needs": true)"), HasSubstr("red_needs"));
  EXPECT_THAT(refused(R"("clock": "acceptance", "route": "SA")", R"("clock": "completeness", "route": "SA")"),
              HasSubstr("/clocks/1"));
  EXPECT_THAT(refused(R"("id": "cn-2026-11")", R"("id": "two words")"),
              HasSubstr("cn.json:/id is not a name"));
  EXPECT_THAT(refused(R"("id": "public_security")", R"("id": "")"), HasSubstr("/gates/1/id"));
  EXPECT_THAT(refused(R"("source": "CN-SAM-2022 art.12")", R"("source": "")"), HasSubstr("/clocks/2/source"));
  EXPECT_THAT(refused(R"("code": "context")", R"("code": "model_wrong")"),
              HasSubstr("/override_reasons/2 this reason is named twice"));
  EXPECT_FALSE(parse_desk_rules("[]", "x"));
  EXPECT_FALSE(parse_desk_rules("{", "x"));
}

TEST(DeskRules, ADecisionNamesTheRulesAndTheCalendarThatItWasTakenBy) {
  TestDesk desk;
  desk.to_decision(FilingRoute::kSC);
  desk.decided(DecisionKind::kPassed);
  ASSERT_EQ(desk.c.decisions.size(), 1U);
  EXPECT_EQ(desk.c.decisions[0].rules_hash, sha256_hex(shipped_file("desk/cn.json")));
  EXPECT_EQ(desk.c.decisions[0].calendar_hash, sha256_hex(shipped_file("calendars/cn.tsv")));
  EXPECT_EQ(WorkingDays().hash(), "");
}

TEST(DeskRules, ClearancesFollowLaneSectorAndImportantData) {
  const DeskRules rules = shipped_rules();
  FilingVersion filing = filing_of(FilingRoute::kSA);
  EXPECT_THAT(gates_for(rules, filing, Lane::kYellow), IsEmpty());
  EXPECT_THAT(gates_for(rules, filing, Lane::kRed),
              ElementsAre("cyberspace", "public_security", "regulator_pharmaceutical"));
  filing.important_data = true;
  EXPECT_THAT(gates_for(rules, filing, Lane::kYellow), ElementsAre("cyberspace", "regulator_pharmaceutical"));
  filing.sector = "postal";
  EXPECT_THAT(gates_for(rules, filing, Lane::kRed), ElementsAre("cyberspace", "public_security"));
}

TEST(DeskRules, ACaseBelongsToItsFirmItsSectorAndItsAgencies) {
  TestDesk desk;
  EXPECT_EQ(standing_of(kAnn, desk.c, desk.rules), 0U);  // a draft is the firm's own
  desk.to_decision(FilingRoute::kSA, Lane::kRed);
  const auto standing = [&](const Actor& actor) { return standing_of(actor, desk.c, desk.rules); };
  EXPECT_EQ(standing(kFiler), unsigned{kFirm});
  EXPECT_EQ(standing(kAnn), kDesk | kGate);
  EXPECT_EQ(standing(kOther), 0U);
  EXPECT_EQ(standing(kPolice), unsigned{kGate});
  EXPECT_EQ(standing(kMedicine), unsigned{kGate});
  EXPECT_EQ(standing(kBank), 0U);
  EXPECT_EQ(standing(kRunner), unsigned{kOperator});
  EXPECT_EQ(standing(kAuditor), 0U);
  EXPECT_EQ(standing(kMachine), unsigned{kProgram});
  EXPECT_EQ(standing(Actor{"", "officer", "cyberspace", ""}), 0U);  // nobody is no officer
  EXPECT_EQ(standing(Actor{"m-2", "machine", "", ""}), 0U);         // an account is no program
  EXPECT_EQ(standing(Actor{"r-3", "officer", "sector_regulator", ""}), 0U);
}

}  // namespace
}  // namespace tidegate
