#include "tidegate/risk/weights.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <utility>

#include "tidegate/risk/destinations.h"
#include "tidegate/risk/shipped_test.h"

namespace tidegate {
namespace {

// The shipped file with one piece of text replaced. The piece must be there.
std::string changed(std::string_view path, std::string_view from, std::string_view to) {
  std::string text = shipped_file(path);
  const std::size_t at = text.find(from);
  EXPECT_NE(at, std::string::npos) << from;
  return text.replace(at, from.size(), to);
}
std::string weights_fault(std::string_view from, std::string_view to) {
  const auto weights = parse_weights(changed("models/risk/weights-v0.json", from, to));
  return weights ? "" : weights.error().where + " " + weights.error().what;
}
std::string table_fault(std::string_view from, std::string_view to) {
  const auto table = parse_destinations(changed("models/risk/destinations-example.json", from, to));
  return table ? "" : table.error().where + " " + table.error().what;
}

TEST(Weights, LanesBeginAtTheirEdge) {
  const RiskWeights& w = shipped_weights();
  EXPECT_EQ(w.lane_of(0), Lane::kGreen);
  EXPECT_EQ(w.lane_of(99'999), Lane::kGreen);
  EXPECT_EQ(w.lane_of(100'000), Lane::kBlue);
  EXPECT_EQ(w.lane_of(299'999), Lane::kBlue);
  EXPECT_EQ(w.lane_of(300'000), Lane::kYellow);
  EXPECT_EQ(w.lane_of(599'999), Lane::kYellow);
  EXPECT_EQ(w.lane_of(600'000), Lane::kRed);
  EXPECT_EQ(w.lane_of(1'000'000), Lane::kRed);
}

TEST(Weights, RefusesNumbersOutsideTheirRange) {
  EXPECT_EQ(weights_fault("\"leak\": 100,", "\"leak\": 1001,"),
            "weights:/factors/0/weight_permille/leak 1001 is outside 0..1000");
  EXPECT_EQ(weights_fault("\"leak\": 100,", "\"leak\": -1,"),
            "weights:/factors/0/weight_permille/leak -1 is outside 0..1000");
  EXPECT_EQ(weights_fault("\"leak\": 100,", "\"leak\": 0.1,"),
            "weights:/factors/0/weight_permille/leak a number is not a whole number of 64 bits");
}

TEST(Weights, RefusesUnknownAndMissingKeys) {
  EXPECT_EQ(weights_fault("\"id\": \"v0\"", "\"id\": \"v0\", \"extra\": 1"),
            "weights: does not know the key \"extra\"");
  EXPECT_EQ(weights_fault("\"plaintext_floor\": 2,", ""), "weights: lacks \"plaintext_floor\"");
  EXPECT_EQ(weights_fault("risk-weights/v1", "risk-weights/v2"),
            "weights:/kind is none of the names allowed here: tidegate/risk-weights/v1");
}

TEST(Weights, RefusesWhatWouldBreakMonotonicity) {
  EXPECT_EQ(weights_fault("\"yellow_from_e6\": 300000", "\"yellow_from_e6\": 100000"),
            "weights:/lanes lanes do not rise");
  EXPECT_EQ(weights_fault("\"ordinary\": [0, 1, 1, 2, 3, 4]", "\"ordinary\": [0, 1, 1, 0, 3, 4]"),
            "weights:/persons/rows/ordinary/3 more or graver data would lower a level");
  EXPECT_EQ(weights_fault("\"sensitive\": [1, 2, 3", "\"sensitive\": [1, 0, 3"),
            "weights:/persons/rows/sensitive/1 more or graver data would lower a level");
  EXPECT_EQ(weights_fault("{\"grade\": \"E1\", \"floor\": 2", "{\"grade\": \"E1\", \"floor\": 4"),
            "weights:/evidence_exceptions better evidence would raise a level");
  EXPECT_EQ(weights_fault("[1000, 10000,", "[10000, 1000,"),
            "weights:/persons/edges is not in rising order, each once");
}

TEST(Weights, RefusesAFloorThatWouldLetDoubtPass) {
  EXPECT_EQ(weights_fault("\"undetermined\": \"yellow\"", "\"undetermined\": \"blue\""),
            "weights:/legal_floors undetermined and stop may not lie below yellow");
  for (const auto& [stands, would] :
       {std::pair{"\"procedure\": \"yellow\"", "\"procedure\": \"blue\""},
        std::pair{"\"conditions\": \"blue\"", "\"conditions\": \"green\""},
        std::pair{"\"listed_important\": \"red\"", "\"listed_important\": \"yellow\""}})
    EXPECT_THAT(weights_fault(stands, would), ::testing::HasSubstr("a procedure not below yellow"));
}

TEST(Weights, RefusesFactorsOutOfOrder) {
  EXPECT_EQ(weights_fault("\"factor\": \"N\"", "\"factor\": \"P\""),
            "weights:/factors/0/factor stands out of order");
}

TEST(Weights, AnotherFileHasAnotherHash) {
  const auto other =
      parse_weights(changed("models/risk/weights-v0.json", "\"leak\": 100,", "\"leak\": 101,"));
  ASSERT_TRUE(other);
  EXPECT_NE(other->hash, shipped_weights().hash);
}

TEST(Destinations, RefusesBadRows) {
  EXPECT_EQ(table_fault("\"region\": \"AU\"", "\"region\": \"au\""),
            "destinations:/rows/0/region is no country or region");
  EXPECT_EQ(table_fault("\"level\": 2", "\"level\": 5"), "destinations:/rows/0/level 5 is outside 0..4");
  EXPECT_EQ(table_fault("\"cites\": [\"AU-Privacy-1988\"]", "\"cites\": []"),
            "destinations:/rows/0/law/cites has 0 elements: at least 1 must be there");
  EXPECT_EQ(table_fault("\"approval\": null",
                        "\"approval\": {\"by\": \"\", \"on\": \"2026-01-01\", \"reference\": \"x\"}"),
            "destinations:/rows/0/approval names nobody");
  EXPECT_EQ(table_fault("\"region\": \"BR\"", "\"region\": \"AU\""),
            "destinations:/rows has two rows in force for AU on one day");
}

DestinationTable with_approval(std::string_view region, Date on) {
  DestinationTable table = shipped_destinations();
  for (DestinationRow& row : table.rows) {
    if (row.region == region) row.approval = {"operator", on, "minutes 7"};
  }
  return table;
}

TEST(Destinations, ARowCountsOnlyFromItsApprovalOn) {
  const Date day = Date::of(2026, 12, 1).value();
  EXPECT_EQ(destination_level({"DE"}, shipped_destinations(), day).level, 3);
  EXPECT_FALSE(destination_level({"DE"}, shipped_destinations(), day).approved);
  EXPECT_EQ(destination_level({"DE"}, with_approval("DE", day), day).level, 1);
  EXPECT_TRUE(destination_level({"DE"}, with_approval("DE", day), day).approved);
  EXPECT_EQ(destination_level({"DE"}, with_approval("DE", day), day.plus_days(-1)).level, 3);
}

TEST(Destinations, SeveralRegionsCountAsTheWorst) {
  const Date day = Date::of(2026, 12, 1).value();
  const DestinationTable table = with_approval("DE", day);
  EXPECT_EQ(destination_level({"DE", "FR"}, table, day).level, 3);
  EXPECT_FALSE(destination_level({"DE", "FR"}, table, day).approved);
  EXPECT_EQ(destination_level({}, table, day).level, 3);
  EXPECT_EQ(destination_level({"HK"}, table, day).says.zh, "目的地表中没有经批准的“中国香港”条目");
}

}  // namespace
}  // namespace tidegate
