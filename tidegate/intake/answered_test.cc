#include "tidegate/intake/answered.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "tidegate/intake/precheck_test.h"

namespace tidegate::intake {
namespace {

using testing::HasSubstr;
using testing::Not;

const Field& field_at(std::string_view pointer) {
  static const std::vector<PlacedField> fields = all_fields();
  for (const PlacedField& placed : fields) {
    if (placed.pointer == pointer) return *placed.field;
  }
  ADD_FAILURE() << pointer;
  return *fields.front().field;
}

bool answers(std::string_view text, std::string_view pointer = "/processor/investments") {
  return is_answer(text, field_at(pointer));
}

constexpr const char* kBlanks[] = {"",       " ",      "\t",     "\n",     "\u3000\u3000", "\u200b",
                                   "\u00a0", "\ufeff", "\u2800", "\u3164", "\u200d \u2060"};
constexpr const char* kPlaceholders[] = {"待填写",
                                         "（待填写）",
                                         "待填写。",
                                         " 待 填写 ",
                                         "<待补充>",
                                         "待定",
                                         "待确认……",
                                         "请填写",
                                         "请输入内容",
                                         "有待进一步明确",
                                         "略",
                                         "略。",
                                         "从略",
                                         "未填写",
                                         "空",
                                         "暂缺",
                                         "不详",
                                         "未知",
                                         "TBD",
                                         "t.b.d.",
                                         "ＴＢＤ",
                                         "tbc",
                                         "To be filled in",
                                         "[placeholder]",
                                         "unknown",
                                         "to be confirmed later",
                                         "xxx",
                                         "×××",
                                         "某某",
                                         "lorem ipsum dolor"};
constexpr const char* kMarks[] = {"/", "-", "——",     "……", "...", "?",    "？",
                                  "*", "□", "（  ）", "、", "/ /", "_____"};

TEST(Answer, BlanksMarksAndPlaceholdersAreNone) {
  for (const char* text : kBlanks) EXPECT_FALSE(answers(text)) << std::string(text).size();
  for (const char* text : kPlaceholders) {
    if (std::string(text) == "×××") continue;  // marks
    EXPECT_FALSE(answers(text)) << text;
  }
  for (const char* text : kMarks) EXPECT_FALSE(answers(text)) << text;
}

TEST(Answer, NoneIsOneWhereTheFieldTakesIt) {
  for (const char* text : {"无", "无。", "none", "None", "不适用", "N/A", "没有", "暂无", "不涉及"}) {
    EXPECT_TRUE(answers(text)) << text;
    EXPECT_TRUE(answers(text, "/processor/compliance/statement")) << text;
    EXPECT_TRUE(answers(text, "/scenario/recipients/*/incidents")) << text;
    EXPECT_FALSE(answers(text, "/scenario/recipients/*/phone")) << text;
    EXPECT_FALSE(answers(text, "/scenario/recipients/*/name")) << text;
    EXPECT_FALSE(answers(text, "/scenario/scope")) << text;
    EXPECT_FALSE(answers(text, "/processor/nature_other")) << text;
    EXPECT_FALSE(answers(text, "/legal_documents/*/clauses/remedy/clause")) << text;
  }
}

// "同上" never; "见附件" where a description may lie in a paper, and not where a name, an address, a phone or
// the reason itself is asked for.
TEST(Answer, AReferenceIsOneWhereAPaperMayTell) {
  constexpr const char* kNamed[] = {"/processor/name",
                                    "/processor/legal_rep/name",
                                    "/processor/office_address",
                                    "/processor/handler/title",
                                    "/processor/handler/phone",
                                    "/scenario/purpose",
                                    "/scenario/legality",
                                    "/scenario/recipients/*/name",
                                    "/scenario/recipients/*/address",
                                    "/scenario/recipients/*/phone",
                                    "/scenario/onward/*/party"};
  for (const char* text : {"同上", "后补", "稍后填写", "不便提供", "<填写此处>", "${purpose}", "测试", "asdf",
                           "0000", "ok", "是", "as above"}) {
    for (const char* place : kNamed) EXPECT_FALSE(answers(text, place)) << text << place;
    EXPECT_FALSE(answers(text)) << text;
    EXPECT_FALSE(answers(text, "/scenario/recipients/*/incidents")) << text;
  }
  for (const char* text : {"见附件", "详见合同", "see attached", "见附件二第3条", "否", "no"}) {
    for (const char* place : kNamed) EXPECT_FALSE(answers(text, place)) << text << place;
    EXPECT_TRUE(answers(text)) << text;
    EXPECT_TRUE(answers(text, "/scenario/recipients/*/incidents")) << text;
  }
  for (const char* text : {"见附件二第3条", "第五条", "XX", "保密"})
    EXPECT_TRUE(answers(text, "/legal_documents/*/clauses/remedy/clause")) << text;
  EXPECT_FALSE(answers("见合同", "/legal_documents/*/clauses/remedy/clause"));
  for (const char* text : {"111", "见附件二第3页", "12"})
    EXPECT_TRUE(answers(text, "/legal_documents/*/clauses/remedy/page")) << text;
  EXPECT_FALSE(answers("见附件", "/legal_documents/*/clauses/remedy/page"));
  for (const char* text : {"1111", "保密", "****", "商业秘密", "是", "否", "yes"})
    EXPECT_TRUE(answers(text, "/scenario/items/*/example")) << text;
  for (const char* text : {"同上", "asdf", "测试", "不便提供", "<示例>"})
    EXPECT_FALSE(answers(text, "/scenario/items/*/example")) << text;
}

TEST(Answer, AnythingThatIsSaidIsOne) {
  for (const char* text :
       {"无行政处罚", "待遇与考勤管理系统", "请假记录核算", "略阳县示例路 1 号", "空气质量监测", "缺陷分析",
        "未知来源访问日志", "0", "〇", "A", "Ж", "示", "TBD Holdings GmbH", "XX 型设备日志", "some",
        "unknown-device log", "待定点医院确认的检验值"})
    EXPECT_TRUE(answers(text)) << text;
}

TEST(Answer, AMaskedExampleIsOneAndARomanClauseToo) {
  for (const char* text : {"****", "＊＊＊", "XXXX", "×××"}) {
    EXPECT_TRUE(answers(text, "/scenario/items/*/example")) << text;
    EXPECT_FALSE(answers(text, "/scenario/items/*/content")) << text;
  }
  for (const char* text : {"/", "-", "略", "……", "待填写", "*"})
    EXPECT_FALSE(answers(text, "/scenario/items/*/example")) << text;
  EXPECT_TRUE(answers("XX", "/legal_documents/*/clauses/remedy/clause"));
}

TEST(Answer, WordsOfListsAreLeftAlone) {
  // Namibia is no "not applicable".
  const Transfer t =
      answered(read("scenario: {recipients: [{name: A, region: NA, address: TBD}], industry: other}\n"));
  EXPECT_EQ(t.recipients[0].region, "NA");
  EXPECT_EQ(t.industry, "other");
  EXPECT_EQ(t.recipients[0].address, "");
  EXPECT_EQ(t.recipients[0].name, "A");
}

TEST(Answer, ListsOfTextsKeepAnswersAndListsOfPartsTheirLength) {
  const Transfer t =
      answered(read("legal_documents: [{name: c, parties: [/, '示例公司', ' ']}]\n"
                    "scenario: {items: [{name: 待填写}, {name: a}], summary: {zh: 略, en: trial data}}\n"));
  EXPECT_EQ(t.legal_documents[0].parties, std::vector<std::string>{"示例公司"});
  ASSERT_EQ(t.items.size(), 2U);
  EXPECT_EQ(t.items[0].name, "");
  EXPECT_EQ(t.items[1].name, "a");
  EXPECT_EQ(t.summary.zh, "trial data");  // one language given stands for both
}

// A declaration in which every text says the same.
std::string filled_with(const std::string& text) {
  const std::string q = "\"" + text + "\"";
  return "processor: {name: " + q + ", office_address: " + q + ", nature: other, nature_other: " + q +
         ", actual_controller: " + q + ", handler: {title: " + q + ", phone: " + q +
         "}}\n"
         "scenario: {summary: " +
         q + ", scope: " + q + ", necessity: " + q + ", legality: " + q +
         ", recipients_summarised: no, industry: other, industry_other: " + q + ", items: [{name: " + q +
         ", content: " + q + ", necessity: " + q + ", example: " + q + "}], recipients: [{name: " + q +
         ", phone: " + q + ", address: " + q + "}]}\n" + "legal_documents: [{name: " + q +
         ", kind: contract, parties: [" + q + "], clauses: {remedy: {clause: " + q + ", page: " + q +
         "}}}]\n" + "filing: {route: SA, third_party: {used: yes, name: " + q + ", facts: " + q +
         ", part: " + q + ", sealed: yes}}\n";
}

TEST(Answer, EveryRuleTakesWhatIsNoneForABlank) {
  for (const std::string text : {" ", "\\t", "\\n", "\u3000", "\u200b", "待填写", "TBD", "/", "……"}) {
    const std::vector<Finding> findings = precheck(read(filled_with(text)), {kDay, "", nullptr});
    const std::string v02 = state(findings, "V02");
    for (const char* place :
         {"/processor/name", "/processor/office_address", "/processor/actual_controller",
          "/processor/handler/title", "/processor/handler/phone", "/scenario/summary", "/scenario/scope",
          "/scenario/necessity", "/scenario/legality", "/scenario/items/0/name", "/scenario/items/0/content",
          "/scenario/items/0/example", "/scenario/recipients/0/name", "/scenario/recipients/0/address",
          "/legal_documents/0/name", "/legal_documents/0/parties"})
      EXPECT_THAT(v02 + " ", HasSubstr(" " + std::string(place) + " ")) << text;
    EXPECT_EQ(state(findings, "V03"), "fails /processor/nature_other /scenario/industry_other") << text;
    EXPECT_EQ(state(findings, "V04"), "fails /scenario/recipients/0") << text;
    EXPECT_THAT(state(findings, "V13"), HasSubstr("/legal_documents/0/clauses/remedy")) << text;
    EXPECT_EQ(state(findings, "V16"),
              "fails /filing/third_party/name /filing/third_party/facts /filing/third_party/part")
        << text;
    EXPECT_EQ(state(findings, "V17"), "cannot") << text;
    const std::vector<std::string> places = answered_places(read(filled_with(text)), {kDay, "", nullptr});
    EXPECT_THAT(places, Not(testing::Contains("/processor/name"))) << text;
    EXPECT_THAT(places, testing::Contains("/processor/nature")) << text;
  }
}

// An exempt filing without a gap may end without a person.
TEST(Answer, WhatIsNoneIsAGapOfAnExemptFilingToo) {
  for (const std::string text : {"' '", "待填写", "/"}) {
    const std::vector<Finding> findings =
        precheck(read("processor: {name: " + text + "}\nscenario: {summary: " + text +
                      ", industry: other, industry_other: " + text + ", items: [{name: " + text +
                      ", necessity: " + text + ", class: GENERAL}], recipients: [{name: " + text +
                      ", region: DE}]}\nfiling: {route: EX}\n"),
                 {kDay, "", nullptr});
    EXPECT_EQ(state(findings, "V03"), "fails /scenario/industry_other") << text;
    for (const char* place : {"/processor/name", "/scenario/summary", "/scenario/items/0/name",
                              "/scenario/items/0/necessity", "/scenario/recipients/0/name"})
      EXPECT_THAT(state(findings, "V02") + " ", HasSubstr(" " + std::string(place) + " ")) << text;
  }
}

TEST(Answer, AStatementThatSaysNothingSummarisesNoRecipients) {
  for (const char* text : {"' '", "略", "'-'", "TBD"})
    EXPECT_EQ(
        check(std::string("scenario: {recipients_summarised: yes, recipients_statement: ") + text + "}\n",
              "V05"),
        "fails /scenario/recipients_statement")
        << text;
}

TEST(Answer, AHostThatIsAPlaceholderIsNoHost) {
  const auto domain = [](const std::string& text) {
    return check("scenario: {links: [{mode: api, exporter: {domain: \"" + text +
                     "\", ip: 192.0.2.1}, recipient: {domain: in.example.invalid, ip: none}}]}\n",
                 "V12");
  };
  EXPECT_EQ(domain("out.example.invalid"), "passes");
  EXPECT_EQ(domain("none"), "passes");
  EXPECT_EQ(domain("待填写"), "fails /scenario/links/0/exporter/domain");
  EXPECT_EQ(domain("tbd"), "fails /scenario/links/0/exporter/domain");
  EXPECT_EQ(domain("\u3000"), "fails /scenario/links/0/exporter/domain");
}

TEST(Answer, WhatShowsNothingIsReadAsNotStated) {
  const Transfer t = read(
      "processor: {name: \"\u3000\", handler: {id_type: passport, id_no: \" \"}}\n"
      "scenario: {summary: \" \", purpose: \" \\t\", recipients: [{name: \"\u200b\"}]}\n"
      "legal_documents: [{parties: [\" \", a]}]\n");
  EXPECT_EQ(t.processor_name, "");
  EXPECT_EQ(t.summary, Text{});
  EXPECT_EQ(t.scenario.purpose, "");
  EXPECT_EQ(t.recipients[0].name, "");
  EXPECT_EQ(t.legal_documents[0].parties, std::vector<std::string>{"a"});
  EXPECT_FALSE(t.processor.handler.id_no_given);
  for (const char* number : {"待填写", "无", "/", "TBD"})
    EXPECT_FALSE(read(std::string("processor: {handler: {id_type: passport, id_no: ") + number + "}}\n")
                     .processor.handler.id_no_given)
        << number;
  for (const char* number : {"E00000000", "withheld", "另行保存"})
    EXPECT_TRUE(read(std::string("processor: {handler: {id_type: passport, id_no: ") + number + "}}\n")
                    .processor.handler.id_no_given)
        << number;
}

TEST(Answer, SaysThatAPlaceholderStandsThere) {
  const auto said = [](const std::string& body) {
    for (const Finding& f : precheck(read(body), {kDay, "", nullptr})) {
      if (f.pointer == "/scenario/scope") return f;
    }
    return Finding{};
  };
  const Finding kept = said("scenario: {scope: 待填写}\nfiling: {route: SC}\n");
  EXPECT_THAT(kept.says.en, HasSubstr("no answer"));
  EXPECT_THAT(kept.says.zh, HasSubstr("不构成回答"));
  EXPECT_THAT(kept.fix.en, Not(HasSubstr("none")));  // there always is a scope
  EXPECT_THAT(said("filing: {route: SC}\n").says.en, HasSubstr("blank"));
}

}  // namespace
}  // namespace tidegate::intake
