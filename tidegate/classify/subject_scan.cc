#include "tidegate/classify/subject_scan.h"

#include <algorithm>
#include <array>

#include "tidegate/classify/ascii.h"
#include "tidegate/classify/cell_inspector.h"
#include "tidegate/classify/contact_validators.h"

namespace tidegate {
namespace {

struct TypeRank {
  std::string_view type;
  std::int8_t rank;
  SubjectRole::Value value;
};
using enum SubjectRole::Value;
constexpr std::array kRanks{
    TypeRank{"ID.CN_RESIDENT", 0, kResidentId},
    TypeRank{"ID.PASSPORT", 1, kPlain},
    TypeRank{"ID.CN_TRAVEL_PERMIT", 1, kPlain},
    TypeRank{"ID.US_SSN", 2, kDigits},
    TypeRank{"ID.OTHER_NATIONAL", 2, kPlain},
    TypeRank{"ID.CN_SOCIAL", 3, kPlain},
    TypeRank{"ID.CN_MILITARY", 3, kPlain},
    TypeRank{"ID.DRIVER", 3, kPlain},
    TypeRank{"MED.RECORD_NO", 4, kPlain},
    TypeRank{"EE.STAFF_ID", 5, kPlain},
    TypeRank{"CT.MOBILE", 6, kMobile},
    TypeRank{"CT.EMAIL", 7, kEmail},
    TypeRank{"FIN.CARD", 8, kDigits},
    TypeRank{"FIN.ACCOUNT", 9, kPlain},
    TypeRank{"FIN.IBAN", 9, kPlain},
    TypeRank{"NET.USER_ID", 10, kPlain},
    TypeRank{"CT.IM", 11, kPlain},
    TypeRank{"CT.PHONE", 12, kDigits},
    TypeRank{"NET.AD_ID", 13, kPlain},
    TypeRank{"NET.DEVICE_ID", 14, kPlain},
    TypeRank{"NET.COOKIE", 15, kPlain},
};

std::string digits_of(std::string_view value) {
  std::string out;
  for (const char c : value) {
    if (ascii::is_digit(c)) out.push_back(c);
  }
  return out;
}

// 000000, 99999999999, 12345678, test: typed to fill a field. Staff numbers and names of users may be short.
bool is_placeholder(SubjectRole::Value kind, std::string_view v) {
  if (v.empty()) return true;
  const bool one_sign = std::all_of(v.begin(), v.end(), [&](char c) { return c == v[0]; });
  if (kind == kPlain) return one_sign && (v[0] == '0' || v[0] == 'x' || v[0] == '*');
  if (v.size() < 5 || one_sign) return true;
  constexpr std::string_view kRising = "01234567890123456789";
  if (ascii::all_digits(v) && v.size() <= 11 && kRising.find(v) != std::string_view::npos) return true;
  constexpr std::array<std::string_view, 8> kKnown{"13800138000", "13800000000",  "13888888888",
                                                   "18888888888", "13912345678",  "test@test.com",
                                                   "a@a.com",     "none@none.com"};
  return std::find(kKnown.begin(), kKnown.end(), v) != kKnown.end();
}

// 15 digits are 18 without the century and the check character (GB 11643-1989).
std::string resident_id(std::string_view value) {
  std::string id;
  for (const char c : value) {
    if (ascii::is_alnum(c)) id.push_back(ascii::to_upper(c));
  }
  if (id.size() == 15 && ascii::all_digits(id)) {
    id.insert(6, "19");
    constexpr std::array<int, 17> kWeights{7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
    int sum = 0;
    for (std::size_t i = 0; i < kWeights.size(); ++i) sum += ascii::digit_of(id[i]) * kWeights[i];
    id.push_back("10X98765432"[sum % 11]);
  }
  return id;
}

// The numbers of a date, in the order written: year first, as these columns have it.
bool parse_birth(std::string_view value, Date& out) {
  int part[3] = {0, 0, 0};
  int at = -1;
  bool in_number = false;
  std::size_t first_length = 0;
  for (const char c : value) {
    if (!ascii::is_digit(c)) {
      if (in_number && at == 2) break;
      in_number = false;
      continue;
    }
    if (!in_number) {
      if (++at > 2) break;
      in_number = true;
    }
    if (at == 0) ++first_length;
    if (part[at] > 99'999'999) return false;
    part[at] = part[at] * 10 + ascii::digit_of(c);
  }
  if (at == 0 && first_length == 8) {  // 20130102
    part[2] = part[0] % 100;
    part[1] = part[0] / 100 % 100;
    part[0] /= 10'000;
  } else if (at < 2 || first_length != 4) {
    return false;
  }
  const auto date = Date::of(part[0], part[1], part[2]);
  if (!date) return false;
  out = *date;
  return true;
}

bool is_under14(Date birth, Date as_of) {
  if (birth > as_of) return false;  // not a birth
  int years = as_of.year() - birth.year();
  if (as_of.month() < birth.month() || (as_of.month() == birth.month() && as_of.day() < birth.day())) --years;
  return years < 14;
}

std::int8_t rank_of_kind(ValueKind kind) {
  switch (kind) {
    case ValueKind::kCnResidentId:
    case ValueKind::kCnResidentId15:
      return 0;
    case ValueKind::kCnPassport:
    case ValueKind::kCnHkMoPermit:
      return 1;
    case ValueKind::kUsSsn:
      return 2;
    case ValueKind::kCnMobile:
      return 6;
    case ValueKind::kEmail:
      return 7;
    case ValueKind::kCard:
      return 8;
    default:
      return -1;
  }
}

SubjectRole::Value value_of_rank(std::int8_t rank) {
  if (rank == 0) return kResidentId;
  if (rank == 6) return kMobile;
  if (rank == 7) return kEmail;
  return rank == 2 || rank == 8 ? kDigits : kPlain;
}

}  // namespace

SubjectRole role_of(const ColumnProfile& column) {
  SubjectRole role;
  for (const TypeRank& row : kRanks) {
    if (row.type != column.type) continue;
    role.rank = row.rank;
    role.value = row.value;
  }
  role.sensitive = column.sensitivity == Sensitivity::kSensitive || column.type == "SEC.PASSWORD" ||
                   column.type == "SEC.CARD_AUTH";
  // A place, a code or a day alone is about nobody: only what describes a person makes a row one about
  // somebody.
  role.personal = (column.sensitivity == Sensitivity::kPersonal || role.sensitive) &&
                  column.type != "CT.POSTCODE" && column.type != "NET.IP" && column.type != "NET.MAC";
  role.birth = column.type == "DM.BIRTH_DATE";
  role.age = column.type == "DM.AGE";
  return role;
}

SubjectRoles roles_of(const std::vector<ColumnProfile>& columns, bool is_prose) {
  SubjectRoles roles;
  for (const ColumnProfile& column : columns) {
    roles.push_back(role_of(column));
    if (is_prose) {
      roles.back() = SubjectRole{};
      roles.back().text = true;
    }
  }
  return roles;
}

std::string normalised_identifier(SubjectRole::Value kind, std::string_view value) {
  std::string narrow;
  if (!value.empty() && std::any_of(value.begin(), value.end(), ascii::is_high)) {
    narrow = half_width(value);
    if (!narrow.empty()) value = narrow;
  }
  while (!value.empty() && value.front() == '\'') value.remove_prefix(1);  // a spreadsheet's text mark
  if (value.empty() || is_null_word(value)) return {};
  std::string out;
  switch (kind) {
    case kResidentId:
      out = resident_id(value);
      break;
    case kMobile:
      out = cn_mobile_digits(value);
      if (out.empty()) out = digits_of(value);
      break;
    case kDigits:
      out = digits_of(value);
      break;
    case kEmail:
    case kPlain:
      for (const char c : value) {
        if (c != ' ' && c != '-') out.push_back(ascii::to_lower(c));
      }
      break;
  }
  return is_placeholder(kind, out) ? std::string() : out;
}

bool tells_under14(const SubjectRole& role, std::string_view value, Date as_of) {
  Date birth;
  if (role.value == kResidentId && role.rank == 0) {
    const std::string id = resident_id(value);
    return id.size() == 18 && parse_birth(std::string_view(id).substr(6, 8), birth) &&
           is_under14(birth, as_of);
  }
  if (role.birth) return parse_birth(value, birth) && is_under14(birth, as_of);
  if (role.age) return value.size() <= 2 && ascii::all_digits(value) && ascii::number_of(value) < 14;
  return false;
}

SubjectScan::SubjectScan(SubjectRoles roles, const SubjectKeySecret& secret, Date as_of,
                         const LiteralMatcher& literals)
    : roles_(std::move(roles)), secret_(secret), as_of_(as_of), literals_(&literals) {}

std::uint64_t SubjectScan::hash_of(std::uint8_t rank, std::string_view normalised) const {
  std::string named;
  named.reserve(normalised.size() + 1);
  named.push_back(static_cast<char>('A' + rank));
  named.append(normalised);
  return keyed_hash(secret_, named);
}

void SubjectScan::add_text(std::string_view cell) {
  literals_->find(cell, scratch_, hits_);
  scanner_.scan(cell, hits_, found_);
  std::array<int, kIdentifierRanks> of_rank{};
  std::vector<Identifier> ids;
  for (const FoundValue& value : found_) {
    const std::int8_t rank = rank_of_kind(value.kind);
    if (rank < 0) continue;
    const std::string_view text = cell.substr(value.begin, value.end - value.begin);
    const std::string normalised = normalised_identifier(value_of_rank(rank), text);
    if (normalised.empty()) continue;
    const auto r = static_cast<std::uint8_t>(rank);
    ids.push_back({hash_of(r, normalised), r});
    ++of_rank[r];
    SubjectRole role;
    role.rank = rank;
    role.value = value_of_rank(rank);
    if (tells_under14(role, normalised, as_of_)) marks_.under14 = true;
    if (rank == 8) marks_.sensitive = true;
  }
  // One of each kind in a line is one person; several of a kind are several, and nothing tells what belongs
  // to whom.
  const bool one_person = std::all_of(of_rank.begin(), of_rank.end(), [](int n) { return n <= 1; });
  if (one_person) {
    ids_.insert(ids_.end(), ids.begin(), ids.end());
    return;
  }
  for (const Identifier& id : ids) subjects_.add_row({&id, 1}, marks_);
  marks_ = {};
}

void SubjectScan::add_cell(const SubjectRole& role, std::string_view raw) {
  const std::string_view cell = ascii::trimmed(raw);
  if (cell.empty()) return;
  if (role.text) {
    add_text(cell);
    return;
  }
  if (may_be_null_word(cell) && is_null_word(cell)) return;
  personal_ = personal_ || role.personal;
  marks_.sensitive = marks_.sensitive || role.sensitive;
  if (role.birth || role.age || role.rank == 0)
    marks_.under14 = marks_.under14 || tells_under14(role, cell, as_of_);
  if (role.rank < 0) return;
  const std::string normalised = normalised_identifier(role.value, cell);
  if (normalised.empty()) return;
  const auto rank = static_cast<std::uint8_t>(role.rank);
  ids_.push_back({hash_of(rank, normalised), rank});
}

void SubjectScan::end_row() {
  if (!ids_.empty()) {
    std::stable_sort(ids_.begin(), ids_.end(),
                     [](const Identifier& a, const Identifier& b) { return a.rank < b.rank; });
    subjects_.add_row(ids_, marks_);
  } else if (personal_) {
    subjects_.add_unidentified(marks_);
  }
  ids_.clear();
  marks_ = {};
  personal_ = false;
}

void SubjectScan::add(const RowBlock& block) {
  for (std::size_t row = 0; row < block.rows(); ++row) {
    for (std::uint32_t c = block.row_begin[row]; c < block.row_begin[row + 1]; ++c) {
      const RowBlock::Cell& cell = block.cells[c];
      if (cell.column >= roles_.size()) continue;
      const SubjectRole& role = roles_[cell.column];
      if (role.rank < 0 && !role.personal && !role.sensitive && !role.text) continue;
      add_cell(role, cell.in(block.text));
    }
    end_row();
  }
}

}  // namespace tidegate
