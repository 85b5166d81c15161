#include <gtest/gtest.h>

#include "tidegate/terms/data_profile.h"
#include "tidegate/terms/facts.h"
#include "tidegate/terms/opinion.h"
#include "tidegate/terms/transfer.h"

namespace tidegate {
namespace {

TEST(Facts, KeepEachNameOnceInOrder) {
  Facts facts;
  facts.set("recipient.country", Symbol{"SG"});
  facts.set("exporter.ciio", Unknown{});
  facts.set("exporter.ciio", false);
  ASSERT_EQ(facts.all().size(), 2u);
  EXPECT_EQ(facts.all().front().first, "exporter.ciio");
  EXPECT_EQ(*facts.find("exporter.ciio"), FactValue{false});
  EXPECT_EQ(facts.find("exporter.city"), nullptr);
  EXPECT_TRUE(facts.erase("exporter.ciio"));
  EXPECT_FALSE(facts.erase("exporter.ciio"));
}

TEST(Facts, AStatedUnknownIsNotAnAbsentFact) {
  Facts facts;
  facts.set("exporter.ciio", Unknown{});
  ASSERT_NE(facts.find("exporter.ciio"), nullptr);
  EXPECT_TRUE(is_unknown(*facts.find("exporter.ciio")));
}

TEST(Margin, IsReachedExactlyAtTheLimit) {
  EXPECT_EQ((Margin{"c", {}, 9999, true, 10000, "r"}).to_limit(), 1);
  EXPECT_EQ((Margin{"c", {}, 10000, true, 10000, "r"}).to_limit(), 0);
}

}  // namespace
}  // namespace tidegate
