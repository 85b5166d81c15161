#include "tidegate/risk/impact.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <algorithm>

#include "tidegate/risk/shipped_test.h"

namespace tidegate {
namespace {

DataGroup persons(std::uint64_t count, PersonKind kind) {
  DataGroup group;
  group.personal = true;
  group.sensitive = kind != PersonKind::kOrdinary;
  group.very_sensitive = kind == PersonKind::kVerySensitive;
  group.persons = count;
  group.important_notified = false;
  return group;
}
ImpactFacts facts_of(std::vector<DataGroup> groups) {
  ImpactFacts facts;
  facts.groups = std::move(groups);
  facts.ciio = false;
  return facts;
}
ImpactResult harm(const ImpactFacts& facts, Harm which) {
  return impact_levels(facts, shipped_weights())[static_cast<std::size_t>(which)];
}
int ir(const ImpactFacts& facts) { return harm(facts, Harm::kIndividualRights).level; }
int ns(const ImpactFacts& facts) { return harm(facts, Harm::kNationalSecurity).level; }
int pu(const ImpactFacts& facts) { return harm(facts, Harm::kPublicInterest).level; }

// A column starts at its lower edge, that number included.
TEST(Impact, RightsOfPersonsFollowTheTableAtEveryEdge) {
  const std::array<std::uint64_t, 6> first{1, 1'000, 10'000, 100'000, 1'000'000, 10'000'000};
  const std::array<std::array<int, 6>, kPersonKinds> rows{
      {{0, 1, 1, 2, 3, 4}, {1, 2, 3, 3, 4, 4}, {2, 2, 3, 4, 4, 4}}};
  for (std::size_t k = 0; k < kPersonKinds; ++k) {
    for (std::size_t c = 0; c < first.size(); ++c) {
      EXPECT_EQ(ir(facts_of({persons(first[c], static_cast<PersonKind>(k))})), rows[k][c])
          << k << " " << first[c];
      if (c == 0) continue;
      EXPECT_EQ(ir(facts_of({persons(first[c] - 1, static_cast<PersonKind>(k))})), rows[k][c - 1])
          << k << " " << c;
    }
  }
  EXPECT_EQ(ir(facts_of({persons(0, PersonKind::kVerySensitive)})), 0);
}

TEST(Impact, AScenarioTakesItsHighestRow) {
  EXPECT_EQ(ir(facts_of({persons(900'000, PersonKind::kOrdinary), persons(3'200, PersonKind::kSensitive)})),
            2);
  // Who is in a graver group counts in the milder rows too: 1,000,000 persons in all.
  EXPECT_EQ(ir(facts_of({persons(999'000, PersonKind::kOrdinary), persons(1'000, PersonKind::kSensitive)})),
            3);
}

TEST(Impact, PseudonymsWithTheKeyAtHomeTakeOneLevelOffWhenChecked) {
  DataGroup trial = persons(3'200, PersonKind::kVerySensitive);
  trial.pseudonymised = true;
  EXPECT_EQ(ir(facts_of({trial})), 2);  // a claim
  trial.protection = EvidenceGrade::kE2;
  EXPECT_EQ(ir(facts_of({trial})), 2);
  trial.protection = EvidenceGrade::kE3;
  EXPECT_EQ(ir(facts_of({trial})), 1);
  EXPECT_EQ(ir(facts_of({trial, persons(3'200, PersonKind::kVerySensitive)})),
            2);  // the open group keeps its own
  DataGroup few = persons(10, PersonKind::kOrdinary);
  few.pseudonymised = true;
  few.protection = EvidenceGrade::kE4;
  EXPECT_EQ(ir(facts_of({few})), 0);  // never below 0
}

TEST(Impact, AnonymisedAndTestedIsNoHarmToPersons) {
  DataGroup group = persons(5'000'000, PersonKind::kVerySensitive);
  group.anonymised = true;
  EXPECT_EQ(ir(facts_of({group})), 4);  // said, not tested
  group.protection = EvidenceGrade::kE3;
  EXPECT_EQ(ir(facts_of({group})), 0);
}

TEST(Impact, TypesDecideWhatIsVerySensitive) {
  DataGroup group = persons(50, PersonKind::kSensitive);
  group.very_sensitive.reset();
  group.types_known = true;
  group.types = {"DM.RELIGION"};
  EXPECT_EQ(ir(facts_of({group})), 1);
  group.types = {"MED.LAB"};
  EXPECT_EQ(ir(facts_of({group})), 2);
}

TEST(Impact, UnknownCountsAreARange) {
  DataGroup group = persons(0, PersonKind::kOrdinary);
  group.persons.reset();
  const ImpactResult count = harm(facts_of({group}), Harm::kIndividualRights);
  EXPECT_EQ(count.level, 4);
  EXPECT_EQ(count.best, 0);
  EXPECT_NE(count.rule.en.find("not known"), std::string::npos);
  group.persons = 500;
  group.sensitive.reset();
  group.very_sensitive.reset();
  const ImpactResult kind = harm(facts_of({group}), Harm::kIndividualRights);
  EXPECT_EQ(kind.level, 2);
  EXPECT_EQ(kind.best, 0);
}

TEST(Impact, NationalSecurityFollowsTheIdentification) {
  DataGroup group = persons(100, PersonKind::kOrdinary);
  EXPECT_EQ(ns(facts_of({group})), 0);
  ImpactFacts watched = facts_of({group});
  watched.sector = "energy";
  EXPECT_EQ(ns(watched), 1);
  ImpactFacts hinted = facts_of({group});
  hinted.hints = {{"VEH.PLATE", 1}};
  EXPECT_EQ(ns(hinted), 1);
  hinted.hints = {{"INF.SCADA", 3}};
  EXPECT_EQ(harm(hinted, Harm::kNationalSecurity).level, 2);
  group.important_identified = true;
  EXPECT_EQ(ns(facts_of({group})), 2);
  group.important_notified = true;
  EXPECT_EQ(ns(facts_of({group})), 3);
}

TEST(Impact, IsToldInTheWordsOfTypesAndSectors) {
  ImpactFacts hinted = facts_of({persons(100, PersonKind::kOrdinary)});
  hinted.hints = {{"INF.SCADA", 3}};
  hinted.type_names = {{"INF.SCADA", {"control point", "工控测点"}}};
  EXPECT_EQ(harm(hinted, Harm::kNationalSecurity).rule.en,
            "control point matches an identification rule for important data");
  EXPECT_EQ(harm(hinted, Harm::kNationalSecurity).rule.zh, "工控测点符合重要数据识别规则");
  hinted.hints.clear();
  hinted.sector = "energy";
  hinted.sector_name = {"energy", "能源"};
  EXPECT_EQ(harm(hinted, Harm::kNationalSecurity).rule.zh, "所属行业通常受关注（能源），未命中识别规则");
}

TEST(Impact, NotifiedDataInCombinationIsGravest) {
  DataGroup group = persons(100, PersonKind::kOrdinary);
  group.important_notified = true;
  ImpactFacts facts = facts_of({group});
  facts.hints = {{"GEO.RESOURCE", 3}, {"VEH.FLOW", 3}};
  EXPECT_EQ(ns(facts), 4);  // two families
  facts.hints = {{"GEO.RESOURCE", 3}};
  EXPECT_EQ(ns(facts), 3);
  facts.ciio = true;
  EXPECT_EQ(ns(facts), 4);
  facts.ciio = false;
  facts.hints = {{"GEO.SURVEY", 3}};
  EXPECT_EQ(ns(facts), 4);  // high precision
}

TEST(Impact, WhetherItWasNotifiedIsADoubtOnlyWhereSomethingPointsThere) {
  DataGroup group = persons(100, PersonKind::kOrdinary);
  group.important_notified.reset();
  EXPECT_EQ(ns(facts_of({group})), 0);
  ImpactFacts facts = facts_of({group});
  facts.hints = {{"VEH.CHARGING", 3}};
  const ImpactResult result = harm(facts, Harm::kNationalSecurity);
  EXPECT_EQ(result.level, 3);
  EXPECT_EQ(result.best, 2);
}

TEST(Impact, SizeMakesDataImportant) {
  EXPECT_EQ(ns(facts_of({persons(9'999'999, PersonKind::kOrdinary)})), 0);
  EXPECT_EQ(ns(facts_of({persons(10'000'000, PersonKind::kOrdinary)})), 2);
  EXPECT_EQ(ns(facts_of({persons(1'000'000, PersonKind::kSensitive)})), 2);
  EXPECT_EQ(ns(facts_of({persons(100'000, PersonKind::kVerySensitive)})), 2);
  ImpactFacts operator_facts = facts_of({persons(100'000, PersonKind::kOrdinary)});
  EXPECT_EQ(ns(operator_facts), 0);
  operator_facts.ciio = true;
  EXPECT_EQ(ns(operator_facts), 2);
}

TEST(Impact, PublicInterestFollowsOperatorSectorAndNotification) {
  DataGroup group = persons(100, PersonKind::kOrdinary);
  EXPECT_EQ(pu(facts_of({group})), 0);
  ImpactFacts facts = facts_of({group});
  facts.ciio = true;
  EXPECT_EQ(pu(facts), 2);
  facts.ciio.reset();
  EXPECT_EQ(harm(facts, Harm::kPublicInterest).level, 2);
  EXPECT_EQ(harm(facts, Harm::kPublicInterest).best, 0);
  group.important_notified = true;
  EXPECT_EQ(pu(facts_of({group})), 2);
  facts = facts_of({group});
  facts.sector = "energy";
  EXPECT_EQ(pu(facts), 3);
}

TEST(Impact, DeclaredLevelsRaiseAndNeverLower) {
  DataGroup group = persons(100, PersonKind::kOrdinary);
  group.important_notified = true;
  ImpactFacts facts = facts_of({group});
  facts.national_security = 1;
  facts.public_interest = 4;
  EXPECT_EQ(ns(facts), 3);
  EXPECT_EQ(pu(facts), 4);
  EXPECT_EQ(harm(facts, Harm::kPublicInterest).rule.en, "declared");
}

TEST(Impact, ItemsHarmlessAloneCountOneMoreTogether) {
  DataGroup group = persons(5'000, PersonKind::kOrdinary);
  group.types_known = true;
  group.types = {"CT.ADDRESS", "FIN.TXN"};
  EXPECT_EQ(ir(facts_of({group})), 1);
  DataGroup names = persons(5'000, PersonKind::kOrdinary);
  names.types_known = true;
  names.types = {"ID.NAME"};
  EXPECT_EQ(ir(facts_of({group, names})), 2);  // 10,000 persons give 1, together one more
  EXPECT_EQ(ir(facts_of({group, persons(5'000, PersonKind::kOrdinary)})), 1);
}

TEST(Impact, MoreOrGraverDataNeverLowersALevel) {
  EXPECT_TRUE(rc::check("monotone in persons and kind", [] {
    const auto any_group = [] {
      DataGroup g = persons(*rc::gen::inRange<std::uint64_t>(0, 20'000'000),
                            static_cast<PersonKind>(*rc::gen::inRange(0, 3)));
      g.pseudonymised = *rc::gen::arbitrary<bool>();
      g.protection = *rc::gen::element(EvidenceGrade::kE0, EvidenceGrade::kE3);
      return g;
    };
    std::vector<DataGroup> groups{any_group(), any_group()};
    const int before = ir(facts_of(groups));
    groups.push_back(any_group());
    RC_ASSERT(ir(facts_of(groups)) >= before);
    std::reverse(groups.begin(), groups.end());
    const int all = ir(facts_of(groups));
    groups[0].persons = *groups[0].persons + *rc::gen::inRange<std::uint64_t>(0, 20'000'000);
    groups[1].sensitive = true;
    RC_ASSERT(ir(facts_of(groups)) >= all);
  }));
}

}  // namespace
}  // namespace tidegate
