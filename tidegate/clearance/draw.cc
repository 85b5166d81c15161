#include "tidegate/clearance/draw.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "tidegate/base/fixed.h"
#include "tidegate/base/hash.h"
#include "tidegate/base/hmac.h"

namespace tidegate {
namespace {

constexpr std::string_view kSeedDomain = "tidegate/sampling-seed/v1";
constexpr std::string_view kDrawDomain = "tidegate/sampling-draw/v1";

}  // namespace

std::string seed_commitment(const SamplingSeed& seed) {
  // Lengths are fixed or ended by a line end, so that two seeds never give the same octets.
  return sha256_hex(fmt::format("{}\n{}\n{}\n", kSeedDomain, seed.id, hex(seed.bytes)));
}

std::int64_t draw(const SamplingSeed& seed, DrawFor what, std::string_view case_id,
                  std::string_view filing_hash) {
  const Sha256 mac =
      hmac_sha256(seed.bytes, fmt::format("{}\n{}\n{}\n{}\n{}\n", kDrawDomain, seed.id,
                                          what == DrawFor::kLane ? "lane" : "blind", case_id, filing_hash));
  std::uint64_t top = 0;
  for (std::size_t i = 0; i < 8; ++i) top = top << 8 | mac[i];
  return static_cast<std::int64_t>((Uint128{top} * std::uint64_t{kDrawRange}) >> 64);
}

std::vector<Text> verify_draw(const SamplingSeed& revealed, std::string_view commitment,
                              const DrawRecord& record, Lane before_draw) {
  std::vector<Text> faults;
  if (seed_commitment(revealed) != commitment) {
    faults.push_back(
        {"the revealed seed is not the one that was committed to", "公布的种子与事先承诺的不一致"});
  }
  if (record.lane.seed_id != revealed.id) {
    faults.push_back({fmt::format("the case was drawn with the seed {}", record.lane.seed_id),
                      fmt::format("该项目使用的是种子 {}", record.lane.seed_id)});
  }
  const std::int64_t number = draw(revealed, DrawFor::kLane, record.case_id, record.filing_hash);
  if (record.lane.draw_ppm != number) {
    faults.push_back({fmt::format("the case's number is {}, not {}", number, record.lane.draw_ppm),
                      fmt::format("该项目的抽样数应为 {}，而非 {}", number, record.lane.draw_ppm)});
  }
  const bool is_drawn = before_draw <= Lane::kBlue && number < record.lane.share_ppm;
  if (record.lane.drawn_up != is_drawn) {
    faults.push_back(
        {is_drawn ? "the case was drawn and did not go up" : "the case went up without being drawn",
         is_drawn ? "该项目被抽中但未上调通道" : "该项目未被抽中却上调了通道"});
  }
  const Lane wanted = is_drawn ? static_cast<Lane>(static_cast<int>(before_draw) + 1) : before_draw;
  if (record.lane.lane != wanted) {
    constexpr std::array<std::string_view, 4> kChinese{"绿色", "蓝色", "黄色", "红色"};
    faults.push_back({fmt::format("the lane should be {}", to_string(wanted)),
                      fmt::format("应为{}通道", kChinese.at(static_cast<std::size_t>(wanted)))});
  }
  return faults;
}

}  // namespace tidegate
