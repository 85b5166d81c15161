#include "tidegate/classify/subject_roles.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <string>
#include <string_view>
#include <utility>

#include "tidegate/classify/other_party.h"

namespace tidegate {
namespace {

struct TypeRank {
  std::string_view type;
  std::int8_t rank;
  SubjectRole::Value value;
};
using enum SubjectRole::Value;
constexpr std::int8_t kMobileRank = 6;
constexpr std::int8_t kUserRank = 10;
constexpr std::int8_t kImRank = 11;
constexpr std::int8_t kPhoneRank = 12;
constexpr std::int8_t kSessionRank = 15;
// Where fewer rows than one in so many have a better identifier, sessions stand for persons all the same.
constexpr std::uint64_t kFewKnown = 5;
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
    TypeRank{"NET.COOKIE", kSessionRank, kPlain},
};

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
  role.name = column.type == "ID.NAME";
  role.birth = column.type == "DM.BIRTH_DATE";
  role.age = column.type == "DM.AGE";
  for (const Evidence& evidence : column.evidence) {
    role.several = role.several || evidence.rule == kListsSeveral;
    role.cards = role.cards || evidence.rule == kHoldsCards;
  }
  // A name or an identifier makes a person; what else is told of a mother is told of her child.
  if (role.rank >= 0 || role.name) {
    role.party = other_party(column.name);
    role.in_array = is_in_array(column.name);
  }
  return role;
}

namespace {

// Where both sides of a deal are told, the second is a party of its own.
void part_counterparts(const std::vector<ColumnProfile>& columns, SubjectRoles& roles) {
  std::vector<Counterpart> sides;
  std::uint64_t firsts = 0;  // bit p: a column of pair p's first side
  for (std::size_t i = 0; i < roles.size(); ++i) {
    const bool is_of_person = (roles[i].rank >= 0 || roles[i].name) && roles[i].party == 0;
    sides.push_back(is_of_person ? counterpart(columns[i].name) : Counterpart{});
    if (sides[i].pair != 0 && !sides[i].is_second) firsts |= std::uint64_t{1} << sides[i].pair;
  }
  for (std::size_t i = 0; i < roles.size(); ++i) {
    if (sides[i].is_second && (firsts >> sides[i].pair & 1) != 0)
      roles[i].party = static_cast<std::uint8_t>(kFirstCounterpart + sides[i].pair);
  }
}

// Who receives a thing, and whom to ask, are others where the row tells of its own person apart: by a better
// number, by one of the same kind, by another name. Else they are the row's own.
void part_addressees(const std::vector<ColumnProfile>& columns, SubjectRoles& roles) {
  constexpr std::int8_t kLastOwnRank = 5;  // numbers of states, hospitals and employers
  const auto is_telephone = [](std::int8_t rank) { return rank == kMobileRank || rank == kPhoneRank; };
  std::vector<std::uint8_t> addressees;
  for (const ColumnProfile& column : columns) addressees.push_back(addressee(column.name));
  for (const std::uint8_t party : {kRecipientParty, kContactParty}) {
    std::vector<std::size_t> theirs;
    std::vector<std::size_t> own;
    for (std::size_t i = 0; i < roles.size(); ++i) {
      if ((roles[i].rank < 0 && !roles[i].name) || roles[i].party != 0) continue;
      if (addressees[i] == party) theirs.push_back(i);
      if (addressees[i] == 0 && counterpart(columns[i].name).pair != kRecipientPair) own.push_back(i);
    }
    const bool is_told_apart = std::any_of(own.begin(), own.end(), [&](std::size_t mine) {
      const std::int8_t rank = roles[mine].rank;
      const bool is_account = rank == kUserRank && !account_words(columns[mine].name).empty();
      return std::any_of(theirs.begin(), theirs.end(), [&](std::size_t other) {
        const std::int8_t of_other = roles[other].rank;
        if (roles[mine].name || roles[other].name) return roles[mine].name && roles[other].name;
        return (rank >= 0 && rank <= kLastOwnRank) || is_account || rank == of_other ||
               (is_telephone(rank) && is_telephone(of_other));
      });
    });
    if (!is_told_apart) continue;
    for (const std::size_t i : theirs) roles[i].party = party;
  }
}

// Of several columns of one person the one with most values names the person; the earlier of those that have
// nearly as many, since values are estimated.
void keep_best(const std::vector<ColumnProfile>& columns, const std::vector<std::size_t>& of_one,
               SubjectRoles& roles) {
  std::size_t best = of_one[0];
  for (const std::size_t i : of_one) {
    if (columns[i].distinct * 10 > columns[best].distinct * 11) best = i;
  }
  for (const std::size_t i : of_one) roles[i].again = i != best;
}

// Names of one account, lines of one person's telephone, among columns of one kind about one party.
void mark_again(const std::vector<ColumnProfile>& columns, const std::vector<std::size_t>& of_kind,
                SubjectRoles& roles) {
  const std::int8_t rank = roles[of_kind[0]].rank;
  std::vector<std::size_t> of_one;
  std::vector<std::string> seen;
  for (const std::size_t i : of_kind) {
    if (rank == kUserRank || rank == kImRank) {
      std::string words = account_words(columns[i].name);
      if (words.empty() || std::find(seen.begin(), seen.end(), words) != seen.end()) continue;
      seen.push_back(std::move(words));
      of_one.push_back(i);
    } else if (is_further_telephone(columns[i].name, rank == kMobileRank)) {
      of_one.push_back(i);
    }
  }
  if (of_one.empty()) return;
  const bool has_main = (rank == kMobileRank || rank == kPhoneRank) && of_one.size() < of_kind.size();
  if (!has_main) return keep_best(columns, of_one, roles);
  for (const std::size_t i : of_one) roles[i].again = true;
}

// The places of each kind of identifier of each party.
std::vector<std::vector<std::size_t>> kinds_of(const SubjectRoles& roles) {
  std::vector<std::vector<std::size_t>> kinds;
  for (std::size_t i = 0; i < roles.size(); ++i) {
    if (roles[i].rank < 0) continue;
    const auto known = std::find_if(kinds.begin(), kinds.end(), [&](const auto& kind) {
      return roles[kind[0]].rank == roles[i].rank && roles[kind[0]].party == roles[i].party;
    });
    if (known == kinds.end()) {
      kinds.push_back({i});
    } else {
      known->push_back(i);
    }
  }
  return kinds;
}

// Types whose values are looked for inside texts and tell persons apart.
constexpr std::array<std::string_view, 7> kInsideTypes{
    "ID.CN_RESIDENT", "ID.PASSPORT", "ID.CN_TRAVEL_PERMIT", "ID.US_SSN", "CT.MOBILE", "CT.EMAIL", "FIN.CARD"};
// Fewer cells than one in so many: what is told there is mostly of the row's own person.
constexpr std::uint64_t kFewCells = 5;

std::uint64_t cells_with_identifiers(const ColumnProfile& column) {
  std::uint64_t cells = 0;
  for (const InText& inside : column.in_text) {
    if (std::find(kInsideTypes.begin(), kInsideTypes.end(), inside.type) != kInsideTypes.end())
      cells = std::max(cells, inside.cells);
  }
  return cells;
}

// Persons told inside the cells: beside the row's own, or in a table that has no other identifiers alone.
void look_inside(const std::vector<ColumnProfile>& columns, SubjectRoles& roles) {
  std::vector<std::uint64_t> cells;
  for (std::size_t i = 0; i < roles.size(); ++i) {
    cells.push_back(cells_with_identifiers(columns[i]));
    // Most of its cells hold identifiers amid other words: it is none itself.
    if (roles[i].rank >= 0 && cells[i] * 2 >= std::max<std::uint64_t>(columns[i].non_empty, 1))
      roles[i].rank = -1;
  }
  const bool has_own =
      std::any_of(roles.begin(), roles.end(), [](const SubjectRole& r) { return r.rank >= 0; });
  for (std::size_t i = 0; i < roles.size(); ++i) {
    if (roles[i].rank >= 0) continue;
    const bool is_text = columns[i].type == "GEN.TEXT" || columns[i].type == "MED.NOTE";
    if (cells[i] == 0 && !is_text) continue;
    if (cells[i] > 0 && !has_own) {
      roles[i].text = true;
    } else {
      roles[i].inside = cells[i] * kFewCells >= columns[i].non_empty && cells[i] > 0
                            ? SubjectRole::Inside::kEach
                            : SubjectRole::Inside::kSeveral;
    }
  }
}

}  // namespace

std::vector<std::size_t> strict_columns(const SubjectRoles& roles) {
  std::vector<std::size_t> out;
  for (const std::vector<std::size_t>& kind : kinds_of(roles)) {
    const SubjectRole& of_kind = roles[kind[0]];
    const bool is_best = std::none_of(roles.begin(), roles.end(), [&](const SubjectRole& role) {
      return role.party == of_kind.party && role.rank >= 0 && role.rank < of_kind.rank;
    });
    std::vector<std::size_t> strict;
    std::copy_if(kind.begin(), kind.end(), std::back_inserter(strict),
                 [&](std::size_t i) { return !roles[i].again; });
    if (is_best && strict.size() > 1) out.insert(out.end(), strict.begin(), strict.end());
  }
  std::sort(out.begin(), out.end());
  return out;
}

namespace {

// Most have the form of the identifier and fail its check.
bool is_mostly_wrong(const ColumnProfile& column) {
  return std::any_of(column.near_misses.begin(), column.near_misses.end(), [&](const NearMiss& miss) {
    return miss.type == column.type && miss.cells * 10 >= std::max<std::uint64_t>(column.non_empty, 1) * 9;
  });
}

// A name of a user that little speaks for, its header not, and that differs in nearly every row: of the row
// rather than of a person, for all that is known.
bool is_of_row(const ColumnProfile& column, const SubjectRole& role) {
  constexpr std::int32_t kSure = 700;
  constexpr std::uint64_t kMany = 1000;
  const bool is_named = std::any_of(column.evidence.begin(), column.evidence.end(),
                                    [](const Evidence& e) { return e.rule.starts_with("header."); });
  return role.rank >= kUserRank && !is_named && column.p_permille < kSure && column.non_empty >= kMany &&
         column.distinct * 10 >= column.non_empty * 9;
}

// Sessions, and what is doubtful, stand for persons but in a table that knows the persons of many rows by
// something better.
void leave_to_better(const std::vector<ColumnProfile>& columns, SubjectRoles& roles) {
  std::vector<bool> is_wrong;
  std::vector<bool> is_lesser;
  std::uint64_t fullest = 0;
  std::uint64_t known = 0;  // rows that the fullest better identifier tells
  for (std::size_t i = 0; i < roles.size(); ++i) {
    const bool identifies = roles[i].rank >= 0;
    is_wrong.push_back(identifies && is_mostly_wrong(columns[i]));
    is_lesser.push_back(identifies && (roles[i].rank == kSessionRank || is_of_row(columns[i], roles[i])));
    fullest = std::max(fullest, columns[i].non_empty);
    if (identifies && !is_wrong[i] && !is_lesser[i]) known = std::max(known, columns[i].non_empty);
  }
  if (known == 0 || known * kFewKnown < fullest) return;
  for (std::size_t i = 0; i < roles.size(); ++i) {
    if (is_wrong[i]) roles[i].rank = -1;  // a row with nothing else is somebody's all the same
    if (is_lesser[i]) roles[i] = SubjectRole{};
    if (columns[i].type == "NET.BEHAVIOUR") roles[i].personal = false;
  }
}

}  // namespace

SubjectRoles roles_of(const std::vector<ColumnProfile>& columns, bool is_prose) {
  SubjectRoles roles;
  for (const ColumnProfile& column : columns) {
    roles.push_back(role_of(column));
    if (is_prose) {
      roles.back() = SubjectRole{};
      roles.back().text = true;
    }
  }
  if (!is_prose) leave_to_better(columns, roles);
  if (!is_prose) look_inside(columns, roles);
  part_counterparts(columns, roles);
  part_addressees(columns, roles);
  for (const std::vector<std::size_t>& kind : kinds_of(roles)) {
    const std::int8_t rank = roles[kind[0]].rank;
    const bool may_be_one = rank == kUserRank || rank == kImRank || rank == kMobileRank || rank == kPhoneRank;
    if (may_be_one && kind.size() > 1) mark_again(columns, kind, roles);
  }
  return roles;
}

}  // namespace tidegate
