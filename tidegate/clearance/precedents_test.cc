#include "tidegate/clearance/precedents.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tidegate/clearance/test_desk.h"

namespace tidegate {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::SizeIs;

Precedent precedent(std::string field, std::string row, std::string edition, std::string_view day) {
  Precedent p;
  p.case_id = "c";
  p.field = std::move(field);
  p.list_id = "cn-bj-2025";
  p.row = std::move(row);
  p.edition = std::move(edition);
  p.sector = "pharmaceutical";
  p.regions = {"DE"};
  p.decided_on = Date::parse(day).value();
  return p;
}

std::vector<std::size_t> places(const std::vector<PrecedentMatch>& matches) {
  std::vector<std::size_t> out;
  for (const PrecedentMatch& match : matches) out.push_back(match.place);
  return out;
}

TEST(Precedents, TheSameRowOfTheSameEditionComesFirstThenTheNewest) {
  const std::vector<Precedent> all{
      precedent("检验结果", "7", "2024版", "2025-01-01"), precedent("检验 结果", "7", "2025版", "2026-01-01"),
      precedent("化验值", "7", "2025版", "2026-02-01"), precedent("检验结果", "8", "2025版", "2026-03-01"),
      precedent("住址", "9", "2025版", "2026-03-01")};
  const PrecedentQuery query{"检验结果", "cn-bj-2025", "7", "2025版", "pharmaceutical", {"DE", "FR"}};
  const auto found = find_precedents(query, all);
  EXPECT_THAT(places(found), ElementsAre(2, 1, 3, 0));
  EXPECT_TRUE(found[0].same_row);
  EXPECT_THAT(found[0].why.en, HasSubstr("the same row 7"));
  EXPECT_THAT(found[0].why.zh, HasSubstr("同一行业"));
  EXPECT_TRUE(found[3].another_edition);
  EXPECT_THAT(found[3].why.en, HasSubstr("another edition"));
  EXPECT_THAT(find_precedents(query, all, 2), SizeIs(2));
}

TEST(Precedents, NamesAreComparedWithoutCaseSpacesAndPunctuation) {
  std::vector<Precedent> all{precedent("Lab-Result (ALT)", "", "", "2026-01-01")};
  all[0].list_id.clear();
  EXPECT_THAT(find_precedents({"lab result ALT", "", "", "", "", {}}, all), SizeIs(1));
  EXPECT_THAT(find_precedents({"lab result AST", "", "", "", "", {}}, all), SizeIs(0));
  EXPECT_THAT(find_precedents({"", "", "", "", "", {}}, all), SizeIs(0));
}

TEST(Precedents, ADecidedCaseLeavesOneForEachItemAndRowAndAMachinesNone) {
  TestDesk desk;
  desk.to_decision(FilingRoute::kSA);
  const std::vector<ListedItem> listed{{0, "cn-bj-2025", "7", "2025版"}, {0, "cn-bj-2025", "8", "2025版"}};
  EXPECT_THAT(precedents_of(desk.c, {"DE"}, listed), SizeIs(0));
  desk.decided(DecisionKind::kPartlyPassed);
  const auto left = precedents_of(desk.c, {"DE"}, listed);
  ASSERT_THAT(left, SizeIs(3));
  EXPECT_EQ(left[1].row, "8");
  EXPECT_EQ(left[1].verdict, ItemVerdict::kRefused);
  EXPECT_EQ(left[2].field, "检验结果");
  EXPECT_TRUE(left[2].list_id.empty());
  const auto found =
      find_precedents({"受试者编号", "cn-bj-2025", "7", "2025版", "pharmaceutical", {"DE"}}, left);
  EXPECT_THAT(places(found), ElementsAre(0, 1));
  TestDesk green;
  green.rules.green_ppm = 0;
  green.submit(FilingRoute::kEX, Lane::kGreen);
  green.must(kMachine, FinishedByRules{});
  EXPECT_THAT(precedents_of(green.c, {"DE"}, {}), SizeIs(0));
}

}  // namespace
}  // namespace tidegate
