#include "tidegate/classify/subject_scan.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <tuple>
#include <utility>

#include "tidegate/classify/ascii.h"
#include "tidegate/classify/cell_inspector.h"
#include "tidegate/classify/finance_validators.h"
#include "tidegate/classify/identifier_bytes.h"
#include "tidegate/classify/identity_validators.h"
#include "tidegate/classify/listed_values.h"
#include "tidegate/classify/other_party.h"
#include "tidegate/classify/row_blocks.h"
#include "tidegate/classify/total_row.h"

namespace tidegate {
namespace {

using enum SubjectRole::Value;

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

// Whether it is a resident's number whose day and check hold, whatever its column is.
bool is_resident_id(std::string_view value) {
  return value.size() == 18 && fits_cn_resident_id(value) == Fit::kValid;
}

SubjectRole::Value value_of_rank(std::int8_t rank) {
  if (rank == 0) return kResidentId;
  if (rank == 6) return kMobile;
  if (rank == 7) return kEmail;
  return rank == 2 || rank == 8 ? kDigits : kPlain;
}

}  // namespace

void SubjectScan::mark_age(std::optional<bool> under14) {
  if (!under14) return;
  marks_.age_told = true;
  marks_.under14 = marks_.under14 || *under14;
}

SubjectScan::SubjectScan(SubjectRoles roles, const SubjectKeySecret& secret, Date as_of,
                         const LiteralMatcher& literals)
    : roles_(std::move(roles)), secret_(secret), hashes_(secret), as_of_(as_of), literals_(&literals) {
  for (std::uint32_t c = 0; c < roles_.size(); ++c) {
    const SubjectRole& role = roles_[c];
    if (role.inside != SubjectRole::Inside::kNone) inside_.push_back(c);
    has_each_ = has_each_ || role.inside == SubjectRole::Inside::kEach || role.several;
    has_arrays_ = has_arrays_ || role.in_array;
    is_shared_ = is_shared_ || role.shared;
    if (role.rank < 0 && !role.personal && !role.sensitive && !role.text) continue;
    const auto known = std::find_if(parties_.begin(), parties_.end(),
                                    [&](const Party& party) { return party.party == role.party; });
    if (known == parties_.end()) {
      parties_.push_back({role.party, {c}});
    } else {
      known->columns.push_back(c);
    }
  }
  has_own_party_ = std::any_of(parties_.begin(), parties_.end(), [](const Party& p) { return p.party == 0; });
  // Unsigned, "no rank" stands last but for texts, which ask what the row has.
  const auto place = [&](std::uint32_t c) {
    return std::tuple(roles_[c].text, static_cast<std::uint8_t>(roles_[c].rank), roles_[c].again);
  };
  for (Party& party : parties_) {
    std::stable_sort(party.columns.begin(), party.columns.end(),
                     [&](std::uint32_t a, std::uint32_t b) { return place(a) < place(b); });
    party.identifying = static_cast<std::size_t>(std::count_if(
        party.columns.begin(), party.columns.end(), [&](std::uint32_t c) { return roles_[c].rank >= 0; }));
    party.has_again = std::any_of(party.columns.begin(), party.columns.end(),
                                  [&](std::uint32_t c) { return roles_[c].again; });
  }
}

// Returns whether one was added.
bool SubjectScan::add_identifier(std::uint8_t rank, SubjectRole::Value kind, std::string_view value) {
  const std::string_view id = normalised_identifier(kind, value, normalised_);
  if (id.empty()) return false;
  ids_.push_back({keyed_hash(secret_, id), rank});
  // A number of a resident is told by its form wherever it stands.
  if (rank == 0 || is_resident_id(value)) mark_age(under14_by_id(rank == 0 ? id : value, as_of_));
  return true;
}

// Identifiers of persons behind those of the row at hand, and in found_marks_ what each tells of its person.
// Returns how many there are more than kinds of them.
std::size_t SubjectScan::add_found(std::string_view cell, std::span<const FoundValue> found) {
  std::array<bool, kIdentifierRanks> has_rank{};
  std::size_t several = 0;
  const RowMarks before = marks_;
  for (const FoundValue& value : found) {
    const std::int8_t rank = rank_of_kind(value.kind);
    if (rank < 0) continue;
    marks_ = {};
    if (!add_identifier(static_cast<std::uint8_t>(rank), value_of_rank(rank),
                        cell.substr(value.begin, value.end - value.begin)))
      continue;
    if (rank == 8) marks_.sensitive = true;
    found_marks_.push_back(marks_);
    bool& is_known = has_rank[static_cast<std::size_t>(rank)];
    several += is_known ? 1 : 0;
    is_known = true;
  }
  marks_ = before;
  return several;
}

void SubjectScan::add_marks(RowMarks marks) {
  marks_.sensitive = marks_.sensitive || marks.sensitive;
  marks_.under14 = marks_.under14 || marks.under14;
  marks_.age_told = marks_.age_told || marks.age_told;
}

// Whether the identifiers of the row at hand, from `first` on, are one of each kind.
bool SubjectScan::are_of_one_person(std::size_t first) const {
  std::array<int, kIdentifierRanks> of_rank{};
  bool is_one = true;
  for (std::size_t i = first; i < ids_.size(); ++i) is_one &= ++of_rank[ids_[i].rank] == 1;
  return is_one;
}

// What stood in the row's texts, the last of ids_: one of each kind is one person; several of a kind are
// several, and nothing tells what belongs to whom. Those are whom the texts are about: the row's own person
// goes on behind them, where it has one. own: what the row tells but for its texts.
void SubjectScan::part_found(bool is_of_person, RowMarks own) {
  if (are_of_one_person(row_ids_)) {
    for (const RowMarks marks : found_marks_) add_marks(marks);
    found_marks_.clear();
    return;
  }
  const std::size_t found = found_marks_.size();
  rows_.insert(rows_.end(), ids_.size() - found - row_ids_, {1, own});
  for (RowMarks marks : found_marks_) {
    marks.sensitive = marks.sensitive || own.sensitive;
    rows_.push_back({1, marks});
  }
  found_marks_.clear();
  row_ids_ = ids_.size();
  personal_ = is_of_person;
  marks_ = is_of_person ? own : RowMarks{};
}

namespace {

// What a row says of its person, as bits.
constexpr std::uint8_t kPersonal = 1;
constexpr std::uint8_t kSensitive = 2;
constexpr std::uint8_t kUnder14 = 4;
constexpr std::uint8_t kAgeTold = 8;
constexpr std::uint8_t kPutOff = 16;  // until its texts are read: nothing else names anybody

std::uint8_t age_bits(std::optional<bool> under14) {
  return !under14 ? std::uint8_t{0} : *under14 ? std::uint8_t{kUnder14 | kAgeTold} : kAgeTold;
}

RowMarks marks_of(std::uint8_t said) {
  return {.sensitive = (said & kSensitive) != 0,
          .under14 = (said & kUnder14) != 0,
          .age_told = (said & kAgeTold) != 0};
}

// Whether the words before a number are of somebody else: "家属 139...", "wife: 139...".
bool is_of_other(std::string_view cell, std::span<const FoundValue> found) {
  constexpr std::size_t kBefore = 48;
  std::size_t from = 0;
  for (const FoundValue& value : found) {
    const std::size_t begin = std::max<std::size_t>(from, value.begin > kBefore ? value.begin - kBefore : 0);
    if (rank_of_kind(value.kind) >= 0 && names_other(cell.substr(begin, value.begin - begin))) return true;
    from = value.end;
  }
  return false;
}

}  // namespace

// Whether one of the identifiers from `first` on is of the kind of the row's own best ones and none of them.
bool SubjectScan::is_another(std::size_t first) const {
  return std::any_of(ids_.begin() + static_cast<std::ptrdiff_t>(first), ids_.end(),
                     [&](const Identifier& id) {
                       return !own_best_.empty() && id.rank == own_best_[0].rank &&
                              std::none_of(own_best_.begin(), own_best_.end(),
                                           [&](const Identifier& own) { return own.hash == id.hash; });
                     });
}

// What stands inside the cells of a row whose own identifiers are the last of ids_: of the row's own person
// where it has nothing of the kind and only one is there; else of others, each a person.
void SubjectScan::add_inside(std::span<const InsideText> texts) {
  settle_texts();
  const std::size_t own_end = ids_.size();
  const bool has_own = is_known_row_ || own_end > row_ids_;
  if (!is_known_row_) {
    own_best_.assign(ids_.begin() + static_cast<std::ptrdiff_t>(row_ids_), ids_.end());
    std::uint8_t best = kIdentifierRanks;
    for (const Identifier& id : own_best_) best = std::min(best, id.rank);
    std::erase_if(own_best_, [&](const Identifier& id) { return id.rank != best; });
  }
  found_marks_.clear();
  bool is_one_person = true;
  for (const InsideText& inside : texts) {
    // In a row that nobody is known by, one number is as good as several.
    const bool takes_each = roles_[inside.column].inside == SubjectRole::Inside::kEach || !has_own;
    const std::string_view text = inside.text;
    scanner_.scan(text, std::span(inside_hits_).subspan(inside.first_hit, inside.hits), found_);
    const std::size_t before = ids_.size();
    const std::size_t several = add_found(text, found_);
    const bool is_others =
        ids_.size() > before && has_own && (is_another(before) || is_of_other(text, found_));
    if (several > 0 || is_others) is_one_person = false;
    if (several > 0 || takes_each || is_others) continue;
    // A remark of the row's own person: what it tells counts, but not that an age was told: a grown-up's may
    // be another's.
    for (std::size_t i = before - own_end; i < found_marks_.size(); ++i) {
      aside_.sensitive = aside_.sensitive || found_marks_[i].sensitive;
      aside_.under14 = aside_.under14 || found_marks_[i].under14;
    }
    ids_.resize(before);
    found_marks_.resize(before - own_end);
  }
  if (!is_known_row_) add_marks(std::exchange(aside_, {}));
  const auto is_of_own_kind = [&](const Identifier& id) {
    return std::any_of(ids_.begin() + static_cast<std::ptrdiff_t>(row_ids_),
                       ids_.begin() + static_cast<std::ptrdiff_t>(own_end),
                       [&](const Identifier& mine) { return mine.rank == id.rank; });
  };
  const std::vector<Identifier> others(ids_.begin() + static_cast<std::ptrdiff_t>(own_end), ids_.end());
  if (others.empty()) return;
  if (is_one_person && are_of_one_person(own_end) &&
      std::none_of(others.begin(), others.end(), is_of_own_kind)) {
    for (const RowMarks marks : found_marks_) add_marks(marks);
    found_marks_.clear();
    return;
  }
  ids_.resize(own_end);
  end_row();
  ids_.insert(ids_.end(), others.begin(), others.end());
  for (const RowMarks marks : found_marks_) rows_.push_back({1, marks});
  found_marks_.clear();
  row_ids_ = ids_.size();
}

// Takes the cell at hand where identifiers may stand in it.
void SubjectScan::take_inside(const RowBlock& block, const RowBlock::Cell& cell, std::size_t row) {
  if (cell.column >= roles_.size() || roles_[cell.column].inside == SubjectRole::Inside::kNone) return;
  const std::string_view text = ascii::trimmed(cell.in(block.text));
  if (!may_hold_identifier(text)) return;
  inside_texts_.push_back({row, cell.column, text, 0, 0});
  inside_text_.append(text).push_back('\n');
}

// The words of all the texts at hand, in one search.
void SubjectScan::find_inside_words() {
  inside_hits_.clear();
  if (inside_texts_.empty()) return;
  literals_->find(inside_text_, scratch_, hits_);
  std::size_t begin = 0;
  std::size_t next = 0;
  for (InsideText& inside : inside_texts_) {
    inside.first_hit = inside_hits_.size();
    const std::size_t end = begin + inside.text.size();
    for (; next < hits_.size() && hits_[next].begin < end; ++next)
      inside_hits_.push_back({hits_[next].begin - static_cast<std::uint32_t>(begin), hits_[next].literal});
    inside.hits = inside_hits_.size() - inside.first_hit;
    begin = end + 1;
  }
}

void SubjectScan::add_inside(const RowBlock& block, std::span<const RowBlock::Cell> cells) {
  forget_inside();
  for (const RowBlock::Cell& cell : cells) take_inside(block, cell, 0);
  find_inside_words();
  add_inside(inside_texts_);
}

void SubjectScan::forget_inside() {
  inside_texts_.clear();
  inside_text_.clear();
}

// Of a rectangle whose own persons are counted: cells with several identifiers of a kind.
void SubjectScan::add_several(const RowBlock& block) {
  forget_inside();
  const RowBlock::Cell* row = block.cells.data() + block.row_begin.front();
  for (std::size_t r = 0; r < block.rows(); ++r, row += roles_.size()) {
    if (is_total_[r] != 0) continue;
    for (const std::uint32_t column : inside_) take_inside(block, row[column], r);
  }
  find_inside_words();
  std::span<const InsideText> left = inside_texts_;
  for (std::size_t r = 0; r < block.rows(); ++r) {
    if (is_total_[r] != 0) continue;
    std::size_t texts = 0;
    while (texts < left.size() && left[texts].row == r) ++texts;
    const std::span<const InsideText> own = left.first(texts);
    left = left.subspan(texts);
    if (!has_own_party_ || put_off_[r] != 0) {
      personal_ = has_own_party_ && (put_off_[r] & kPersonal) != 0;
      if (has_own_party_) marks_ = marks_of(put_off_[r]);
      add_inside(own);
      end_row();
    } else if (!own.empty()) {
      add_several_of(r, own);
    }
  }
}

// Of a row whose own person is counted.
void SubjectScan::add_several_of(std::size_t row, std::span<const InsideText> texts) {
  const std::size_t first = row == 0 ? 0 : anchor_end_[row - 1];
  const auto anchor = [&](std::size_t i) { return anchors_.begin() + static_cast<std::ptrdiff_t>(i); };
  own_best_.assign(anchor(first), anchor(anchor_end_[row]));
  is_known_row_ = true;
  for (std::size_t i = 0; i < texts.size(); ++i) add_inside(texts.subspan(i, 1));
  is_known_row_ = false;
  RowMarks aside = std::exchange(aside_, {});
  if (!aside.sensitive && !aside.under14) return;
  aside.age_told = true;  // the row itself has said whether one was
  ids_.insert(ids_.end(), anchor(first), anchor(anchor_end_[row]));
  rows_.push_back({static_cast<std::uint32_t>(anchor_end_[row] - first), aside});
  row_ids_ = ids_.size();
}

void SubjectScan::add_cell(const SubjectRole& role, std::string_view raw) {
  const bool is_told = (personal_ || !role.personal) && (marks_.sensitive || !role.sensitive);
  const bool says_more = role.birth || role.age || role.text || role.name;
  if (role.rank < 0 && is_told && !says_more) return;  // nothing new
  const std::string_view cell = ascii::trimmed(raw);
  if (cell.empty()) return;
  if (!role.text && may_be_null_word(cell) && is_null_word(cell)) return;
  if (role.several && add_listed(role, cell)) return;
  if (role.text && !has_texts_) {
    has_texts_ = true;
    was_personal_ = personal_;
  }
  personal_ = personal_ || role.personal;
  is_named_ = is_named_ || role.name;
  if (is_shared_ && role.name) row_name_ = keyed_hash(secret_, cell);
  marks_.sensitive = marks_.sensitive || role.sensitive;
  if (role.text) {
    literals_->find(cell, scratch_, hits_);
    scanner_.scan(cell, hits_, found_);
    add_found(cell, found_);
    return;
  }
  if (role.birth || role.age) mark_age(under14_by_age(role, cell, as_of_));
  if (role.cards && fits_card(cell) == Fit::kValid) marks_.sensitive = true;
  if (role.rank >= 0 && !(role.again && is_known_by(role.rank)))
    add_identifier(static_cast<std::uint8_t>(role.rank), role.value, cell);
}

// A number that many share is a person's with the name beside it.
void SubjectScan::share_by_name() {
  if (row_name_ == 0) return;
  for (std::size_t i = row_ids_; i < ids_.size(); ++i) {
    constexpr std::uint8_t kFirstShared = 3;
    if (ids_[i].rank < kFirstShared) continue;
    std::array<char, 16> both{};
    std::memcpy(both.data(), &ids_[i].hash, 8);
    std::memcpy(both.data() + 8, &row_name_, 8);
    ids_[i].hash = keyed_hash(secret_, {both.data(), both.size()});
  }
}

// Whether an identifier of the row at hand is of this rank.
bool SubjectScan::is_known_by(std::int8_t rank) const {
  return std::any_of(ids_.begin() + static_cast<std::ptrdiff_t>(row_ids_), ids_.end(),
                     [&](const Identifier& id) { return id.rank == rank; });
}

void SubjectScan::settle_texts() {
  if (std::exchange(has_texts_, false)) part_found(was_personal_, marks_);
}

void SubjectScan::end_row() {
  settle_texts();
  if (is_shared_) share_by_name();
  const std::span<Identifier> ids{ids_.data() + row_ids_, ids_.size() - row_ids_};
  const auto is_better = [](const Identifier& a, const Identifier& b) { return a.rank < b.rank; };
  if (!std::is_sorted(ids.begin(), ids.end(), is_better)) std::stable_sort(ids.begin(), ids.end(), is_better);
  if (!lists_.empty() || listed_names_ > 0 || !listed_ages_.empty()) {
    end_listed_row();
  } else if (!ids.empty()) {
    rows_.push_back({static_cast<std::uint32_t>(ids.size()), marks_});
  } else if (personal_) {
    rows_.push_back({0, marks_});
  }
  row_ids_ = ids_.size();
  marks_ = {};
  personal_ = false;
  is_named_ = false;
  row_name_ = 0;
}

void SubjectScan::add(const RowBlock& block, const LineFindings* lines) {
  if (lines != nullptr && roles_.size() == 1 && roles_[0].text) return add_lines(block, *lines);
  const bool has_text =
      std::any_of(roles_.begin(), roles_.end(), [](const SubjectRole& r) { return r.text; });
  if (has_text || has_each_ || has_arrays_ || is_shared_ || block.rows() == 0 ||
      rectangle_width(block) != roles_.size())
    return add_by_row(block);
  find_totals(block);
  put_off_.assign(block.rows(), 0);
  anchors_.clear();
  anchor_end_.assign(inside_.empty() ? 0 : block.rows(), 0);
  for (const Party& party : parties_) add_party(block, party);
  if (!inside_.empty()) add_several(block);
  settle_when_many();
}

// What add_by_row does with text, when others have found what stands in it.
void SubjectScan::add_lines(const RowBlock& block, const LineFindings& lines) {
  for (std::size_t row = 0; row < block.rows(); ++row) {
    if (block.row_begin[row] != block.row_begin[row + 1])
      add_found(ascii::trimmed(block.cells[block.row_begin[row]].in(block.text)), lines.values(row));
    part_found(false, {});
    end_row();
  }
  settle_when_many();
}

void SubjectScan::find_totals(const RowBlock& block) {
  const std::size_t rows = block.rows();
  const RowBlock::Cell* cells = block.cells.data() + block.row_begin.front();
  is_total_.resize(rows);
  for (std::size_t r = 0; r < rows; ++r, cells += roles_.size()) {
    is_total_[r] = is_total_row({cells, roles_.size()}, block.text, roles_) ? 1 : 0;
    total_rows_ += is_total_[r];
  }
}

void SubjectScan::add_party(const RowBlock& block, const Party& party) {
  const std::size_t rows = block.rows();
  said_.assign(rows, 0);
  names_.assign(rows * party.identifying, 0);
  // Some rows at a time, so that their text is still near when the next column is read.
  constexpr std::size_t kRowsAtOnce = 48;
  for (std::size_t r = 0; r < rows; r += kRowsAtOnce) {
    const Rows some{r, std::min(rows, r + kRowsAtOnce), rows};
    for (std::size_t i = 0; i < party.columns.size(); ++i) say_column(block, party, i, some);
  }
  hashes_.finish();
  const bool is_adult = is_grown_up(party.party);
  for (std::size_t r = 0; r < rows; ++r) {
    const bool has_anchors = party.party == 0 && !inside_.empty();
    if (has_anchors) anchor_end_[r] = anchors_.size();
    if (is_total_[r] != 0) continue;
    const std::size_t before = ids_.size();
    for (std::size_t i = 0; i < party.identifying; ++i) {
      const std::uint64_t name = names_[i * rows + r];
      if (name != 0) ids_.push_back({name, static_cast<std::uint8_t>(roles_[party.columns[i]].rank)});
    }
    const auto ids = static_cast<std::uint32_t>(ids_.size() - before);
    const std::uint8_t said = said_[r];
    if (has_anchors) {
      for (std::size_t i = before; i < ids_.size() && ids_[i].rank == ids_[before].rank; ++i)
        anchors_.push_back(ids_[i]);
      anchor_end_[r] = anchors_.size();
    }
    if (ids == 0 && has_anchors) {
      put_off_[r] = said | kPutOff;
      continue;
    }
    if (ids == 0 && (said & kPersonal) == 0) continue;
    RowMarks marks = marks_of(said);
    marks.age_told = marks.age_told || is_adult;
    rows_.push_back({ids, marks});
  }
  row_ids_ = ids_.size();
}

// The i-th column of the party.
void SubjectScan::say_column(const RowBlock& block, const Party& party, std::size_t i, const Rows& rows) {
  const std::uint32_t column = party.columns[i];
  const SubjectRole& role = roles_[column];
  std::uint64_t* const names = role.rank < 0 ? nullptr : &names_[i * rows.count];
  const std::string& text = block.text;
  const RowBlock::Cell* cell =
      block.cells.data() + block.row_begin.front() + rows.first * roles_.size() + column;
  const auto bits =
      static_cast<std::uint8_t>((role.personal ? kPersonal : 0) | (role.sensitive ? kSensitive : 0));
  const auto is_known = [&](std::size_t r) {
    for (std::size_t k = 0; k < i; ++k) {
      if (roles_[party.columns[k]].rank == role.rank && names_[k * rows.count + r] != 0) return true;
    }
    return false;
  };
  const bool says_more = role.rank >= 0 || role.birth || role.age;
  for (std::size_t r = rows.first; r < rows.last; ++r, cell += roles_.size()) {
    if (!says_more && (said_[r] & bits) == bits) continue;  // nothing new
    const std::string_view value = ascii::trimmed(cell->in(text));
    if (value.empty() || (may_be_null_word(value) && is_null_word(value))) continue;
    said_[r] |= bits;
    if (role.birth || role.age) said_[r] |= age_bits(under14_by_age(role, value, as_of_));
    if (role.cards && fits_card(value) == Fit::kValid) said_[r] |= kSensitive;
    if (role.rank < 0 || (role.again && is_known(r))) continue;
    const std::string_view id = normalised_identifier(role.value, value, normalised_);
    if (id.empty()) continue;
    names[r] = 1;  // one is on its way
    hashes_.add(id, &names[r]);
    if (role.rank == 0 || is_resident_id(value))
      said_[r] |= age_bits(under14_by_id(role.rank == 0 ? id : value, as_of_));
  }
}

void SubjectScan::add_by_row(const RowBlock& block) {
  // Nobody has more telephones, addresses or accounts than so many in one row of theirs.
  constexpr std::size_t kMostOfOne = 5;
  const bool is_prose = roles_.size() == 1 && roles_[0].text;
  for (std::size_t row = 0; row < block.rows(); ++row) {
    const std::span<const RowBlock::Cell> cells{block.cells.data() + block.row_begin[row],
                                                block.row_begin[row + 1] - block.row_begin[row]};
    if (!is_prose && is_total_row(cells, block.text, roles_)) {
      ++total_rows_;
      continue;
    }
    // A row of a table has the cells 0, 1, 2 ...; one of JSON may lack some, and have some more than once.
    std::uint32_t in_place = 0;
    while (in_place < cells.size() && cells[in_place].column == in_place) ++in_place;
    const bool is_whole = in_place == roles_.size() && in_place == cells.size() && !has_arrays_;
    for (const Party& party : parties_) {
      if (is_whole) {
        for (const std::uint32_t c : party.columns) add_cell(roles_[c], cells[c].in(block.text));
      } else {
        const auto turn_of = [](const SubjectRole& role) { return role.text ? 2 : role.again ? 1 : 0; };
        for (int turn = 0; turn < 3; ++turn) {
          if (turn == 1 && !party.has_again) continue;
          for (std::size_t c = 0; c < cells.size();) {
            std::size_t end = c + 1;  // of the cells of one column
            while (end < cells.size() && cells[end].column == cells[c].column) ++end;
            const auto same = cells.subspan(c, end - c);
            c = end;
            if (same[0].column >= roles_.size()) continue;
            const SubjectRole& role = roles_[same[0].column];
            if (role.party != party.party || turn_of(role) != turn) continue;
            const bool is_of_several = role.in_array || (same.size() > kMostOfOne && role.rank >= 0);
            if (is_of_several && add_array(role, block, same)) continue;
            for (const RowBlock::Cell& cell : same) add_cell(role, cell.in(block.text));
          }
        }
      }
      if (is_grown_up(party.party)) marks_.age_told = true;
      if (party.party == 0 && !inside_.empty()) add_inside(block, cells);
      end_row();
    }
    if (!inside_.empty() && !has_own_party_) {
      add_inside(block, cells);
      end_row();
    }
  }
  settle_when_many();
}

void SubjectScan::settle_when_many() {
  constexpr std::size_t kAtOnce = std::size_t{1} << 16;
  if (ids_.size() >= kAtOnce || rows_.size() >= kAtOnce) settle();
}

void SubjectScan::settle() {
  subjects_.add(ids_, rows_);
  ids_.clear();
  rows_.clear();
  row_ids_ = 0;
}

void SubjectScan::merge(SubjectScan&& other) {
  settle();
  subjects_.merge(other.take());
  total_rows_ += other.total_rows_;
}

SubjectSet SubjectScan::take() {
  settle();
  return std::move(subjects_);
}

}  // namespace tidegate
