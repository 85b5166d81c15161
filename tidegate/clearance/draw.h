// Random samples that nobody can steer and everybody can check afterwards: the desk commits to a seed before
// the first case of a period, draws each case's number from the seed and the case, and reveals the seed
// afterwards.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "tidegate/base/text.h"
#include "tidegate/terms/case.h"

namespace tidegate {

// A period's secret, until it is revealed.
struct SamplingSeed {
  std::string id;                        // of the period: "2026-11"
  std::array<std::uint8_t, 32> bytes{};  // of randomness
};

inline constexpr std::int64_t kDrawRange = 1'000'000;

// What is published before the period begins: SHA-256, hex (docs/formats/sampling.md).
std::string seed_commitment(const SamplingSeed& seed);

enum class DrawFor { kLane, kBlind };
// A number in [0, kDrawRange), uniform for whoever does not know the seed.
// filing_hash  of the case's first version: a later one is not drawn again, so nobody can try for a better
// draw.
std::int64_t draw(const SamplingSeed& seed, DrawFor what, std::string_view case_id,
                  std::string_view filing_hash);

// What a case's record claims of its draw.
struct DrawRecord {
  std::string case_id;
  std::string filing_hash;  // of the first version
  LaneSet lane;             // of the first version
};

// Faults that anybody finds once the seed is revealed; none: the draw was fair.
// commitment   as it was published beforehand.
// before_draw  the lane that the case would have had without a draw.
std::vector<Text> verify_draw(const SamplingSeed& revealed, std::string_view commitment,
                              const DrawRecord& record, Lane before_draw);

}  // namespace tidegate
