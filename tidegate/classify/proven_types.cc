#include "tidegate/classify/proven_types.h"

#include <algorithm>
#include <array>
#include <set>
#include <string_view>

namespace tidegate {
namespace {

struct Proof {
  ValueKind kind;
  std::string_view type;
  std::uint64_t distinct;  // different cells that prove it: with a check of one in ten, six and some to spare
};

constexpr std::array kProofs{
    Proof{ValueKind::kCnResidentId, "ID.CN_RESIDENT", 3},
    Proof{ValueKind::kCnResidencePermit, "ID.CN_TRAVEL_PERMIT", 3},
    Proof{ValueKind::kCnForeignerPermit, "ID.CN_TRAVEL_PERMIT", 8},
    Proof{ValueKind::kHkId, "ID.OTHER_NATIONAL", 8},
    Proof{ValueKind::kTwId, "ID.OTHER_NATIONAL", 8},
    Proof{ValueKind::kEmail, "CT.EMAIL", 3},
    Proof{ValueKind::kImei, "NET.DEVICE_ID", 8},
    Proof{ValueKind::kIccid, "NET.DEVICE_ID", 8},
    Proof{ValueKind::kMac, "NET.MAC", 8},
    Proof{ValueKind::kCard, "FIN.CARD", 8},
    Proof{ValueKind::kIban, "FIN.IBAN", 4},
    Proof{ValueKind::kVin, "VEH.VIN", 8},
    Proof{ValueKind::kJwt, "SEC.TOKEN", 2},
    Proof{ValueKind::kApiKey, "SEC.API_KEY", 2},
    Proof{ValueKind::kPrivateKey, "SEC.PRIVATE_KEY", 1},
    Proof{ValueKind::kConnString, "SEC.CONN_STRING", 1},
    Proof{ValueKind::kPasswordHash, "SEC.PASSWORD", 2},
};

// No check digit, but beginnings that numbers of other things do not all have: 11 digits at random fit one
// time in fifty.
constexpr std::uint64_t kMobiles = 20;
constexpr std::size_t kMobileBeginnings = 8;

bool are_mobiles(const ColumnFeatures& column) {
  if (column.distinct_estimate < kMobiles) return false;
  std::set<std::string_view> beginnings;
  for (const SampleCell& cell : column.sample) {
    if (cell.text.size() == 11) beginnings.insert(std::string_view(cell.text).substr(0, 3));
  }
  return beginnings.size() >= kMobileBeginnings;
}

bool pass(const ColumnFeatures& column, ValueKind kind) {
  return column.non_empty > 0 && column.of(kind).whole_valid >= column.non_empty - column.non_empty / 10;
}

}  // namespace

std::vector<TypeIndex> proven_types(const ColumnFeatures& column, const Taxonomy& taxonomy) {
  std::vector<TypeIndex> types;
  const auto add = [&](std::string_view code) {
    if (const auto type = taxonomy.find(code)) types.push_back(*type);
  };
  for (const Proof& proof : kProofs) {
    if (pass(column, proof.kind) && column.distinct_estimate >= proof.distinct) add(proof.type);
  }
  if (pass(column, ValueKind::kCnMobile) && are_mobiles(column)) add("CT.MOBILE");
  return types;
}

}  // namespace tidegate
