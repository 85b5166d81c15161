#include "tidegate/permit/within.h"

#include <gtest/gtest.h>

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
