#include "tidegate/clearance/extension.h"

#include <gtest/gtest.h>

#include <limits>

namespace tidegate {
namespace {

Transfer transfer() {
  Transfer t;
  t.uscc = "91110000000000000E";
  t.purpose = "统计分析";
  t.items.resize(2);
  t.items[0].name = "受试者编号";
  t.items[1].name = "检验结果";
  t.recipients.resize(1);
  t.recipients[0].name = "Example Pharma SE";
  t.recipients[0].region = "DE";
  t.recipients[0].use_and_method = "终点统计分析";
  t.scenario.scope = "受试者入组信息与检验结果";
  t.scenario.method = "按批次文件加密传输";
  t.scenario.processing_by_recipient = "去标识化状态下统计分析";
  t.items[1].content = "血液指标";
  t.links.resize(1);
  t.links[0].mode = "bulk_file";
  t.forecast = {400, 800, 1'200};
  return t;
}

struct Asked {
  Transfer approved = transfer();
  Transfer now = transfer();
  ExtensionFacts facts;
  Asked() {
    facts.approved_persons = 1'000;
    facts.legal_documents_hold = true;
    facts.metered_persons = 1'000;
    facts.overruns = 0;
    facts.major_incidents = 0;
    facts.other_changes.emplace();
  }
  ExtensionTest test() {
    facts.approved = &approved;
    facts.now = &now;
    return extension_test(facts);
  }
  Truth line(std::string_view id) {
    for (const ExtensionLine& line : test().lines) {
      if (line.id == id) return line.holds;
    }
    ADD_FAILURE() << id;
    return Truth::kFalse;
  }
  std::string says(std::string_view id) {
    for (const ExtensionLine& line : test().lines) {
      if (line.id == id) return line.says.en + line.says.zh;
    }
    return {};
  }
};

TEST(Extension, HoldsAtExactlyTwentyPercentMore) {
  Asked asked;
  EXPECT_EQ(asked.test().holds, Truth::kTrue);
  EXPECT_EQ(asked.test().lines.size(), 10U);
  asked.now.forecast[2] = 1'201;
  EXPECT_EQ(asked.line("persons_growth"), Truth::kFalse);
  EXPECT_EQ(asked.test().holds, Truth::kFalse);
  asked.now.forecast[2] = std::numeric_limits<std::int64_t>::max();
  EXPECT_EQ(asked.line("persons_growth"), Truth::kFalse);
  asked.facts.approved_persons = std::numeric_limits<std::int64_t>::max();
  EXPECT_EQ(asked.line("persons_growth"), Truth::kTrue);
}

TEST(Extension, HoldsSensitivePersonsToTheSameGrowth) {
  Asked asked;
  asked.facts.approved_sensitive = 100;
  asked.now.scenario.persons.spi = 120;
  EXPECT_EQ(asked.line("persons_growth"), Truth::kTrue);
  asked.now.scenario.persons.spi = 121;
  EXPECT_EQ(asked.line("persons_growth"), Truth::kFalse);
  EXPECT_NE(asked.says("persons_growth").find("1200 forecast"), std::string::npos) << "both are told";
  asked.now.scenario.persons.spi.reset();
  EXPECT_EQ(asked.line("persons_growth"), Truth::kUnknown);
  asked.now.scenario.persons.spi = 1;
  asked.facts.approved_sensitive.reset();
  EXPECT_EQ(asked.line("persons_growth"), Truth::kUnknown) << "the pass bounds none";
}

TEST(Extension, WhatIsNotKnownIsAskedAndNeverTaken) {
  const auto unknown = [](auto take_away, std::string_view id) {
    Asked asked;
    take_away(asked);
    EXPECT_EQ(asked.line(id), Truth::kUnknown) << id;
    EXPECT_EQ(asked.test().holds, Truth::kUnknown) << id;
    for (const ExtensionLine& line : asked.test().lines) {
      EXPECT_EQ(line.ask.empty(), line.holds != Truth::kUnknown) << line.id;
    }
  };
  unknown([](Asked& a) { a.facts.metered_persons.reset(); }, "within_pass");
  unknown([](Asked& a) { a.facts.overruns.reset(); }, "within_pass");
  unknown([](Asked& a) { a.facts.major_incidents.reset(); }, "no_major_incident");
  unknown([](Asked& a) { a.facts.legal_documents_hold.reset(); }, "legal_documents");
  unknown([](Asked& a) { a.now.forecast.pop_back(); }, "persons_growth");
  unknown([](Asked& a) { a.facts.approved_persons.reset(); }, "persons_growth");
  unknown([](Asked& a) { a.now.uscc.clear(); }, "same_processor");
  unknown([](Asked& a) { a.now.recipients.clear(); }, "same_recipients");
  unknown([](Asked& a) { a.now.items.clear(); }, "same_scope");
  unknown([](Asked& a) { a.now.purpose.clear(); }, "same_purpose");
  unknown([](Asked& a) { a.approved.items[0].item_class = a.now.items[0].item_class = "IMPORTANT"; },
          "important_growth");
}

TEST(Extension, AnyOtherChangeIsNamedToAPerson) {
  Asked asked;
  asked.facts.other_changes = {
      {{"recipient 1, law", "境外接收方 1，政策法规"}, "/scenario/recipients/0/local_law_note"}};
  EXPECT_EQ(asked.line("others_unchanged"), Truth::kUnknown);
  EXPECT_NE(asked.says("others_unchanged").find("/scenario/recipients/0/local_law_note"), std::string::npos);
  EXPECT_EQ(passes(asked.test()), ExtensionPasses::kWithReasons);
  asked.facts.other_changes.reset();
  EXPECT_EQ(asked.line("others_unchanged"), Truth::kUnknown);
  EXPECT_EQ(passes(asked.test()), ExtensionPasses::kNo) << "what was passed is not known";
}

TEST(Extension, AnyChangeOrBreachFails) {
  const auto fails = [](auto change, std::string_view id) {
    Asked asked;
    change(asked);
    EXPECT_EQ(asked.line(id), Truth::kFalse) << id;
    EXPECT_EQ(asked.test().holds, Truth::kFalse) << id;
  };
  fails([](Asked& a) { a.now.purpose = "市场营销"; }, "same_purpose");
  fails([](Asked& a) { a.now.items[1].name = "基因数据"; }, "same_scope");
  fails([](Asked& a) { a.now.items[1].item_class = "SPI"; }, "same_scope");
  fails([](Asked& a) { a.now.items[1].sensitive = true; }, "same_scope");
  fails([](Asked& a) { a.now.uscc = "91110000000000001F"; }, "same_processor");
  fails([](Asked& a) { a.now.recipients[0].region = "US"; }, "same_recipients");
  fails([](Asked& a) { a.facts.legal_documents_hold = false; }, "legal_documents");
  fails([](Asked& a) { a.facts.overruns = 1; }, "within_pass");
  fails([](Asked& a) { a.facts.metered_persons = 1'001; }, "within_pass");
  fails([](Asked& a) { a.facts.major_incidents = 1; }, "no_major_incident");
  fails(
      [](Asked& a) {
        a.facts.approved_important_mb = 100;
        a.facts.forecast_important_mb = 121;
      },
      "important_growth");
}

TEST(Extension, FewerItemsAndOtherSpacingAreNoChange) {
  Asked asked;
  asked.now.items.pop_back();
  asked.now.purpose = " 统计 分析 ";
  EXPECT_EQ(asked.test().holds, Truth::kTrue);
  asked.approved.scenario.method = "SFTP, batch";
  asked.now.scenario.method = "ＳＦＴＰ，　batch\n";
  asked.now.recipients[0].name = "EXAMPLE Pharma\u00a0SE";
  EXPECT_EQ(asked.test().holds, Truth::kTrue);
}

TEST(Extension, WhatDiffersIsNamedAndWhatOneVersionLeftOpenIsNotKnown) {
  struct Field {
    std::string_view line;
    std::string_view place;
    std::string& (*of)(Transfer&);
  };
  const Field fields[] = {
      {"same_scope", "/scenario/scope", [](Transfer& t) -> std::string& { return t.scenario.scope; }},
      {"same_scope", "/scenario/method", [](Transfer& t) -> std::string& { return t.scenario.method; }},
      {"same_scope", "/scenario/items/1/content",
       [](Transfer& t) -> std::string& { return t.items[1].content; }},
      {"same_scope", "/scenario/links/0/mode", [](Transfer& t) -> std::string& { return t.links[0].mode; }},
      {"same_purpose", "/scenario/processing_by_recipient",
       [](Transfer& t) -> std::string& { return t.scenario.processing_by_recipient; }},
      {"same_purpose", "/scenario/recipients/0/use_and_method",
       [](Transfer& t) -> std::string& { return t.recipients[0].use_and_method; }},
      {"same_purpose", "/purpose", [](Transfer& t) -> std::string& { return t.purpose; }}};
  for (const Field& field : fields) {
    Asked changed;
    field.of(changed.now) = "对外出售";
    EXPECT_EQ(changed.line(field.line), Truth::kFalse) << field.place;
    EXPECT_NE(changed.says(field.line).find(field.place), std::string::npos) << changed.says(field.line);
    Asked open;
    field.of(open.approved).clear();
    EXPECT_EQ(open.line(field.line), Truth::kUnknown) << field.place;
    EXPECT_EQ(passes(open.test()), ExtensionPasses::kNo) << field.place;
  }
  Asked silent;
  silent.approved.scenario.scope.clear();
  silent.now.scenario.scope.clear();
  EXPECT_EQ(silent.line("same_scope"), Truth::kUnknown);
}

TEST(Extension, OfTwoItemsWithOneNameEachIsComparedWithItsLike) {
  Asked asked;
  asked.approved.items.push_back(asked.approved.items[1]);
  asked.approved.items[2].content = "尿液指标";
  asked.now.items.push_back(asked.approved.items[2]);
  EXPECT_EQ(asked.test().holds, Truth::kTrue);
  asked.now.items[2].content = "身份证号码";
  EXPECT_EQ(asked.line("same_scope"), Truth::kFalse);
  EXPECT_NE(asked.says("same_scope").find("/scenario/items/2/content"), std::string::npos);
}

TEST(Extension, FlowsThatWereRefusedAreForAPersonToSettle) {
  Asked asked;
  EXPECT_EQ(passes(asked.test()), ExtensionPasses::kYes);
  asked.facts.refused_flows = 3;
  asked.facts.last_refused_on = "2026-11-20";
  EXPECT_EQ(asked.line("within_pass"), Truth::kUnknown);
  EXPECT_NE(asked.says("within_pass").find("3 次，最近一次 2026-11-20"), std::string::npos);
  EXPECT_EQ(passes(asked.test()), ExtensionPasses::kWithReasons);
  asked.facts.major_incidents.reset();
  EXPECT_EQ(passes(asked.test()), ExtensionPasses::kNo);
  asked.facts.major_incidents = 0;
  asked.facts.overruns = 1;
  EXPECT_EQ(asked.line("within_pass"), Truth::kFalse);
  asked.facts.overruns = 0;
  asked.facts.metered_persons.reset();
  EXPECT_EQ(passes(asked.test()), ExtensionPasses::kWithReasons) << "metered elsewhere";
  asked.facts.approved_persons.reset();
  EXPECT_EQ(passes(asked.test()), ExtensionPasses::kNo) << "nobody knows what was passed";
}

TEST(Extension, EachLineHasItsSourceAndARefusalNamesThoseThatFail) {
  Asked asked;
  for (const ExtensionLine& line : asked.test().lines) EXPECT_FALSE(line.source.empty()) << line.id;
  EXPECT_TRUE(against(asked.test()).empty());
  asked.facts.major_incidents = 2;
  asked.now.scenario.method = "远程访问";
  const Text why = against(asked.test());
  EXPECT_NE(why.en.find("same_scope (not met): changed: method (/scenario/method)"), std::string::npos)
      << why.en;
  EXPECT_NE(why.zh.find("安全事件 2 起"), std::string::npos) << why.zh;
}

}  // namespace
}  // namespace tidegate
