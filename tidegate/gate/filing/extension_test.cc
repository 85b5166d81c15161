#include "tidegate/gate/filing/extension.h"

#include <gtest/gtest.h>

#include <functional>
#include <set>

#include "tidegate/gate/declaration.h"
#include "tidegate/gate/filing/check_filing.h"
#include "tidegate/intake/read_transfer.h"
#include "tidegate/intake/transfer_tree.h"

namespace tidegate {
namespace {

// A whole filing, with what its example says none of.
Transfer whole_filing() {
  Transfer t = read_declaration(TIDEGATE_SOURCE_DIR "/examples/clinical-trial/transfer.yaml").value();
  t.scenario.onward_none = false;
  t.scenario.onward = {{"Example Labs Ltd", "SG", "复核", "检验结果", "同等保护"}};
  t.scenario.important_authority = "示例主管部门";
  t.scenario.recipients_statement = "共一家";
  t.scenario.scope = "受试者入组信息与检验结果";
  t.processor.actual_controller = "示例控股";
  t.processor.equity_structure = "示例控股 100%";
  t.processor.investments = "无";
  t.links[0].provider = "示例电信";
  t.links[0].circuit_no = "X-1";
  t.filing.last_pass.approved_persons = 12'400;
  t.filing.last_pass.major_incidents = 0;
  t.data.clear();
  return t;
}

class Extended : public testing::Test {
 protected:
  Extended() : grounds_(FilingGrounds::load("test").value()), approved_(whole_filing()) {}

  ExtensionTest tested(const Transfer& now) const {
    Finding clauses;
    clauses.rule = "V13";
    clauses.state = CheckState::kPasses;
    ExtensionFacts metered;
    metered.approved_persons = 20'000;
    metered.approved_sensitive = 12'400;
    metered.metered_persons = 100;
    metered.overruns = 0;
    return extension_of({clauses}, now, &approved_, metered, grounds_->looks().form);
  }

  // Each text of the declaration written otherwise in turn.
  void change_each(intake::Node& node, const std::string& at, const std::function<void()>& look) {
    for (std::size_t i = 0; i < node.children.size(); ++i) {
      const bool is_list = node.kind == intake::Node::Kind::kList;
      change_each(node.children[i], at + "/" + (is_list ? "*" : node.keys[i].name), look);
    }
    if (!node.children.empty() || node.kind != intake::Node::Kind::kScalar) return;
    place_ = at;
    const std::string own = node.text;
    for (const std::string& text : others_of(own)) {
      node.text = text;
      look();
    }
    node.text = own;
  }

  static std::vector<std::string> others_of(const std::string& text) {
    if (text == "true" || text == "yes") return {"false", "no"};
    if (text == "false" || text == "no") return {"true", "yes"};
    std::vector<std::string> others{text + "x", "2099-01-01",  "US",          "other", "independent",
                                    "joint",    "third_party", "203.0.113.9", "api"};
    if (!text.empty() && text.find_first_not_of("0123456789") == std::string::npos)
      others = {std::to_string(std::stoll(text) + 1)};
    std::erase(others, text);
    return others;
  }

  std::unique_ptr<FilingGrounds> grounds_;
  Transfer approved_;
  std::string place_;
};

TEST_F(Extended, OfItsOwnVersionHolds) {
  for (const ExtensionLine& line : tested(approved_).lines)
    EXPECT_EQ(line.holds, Truth::kTrue) << line.id << ": " << line.says.en;
}

// Whatever the form asks: no program passes it changed, but for what is of the application alone.
TEST_F(Extended, NoFieldChangesUnseen) {
  std::set<std::string> read;
  std::set<std::string> unseen;
  intake::Document declared{intake::tree_of(approved_), true, {}};
  change_each(declared.root, "", [&] {
    const auto now = intake::read_transfer(declared, "test").transfer;
    if (!now || *now == approved_) return;
    read.insert(place_);
    if (tested(*now).holds == Truth::kTrue) unseen.insert(place_);
  });
  EXPECT_GT(read.size(), 100U);
  const std::set<std::string> of_the_application{"/attachments/*/file",
                                                 "/attachments/*/sealed",
                                                 "/attachments/*/signed",
                                                 "/cumulative_before/pi_nonsensitive",
                                                 "/cumulative_before/pi_sensitive",
                                                 "/cumulative_before/window_start",
                                                 "/evidence/*/valid_until",
                                                 "/filing/assessed/from",
                                                 "/filing/assessed/to",
                                                 "/filing/commitment",
                                                 "/filing/date",
                                                 "/filing/last_pass/approved_persons",
                                                 "/filing/third_party/facts",
                                                 "/filing/third_party/name",
                                                 "/filing/third_party/part",
                                                 "/filing/third_party/sealed",
                                                 "/filing/third_party/used",
                                                 "/legal_documents/*/effective_on",
                                                 "/legal_documents/*/expires_on",
                                                 "/legal_documents/*/signed_on",
                                                 "/processor/employees",
                                                 "/processor/handler/email",
                                                 "/processor/handler/id_no",
                                                 "/processor/handler/id_type",
                                                 "/processor/handler/name",
                                                 "/processor/handler/nationality",
                                                 "/processor/handler/phone",
                                                 "/processor/handler/title",
                                                 "/processor/pi_scale",
                                                 "/scenario/id",
                                                 "/scenario/items/*/example",
                                                 "/scenario/items/*/seq",
                                                 "/scenario/persons/forecast/*",
                                                 "/scenario/persons/year_current",
                                                 "/scenario/recipients/*/email",
                                                 "/scenario/recipients/*/officer_name",
                                                 "/scenario/recipients/*/officer_title",
                                                 "/scenario/recipients/*/phone",
                                                 "/scenario/retention/from"};
  for (const std::string& place : unseen) EXPECT_TRUE(of_the_application.contains(place)) << place;
  for (const std::string& place : of_the_application) EXPECT_TRUE(unseen.contains(place)) << place;
}

TEST_F(Extended, AnotherSchemaIsSeen) {
  Transfer now = approved_;
  DataSource schema;
  schema.kind = DataSource::Kind::kSchema;
  schema.item_name = "检验结果";
  schema.columns = {{"alt", "MED.LAB"}};
  now.data = {schema};
  EXPECT_EQ(tested(now).holds, Truth::kUnknown);
  EXPECT_NE(tested(now).lines.back().says.en.find("/data"), std::string::npos);
}

TEST_F(Extended, WhatChangedIsCalledAsTheFormCallsIt) {
  Transfer now = approved_;
  now.recipients[0].local_law_note = "法律已修订";
  now.scenario.onward[0].purpose = "转售";
  const ExtensionTest test = tested(now);
  const ExtensionLine& line = test.lines.back();
  EXPECT_EQ(line.id, "others_unchanged");
  EXPECT_EQ(line.holds, Truth::kUnknown);
  EXPECT_EQ(passes(test), ExtensionPasses::kWithReasons);
  EXPECT_NE(line.says.zh.find("境外接收方 1，所在国家或者地区政策法规与网络安全环境"), std::string::npos)
      << line.says.zh;
  EXPECT_NE(line.says.en.find("purpose (/scenario/onward/0/purpose)"), std::string::npos) << line.says.en;
  EXPECT_EQ(line.says.zh.find("转售"), std::string::npos) << "places, no values";
}

}  // namespace
}  // namespace tidegate
