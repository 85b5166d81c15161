#include "tidegate/clearance/draw.h"

#include <fmt/format.h>
#include <gmock/gmock.h>

#include <array>

#include "tidegate/clearance/lane.h"
#include "tidegate/clearance/test_desk.h"

namespace tidegate {
namespace {

using ::testing::IsEmpty;
using ::testing::SizeIs;

constexpr std::int64_t kCases = 200'000;

std::string case_id(std::int64_t n) { return fmt::format("case-{:08}", n); }

Case case_with(FilingVersion filing, std::string id) {
  Case c;
  c.id = std::move(id);
  c.versions.push_back(std::move(filing));
  return c;
}

TEST(Draw, TheCommitmentIsOfThisSeedAndPeriodAlone) {
  SamplingSeed seed = test_seed();
  const std::string commitment = seed_commitment(seed);
  seed.bytes[31] ^= 1;
  EXPECT_NE(seed_commitment(seed), commitment);
  seed = test_seed();
  seed.id = "2026-12";
  EXPECT_NE(seed_commitment(seed), commitment);
}

// Share of green and blue cases that go up, and the spread of the numbers: within four standard deviations.
TEST(Draw, HitsItsShareAndIsUniform) {
  const SamplingSeed seed = test_seed();
  std::array<std::int64_t, 100> bins{};
  std::int64_t below3 = 0;
  std::int64_t below10 = 0;
  std::int64_t both = 0;
  for (std::int64_t n = 0; n < kCases; ++n) {
    const std::int64_t number = draw(seed, DrawFor::kLane, case_id(n), hash_of('a'));
    const std::int64_t blind = draw(seed, DrawFor::kBlind, case_id(n), hash_of('a'));
    ASSERT_TRUE(number >= 0 && number < kDrawRange);
    ++bins[static_cast<std::size_t>(number / 10'000)];
    below3 += number < 30'000 ? 1 : 0;
    below10 += number < 100'000 ? 1 : 0;
    both += number < 100'000 && blind < 100'000 ? 1 : 0;
  }
  EXPECT_NEAR(static_cast<double>(below3), 6'000.0, 4 * 76.3);
  EXPECT_NEAR(static_cast<double>(below10), 20'000.0, 4 * 134.2);
  EXPECT_NEAR(static_cast<double>(both), 2'000.0, 4 * 44.5);  // the two draws know nothing of each other
  double chi2 = 0;
  for (const std::int64_t bin : bins) {
    const double off = static_cast<double>(bin) - 2'000.0;
    chi2 += off * off / 2'000.0;
  }
  EXPECT_LT(chi2, 99 + 4 * 14.1);  // 99 degrees of freedom
}

TEST(Draw, AGreenCaseThatIsDrawnGoesToBlueAndCanBeChecked) {
  const SamplingSeed seed = test_seed();
  const DeskRules rules = shipped_rules();
  std::int64_t up = 0;
  for (std::int64_t n = 0; n < 5'000; ++n) {
    const FilingVersion filing = filing_of(FilingRoute::kEX, n % 2 == 0 ? Lane::kGreen : Lane::kBlue);
    const Case c = case_with(filing, case_id(n));
    const LaneSet set = lane_of(c, rules, seed, false);
    const Lane before = lane_before_draw(filing, false);
    EXPECT_EQ(static_cast<int>(set.lane), static_cast<int>(before) + (set.drawn_up ? 1 : 0));
    up += set.drawn_up ? 1 : 0;
    ASSERT_THAT(verify_draw(seed, seed_commitment(test_seed()), {c.id, filing.filing_hash, set}, before),
                IsEmpty());
  }
  EXPECT_NEAR(static_cast<double>(up), 325.0, 4 * 17.4);  // 3 % of one half, 10 % of the other
}

TEST(Draw, YellowAndRedAreNotDrawn) {
  const SamplingSeed seed = test_seed();
  for (const Lane lane : {Lane::kYellow, Lane::kRed}) {
    for (std::int64_t n = 0; n < 200; ++n) {
      const Case c = case_with(filing_of(FilingRoute::kSC, lane), case_id(n));
      const LaneSet set = lane_of(c, shipped_rules(), seed, false);
      EXPECT_FALSE(set.drawn_up);
      EXPECT_EQ(set.lane, lane);
    }
  }
}

TEST(Draw, EveryForgeryIsFound) {
  const SamplingSeed seed = test_seed();
  const std::string commitment = seed_commitment(seed);
  const FilingVersion filing = filing_of(FilingRoute::kEX, Lane::kGreen);
  const Case c = case_with(filing, case_id(1));
  const LaneSet honest = lane_of(c, shipped_rules(), seed, false);
  const DrawRecord record{c.id, filing.filing_hash, honest};
  EXPECT_THAT(verify_draw(seed, commitment, record, Lane::kGreen), IsEmpty());
  DrawRecord forged = record;
  forged.lane.draw_ppm = (honest.draw_ppm + 1) % kDrawRange;
  EXPECT_THAT(verify_draw(seed, commitment, forged, Lane::kGreen), SizeIs(1));
  forged = record;
  forged.lane.drawn_up = !honest.drawn_up;
  EXPECT_FALSE(verify_draw(seed, commitment, forged, Lane::kGreen).empty());
  forged = record;
  forged.lane.lane = Lane::kRed;
  EXPECT_FALSE(verify_draw(seed, commitment, forged, Lane::kGreen).empty());
  forged = record;
  forged.lane.seed_id = "2026-10";
  EXPECT_FALSE(verify_draw(seed, commitment, forged, Lane::kGreen).empty());
  forged = record;
  forged.case_id += "x";
  EXPECT_FALSE(verify_draw(seed, commitment, forged, Lane::kGreen).empty());
  SamplingSeed other = seed;
  other.bytes[0] ^= 1;
  EXPECT_FALSE(verify_draw(other, commitment, record, Lane::kGreen).empty());
}

TEST(Draw, ANewVersionIsNoNewTicket) {
  const DeskRules rules = shipped_rules();
  const SamplingSeed seed = test_seed();
  for (std::int64_t n = 0; n < 2'000; ++n) {
    Case c = case_with(filing_of(FilingRoute::kEX, Lane::kBlue), case_id(n));
    c.computed_lane = lane_of(c, rules, seed, false);
    c.versions.push_back(filing_of(FilingRoute::kEX, Lane::kGreen, 'b'));
    SamplingSeed next = seed;
    next.id = "2026-12";
    next.bytes[5] ^= 0x55;
    const LaneSet later = lane_of(c, rules, next, false);
    EXPECT_EQ(later.draw_ppm, c.computed_lane.draw_ppm);
    EXPECT_EQ(later.seed_id, seed.id);
    EXPECT_EQ(later.hides_score, c.computed_lane.hides_score);
    EXPECT_TRUE(later.drawn_up || !c.computed_lane.drawn_up);
  }
}

TEST(Lane, IsTheStrictestOfLawScoreDoubtAndFreeze) {
  FilingVersion filing = filing_of(FilingRoute::kEX, Lane::kGreen);
  EXPECT_EQ(lane_before_draw(filing, false), Lane::kGreen);
  EXPECT_EQ(lane_before_draw(filing, true), Lane::kYellow);
  filing.abstains = true;
  EXPECT_EQ(lane_before_draw(filing, false), Lane::kYellow);
  filing.floor = Lane::kRed;
  EXPECT_EQ(lane_before_draw(filing, true), Lane::kRed);
  EXPECT_EQ(lane_before_draw(FilingVersion{}, false), Lane::kRed);  // what nobody computed
}

}  // namespace
}  // namespace tidegate
