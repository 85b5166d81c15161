#include "tidegate/gate/desk/firm_filings.h"

#include <gmock/gmock.h>

namespace tidegate::desk {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

std::vector<Finding> not_checkable() {
  Finding finding;
  finding.rule = "V27";
  finding.severity = Severity::kWarns;
  finding.state = CheckState::kNotCheckable;
  return {finding};
}

TEST(FirmFilings, SayWithFiguresThatADeclarationCountsTooFew) {
  FirmFilings held;
  held.filings = 119;
  held.ordinary = 117'810;
  std::vector<Finding> findings = not_checkable();
  check_other_filings(held, {117'810, 0}, findings);
  EXPECT_EQ(findings[0].state, CheckState::kNotCheckable);
  check_other_filings(held, {0, 0, false}, findings);  // data of nobody
  EXPECT_EQ(findings[0].state, CheckState::kNotCheckable);
  check_other_filings(held, {0, 0}, findings);
  EXPECT_EQ(findings[0].state, CheckState::kFails);
  EXPECT_EQ(findings[0].pointer, "/cumulative_before");
  EXPECT_THAT(findings[0].says.en,
              HasSubstr("119 other filings of the firm at the desk count 117810 persons"));
  EXPECT_THAT(findings[0].says.zh, HasSubstr("119 件"));
  EXPECT_THAT(findings[0].fix.zh, HasSubstr("不得拆分数量"));
}

TEST(FirmFilings, WhatFailedBeforeStands) {
  FirmFilings held;
  held.sensitive = 1;
  std::vector<Finding> findings = not_checkable();
  findings[0].state = CheckState::kFails;
  findings[0].says = {"by another filing", "与另一申报"};
  check_other_filings(held, {}, findings);
  EXPECT_EQ(findings[0].says.en, "by another filing");
}

TEST(FirmFilings, NothingFinishesByRulesOnDoubt) {
  FirmFilings held;
  EXPECT_THAT(against_by_other_filings(held, {}, "retail"), IsEmpty());
  held.sectors = {"retail"};
  EXPECT_THAT(against_by_other_filings(held, {}, "retail"), IsEmpty());
  EXPECT_THAT(against_by_other_filings(held, {}, "banking"), SizeIs(1));
  held.has_ended = true;
  EXPECT_THAT(against_by_other_filings(held, {}, "retail"), SizeIs(1));
  held.is_whole = false;  // more than are read
  EXPECT_THAT(against_by_other_filings(held, {1'000'000, 1'000'000}, "retail"), SizeIs(2));
}

}  // namespace
}  // namespace tidegate::desk
