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
};

TEST(Extension, HoldsAtExactlyTwentyPercentMore) {
  Asked asked;
  EXPECT_EQ(asked.test().holds, Truth::kTrue);
  EXPECT_EQ(asked.test().lines.size(), 9U);
  asked.now.forecast[2] = 1'201;
  EXPECT_EQ(asked.line("persons_growth"), Truth::kFalse);
  EXPECT_EQ(asked.test().holds, Truth::kFalse);
  asked.now.forecast[2] = std::numeric_limits<std::int64_t>::max();
  EXPECT_EQ(asked.line("persons_growth"), Truth::kFalse);
  asked.facts.approved_persons = std::numeric_limits<std::int64_t>::max();
  EXPECT_EQ(asked.line("persons_growth"), Truth::kTrue);
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
}

}  // namespace
}  // namespace tidegate
