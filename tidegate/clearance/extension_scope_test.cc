#include <gtest/gtest.h>

#include "tidegate/clearance/extension_same.h"

namespace tidegate::clearance {
namespace {

Transfer transfer() {
  Transfer t;
  t.items.resize(1);
  t.items[0].name = "检验结果";
  t.scenario.scope = "检验结果";
  t.scenario.method = "按批次文件加密传输";
  t.scenario.frequency = "batch";
  t.scenario.overseas_systems = {{"Trial platform", "", "DE", "Berlin", false}};
  t.scenario.onward = {{"Example Labs Ltd", "SG", "复核", "", ""}};
  Link link;
  link.mode = "bulk_file";
  link.encryption = "TLS 1.3";
  link.keys = "exporter";
  link.exporter = {"sftp.example.invalid", {"192.0.2.1"}};
  link.recipient = {"in.example.invalid", {"198.51.100.0/24", "2001:db8::/48"}};
  t.links = {link};
  return t;
}

struct Field {
  const char* place;
  void (*change)(Transfer&);
  void (*clear)(Transfer&);
};
const Field kFields[] = {
    {"/scenario/frequency", [](Transfer& t) { t.scenario.frequency = "continuous"; },
     [](Transfer& t) { t.scenario.frequency.clear(); }},
    {"/scenario/overseas_systems/0/region", [](Transfer& t) { t.scenario.overseas_systems[0].region = "US"; },
     [](Transfer& t) { t.scenario.overseas_systems[0].region.clear(); }},
    {"/scenario/onward/0", [](Transfer& t) { t.scenario.onward[0].party = "Data Broker Inc"; },
     [](Transfer& t) { t.scenario.onward[0].party.clear(); }},
    {"/scenario/onward/0", [](Transfer& t) { t.scenario.onward[0].region = "US"; },
     [](Transfer& t) { t.scenario.onward[0].region.clear(); }},
    {"/scenario/links/0/mode", [](Transfer& t) { t.links[0].mode = "api"; },
     [](Transfer& t) { t.links[0].mode.clear(); }},
    {"/scenario/links/0/encryption", [](Transfer& t) { t.links[0].encryption = "none"; },
     [](Transfer& t) { t.links[0].encryption.clear(); }},
    {"/scenario/links/0/keys", [](Transfer& t) { t.links[0].keys = "recipient"; },
     [](Transfer& t) { t.links[0].keys.clear(); }},
    {"/scenario/links/0/exporter/domain",
     [](Transfer& t) { t.links[0].exporter.domain = "other.example.invalid"; },
     [](Transfer& t) { t.links[0].exporter.domain.clear(); }},
    {"/scenario/links/0/exporter/ip", [](Transfer& t) { t.links[0].exporter.addresses = {"192.0.2.2"}; },
     [](Transfer& t) { t.links[0].exporter.addresses.clear(); }},
    {"/scenario/links/0/recipient/domain",
     [](Transfer& t) { t.links[0].recipient.domain = "other.example.invalid"; },
     [](Transfer& t) { t.links[0].recipient.domain.clear(); }},
    {"/scenario/links/0/recipient/ip",
     [](Transfer& t) { t.links[0].recipient.addresses.push_back("203.0.113.9"); },
     [](Transfer& t) { t.links[0].recipient.addresses.clear(); }}};

bool names(const ExtensionLine& line, const std::string& place) {
  return line.says.en.find("(" + place + ")") != std::string::npos &&
         line.says.zh.find("（" + place + "）") != std::string::npos;
}

TEST(ExtensionScope, AFieldThatDiffersFailsAndOneThatOneVersionLeftBlankIsNotKnown) {
  EXPECT_EQ(same_scope(transfer(), transfer()).holds, Truth::kTrue);
  for (const Field& field : kFields) {
    Transfer changed = transfer();
    field.change(changed);
    EXPECT_EQ(same_scope(transfer(), changed).holds, Truth::kFalse) << field.place;
    EXPECT_TRUE(names(same_scope(transfer(), changed), field.place)) << field.place;
    Transfer blank = transfer();
    field.clear(blank);
    for (const auto& line : {same_scope(transfer(), blank), same_scope(blank, transfer())}) {
      EXPECT_EQ(line.holds, Truth::kUnknown) << field.place;
      EXPECT_TRUE(names(line, field.place)) << field.place;
    }
  }
}

TEST(ExtensionScope, WhatIsStatedOfAllItemsIsStatedOfEach) {
  Transfer minors = transfer();
  minors.all_items.set("under14", true);
  EXPECT_EQ(same_scope(transfer(), minors).holds, Truth::kFalse);
  EXPECT_TRUE(names(same_scope(transfer(), minors), "/scenario/items/0"));
  Transfer each = transfer();
  each.items[0].stated.set("under14", true);
  EXPECT_EQ(same_scope(minors, each).holds, Truth::kTrue) << "said once or of each";
}

TEST(ExtensionScope, AListThatOneVersionLeftOutIsNotKnown) {
  const auto lacks = [](auto leave_out) {
    Transfer blank = transfer();
    leave_out(blank);
    EXPECT_EQ(same_scope(blank, transfer()).holds, Truth::kUnknown);
    return same_scope(transfer(), blank);
  };
  EXPECT_TRUE(names(lacks([](Transfer& t) { t.scenario.onward.clear(); }), "/scenario/onward"));
  EXPECT_TRUE(
      names(lacks([](Transfer& t) { t.scenario.overseas_systems.clear(); }), "/scenario/overseas_systems"));
  EXPECT_TRUE(names(lacks([](Transfer& t) { t.links.clear(); }), "/scenario/links"));
}

TEST(ExtensionScope, WhoSaidNoneHandsItOnToNobody) {
  Transfer none = transfer();
  none.scenario.onward.clear();
  none.scenario.onward_none = true;
  EXPECT_EQ(same_scope(none, none).holds, Truth::kTrue);
  EXPECT_EQ(same_scope(transfer(), none).holds, Truth::kTrue);
  EXPECT_EQ(same_scope(none, transfer()).holds, Truth::kFalse);
}

TEST(ExtensionScope, EachLinkIsHeldToTheOneThatItIsNearestTo) {
  Transfer approved = transfer();
  approved.links.push_back(approved.links[0]);
  approved.links[1].mode = "api";
  approved.links[1].encryption = "none";
  Transfer now = approved;
  std::swap(now.links[0], now.links[1]);
  now.links[0].recipient.addresses.pop_back();  // fewer are no wider
  now.links[1].encryption = "ＴＬＳ1.3";
  EXPECT_EQ(same_scope(approved, now).holds, Truth::kTrue);
  now.links.erase(now.links.begin());
  EXPECT_EQ(same_scope(approved, now).holds, Truth::kTrue);
  now.links[0].encryption = "none";  // of the other one
  EXPECT_TRUE(names(same_scope(approved, now), "/scenario/links/0/encryption"));
}

}  // namespace
}  // namespace tidegate::clearance
