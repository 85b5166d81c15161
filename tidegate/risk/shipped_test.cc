#include "tidegate/risk/shipped_test.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <iterator>

#include "tidegate/base/hash.h"

namespace tidegate {

std::string shipped_file(std::string_view path) {
  std::ifstream in(std::string(TIDEGATE_SOURCE_DIR) + "/" + std::string(path), std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

const RiskWeights& shipped_weights() {
  static const RiskWeights kWeights = parse_weights(shipped_file("models/risk/weights-v0.json")).value();
  return kWeights;
}

const DestinationTable& shipped_destinations() {
  static const DestinationTable kTable =
      parse_destinations(shipped_file("models/risk/destinations-example.json")).value();
  return kTable;
}

namespace {

TEST(ShippedWeights, HoldTheNumbersOfTheModel) {
  const RiskWeights& w = shipped_weights();
  EXPECT_EQ(w.id, "v0");
  EXPECT_EQ(w.from.str(), "2026-11-23");
  EXPECT_EQ(w.hash, sha256_hex(shipped_file("models/risk/weights-v0.json")));
  EXPECT_EQ(w.weight_permille[static_cast<std::size_t>(Factor::kR)],
            (std::array<std::uint32_t, kEventCount>{350, 250, 200, 350, 250}));
  EXPECT_EQ(w.base_permille, (std::array<std::uint32_t, kEventCount>{50, 20, 20, 50, 20}));
  EXPECT_EQ(w.lane_from_e6, (std::array<std::int64_t, kLaneCount>{0, 100'000, 300'000, 600'000}));
  EXPECT_FALSE(w.factors[static_cast<std::size_t>(Factor::kD)].may_change);
}

TEST(ShippedWeights, SayThatTheyAreNoOfficialFigures) {
  EXPECT_NE(shipped_weights().status.en.find("not official"), std::string::npos);
  EXPECT_NE(shipped_weights().status.zh.find("非官方"), std::string::npos);
}

TEST(ShippedDestinations, ApproveNoRow) {
  const DestinationTable& table = shipped_destinations();
  ASSERT_GE(table.rows.size(), 20U);
  EXPECT_TRUE(
      std::none_of(table.rows.begin(), table.rows.end(), [](const auto& row) { return row.approval; }));
  EXPECT_NE(table.status.en.find("NOT APPROVED"), std::string::npos);
  EXPECT_NE(table.status.zh.find("未经批准"), std::string::npos);
}

}  // namespace
}  // namespace tidegate
