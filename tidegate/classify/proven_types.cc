#include "tidegate/classify/proven_types.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <set>
#include <string>
#include <string_view>

#include "tidegate/classify/ascii.h"
#include "tidegate/classify/chance_numbers.h"
#include "tidegate/classify/contact_validators.h"
#include "tidegate/classify/subject_roles.h"

namespace tidegate {
namespace {

struct Proof {
  ValueKind kind;
  std::string_view type;
  std::uint64_t distinct;  // different cells that prove it: with a check of one in ten, six and some to spare
  // Of numbers of another thing, fewer than one in so many pass the check; 0: nothing else has the form.
  std::uint64_t chance;
};

constexpr std::uint64_t kNeverAlone = UINT64_MAX;
constexpr std::array kProofs{
    Proof{ValueKind::kCnResidentId, "ID.CN_RESIDENT", 3, 8},
    Proof{ValueKind::kCnResidencePermit, "ID.CN_TRAVEL_PERMIT", 3, 8},
    Proof{ValueKind::kCnForeignerPermit, "ID.OTHER_NATIONAL", 8, 5},
    Proof{ValueKind::kHkId, "ID.OTHER_NATIONAL", 8, 5},
    Proof{ValueKind::kTwId, "ID.OTHER_NATIONAL", 8, 5},
    Proof{ValueKind::kEmail, "CT.EMAIL", 3, 0},
    Proof{ValueKind::kCnMobile, "CT.MOBILE", kNeverAlone, 5},
    Proof{ValueKind::kImei, "NET.DEVICE_ID", 8, 5},
    Proof{ValueKind::kIccid, "NET.DEVICE_ID", 8, 5},
    Proof{ValueKind::kMac, "NET.MAC", 8, 0},
    Proof{ValueKind::kCard, "FIN.CARD", 8, 5},
    Proof{ValueKind::kIban, "FIN.IBAN", 4, 20},
    Proof{ValueKind::kVin, "VEH.VIN", 8, 5},
    Proof{ValueKind::kJwt, "SEC.TOKEN", 2, 0},
    Proof{ValueKind::kApiKey, "SEC.API_KEY", 2, 0},
    Proof{ValueKind::kPrivateKey, "SEC.PRIVATE_KEY", 1, 0},
    Proof{ValueKind::kConnString, "SEC.CONN_STRING", 1, 0},
    Proof{ValueKind::kPasswordHash, "SEC.PASSWORD", 2, 0},
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

// Cells that no chance makes, where no more than so many times as many have the form and fail the check. In
// texts, where whatever is found is counted, one is told too.
constexpr std::uint64_t kSomeCells = 8;
// Fewer do not come by chance either where next to no other cell has the form: cards among the numbers of
// users, a second table of a few rows below the first.
constexpr std::uint64_t kFewCells = 3;

// A mobile number has no check digit: what else is of its length shows whether it is one of many numbers.
bool has_numbers_as_long(const ColumnFeatures& column) {
  constexpr std::ptrdiff_t kMostOthers = 2;
  return std::count_if(column.sample.begin(), column.sample.end(), [](const SampleCell& cell) {
           const std::string_view text = cell.text;
           return text.size() >= 10 && text.size() <= 13 && ascii::all_digits(text) &&
                  fits_cn_mobile(text) != Fit::kValid;
         }) > kMostOthers;
}

// A region, a day and a check digit together do not come by chance even once; what a check digit and a
// beginning alone prove does.
std::uint64_t fewest(ValueKind kind) {
  return kind == ValueKind::kCnResidentId || kind == ValueKind::kCnResidencePermit ? 1 : kFewCells;
}

bool is_by_chance(const ColumnFeatures& column, const Proof& proof, bool is_text) {
  const KindCount& count = column.of(proof.kind);
  if (proof.chance == 0) return false;
  if (count.whole_valid >= kSomeCells || is_text)
    return count.whole_valid * proof.chance < count.whole_valid + count.whole_shape_only;
  return count.whole_valid < fewest(proof.kind) || count.whole_shape_only * kFewCells > count.whole_valid ||
         (proof.kind == ValueKind::kCnMobile && has_numbers_as_long(column));
}

constexpr std::array<std::string_view, 2> kTexts{"GEN.TEXT", "MED.NOTE"};

}  // namespace

bool has_mobiles_by_chance(const ColumnFeatures& column) {
  if (column.of(ValueKind::kCnMobile).whole_valid == 0) return false;
  ChanceNumbers numbers;
  const std::string name = column.header + "=";
  bool is_told = false;
  for (const SampleCell& cell : column.sample) {
    if (number_family(cell.text) != NumberFamily::kMobile || !ascii::all_digits(cell.text)) continue;
    const bool is_mobile = fits_cn_mobile(cell.text) == Fit::kValid;
    const std::string text = name + cell.text;
    numbers.add(text, name.size(), text.size(), is_mobile ? 0 : ChanceNumbers::kOther);
    is_told = is_told || is_mobile;
  }
  if (!is_told || numbers.judge().empty()) return false;
  // The sample looks like chance: whether the whole column does, its full counts tell.
  const KindCount& count = column.of(ValueKind::kCnMobile);
  const std::uint64_t different = std::max<std::uint64_t>(column.distinct_estimate, 1);
  const std::uint64_t times = std::max<std::uint64_t>((column.non_empty + different / 2) / different, 1);
  return are_mobiles_by_chance(count.whole_valid, count.whole_shape_only, times);
}

void add_proven_cells(const ColumnFeatures& column, std::string_view verdict, std::vector<InText>& found) {
  const bool is_text = std::find(kTexts.begin(), kTexts.end(), verdict) != kTexts.end();
  for (const Proof& proof : kProofs) {
    const KindCount& count = column.of(proof.kind);
    if (proof.type == verdict || count.whole_valid == 0 || is_by_chance(column, proof, is_text)) continue;
    if (proof.kind == ValueKind::kCnMobile && has_mobiles_by_chance(column)) continue;
    const auto at = std::find_if(found.begin(), found.end(),
                                 [&](const InText& inside) { return inside.type == proof.type; });
    if (at == found.end()) {
      found.push_back({TypeCode(proof.type), count.whole_valid});
    } else {
      at->cells += count.whole_valid;
    }
  }
  std::stable_sort(found.begin(), found.end(),
                   [](const InText& a, const InText& b) { return a.cells > b.cells; });
}

bool holds_cards(const ColumnFeatures& column, std::string_view verdict) {
  std::vector<InText> found;
  add_proven_cells(column, verdict, found);
  return std::any_of(found.begin(), found.end(),
                     [](const InText& proven) { return proven.type == "FIN.CARD"; });
}

std::uint64_t cells_perhaps_cards(const ColumnFeatures& column, std::string_view verdict) {
  const KindCount& count = column.of(ValueKind::kCard);
  if (verdict == "FIN.CARD" || count.whole_valid >= kFewCells || count.whole_shape_only > 0) return 0;
  return holds_cards(column, verdict) ? 0 : count.whole_valid;
}

void tell_proven_cells(const TableFeatures& table, std::vector<ColumnProfile>& columns) {
  for (std::size_t c = 0; c < columns.size() && c < table.columns.size(); ++c) {
    if (role_of(columns[c]).rank >= 0)
      add_proven_cells(table.columns[c], columns[c].type, columns[c].in_text);
  }
}

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
