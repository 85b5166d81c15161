#include "tidegate/classify/subject_roles.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <string>
#include <string_view>
#include <utility>

#include "tidegate/classify/ascii.h"
#include "tidegate/classify/other_party.h"
#include "tidegate/classify/party_words.h"
#include "tidegate/classify/worker_party.h"

namespace tidegate {
namespace {

struct TypeRank {
  std::string_view type;
  std::int8_t rank;
  SubjectRole::Value value;
};
using enum SubjectRole::Value;
constexpr std::int8_t kStaffRank = 5;
constexpr std::int8_t kMobileRank = 6;
constexpr std::int8_t kCardRank = 8;
constexpr std::int8_t kAccountRank = 9;
constexpr std::int8_t kUserRank = 10;
constexpr std::int8_t kImRank = 11;
constexpr std::int8_t kPhoneRank = 12;
constexpr std::int8_t kFirstDeviceRank = 13;
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
  if (role.age) role.age_unit = age_unit_of(column.name);
  for (const Evidence& evidence : column.evidence) {
    role.several = role.several || evidence.rule == kListsSeveral;
    role.cards = role.cards || evidence.rule == kHoldsCards;
  }
  // A name or an identifier makes a person; what else is told of a mother is told of her child.
  if (role.rank >= 0 || role.name) role.party = other_party(column.name);
  // But the day of birth of a child is the child's, and makes one.
  if ((role.birth || role.age) && other_party(column.name) == kChildParty) {
    role.party = kChildParty;
    role.personal = true;
  }
  if (role.rank >= 0 || role.name || role.birth || role.age) role.in_array = is_in_array(column.name);
  return role;
}

namespace {

bool is_of_money(std::int8_t rank) { return rank == kCardRank || rank == kAccountRank; }

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

// Who receives a thing, and whom to ask, are others where the row tells of its own person apart: by a number
// of its own, by another name. Else they are the row's own.
void part_addressees(const std::vector<ColumnProfile>& columns, SubjectRoles& roles) {
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
        return rank >= 0 && of_other >= 0 && (rank < kFirstDeviceRank || is_account);
      });
    });
    if (!is_told_apart) continue;
    for (const std::size_t i : theirs) roles[i].party = party;
  }
}

// Who serves, treats, teaches or enters the row's person is another, where a number tells who and the row
// tells of somebody else besides. Those that names alone tell stay: a name identifies nobody, and staff are
// few.
void part_workers(const std::vector<ColumnProfile>& columns, SubjectRoles& roles) {
  std::vector<std::uint8_t> workers(roles.size(), 0);
  std::uint8_t first =
      0;  // of the work that the first column tells of, where no column tells of anybody else
  bool has_own = false;
  bool has_served = false;
  for (std::size_t i = 0; i < roles.size(); ++i) {
    const SubjectRole& role = roles[i];
    if ((role.rank < 0 && !role.name) || role.party != 0 || role.in_array) continue;
    workers[i] = worker_party(columns[i].name);
    if (workers[i] == 0 && role.rank == kStaffRank) workers[i] = kEmployee;
    if (workers[i] == 0) {
      has_own = true;
      has_served = has_served || names_served(columns[i].name);
    } else if (first == 0) {
      first = workers[i];
    }
  }
  for (std::size_t i = 0; i < roles.size(); ++i) {
    const bool is_other = workers[i] == kEmployee ? has_served : has_own || workers[i] != first;
    const bool is_told = std::any_of(roles.begin(), roles.end(), [&](const SubjectRole& role) {
      const auto at = static_cast<std::size_t>(&role - roles.data());
      return workers[at] == workers[i] && role.rank >= 0 && !is_of_money(role.rank) &&
             role.rank < kFirstDeviceRank;
    });
    if (workers[i] != 0 && is_other && is_told) roles[i].party = workers[i];
  }
}

// What a header of a name says besides that it is one, of a customer or of somebody employed: "witness" of
// "witness_name", "reference2" of "Reference 2".
std::string whose_name(std::string_view header) {
  constexpr std::array<std::string_view, 46> kChinese{
      "开户", "户主", "持卡人", "账户", "账号", "银行", "注册", "登录", "签名", "署名", "实名", "认证",
      "户",   "姓名", "名字",   "名称", "全名", "真实", "中文", "英文", "拼音", "曾用", "本人", "个人",
      "用户", "客户", "会员",   "顾客", "员工", "职工", "患者", "病人", "学生", "学员", "人员", "人名",
      "用工", "法定", "别名",   "昵称", "简称", "（",   "）",   "、",   "名",   "姓"};
  constexpr std::array<std::string_view, 54> kEnglish{
      "signature", "signed", "login",    "bank",     "card",     "cardholder", "registered", "name",
      "names",     "full",   "first",    "last",     "given",    "family",     "middle",     "surname",
      "forename",  "legal",  "real",     "display",  "nick",     "nickname",   "chinese",    "english",
      "native",    "local",  "former",   "previous", "maiden",   "preferred",  "alias",      "user",
      "customer",  "client", "member",   "patient",  "employee", "student",    "person",     "account",
      "holder",    "the",    "of",       "en",       "cn",       "zh",         "pinyin",     "prefix",
      "suffix",    "title",  "initials", "fname",    "lname",    "xm"};
  std::string out;
  for (std::string_view rest = header; !rest.empty();) {
    const auto known = std::find_if(kChinese.begin(), kChinese.end(),
                                    [&](std::string_view word) { return rest.starts_with(word); });
    if (known != kChinese.end()) {
      rest.remove_prefix(known->size());
    } else {
      if (ascii::is_high(rest[0]) || ascii::is_digit(rest[0])) out += rest[0];
      rest.remove_prefix(1);
    }
  }
  std::string words;
  const std::string all = party_words(header);
  for (std::string_view rest = std::string_view(all).substr(1); !rest.empty();) {
    const std::string_view word = rest.substr(0, rest.find(' '));
    rest.remove_prefix(word.size() + 1);
    if (std::find(kEnglish.begin(), kEnglish.end(), word) == kEnglish.end()) words += word;
  }
  // A number alone parts no people here: "姓名2" is part_repeats's.
  return words.empty() && std::all_of(out.begin(), out.end(), ascii::is_digit) ? std::string() : words + out;
}

// Whether a header begins with that word, however it is written: "Reference 2 email" with "reference2".
bool is_headed_by(std::string_view header, std::string_view whose) {
  std::string plain;
  for (const char c : header) {
    if (ascii::is_high(c) || ascii::is_alnum(c)) plain += ascii::to_lower(c);
  }
  return plain.starts_with(whose);
}

// A second name under a word of its own is another person's ("见证人", "reference 2"), with what else stands
// under that word. Names of staff alone stay, as in part_workers.
void part_named(const std::vector<ColumnProfile>& columns, SubjectRoles& roles) {
  constexpr std::int32_t kSureName = 700;
  std::vector<std::string> whose(roles.size());
  std::vector<std::size_t> names;
  for (std::size_t i = 0; i < roles.size(); ++i) {
    if (!roles[i].name || roles[i].party != 0 || roles[i].in_array || columns[i].name.empty()) continue;
    whose[i] = whose_name(columns[i].name);
    names.push_back(i);
  }
  if (names.size() < 2) return;
  const auto plain =
      std::find_if(names.begin(), names.end(), [&](std::size_t i) { return whose[i].empty(); });
  const std::string own = plain != names.end() ? std::string() : whose[names[0]];
  std::uint8_t next = kFirstNamed;
  for (const std::size_t i : names) {
    if (whose[i] == own || roles[i].party != 0 || next == kLastNamed) continue;
    bool is_told = worker_party(columns[i].name) == 0 && columns[i].p_permille >= kSureName;
    for (std::size_t k = 0; k < roles.size(); ++k)
      is_told =
          is_told || (roles[k].rank >= 0 && roles[k].party == 0 && is_headed_by(columns[k].name, whose[i]));
    if (!is_told) continue;
    for (std::size_t k = 0; k < roles.size(); ++k) {
      const bool is_theirs = (roles[k].rank >= 0 || roles[k].name) && roles[k].party == 0 &&
                             !roles[k].in_array && is_headed_by(columns[k].name, whose[i]);
      if (k == i || is_theirs) roles[k].party = next;
    }
    ++next;
  }
}

// A header without the numbers behind it: "姓名2", "name.1".
std::string_view without_number(std::string_view header) {
  while (!header.empty() &&
         std::string_view("0123456789._-() ").find(header.back()) != std::string_view::npos)
    header.remove_suffix(1);
  return header;
}

// Names headed alike stand for several people, each with the numbers behind it up to the next such name, as
// in a form with a group for the contact: "姓名, 身份证号, 手机, 姓名, 电话".
void part_repeats(const std::vector<ColumnProfile>& columns, SubjectRoles& roles) {
  constexpr std::uint8_t kMostGroups = kFirstWorker - kFirstRepeat;
  std::vector<std::size_t> begins;
  const auto is_own = [&](std::size_t i) { return roles[i].party == 0 && !roles[i].in_array; };
  for (std::size_t i = 1; i < roles.size(); ++i) {
    const std::string_view header = without_number(columns[i].name);
    if (!roles[i].name || !is_own(i) || header.empty()) continue;
    for (std::size_t before = 0; before < i; ++before) {
      if (!roles[before].name || roles[before].party != 0 || without_number(columns[before].name) != header)
        continue;
      begins.push_back(i);
      break;
    }
  }
  for (std::size_t n = 0; n < begins.size() && n < kMostGroups; ++n) {
    const std::size_t end = n + 1 < begins.size() ? begins[n + 1] : roles.size();
    std::vector<std::size_t> group;
    for (std::size_t i = begins[n]; i < end; ++i) {
      if (is_own(i) && (roles[i].name || roles[i].rank >= 0)) group.push_back(i);
    }
    const bool is_told =
        std::any_of(group.begin(), group.end(), [&](std::size_t i) { return roles[i].rank >= 0; });
    if (!is_told) continue;
    for (const std::size_t i : group) roles[i].party = static_cast<std::uint8_t>(kFirstRepeat + n);
  }
}

// Whose number stands beside many more different ones of a worse kind is not whose those are: one clerk has a
// thousand customers, and nobody a thousand telephones. Those are another's, all of them the same one's,
// since nothing parts them.
void part_by_numbers(const std::vector<ColumnProfile>& columns, SubjectRoles& roles) {
  // Of one person's: half as many again, by chance and change; several cards and accounts.
  constexpr std::uint64_t kMostOfOne[] = {3, 2};
  constexpr std::uint64_t kMostOfMoney[] = {6, 1};
  constexpr std::uint64_t kFewest = 20;  // different ones, from which on a ratio says something
  std::uint8_t next = kFirstByNumbers;
  for (std::size_t best = 0; best < roles.size(); ++best) {
    const SubjectRole own = roles[best];
    if (own.rank < 0 || own.in_array) continue;
    const bool is_best = std::none_of(roles.begin(), roles.end(), [&](const SubjectRole& role) {
      return role.party == own.party && !role.in_array && role.rank >= 0 && role.rank < own.rank;
    });
    if (!is_best || next == kFirstNamed) continue;
    bool is_any = false;
    for (std::size_t i = 0; i < roles.size(); ++i) {
      const SubjectRole& role = roles[i];
      if (role.party != own.party || role.in_array || role.rank <= own.rank || role.rank >= kFirstDeviceRank)
        continue;
      const auto& most = is_of_money(role.rank) ? kMostOfMoney : kMostOfOne;
      // In as many rows of its own as the better one has.
      const bool is_beside = columns[best].non_empty * 2 >= columns[i].non_empty;
      if (columns[i].distinct < kFewest || !is_beside ||
          columns[i].distinct * most[1] <= columns[best].distinct * most[0])
        continue;
      roles[i].party = next;
      is_any = true;
    }
    if (is_any) ++next;
  }
}

// Numbers that many share, as the names beside them say: far more different names than numbers. Then a number
// with a name is a person; a number of dozens (a switchboard's, one typed to fill a field) tells nobody
// apart. Numbers of states are nobody else's.
void mark_shared(const std::vector<ColumnProfile>& columns, SubjectRoles& roles) {
  constexpr std::int8_t kFirstShared = 3;
  constexpr std::uint64_t kMostNames = 20;
  for (std::size_t i = 0; i < roles.size(); ++i) {
    if (!roles[i].name || roles[i].in_array) continue;
    std::uint64_t numbers = 0;
    std::uint64_t cells = 0;
    for (std::size_t k = 0; k < roles.size(); ++k) {
      if (roles[k].rank < 0 || roles[k].party != roles[i].party) continue;
      numbers = std::max(numbers, columns[k].distinct);
      cells = std::max(cells, columns[k].non_empty);
    }
    // Each person has one name, and many share theirs: a sixth more names than numbers is neither chance nor
    // what estimates are out by. Rows without a number are not meant.
    if (numbers == 0 || cells * 10 < columns[i].non_empty * 9 || columns[i].distinct * 6 < numbers * 7)
      continue;
    const bool is_everybodys = columns[i].distinct > numbers * kMostNames;
    for (SubjectRole& role : roles) {
      if (role.party != roles[i].party || role.rank < kFirstShared) continue;
      role.shared = !is_everybodys;
      if (is_everybodys) role.rank = -1;
    }
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
  // A column of units tells what each age counts.
  if (std::any_of(columns.begin(), columns.end(),
                  [](const auto& column) { return names_age_units(column.name); })) {
    for (SubjectRole& role : roles) role.age_unit = role.age ? AgeUnit::kUnclear : role.age_unit;
  }
  if (!is_prose) leave_to_better(columns, roles);
  if (!is_prose) look_inside(columns, roles);
  part_counterparts(columns, roles);
  part_addressees(columns, roles);
  part_workers(columns, roles);
  part_named(columns, roles);
  part_repeats(columns, roles);
  if (!is_prose) part_by_numbers(columns, roles);
  if (!is_prose) mark_shared(columns, roles);
  for (const std::vector<std::size_t>& kind : kinds_of(roles)) {
    const std::int8_t rank = roles[kind[0]].rank;
    const bool may_be_one = rank == kUserRank || rank == kImRank || rank == kMobileRank || rank == kPhoneRank;
    if (may_be_one && kind.size() > 1) mark_again(columns, kind, roles);
  }
  return roles;
}

}  // namespace tidegate
