// Comparing packs: every change shown is a real one, and "the same law" is the same on random cases.
#include "tidegate/law/diff.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <functional>
#include <sstream>

#include "tidegate/law/decide.h"
#include "tidegate/law/plan.h"

namespace tidegate::law {
namespace {

RulePack china() {
  std::stringstream text;
  text << std::ifstream(TIDEGATE_SOURCE_DIR "/rulepacks/cn/pack.json").rdbuf();
  return *parse_pack(text.str());
}

RulePack changed(const RulePack& pack, const std::function<void(RulePack&)>& change) {
  RulePack copy = pack;
  change(copy);
  auto compiled = compile(std::move(copy));
  EXPECT_TRUE(compiled.has_value());
  return std::move(*compiled);
}

Rule& rule(RulePack& pack, const std::string& id) {
  return *std::find_if(pack.rules.begin(), pack.rules.end(), [&](const Rule& r) { return r.id == id; });
}

std::string route(const RulePack& pack, const Witness& w) {
  return decide(pack, w.facts, w.as_of, {false, false, {}}).route;
}

TEST(DiffPacks, SaysNothingOfAPackAndItself) {
  const RulePack pack = china();
  EXPECT_TRUE(diff_packs(pack, pack)->is_same_law());
}

TEST(DiffPacks, SaysNothingOfTheSameLawInOtherWords) {
  const RulePack pack = china();
  const RulePack other = changed(pack, [](RulePack& p) {
    Condition& when = rule(p, "cn.r3").when;
    when.text = "not (exporter.ciio or not pi_left or #pi_nonsensitive < $assessment_from)";
    when.tree = *parse_expr(when.text);
  });
  EXPECT_TRUE(diff_packs(pack, other)->is_same_law());
}

TEST(DiffPacks, ShowsABoundMovedByOneWithTheCaseOnIt) {
  const RulePack pack = china();
  const RulePack other = changed(pack, [](RulePack& p) {
    for (Parameter& parameter : p.parameters) {
      if (parameter.id == "sensitive_assessment_from") parameter.values.back().value += 1;
    }
  });
  const auto report = diff_packs(pack, other);
  ASSERT_TRUE(report.has_value());
  EXPECT_EQ(report->undecided, 0U);
  const auto moved = std::find_if(report->changes.begin(), report->changes.end(), [](const OutcomeChange& c) {
    return c.before == "security_assessment" && c.after == "scc_or_certification";
  });
  ASSERT_NE(moved, report->changes.end());
  ASSERT_TRUE(moved->witness.has_value());
  EXPECT_EQ(route(pack, *moved->witness), "security_assessment");
  EXPECT_EQ(route(other, *moved->witness), "scc_or_certification");
  for (const OutcomeChange& c : report->changes) {
    if (c.what != "route") continue;
    ASSERT_TRUE(c.witness.has_value()) << c.says.en;
    EXPECT_EQ(route(pack, *c.witness), c.before);
    EXPECT_EQ(route(other, *c.witness), c.after);
  }
}

TEST(DiffPacks, ShowsAnArticleADutyAndADayThatChanged) {
  const RulePack pack = china();
  const auto first = [&](const std::function<void(RulePack&)>& change, const std::string& what) {
    const auto report = diff_packs(pack, changed(pack, change));
    const auto found = std::find_if(report->changes.begin(), report->changes.end(),
                                    [&](const OutcomeChange& c) { return c.what == what; });
    return found == report->changes.end() ? OutcomeChange{} : *found;
  };
  const OutcomeChange article =
      first([](RulePack& p) { rule(p, "cn.r5").cites = {"CN-PIPL-2021 art.38"}; }, "cites");
  EXPECT_EQ(article.before, "CN-PPR-2024 art.8");
  EXPECT_EQ(article.days.from.str(), "2024-03-22");
  const OutcomeChange duty =
      first([](RulePack& p) { rule(p, "cn.d.inform").then.obligations = {"pipia"}; }, "duties");
  EXPECT_EQ(duty.before, "notify_individuals");
  const OutcomeChange day = first(
      [](RulePack& p) { rule(p, "cn.e8").in_force.from = rule(p, "cn.e8").in_force.from.plus_days(-1); },
      "route");
  EXPECT_EQ(day.days.from.str(), "2024-12-31");
  EXPECT_EQ(day.after, "exempt");
}

TEST(DiffPacks, StopsWhenEnoughIsKnown) {
  const RulePack pack = china();
  const RulePack other = changed(pack, [](RulePack& p) { rule(p, "cn.r4").then.route = "exempt"; });
  EXPECT_GT(diff_packs(pack, other)->changes.size(), 1U);
  EXPECT_EQ(diff_packs(pack, other, 1)->changes.size(), 1U);
}

}  // namespace
}  // namespace tidegate::law
