#include "tidegate/risk/evidence.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include "tidegate/risk/shipped_test.h"

namespace tidegate {
namespace {

const Date kDay = Date::of(2026, 11, 23).value();

FactorEvidence claimed(int level, EvidenceGrade grade) {
  FactorEvidence out;
  out.claim = {true, level, grade, {}};
  return out;
}
GradedFactor graded(Factor factor, const FactorEvidence& evidence, EvidenceGrade cap = EvidenceGrade::kE4) {
  return grade_factor(factor, evidence, cap, kDay, shipped_weights());
}

TEST(Evidence, EachGradeSupportsItsLevelAndNoBetter) {
  using enum EvidenceGrade;
  const std::array<std::pair<EvidenceGrade, int>, kGradeCount> floors{
      {{kNone, 4}, {kE0, 3}, {kE1, 2}, {kE2, 1}, {kE3, 0}, {kE4, 0}}};
  for (const auto& [grade, floor] : floors) {
    EXPECT_EQ(graded(Factor::kR, claimed(0, grade)).level, floor) << to_string(grade);
    EXPECT_EQ(graded(Factor::kR, claimed(4, grade)).level, 4) << to_string(grade);
  }
  EXPECT_EQ(graded(Factor::kB, claimed(0, kE3)).level, 1);
  EXPECT_EQ(graded(Factor::kV, claimed(0, kE3)).level, 1);
  EXPECT_EQ(graded(Factor::kB, claimed(0, kE4)).level, 0);
}

TEST(Evidence, AnUnansweredFactorRangesFromBestToWorst) {
  const GradedFactor g = graded(Factor::kR, FactorEvidence{});
  EXPECT_EQ(g.level, 4);
  EXPECT_EQ(g.best, 0);
  EXPECT_EQ(g.grade, EvidenceGrade::kNone);
}

TEST(Evidence, DocumentsSupportAtMostTheCap) {
  const GradedFactor g = graded(Factor::kX, claimed(0, EvidenceGrade::kE3), EvidenceGrade::kE1);
  EXPECT_EQ(g.level, 2);
  EXPECT_EQ(g.grade, EvidenceGrade::kE1);
  EXPECT_FALSE(g.why_not_higher.zh.empty());
}

TEST(Evidence, AnOldCheckDropsOneStepAfterFreshDays) {
  FactorEvidence drill = claimed(0, EvidenceGrade::kE4);
  drill.credential = "restore_drill";
  drill.checked_on = kDay.plus_days(-365);
  EXPECT_EQ(graded(Factor::kB, drill).grade, EvidenceGrade::kE4);
  drill.checked_on = kDay.plus_days(-366);
  EXPECT_EQ(graded(Factor::kB, drill).grade, EvidenceGrade::kE3);
  EXPECT_EQ(graded(Factor::kB, drill).level, 1);
  drill.checked_on.reset();
  EXPECT_EQ(graded(Factor::kB, drill).grade, EvidenceGrade::kE3);
}

TEST(Evidence, WhatIsNotValidHereAndNowIsAClaim) {
  const auto grade_after = [](auto spoil) {
    FactorEvidence evidence = claimed(0, EvidenceGrade::kE4);
    spoil(evidence);
    const GradedFactor g = graded(Factor::kX, evidence);
    EXPECT_EQ(g.level, g.grade == EvidenceGrade::kE0 ? 3 : 0);
    return g.grade;
  };
  EXPECT_EQ(grade_after([](FactorEvidence&) {}), EvidenceGrade::kE4);
  EXPECT_EQ(grade_after([](FactorEvidence& e) { e.valid.to = kDay; }), EvidenceGrade::kE0);
  EXPECT_EQ(grade_after([](FactorEvidence& e) { e.valid.from = kDay.plus_days(1); }), EvidenceGrade::kE0);
  EXPECT_EQ(grade_after([](FactorEvidence& e) { e.revoked = true; }), EvidenceGrade::kE0);
  EXPECT_EQ(grade_after([](FactorEvidence& e) { e.other_entity = true; }), EvidenceGrade::kE0);
  EXPECT_EQ(grade_after([](FactorEvidence& e) { e.other_system = true; }), EvidenceGrade::kE0);
  EXPECT_EQ(grade_after([](FactorEvidence& e) { e.other_site = true; }), EvidenceGrade::kE0);
  EXPECT_EQ(grade_after([](FactorEvidence& e) { e.checked_on = kDay.plus_days(1); }), EvidenceGrade::kE0);
}

TEST(Evidence, ACredentialProvesOnlyItsOwnFactors) {
  FactorEvidence iso = claimed(0, EvidenceGrade::kE3);
  iso.credential = "iso27001";
  iso.checked_on = kDay;
  EXPECT_EQ(graded(Factor::kR, iso).level, 0);
  EXPECT_EQ(graded(Factor::kG, iso).level, 3);
  iso.credential = "a_seal_of_our_own";
  EXPECT_EQ(graded(Factor::kR, iso).level, 3);
}

TEST(Evidence, AFilingAloneProvesNoTest) {
  FactorEvidence filing = claimed(0, EvidenceGrade::kE3);
  filing.credential = "mlps_filing";
  filing.checked_on = kDay;
  EXPECT_EQ(graded(Factor::kX, filing).grade, EvidenceGrade::kE1);
  filing.credential = "mlps";
  EXPECT_EQ(graded(Factor::kX, filing).grade, EvidenceGrade::kE3);
}

EvidenceDocument document(std::string kind) {
  EvidenceDocument out;
  out.kind = std::move(kind);
  return out;
}
EvidenceGrade grade_with(Factor factor, std::vector<EvidenceDocument> documents) {
  FactorEvidence evidence = claimed(0, EvidenceGrade::kE2);
  heed_documents(factor, documents, kDay, shipped_weights(), evidence);
  return graded(factor, evidence).grade;
}

TEST(Evidence, AFactorWhoseEveryDocumentFailsRestsOnAClaim) {
  EvidenceDocument expired = document("dsm");
  expired.valid_until = kDay.plus_days(-1);
  EXPECT_EQ(grade_with(Factor::kX, {expired}), EvidenceGrade::kE0);
  EXPECT_EQ(grade_with(Factor::kX, {expired, document("audit")}),
            EvidenceGrade::kE2);                                     // one that holds is enough
  EXPECT_EQ(grade_with(Factor::kG, {expired}), EvidenceGrade::kE2);  // it does not speak of G
  EXPECT_EQ(grade_with(Factor::kX, {}), EvidenceGrade::kE2);
  expired.valid_until = kDay;  // its last day
  EXPECT_EQ(grade_with(Factor::kX, {expired}), EvidenceGrade::kE2);
  EvidenceDocument revoked = document("cryptography");
  revoked.revoked = true;
  EXPECT_EQ(grade_with(Factor::kT, {revoked}), EvidenceGrade::kE0);
  EvidenceDocument elsewhere = document("backup");
  elsewhere.other_system = true;
  EXPECT_EQ(grade_with(Factor::kB, {elsewhere}), EvidenceGrade::kE0);
}

TEST(Evidence, ADocumentMustBelongToTheSideItSpeaksOf) {
  EvidenceDocument iso = document("iso27001");
  iso.holder = EvidenceDocument::Holder::kOther;
  EXPECT_EQ(grade_with(Factor::kX, {iso}), EvidenceGrade::kE0);
  EXPECT_EQ(grade_with(Factor::kR, {iso}), EvidenceGrade::kE2);
  iso.holder = EvidenceDocument::Holder::kExporter;
  EXPECT_EQ(grade_with(Factor::kX, {iso}), EvidenceGrade::kE2);
  EXPECT_EQ(grade_with(Factor::kR, {iso}), EvidenceGrade::kE0);
}

TEST(Evidence, P2BetterEvidenceNeverRaisesALevel) {
  EXPECT_TRUE(rc::check("P2", [] {
    const auto factor = static_cast<Factor>(*rc::gen::inRange<std::size_t>(0, kFactorCount));
    const int low = *rc::gen::inRange(0, static_cast<int>(kGradeCount));
    const int high = *rc::gen::inRange(low, static_cast<int>(kGradeCount));
    FactorEvidence evidence = claimed(*rc::gen::inRange(0, kLevels), static_cast<EvidenceGrade>(low));
    const auto codes = std::vector<std::string>{"", "iso27001", "mlps_filing", "restore_drill", "unheard_of"};
    evidence.credential = *rc::gen::elementOf(codes);
    if (*rc::gen::arbitrary<bool>()) evidence.checked_on = kDay.plus_days(-*rc::gen::inRange(-1, 800));
    evidence.revoked = *rc::gen::inRange(0, 5) == 0;
    const auto cap = static_cast<EvidenceGrade>(*rc::gen::inRange(0, static_cast<int>(kGradeCount)));
    const GradedFactor weak = graded(factor, evidence, cap);
    FactorEvidence better = evidence;
    better.claim.grade = static_cast<EvidenceGrade>(high);
    RC_ASSERT(graded(factor, better, cap).level <= weak.level);
    better.revoked = false;
    RC_ASSERT(graded(factor, better, cap).level <= weak.level);
    RC_ASSERT(graded(factor, better, EvidenceGrade::kE4).level <= weak.level);
  }));
}

}  // namespace
}  // namespace tidegate
