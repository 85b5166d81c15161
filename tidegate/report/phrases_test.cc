#include "tidegate/report/phrases.h"

#include <gtest/gtest.h>

#include "tidegate/report/demo_assessments_test.h"
#include "tidegate/report/labels.h"
#include "tidegate/report/phrases_changes.h"
#include "tidegate/report/phrases_proof.h"
#include "tidegate/report/phrases_transfer.h"

namespace tidegate::report {
namespace {

Date day(const char* text) { return *Date::parse(text); }

TEST(Labels, EveryCodeHasWordsInBothLanguages) {
  const auto filled = [](const Text& text) { return !text.en.empty() && !text.zh.empty(); };
  for (int i = 0; i < 5; ++i) {
    EXPECT_TRUE(filled(label(static_cast<RouteClass>(i))));
    EXPECT_TRUE(filled(label(static_cast<Event>(i))));
    EXPECT_TRUE(filled(label(static_cast<Sensitivity>(i))));
    EXPECT_TRUE(filled(short_label(static_cast<Sensitivity>(i))));
    EXPECT_TRUE(filled(degree_label(i)));
  }
  for (int i = 0; i < 4; ++i) {
    EXPECT_TRUE(filled(label(static_cast<Lane>(i))));
    EXPECT_TRUE(filled(meaning(static_cast<Lane>(i))));
  }
  for (int i = 0; i < 6; ++i) EXPECT_TRUE(filled(label(static_cast<EvidenceGrade>(i))));
  for (std::size_t i = 0; i < kFactorCount; ++i) EXPECT_TRUE(filled(label(static_cast<Factor>(i))));
  for (std::size_t i = 0; i < kHarmCount; ++i) EXPECT_TRUE(filled(label(static_cast<Harm>(i))));
  for (const ExitCode c :
       {ExitCode::kProceed, ExitCode::kFindings, ExitCode::kInvalid, ExitCode::kUndetermined,
        ExitCode::kProcedure, ExitCode::kProhibited, ExitCode::kVerification, ExitCode::kLimit,
        ExitCode::kUnavailable, ExitCode::kInternal, ExitCode::kInterrupted}) {
    EXPECT_TRUE(filled(meaning(c)));
  }
}

TEST(Labels, ACodeThatIsNotKnownIsShownAsItsWords) {
  EXPECT_EQ(route_label("some_new_route").en, "some new route");
  EXPECT_EQ(region_label("XX").en, "XX");
  EXPECT_EQ(law_label("EU").zh, "欧盟");
  EXPECT_EQ(region_label("HK").zh, "中国香港");
}

TEST(Phrases, TheLastDayInForceIsShownAndNotTheFirstDayAfter) {
  EXPECT_EQ(in_force({day("2017-06-01"), day("2026-01-01")}).en, "2017-06-01 to 2025-12-31");
  EXPECT_EQ(in_force({day("2024-03-22"), DateInterval{}.to}).en, "since 2024-03-22");
  EXPECT_EQ(in_force({}).zh, "现行有效");
}

TEST(Phrases, AMarginIsReachedExactlyAtItsLimit) {
  EXPECT_EQ(margin_distance({"c", {}, 9999, true, 10000, "r"}).en, "1 below");
  EXPECT_EQ(margin_distance({"c", {}, 10000, true, 10000, "r"}).en, "reached exactly");
  EXPECT_EQ(margin_distance({"c", {}, 12400, true, 10000, "r"}).en, "2,400 above");
  EXPECT_EQ(margin_distance({"c", {}, 9000, false, 10000, "r"}).en, "at most 1,000 below");
  EXPECT_EQ(margin_value({"c", {}, 9000, false, 10000, "r"}), "≥ 9,000");
}

TEST(Phrases, CountersThatHoldSomebodyComeFirstAndTheirNearestLimitBefore) {
  Opinion o;
  o.margins = {{"sensitive", {}, 0, true, 10000, "a"},
               {"ordinary", {}, 5, true, 1000000, "a"},
               {"ordinary", {}, 5, true, 100000, "b"}};
  const auto counters = margins_by_counter(o);
  ASSERT_EQ(counters.size(), 2u);
  EXPECT_EQ(counters[0][0]->limit, 100000);
  EXPECT_EQ(counters[0][1]->limit, 1000000);
  EXPECT_EQ(counters[1][0]->counter, "sensitive");
}

TEST(Phrases, AReachedLimitThatDoesNotDecideIsExplained) {
  Opinion o;
  o.route_class = RouteClass::kProcedure;
  o.route = "scc_or_certification";
  o.margins = {{"sensitive", {}, 12400, true, 10000, "security_assessment"}};
  EXPECT_FALSE(margins_note(o).empty()) << "a zone's list prevails";
  o.margins.push_back({"sensitive", {}, 12400, true, 1, "scc_or_certification"});
  EXPECT_FALSE(margins_note(o).empty()) << "the lower limit is reached too, and settles nothing";
  o.route = "security_assessment";
  EXPECT_TRUE(margins_note(o).empty());
  o.route = "scc_or_certification";
  o.margins = {{"sensitive", {}, 12, true, 10000, "security_assessment"}};
  EXPECT_TRUE(margins_note(o).empty());
}

TEST(Phrases, ChineseArticlesAreNamedInTheStatutesWay) {
  Citation c;
  c.code = "CN-PPR-2024 art.7(1)(2)";
  c.instrument = {"Provisions", "促进和规范数据跨境流动规定"};
  EXPECT_EQ(article_words(c, Lang::kZh), "《促进和规范数据跨境流动规定》第七条(1)(2)");
  EXPECT_EQ(article_words(c, Lang::kEn), "Provisions");
  c.code = "US-DSP 202.205";
  EXPECT_EQ(article_words(c, Lang::kZh), "促进和规范数据跨境流动规定");
  c.code = "CN-X art.9999999999999999999";
  EXPECT_EQ(article_words(c, Lang::kZh), "促进和规范数据跨境流动规定");
}

TEST(Phrases, FactsUsedAreThoseOfTheRulesThatDecidedTheRoute) {
  const Assessment a = rich_assessment();
  const std::vector<UsedFact> used = facts_used(a, a.opinions[0]);
  ASSERT_EQ(used.size(), 2u);
  EXPECT_EQ(used[0].name, "exporter.ciio");
  EXPECT_EQ(used[0].value.zh, "否");
  EXPECT_EQ(used[1].value.en, "Germany");
}

TEST(Phrases, FailingFindingsComeGravestFirst) {
  const Assessment a = rich_assessment();
  std::string rules;
  for (const Finding* f : failing(a.findings)) rules += f->rule + " ";
  EXPECT_EQ(rules, "V04 V11 V14 V17 ");
  const FindingCounts n = count(a.findings);
  EXPECT_EQ(n.blocks + n.returned + n.warns + n.passes + n.not_checkable, a.findings.size());
}

TEST(Phrases, TheDisclaimerIsNotRepeatedAmongTheNotes) {
  Assessment a = rich_assessment();
  const std::size_t before = all_notes(a).size();
  a.notes.push_back(disclaimer());
  a.notes.push_back(a.notes.front());
  EXPECT_EQ(all_notes(a).size(), before);
}

TEST(Phrases, AQuestionThatMovesNothingIsNotAsked) {
  RiskReport risk;
  risk.next_question = {"Which step?", "哪一步？"};
  EXPECT_FALSE(has_open_question(risk)) << "no interval";
  risk.high_e6 = 1;
  EXPECT_TRUE(has_open_question(risk));
}

TEST(Phrases, OneIsSingular) {
  EXPECT_EQ(plural(1, "file", "个文件").en, "1 file");
  EXPECT_EQ(plural(1200, "file", "个文件").en, "1,200 files");
  PersonCounts one;
  one.persons = 1;
  EXPECT_EQ(totals_sentence(one).en, "1 distinct person in all");
}

TEST(PhrasesChanges, AChangeOfPersonsNamesTheItemAndBothNumbers) {
  const Assessment a = rich_assessment();
  const std::vector<ChangeRow> rows = changes(a, a.opinions[0]);
  ASSERT_EQ(rows.size(), 2u) << "the flip by count and the first change are the same, told once";
  EXPECT_EQ(rows[0].says.en, "laboratory results: send at most 9,999 persons (now 12,400)");
  const Assessment free = free_assessment();
  EXPECT_EQ(changes(free, free.opinions[0])[0].says.zh, "suppliers：达到 100,000 人时（现为 5,200 人）");
}

TEST(PhrasesChanges, BranchesThatDifferInOneAnswerAreToldOnceARoute) {
  const Assessment a = bare_assessment();
  const std::vector<BranchRow> rows = branch_rows(a, a.opinions[0]);
  ASSERT_EQ(rows.size(), 4u);
  EXPECT_EQ(rows[0].route, "exempt") << "the leading case stays first";
  EXPECT_TRUE(rows[1].one_answer);
  EXPECT_EQ(rows[1].when.en, "a state organ; or important data");
  EXPECT_EQ(rows[1].when.zh, "国家机关；或含重要数据");
  EXPECT_TRUE(rows[1].legal_basis.empty()) << "no article decides both";
  EXPECT_FALSE(rows[2].one_answer);
}

TEST(PhrasesChanges, AFlagWithBracketsIsQuotedForAShell) {
  EXPECT_EQ(shell_word("--ciio no"), "--ciio no");
  EXPECT_EQ(shell_word("--set data[0].x=no"), "--set 'data[0].x=no'");
}

TEST(PhrasesTransfer, ALawWithItemsOfItsOwnIsToldWithThem) {
  Assessment a = free_assessment();
  Opinion& o = a.opinions[0];
  Facts item;
  item.set("category", Symbol{"personal_health"});
  item.set("subjects", std::int64_t{7});
  o.own_items = {item};
  const std::vector<ItemRow> rows = item_rows(a, o, Lang::kEn);
  ASSERT_EQ(rows.size(), 1u);
  EXPECT_EQ(rows[0].name, "personal health");
  EXPECT_EQ(rows[0].persons, "7");
}

TEST(PhrasesChanges, TheRouteIsTakenOffThePacksSentenceOnlyWhereItStands) {
  Assessment a = bare_assessment();
  Opinion& o = a.opinions[0];
  o.labels = {{"exempt", {"exempt", "豁免"}}};
  o.branches = {{{}, "exempt", {"data[0] small: exempt", "data[0] 很少：豁免"}, {}, {}},
                {{}, "exempt", {"nothing leaves", "不出境"}, {}, {}}};
  const std::vector<BranchRow> rows = branch_rows(a, o);
  EXPECT_EQ(rows[0].when.en, "contacts.jsonl small");
  EXPECT_EQ(rows[0].route, "exempt");
  EXPECT_EQ(rows[1].when.en, "nothing leaves");
  EXPECT_EQ(rows[1].route, "");
}

TEST(PhrasesTransfer, ARowIsNamedByItsFirstItems) {
  Transfer t;
  t.facts.items.resize(2);
  for (const char* name : {"name", "mobile", "address", "e-mail"}) {
    DataItem item;
    item.name = name;
    item.row = 1;
    t.items.push_back(item);
  }
  EXPECT_EQ(item_name(t, 1), "name, mobile, address +1");
  EXPECT_EQ(item_name(t, 0), "data[0]");
}

TEST(PhrasesProof, AComparisonIsShownWithItsNumbers) {
  Opinion opinion;
  opinion.labels = {{"$contract_from", {"100000", "100000"}},
                    {"cn.contract", {"A standard contract", "标准合同"}}};
  ProofNode counter;
  counter.kind = ProofKind::kCounter;
  counter.label = "#pi_nonsensitive = 12400";
  opinion.proof = {counter};
  ProofNode compare;
  compare.kind = ProofKind::kCompare;
  compare.label = "#pi_nonsensitive < $contract_from";
  EXPECT_EQ(compared_numbers(opinion, compare), "12,400 < 100,000");
  opinion.proof[0].label = "#pi_nonsensitive = 120000..155000";
  EXPECT_EQ(compared_numbers(opinion, compare), "120,000..155,000 < 100,000");
  compare.label = "#pi_nonsensitive < $of_nobody_known";
  EXPECT_EQ(compared_numbers(opinion, compare), "");
  compare.label = "recipient.country != CN";
  EXPECT_EQ(compared_numbers(opinion, compare), "");
  ProofNode rule;
  rule.label = "data[2]: cn.contract";
  rule.kind = ProofKind::kRule;
  EXPECT_EQ(rule_words(opinion, rule).zh, "标准合同");
  rule.label = "cn.other";
  EXPECT_TRUE(rule_words(opinion, rule).empty());
}

TEST(PhrasesProof, WhatARuleBringsIsToldInThePacksWords) {
  Opinion opinion;
  opinion.labels = {{"pia", {"impact assessment", "个人信息保护影响评估"}}};
  const Text says = outcome_words(opinion, "route=exempt duty=pia");
  EXPECT_EQ(says.en, "route=exempt duty=pia");
  EXPECT_EQ(says.zh, "路径：豁免；义务：个人信息保护影响评估");
}

TEST(PhrasesChanges, AQuestionOfADeclarationNamesItsKey) {
  Assessment assessment;
  Question question;
  question.facts = {"facts.foreign_authority_request"};
  question.flag = "--foreign-authority-request yes|no";
  EXPECT_EQ(declaration_keys(assessment, question), "");  // no declaration was given
  assessment.transfer.origin = "transfer.yaml";
  EXPECT_EQ(declaration_keys(assessment, question), "facts.foreign_authority_request: yes|no");
  question.facts = {"a", "b", "c"};
  EXPECT_EQ(declaration_keys(assessment, question), "a, b …");
}

TEST(Phrases, APackThatIsPastItsReviewIsToldFirst) {
  Assessment assessment = rich_assessment();
  EXPECT_TRUE(out_of_date(assessment).empty());
  assessment.opinions[0].reviewed_until = day("2026-12-31");
  EXPECT_NE(out_of_date(assessment).en.find("China to 2026-12-31"), std::string::npos);
  EXPECT_NE(out_of_date(assessment).zh.find("中国至 2026-12-31"), std::string::npos);
}

TEST(Phrases, AFreeRouteInAStrictLaneIsExplained) {
  Assessment assessment;
  assessment.opinions.resize(1);
  assessment.opinions[0].route_class = RouteClass::kFree;
  assessment.risk.emplace();
  const auto notes = [&](Lane lane, RouteClass route) {
    assessment.risk->lane = lane;
    assessment.opinions[0].route_class = route;
    EXPECT_EQ(under_verdict(assessment).size(), all_notes(assessment).size());
    return all_notes(assessment).size();
  };
  EXPECT_EQ(notes(Lane::kRed, RouteClass::kFree), 1U);
  EXPECT_EQ(notes(Lane::kGreen, RouteClass::kFree), 0U);
  EXPECT_EQ(notes(Lane::kRed, RouteClass::kProcedure), 0U);
}

TEST(Phrases, ARouteTakenInsteadStandsUnderTheVerdictWithItsLaw) {
  Assessment assessment;
  assessment.opinions.resize(1);
  EXPECT_TRUE(under_verdict(assessment).empty());
  assessment.opinions[0].law = "CN";
  assessment.opinions[0].also_allowed = {"gba_standard_contract"};
  ASSERT_EQ(under_verdict(assessment).size(), 1U);
  EXPECT_EQ(under_verdict(assessment)[0].en, "or: Greater Bay Area standard contract");
  EXPECT_EQ(under_verdict(assessment)[0].zh, "或：粤港澳大湾区标准合同");
  assessment.opinions.emplace_back();
  EXPECT_EQ(under_verdict(assessment)[0].en, "China, or: Greater Bay Area standard contract");
}

TEST(PhrasesTransfer, WhatIsNotStatedIsUnknownAndNotNo) {
  Assessment a = bare_assessment();
  a.transfer.facts.items[0] = {};
  EXPECT_EQ(item_rows(a, a.opinions[0], Lang::kEn)[0].kind.en, "unknown");
  EXPECT_EQ(item_rows(a, a.opinions[0], Lang::kEn)[0].persons, "unknown");
}

}  // namespace
}  // namespace tidegate::report
