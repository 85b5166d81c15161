#include "tidegate/permit/within.h"

#include <gtest/gtest.h>

#include <set>

#include "tidegate/permit/draw_up.h"
#include "tidegate/permit/sample_test.h"

namespace tidegate::permit {
namespace {

std::string place_of(const Permit& permit) {
  const auto error = beyond(sample_permit(), permit);
  if (!error) return "within";
  EXPECT_FALSE(error->what.empty() || error->what_zh.empty());
  EXPECT_EQ(error->code, ErrorCode::kOutOfRange);
  return error->where;
}

TEST(Within, WhatIsTheSameOrNarrowerIsInside) {
  Permit permit = sample_permit();
  EXPECT_EQ(place_of(permit), "within");
  permit.destinations = {"SG"};
  permit.links.resize(1);
  permit.links[0].encryption = Encryption::kEndToEnd;
  permit.links[0].to.networks = {"198.51.100.128/25", "2001:db8:0:1::/64"};
  EXPECT_EQ(place_of(permit), "within");
  permit.links = {{"physical_medium", Encryption::kEndToEnd, {}, {{"depot.example.invalid"}, {}}}};
  EXPECT_EQ(place_of(permit), "within");  // a side that was open
}

TEST(Within, AnotherPlaceOrAWiderLinkIsNot) {
  const auto changed = [](auto change) {
    Permit permit = sample_permit();
    change(permit);
    return place_of(permit);
  };
  EXPECT_EQ(changed([](Permit& p) { p.destinations.push_back("US"); }), "/destinations/2");
  EXPECT_EQ(changed([](Permit& p) { p.links[0].mode = "api"; }), "/links/0");
  EXPECT_EQ(changed([](Permit& p) { p.links[1].encryption = Encryption::kTls13; }), "/links/1");
  EXPECT_EQ(changed([](Permit& p) { p.links[0].to.domains = {"other.example.invalid"}; }), "/links/0");
  EXPECT_EQ(changed([](Permit& p) { p.links[0].to.domains = {"*.example.invalid"}; }), "/links/0");
  EXPECT_EQ(changed([](Permit& p) { p.links[0].to.domains.clear(); }), "/links/0");
  EXPECT_EQ(changed([](Permit& p) { p.links[0].from.networks = {"192.0.2.0/27"}; }), "/links/0");
  EXPECT_EQ(changed([](Permit& p) { p.links[0].from.networks.clear(); }), "/links/0");
  EXPECT_EQ(changed([](Permit& p) { p.links[0].to.networks.push_back("203.0.113.9/32"); }), "/links/0");
}

TEST(Within, NobodyAndNothingElseAndNoMoreThanTheGrowth) {
  const auto changed = [](auto change) {
    Permit permit = sample_permit();
    change(permit);
    return place_of(permit);
  };
  EXPECT_EQ(changed([](Permit& p) { p.exporter.uscc = "91110000MA0000001J"; }), "/exporter/uscc");
  EXPECT_EQ(changed([](Permit& p) { p.recipients[1].region = "DE"; }), "/recipients/1");
  EXPECT_EQ(changed([](Permit& p) { p.items.push_back({"基因数据", {}}); }), "/items/3");
  EXPECT_EQ(changed([](Permit& p) { p.items[1].types.emplace_back("HEALTH.GENE"); }), "/items/1");
  EXPECT_EQ(changed([](Permit& p) { p.items[1].types.clear(); }), "/items/1");
  EXPECT_EQ(changed([](Permit& p) { p.items[1].types.pop_back(); }), "within");
  EXPECT_EQ(changed([](Permit& p) { p.items[2].types = {"ANY"}; }), "within");  // by its name alone
  EXPECT_EQ(changed([](Permit& p) { p.persons = {1'200, 3'600}; }), "within");
  EXPECT_EQ(changed([](Permit& p) { p.persons.total = 3'601; }), "/persons");
  EXPECT_EQ(changed([](Permit& p) { p.persons.per_year.reset(); }), "/persons");
  EXPECT_EQ(changed([](Permit& p) { p.sensitive_persons.total = 601; }), "/sensitive_persons");
  EXPECT_EQ(changed([](Permit& p) { p.octets.per_year = 1'200'001; }), "/octets");
}

TEST(Within, ConditionsOfThePassBindOn) {
  Permit permit = sample_permit();
  permit.conditions = {permit.conditions[1]};
  EXPECT_EQ(place_of(permit), "/conditions");
  carry_conditions(sample_permit(), permit);
  EXPECT_EQ(place_of(permit), "within");
  ASSERT_EQ(permit.conditions.size(), 7U);
  std::set<std::string> ids;
  for (const PermitCondition& one : permit.conditions) EXPECT_TRUE(ids.insert(one.id).second) << one.id;
  carry_conditions(sample_permit(), permit);
  EXPECT_EQ(permit.conditions.size(), 7U) << "once each";
  Permit fewer = sample_permit();
  fewer.items.resize(1);
  fewer.conditions.clear();
  carry_conditions(sample_permit(), fewer);
  EXPECT_EQ(fewer.conditions.size(), 6U) << "that of an item that went goes with it";
  EXPECT_EQ(place_of(fewer), "within");
}

TEST(Within, WhatAPassSaysOfItsOwnNumberEndsWithIt) {
  Permit pass = sample_permit();
  pass.conditions = {{"c1", ConditionKind::kDuty, of_one_year(500), {}, {}, {}}};
  Permit permit = sample_permit();
  permit.conditions.clear();
  carry_conditions(pass, permit);
  EXPECT_TRUE(permit.conditions.empty());
  EXPECT_FALSE(beyond(pass, permit));
}

TEST(Within, ANameBelowAPatternIsInsideIt) {
  Permit pass = sample_permit();
  pass.links[0].to.domains = {"*.example.invalid"};
  Permit permit = sample_permit();
  EXPECT_FALSE(beyond(pass, permit));
  permit.links[0].to.domains = {"*.eu.example.invalid"};
  EXPECT_FALSE(beyond(pass, permit));
  permit.links[0].to.domains = {"example.invalid"};
  EXPECT_TRUE(beyond(pass, permit));
}

}  // namespace
}  // namespace tidegate::permit
