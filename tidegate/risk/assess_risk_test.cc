#include "tidegate/risk/assess_risk.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <algorithm>

#include "tidegate/base/hash.h"
#include "tidegate/risk/hazard.h"
#include "tidegate/risk/shipped_test.h"

namespace tidegate {
namespace {

using ::testing::Contains;
using ::testing::Field;
using ::testing::HasSubstr;

const Date kDay = Date::of(2026, 11, 23).value();

// The example table with five of its rows approved, at levels 0..4.
const std::array<std::string, kLevels> kRegionOfLevel{"HK", "DE", "BR", "US", "VN"};
const DestinationTable& approved_table() {
  static const DestinationTable kTable = [] {
    DestinationTable table = shipped_destinations();
    for (DestinationRow& row : table.rows) {
      const auto at = std::find(kRegionOfLevel.begin(), kRegionOfLevel.end(), row.region);
      if (at == kRegionOfLevel.end()) continue;
      row.level = static_cast<int>(at - kRegionOfLevel.begin());
      row.approval = {"zone operator", kDay, "minutes 3"};
    }
    return table;
  }();
  return kTable;
}

// A scenario with every factor answered and checked, so that levels are exactly those given.
RiskScenario scenario(const FactorLevels& levels, const ImpactLevels& impact) {
  RiskScenario out;
  out.id = "s";
  for (std::size_t f = 0; f < kFactorCount; ++f)
    out.factors[f].claim = {true, levels[f], EvidenceGrade::kE4, {}};
  out.factors[static_cast<std::size_t>(Factor::kD)].claim = {};
  out.regions = {kRegionOfLevel[static_cast<std::size_t>(levels[static_cast<std::size_t>(Factor::kD)])]};
  out.recipient_reads_plaintext = false;
  out.impact.ciio = false;
  out.impact.national_security = impact[0];
  out.impact.public_interest = impact[1];
  const std::array<std::uint64_t, kLevels> persons{0, 1'000, 100'000, 1'000'000, 10'000'000};
  DataGroup group;
  group.personal = true;
  group.sensitive = false;
  group.very_sensitive = false;
  group.important_notified = false;
  group.persons = persons[static_cast<std::size_t>(impact[2])];
  out.impact.groups = {group};
  return out;
}
RiskInput input_of(std::vector<RiskScenario> scenarios, RouteClass route = RouteClass::kFree) {
  RiskInput out;
  out.scenarios = std::move(scenarios);
  out.law.routes = {{"CN", {"a route", "路径"}, route}};
  out.as_of = kDay;
  out.max_document_grade = EvidenceGrade::kE4;
  return out;
}
RiskReport report(const RiskInput& input, const DestinationTable& table = approved_table()) {
  return assess_risk(input, shipped_weights(), table);
}
void make_unknown(RiskScenario& one, Factor factor) {
  one.factors[static_cast<std::size_t>(factor)].claim = {};
}
const FactorResult& result(const RiskReport& r, Factor f) { return r.factors[static_cast<std::size_t>(f)]; }

FactorLevels any_levels() {
  FactorLevels out;
  for (int& level : out) level = *rc::gen::element(0, 1, 2, 3, 4);
  return out;
}
RiskScenario any_scenario() {
  // Harm to persons of 10 million people would also count as important by size; 0..3 keep the levels as
  // asked.
  return scenario(any_levels(), {*rc::gen::element(0, 1, 2, 3, 4), *rc::gen::element(0, 1, 2, 3, 4),
                                 *rc::gen::element(0, 1, 2, 3)});
}

TEST(AssessRisk, GoldenVectorsComeThroughTheWholeStage) {
  const RiskReport v7 = report(input_of({scenario({1, 1, 2, 1, 1, 0, 0, 0, 0, 0, 0}, {3, 2, 0})}));
  EXPECT_EQ(v7.score_e6, 547363);
  EXPECT_EQ(v7.risk_lane, Lane::kYellow);
  EXPECT_EQ(v7.low_e6, v7.high_e6);
  EXPECT_EQ((result(v7, Factor::kD).share_e6 + 50) / 100, 1401);
  const RiskReport v4 = report(input_of({scenario({2, 1, 2, 2, 2, 1, 1, 1, 1, 0, 0}, {0, 0, 3})}));
  EXPECT_EQ(v4.score_e6, 585549);
  EXPECT_THAT(v4.reasons.at(0).en, HasSubstr("R (recipient weakness) = 2"));
  EXPECT_THAT(v4.reasons.at(1).en, HasSubstr("T (technical gap) = 2"));
  EXPECT_THAT(v4.reasons.at(2).en, HasSubstr("D (destination) = 2"));
}

TEST(AssessRisk, ListedImportantDataIsRedByLaw) {
  RiskInput v7 = input_of({scenario({1, 1, 2, 1, 1, 0, 0, 0, 0, 0, 0}, {3, 2, 0})}, RouteClass::kProcedure);
  v7.law.listed_important = true;
  const RiskReport r = report(v7);
  EXPECT_EQ(r.risk_lane, Lane::kYellow);
  EXPECT_EQ(r.legal_floor, Lane::kRed);
  EXPECT_EQ(r.lane, Lane::kRed);
}

// The worked mapping of the model's paper: trial results of 3,200 subjects to headquarters in Germany.
TEST(AssessRisk, TheWorkedMappingComesOutAsWritten) {
  RiskScenario trial = scenario({0, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0}, {0, 0, 0});
  DataGroup group;
  group.personal = true;
  group.sensitive = true;
  group.types_known = true;
  group.types = {"MED.LAB"};
  group.persons = 3'200;
  group.pseudonymised = true;
  group.protection = EvidenceGrade::kE3;
  group.important_notified = false;
  trial.impact.groups = {group};
  FactorEvidence& iso = trial.factors[static_cast<std::size_t>(Factor::kR)];
  iso.claim.grade = EvidenceGrade::kE3;
  iso.credential = "iso27001";
  iso.checked_on = kDay;
  iso.other_site = true;
  trial.recipient_reads_plaintext = true;  // analysts read values
  FactorEvidence& drill = trial.factors[static_cast<std::size_t>(Factor::kB)];
  drill.credential = "restore_drill";
  drill.checked_on = kDay.plus_days(-14 * 30);
  const RiskReport r = report(input_of({trial}, RouteClass::kProcedure));
  const std::array<int, kFactorCount> levels{0, 1, 1, 3, 2, 0, 1, 0, 0, 0, 0};
  for (std::size_t f = 0; f < kFactorCount; ++f) EXPECT_EQ(r.factors[f].level, levels[f]) << f;
  EXPECT_EQ(r.impacts.at(2).level, 1);
  EXPECT_EQ(r.score_e6, 198106);
  EXPECT_EQ(r.risk_lane, Lane::kBlue);
  EXPECT_EQ(r.lane, Lane::kYellow);
  EXPECT_EQ((result(r, Factor::kR).share_e6 + 50) / 100, 919);
  EXPECT_EQ((result(r, Factor::kT).share_e6 + 50) / 100, 458);
  EXPECT_EQ((result(r, Factor::kD).share_e6 + 50) / 100, 198);
  EXPECT_EQ(r.reasons.at(0).en,
            "R (recipient weakness) = 3, though 0 is claimed: the evidence reaches E0 (a claim), which "
            "supports 3 at "
            "best; it covers another site");
  EXPECT_EQ(r.reasons.at(1).en,
            "T (technical gap) = 2, though 0 is claimed: the recipient must read the data in the clear");
  EXPECT_THAT(r.notes,
              Contains(Field(&Text::en, "The law sets the lane (yellow); the risk alone would give blue.")));
  EXPECT_TRUE(r.changes.empty());  // the floor decides
  EXPECT_THAT(r.conditions.at(0).en, HasSubstr("certificate"));
}

TEST(AssessRisk, ASettledLevelStandsInThePlaceOfWhatWasComputedAndSaysBoth) {
  RiskInput input = input_of({scenario({2, 1, 2, 4, 1, 1, 1, 1, 1, 0, 0}, {0, 0, 3})});
  const RiskReport before = report(input);
  const Text by{"contest 1 of the case", "本项目第 1 项异议"};
  input.settled = {{Factor::kR, 1, by}};
  const RiskReport after = report(input);
  EXPECT_EQ(result(after, Factor::kR).level, 1);
  EXPECT_EQ(result(after, Factor::kR).best, 1);
  EXPECT_LT(after.score_e6, before.score_e6);
  EXPECT_THAT(result(after, Factor::kR).says.en,
              HasSubstr("R counts as 1, as settled by contest 1 of the case; computed as 4: R ("));
  EXPECT_THAT(result(after, Factor::kR).says.zh, HasSubstr("系统计算为 4"));
  input.settled = {{Factor::kR, 1, by}, {Harm::kIndividualRights, 0, by}, {Factor::kR, 4, by}};
  const RiskReport last = report(input);
  EXPECT_EQ(result(last, Factor::kR).level, 4) << "the later one stands";
  EXPECT_EQ(last.impacts.at(2).level, 0);
  EXPECT_EQ(last.score_e6, 0) << "nothing can be harmed";
  EXPECT_THAT(last.impacts.at(2).rule.en, HasSubstr("computed as 3"));
}

TEST(AssessRisk, ASettledTechnicalGapIsStillHeldToWhatIsReadInTheClear) {
  RiskScenario one = scenario({0, 0, 0, 0, 3, 0, 0, 0, 0, 0, 0}, {0, 0, 3});
  one.recipient_reads_plaintext = true;
  RiskInput input = input_of({one});
  input.settled = {{Factor::kT, 0, {"contest 1", "第 1 项异议"}}};
  EXPECT_EQ(result(report(input), Factor::kT).level, 2);
}

TEST(AssessRisk, UnknownFactorsGiveTheInterval) {
  RiskScenario v4 = scenario({2, 1, 2, 2, 2, 1, 1, 1, 1, 0, 0}, {0, 0, 3});
  make_unknown(v4, Factor::kR);
  make_unknown(v4, Factor::kT);
  const RiskReport both = report(input_of({v4}));
  EXPECT_EQ(both.low_e6, 433386);
  EXPECT_EQ(both.high_e6, 688759);
  EXPECT_EQ(both.score_e6, 688759);
  EXPECT_EQ(both.risk_lane, Lane::kRed);
  EXPECT_EQ(both.ask_next, (std::vector<Factor>{Factor::kR, Factor::kT}));
  EXPECT_THAT(both.next_question.en, HasSubstr("between 0.511333 and 0.650974 (yellow to red)"));
  EXPECT_THAT(both.next_question.zh, HasSubstr("（黄色至红色）"));
  EXPECT_THAT(both.confidence.en, HasSubstr("low: what is unknown can move the case between yellow and red"));
  EXPECT_EQ(result(both, Factor::kR).best, 0);
  EXPECT_THAT(result(both, Factor::kR).says.en, HasSubstr("nothing is known of it"));
}

TEST(AssessRisk, TheSmallestChangeOfLaneIsSaidWithItsEvidence) {
  const RiskReport v6 = report(input_of({scenario({1, 1, 1, 4, 0, 0, 1, 0, 0, 0, 0}, {0, 0, 3})}));
  ASSERT_EQ(v6.changes.size(), 1U);
  EXPECT_EQ(v6.changes[0].lane, Lane::kBlue);
  EXPECT_EQ(
      v6.changes[0].says.en,
      "R (recipient weakness) from 4 to 0, shown with evidence of at least E3: score 0.241256, lane blue");
  EXPECT_EQ(v6.changes[0].says.zh, "R（接收方薄弱）由 4 降至 0，证据至少 E3：得分 0.241256，蓝色通道");
}

TEST(AssessRisk, TheStatedBasisIsShown) {
  RiskScenario one = scenario({0, 0, 1, 2, 0, 0, 0, 0, 0, 0, 0}, {0, 0, 3});
  one.factors[static_cast<std::size_t>(Factor::kR)].claim.basis = {"group rules of 2025", ""};
  const RiskReport r = report(input_of({one}));
  EXPECT_THAT(result(r, Factor::kR).says.en, HasSubstr("; stated basis: group rules of 2025"));
  EXPECT_THAT(result(r, Factor::kR).says.zh, HasSubstr("；申报依据：group rules of 2025"));
}

TEST(AssessRisk, NoChangeIsOfferedForTheDestination) {
  const RiskReport r = report(input_of({scenario({0, 0, 4, 0, 0, 0, 0, 0, 0, 0, 0}, {0, 0, 4})}));
  ASSERT_GE(r.risk_lane, Lane::kBlue);
  EXPECT_TRUE(r.changes.empty());
  EXPECT_THAT(r.notes, Contains(Field(&Text::en, HasSubstr("No change of up to 4 factors"))));
}

TEST(AssessRisk, WithoutAnApprovedRowTheDestinationIsThreeAndTheReportSaysSo) {
  const RiskReport r =
      report(input_of({scenario({0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0}, {0, 0, 3})}), shipped_destinations());
  EXPECT_EQ(result(r, Factor::kD).level, 3);
  EXPECT_THAT(result(r, Factor::kD).says.zh, HasSubstr("目的地表中没有经批准的“德国”条目"));
  EXPECT_THAT(r.notes,
              Contains(Field(&Text::en, "D = 3: no approved row for Germany in a destination table.")));
  EXPECT_THAT(r.notes, Contains(Field(&Text::en, HasSubstr("NOT APPROVED"))));
  const RiskReport without = report(input_of({scenario({}, {0, 0, 3})}), DestinationTable{});
  EXPECT_EQ(result(without, Factor::kD).level, 3);
}

TEST(AssessRisk, ALevelDeclaredForTheDestinationIsNotUsed) {
  RiskScenario one = scenario({0, 0, 2, 0, 0, 0, 0, 0, 0, 0, 0}, {0, 0, 3});
  one.factors[static_cast<std::size_t>(Factor::kD)].claim = {true, 0, EvidenceGrade::kE4, {}};
  const RiskReport r = report(input_of({one}));
  EXPECT_EQ(result(r, Factor::kD).level, 2);
  EXPECT_THAT(r.notes, Contains(Field(&Text::en, HasSubstr("A level declared for D is not used"))));
}

TEST(AssessRisk, DocumentsSupportAtMostE1UntilSomebodyChecksThem) {
  RiskInput input = input_of({scenario({}, {0, 0, 3})});
  input.max_document_grade = RiskInput{}.max_document_grade;
  const RiskReport r = report(input);
  for (const FactorResult& factor : r.factors) {
    EXPECT_EQ(factor.level, factor.factor == Factor::kD ? 0 : 2) << letter(factor.factor);
  }
  EXPECT_THAT(r.notes, Contains(Field(&Text::en, HasSubstr("a document supports at most E1"))));
}

TEST(AssessRisk, TechniqueIsNoBetterThanTwoWhileTheRecipientReadsTheData) {
  RiskScenario one = scenario({}, {0, 0, 3});
  one.recipient_reads_plaintext = true;
  EXPECT_EQ(result(report(input_of({one})), Factor::kT).level, 2);
  make_unknown(one, Factor::kT);
  EXPECT_EQ(result(report(input_of({one})), Factor::kT).best, 2);
  const RiskReport worse = report(input_of({[] {
    RiskScenario bad = scenario({0, 0, 0, 0, 4, 0, 0, 0, 0, 0, 0}, {0, 0, 4});
    bad.recipient_reads_plaintext = true;
    return bad;
  }()}));
  for (const LaneChange& change : worse.changes) {
    for (const auto& [factor, level] : change.to_levels) EXPECT_GE(level, factor == Factor::kT ? 2 : 0);
  }
}

TEST(AssessRisk, TheLawSetsTheFloorOfTheLane) {
  const std::array<std::pair<RouteClass, Lane>, 5> floors{{{RouteClass::kFree, Lane::kGreen},
                                                           {RouteClass::kConditions, Lane::kBlue},
                                                           {RouteClass::kProcedure, Lane::kYellow},
                                                           {RouteClass::kUndetermined, Lane::kYellow},
                                                           {RouteClass::kStop, Lane::kRed}}};
  for (const auto& [route, lane] : floors) {
    const RiskReport r = report(input_of({scenario({}, {0, 0, 1})}, route));
    EXPECT_EQ(r.risk_lane, Lane::kGreen);
    EXPECT_EQ(r.legal_floor, lane);
    EXPECT_EQ(r.lane, lane);
  }
  RiskInput nothing_asked = input_of({scenario({}, {0, 0, 1})});
  nothing_asked.law.routes.clear();
  EXPECT_EQ(report(nothing_asked).lane, Lane::kYellow);
}

TEST(AssessRisk, AnUndeterminedRouteIsSaid) {
  const RiskReport r = report(input_of({scenario({}, {0, 0, 1})}, RouteClass::kUndetermined));
  EXPECT_THAT(r.notes, Contains(Field(&Text::en, HasSubstr("The law (CN) cannot decide"))));
}

TEST(AssessRisk, AGateSendsTheCaseToRed) {
  RiskInput input = input_of({scenario({}, {0, 0, 1})});
  input.law.gates = {{"a gate", "门槛"}};
  const RiskReport r = report(input);
  EXPECT_EQ(r.lane, Lane::kRed);
  EXPECT_EQ(r.risk_lane, Lane::kGreen);
  EXPECT_EQ(r.gates.size(), 1U);
}

TEST(AssessRisk, SeveralScenariosCombineAndTheWorstIsNamed) {
  RiskScenario mild = scenario({1, 1, 1, 1, 0, 0, 1, 0, 0, 0, 0}, {0, 0, 1});
  mild.id = "mild";
  RiskScenario grave = scenario({2, 1, 2, 2, 2, 1, 1, 1, 1, 0, 0}, {0, 0, 3});
  grave.id = "grave";
  const RiskReport r = report(input_of({mild, grave}));
  EXPECT_EQ(r.worst_scenario, "grave");
  EXPECT_GT(r.score_e6, 585549);
  EXPECT_EQ(r.impacts.at(2).level, 3);
  EXPECT_THAT(result(r, Factor::kR).says.en, HasSubstr("[grave] R"));
  EXPECT_EQ(report(input_of({grave})).worst_scenario, "");
}

TEST(AssessRisk, WithEveryFactorAtItsBestTheDataItselfIsTheReason) {
  const RiskReport r = report(input_of({scenario({}, {0, 0, 1})}));
  EXPECT_EQ(r.score_e6, 18998);
  EXPECT_EQ(r.inherent_e6, 18998);
  ASSERT_EQ(r.reasons.size(), 1U);
  EXPECT_THAT(r.reasons[0].en, HasSubstr("what remains comes from the data itself"));
  EXPECT_THAT(r.confidence.en, HasSubstr("high"));
  const Text nothing = report(input_of({scenario({}, {0, 0, 0})})).reasons.at(0);
  EXPECT_THAT(nothing.en, HasSubstr("below the first step of the impact table"));
  EXPECT_THAT(nothing.zh, HasSubstr("低于影响表的第一档"));
}

TEST(AssessRisk, WhatIsUnknownOfTheDataIsTheFirstReasonWhereItSetsTheLane) {
  FactorLevels weak{};
  weak.fill(3);
  RiskScenario open = scenario(weak, {0, 2, 0});
  open.impact.ciio.reset();
  open.impact.public_interest.reset();
  const RiskReport r = report(input_of({open}));
  EXPECT_THAT(r.reasons.at(0).en, HasSubstr("once that is known, the lane may be green"));
  EXPECT_THAT(r.reasons.at(0).zh, HasSubstr("查明后可为绿色通道"));
}

TEST(AssessRisk, EverySentenceStandsInBothLanguages) {
  RiskScenario one = scenario({1, 2, 3, 4, 0, 1, 2, 3, 4, 0, 1}, {1, 2, 3});
  make_unknown(one, Factor::kH);
  RiskInput input = input_of({one}, RouteClass::kUndetermined);
  input.max_document_grade = EvidenceGrade::kE2;
  const RiskReport r = report(input, shipped_destinations());
  std::vector<Text> all = r.reasons;
  for (const auto* list : {&r.gates, &r.notes, &r.conditions})
    all.insert(all.end(), list->begin(), list->end());
  for (const FactorResult& factor : r.factors) all.push_back(factor.says);
  for (const ImpactResult& impact : r.impacts) all.push_back(impact.rule);
  for (const LaneChange& change : r.changes) all.push_back(change.says);
  all.push_back(r.next_question);
  all.push_back(r.confidence);
  for (const Text& text : all) {
    EXPECT_FALSE(text.en.empty());
    EXPECT_TRUE(std::any_of(text.zh.begin(), text.zh.end(), [](char c) {
      return static_cast<unsigned char>(c) > 0x7F;
    })) << text.en;
  }
}

// Digest of everything that a report says, for comparing two of them.
std::string digest_of(const RiskReport& r) {
  std::string out = r.weights_id + r.weights_hash + r.worst_scenario + r.destinations_hash;
  const auto number = [&](std::int64_t n) { out += " " + std::to_string(n); };
  const auto text = [&](const Text& t) { out += t.en + t.zh; };
  for (const std::int64_t n : {r.score_e6, r.low_e6, r.high_e6, r.inherent_e6}) number(n);
  for (const std::int64_t n : r.likelihood_e6) number(n);
  for (const FactorResult& f : r.factors) {
    number(f.level);
    number(f.best);
    number(f.share_e6);
    text(f.says);
  }
  for (const ImpactResult& i : r.impacts) {
    number(i.level);
    text(i.rule);
  }
  for (const auto* list : {&r.gates, &r.reasons, &r.notes, &r.conditions}) {
    for (const Text& t : *list) text(t);
  }
  for (const LaneChange& c : r.changes) text(c.says);
  for (const Factor f : r.ask_next) number(static_cast<int>(f));
  number(static_cast<int>(r.lane));
  text(r.next_question);
  text(r.confidence);
  return sha256_hex(out);
}

TEST(AssessRisk, P6TheOrderOfScenariosAndItemsDoesNotMatter) {
  EXPECT_TRUE(rc::check("P6", [] {
    std::vector<RiskScenario> scenarios;
    const int count = *rc::gen::inRange(1, 4);
    for (int i = 0; i < count; ++i) {
      scenarios.push_back(any_scenario());
      scenarios.back().id = *rc::gen::element<std::string>("a", "b");
      DataGroup more = scenarios.back().impact.groups[0];
      more.persons = *rc::gen::element<std::uint64_t>(10, 5'000, 400'000);
      more.types = {*rc::gen::element<TypeCode>("CT.MOBILE", "FIN.TXN", "LOC.TRAVEL")};
      scenarios.back().impact.groups.push_back(more);
      scenarios.back().impact.hints = {{"GEO.SURVEY", 3}, {"VEH.FLOW", 3}};
    }
    const std::string before = digest_of(report(input_of(scenarios)));
    std::reverse(scenarios.begin(), scenarios.end());
    for (RiskScenario& one : scenarios) {
      std::reverse(one.impact.groups.begin(), one.impact.groups.end());
      std::reverse(one.impact.hints.begin(), one.impact.hints.end());
    }
    RC_ASSERT(digest_of(report(input_of(scenarios))) == before);
  }));
}

TEST(AssessRisk, P7TheIntervalHoldsTheValueOnceKnown) {
  EXPECT_TRUE(rc::check("P7", [] {
    const FactorLevels levels = any_levels();
    RiskScenario known = scenario(levels, {1, 0, *rc::gen::element(0, 1, 2, 3)});
    known.recipient_reads_plaintext = *rc::gen::arbitrary<bool>();
    RiskScenario unknown = known;
    for (const Factor f : {Factor::kR, Factor::kT, Factor::kG, Factor::kV}) {
      if (*rc::gen::arbitrary<bool>()) make_unknown(unknown, f);
    }
    if (*rc::gen::arbitrary<bool>()) unknown.impact.groups[0].persons.reset();
    if (*rc::gen::arbitrary<bool>()) unknown.impact.ciio.reset();
    const RiskReport after = report(input_of({known}));
    const RiskReport before = report(input_of({unknown}));
    RC_ASSERT(before.low_e6 <= after.score_e6);
    RC_ASSERT(after.score_e6 <= before.high_e6);
    RC_ASSERT(before.score_e6 == before.high_e6);
    for (std::size_t f = 0; f < kFactorCount; ++f) {
      RC_ASSERT(before.factors[f].best <= after.factors[f].level);
      RC_ASSERT(after.factors[f].level <= before.factors[f].level);
    }
  }));
}

TEST(AssessRisk, P8TheLaneIsNeverBelowTheLegalFloor) {
  EXPECT_TRUE(rc::check("P8", [] {
    RiskInput input = input_of({any_scenario()}, static_cast<RouteClass>(*rc::gen::element(0, 1, 2, 3, 4)));
    input.law.listed_important = *rc::gen::arbitrary<bool>();
    if (*rc::gen::arbitrary<bool>()) input.law.gates = {{"g", "门"}};
    const RiskReport r = report(input);
    RC_ASSERT(r.lane >= r.legal_floor);
    RC_ASSERT(r.lane >= r.risk_lane);
    RC_ASSERT(r.lane == std::max({r.legal_floor, r.risk_lane, r.gates.empty() ? Lane::kGreen : Lane::kRed}));
    for (const LaneChange& change : r.changes) {
      RC_ASSERT(change.lane < r.lane);
      RC_ASSERT(change.lane >= r.legal_floor);
    }
  }));
}

TEST(AssessRisk, P4AndP5SharesAddUpAndReportsRepeat) {
  EXPECT_TRUE(rc::check("P4, P5", [] {
    const RiskInput input = input_of({any_scenario()});
    const RiskReport r = report(input);
    std::int64_t sum = r.inherent_e6;
    for (const FactorResult& f : r.factors) sum += f.share_e6;
    RC_ASSERT(sum == r.score_e6);
    RC_ASSERT(digest_of(report(input)) == digest_of(r));
  }));
}

TEST(AssessRisk, P9TheDatedFileReproducesTheReport) {
  const RiskInput input = input_of({scenario({2, 1, 2, 2, 2, 1, 1, 1, 1, 0, 0}, {0, 0, 3})});
  const auto weights = parse_weights(shipped_file("models/risk/weights-v0.json"));
  const auto table = parse_destinations(shipped_file("models/risk/destinations-example.json"));
  ASSERT_TRUE(weights && table);
  const RiskReport again = assess_risk(input, *weights, *table);
  EXPECT_EQ(digest_of(again), digest_of(report(input, shipped_destinations())));
  EXPECT_EQ(again.weights_hash, shipped_weights().hash);
  EXPECT_EQ(again.destinations_hash, shipped_destinations().hash);
}

TEST(AssessRisk, WeightsYoungerThanTheDayAreSaid) {
  RiskInput input = input_of({scenario({}, {0, 0, 1})});
  input.as_of = Date::of(2024, 3, 22).value();
  EXPECT_THAT(report(input).notes, Contains(Field(&Text::en, HasSubstr("younger than the day"))));
}

}  // namespace
}  // namespace tidegate
