// Of subject_scan.h: several persons in one row, whom its cells list or the objects of its arrays are.
#include <algorithm>
#include <utility>

#include "tidegate/classify/ascii.h"
#include "tidegate/classify/cell_inspector.h"
#include "tidegate/classify/finance_validators.h"
#include "tidegate/classify/listed_values.h"
#include "tidegate/classify/subject_scan.h"

namespace tidegate {

// Whether it identifies somebody, who is then kept until the row ends.
bool SubjectScan::list_value(const SubjectRole& role, std::string_view value) {
  const RowMarks own = std::exchange(marks_, {});
  const bool is_one = add_identifier(static_cast<std::uint8_t>(role.rank), role.value, value);
  if (is_one) {
    if (role.cards && fits_card(value) == Fit::kValid) marks_.sensitive = true;
    listed_.push_back({ids_.back(), marks_});
    ids_.pop_back();
  }
  marks_ = own;
  return is_one;
}

// Whether the cell lists several persons, who are then kept until the row ends.
bool SubjectScan::add_listed(const SubjectRole& role, std::string_view cell) {
  if (listed_values(role, cell, parts_) == 0) return false;
  marks_.sensitive = marks_.sensitive || role.sensitive;
  if (role.rank < 0) {
    listed_names_ = std::max(listed_names_, parts_.size());
    return true;
  }
  const std::size_t before = listed_.size();
  for (const std::string_view part : parts_) list_value(role, part);
  if (listed_.size() > before) lists_.push_back(listed_.size() - before);
  return true;
}

// The same of the cells of one column in an array of objects.
bool SubjectScan::add_array(const SubjectRole& role, const RowBlock& block,
                            std::span<const RowBlock::Cell> cells) {
  if (role.birth || role.age) {
    add_ages(role, block, cells);
    return true;
  }
  // A further line of those whom another column of the array lists already.
  const auto is_of_kind = [&](const Listed& one) { return one.id.rank == role.rank; };
  if (role.again && std::any_of(listed_.begin(), listed_.end(), is_of_kind)) return true;
  const std::size_t before = listed_.size();
  std::size_t names = 0;
  for (const RowBlock::Cell& cell : cells) {
    const std::string_view value = ascii::trimmed(cell.in(block.text));
    if (value.empty() || (may_be_null_word(value) && is_null_word(value))) continue;
    ++names;
    if (role.rank < 0) continue;
    list_value(role, value);
  }
  const std::size_t listed = listed_.size() - before;
  if ((role.rank < 0 ? names : listed) == 0) return true;
  marks_.sensitive = marks_.sensitive || role.sensitive;
  if (role.rank < 0) {
    listed_names_ = std::max(listed_names_, names);
  } else {
    lists_.push_back(listed);
  }
  return true;
}

// Ages and dates of birth of those in an array. A second such column says no more than the first where it has
// as many cells; else nothing tells which age is whose.
void SubjectScan::add_ages(const SubjectRole& role, const RowBlock& block,
                           std::span<const RowBlock::Cell> cells) {
  std::vector<std::optional<bool>> ages;
  for (const RowBlock::Cell& cell : cells)
    ages.push_back(under14_by_age(role, ascii::trimmed(cell.in(block.text)), as_of_));
  if (listed_ages_.empty()) {
    listed_ages_ = std::move(ages);
  } else if (listed_ages_.size() == ages.size()) {
    for (std::size_t i = 0; i < ages.size(); ++i) {
      if (ages[i] == true || !listed_ages_[i]) listed_ages_[i] = ages[i];
    }
  } else {
    listed_ages_.insert(listed_ages_.end(), ages.begin(), ages.end());
    are_ages_in_order_ = false;
  }
}

// What the ages of an array say of its people: each of its own where there is one for each; else as many are
// under 14 as ages are, and of the others nothing is known.
std::vector<RowMarks> SubjectScan::listed_marks(std::size_t persons, std::size_t names) const {
  const std::size_t told = std::max(persons, names);
  std::vector<RowMarks> marks(std::max(told, listed_ages_.size()));
  if (are_ages_in_order_ && (listed_ages_.size() == told || told == 0)) {
    for (std::size_t i = 0; i < listed_ages_.size(); ++i)
      marks[i] = {.under14 = listed_ages_[i].value_or(false), .age_told = listed_ages_[i].has_value()};
    return marks;
  }
  const auto young = std::count(listed_ages_.begin(), listed_ages_.end(), std::optional(true));
  marks.resize(told);
  for (std::size_t i = 0; i < marks.size() && i < static_cast<std::size_t>(young); ++i)
    marks[i] = {.under14 = true, .age_told = true};
  return marks;
}

// The row's own person, where it tells one, and behind it those whom its cells list. Lists of one length are
// of the same people, in the same order; a number beside names alone is of one of them.
void SubjectScan::end_listed_row() {
  const bool is_known = ids_.size() > row_ids_;
  if (is_known || is_named_) rows_.push_back({static_cast<std::uint32_t>(ids_.size() - row_ids_), marks_});
  const bool are_same =
      std::all_of(lists_.begin(), lists_.end(), [&](std::size_t n) { return n == lists_[0]; });
  const std::size_t kinds = are_same ? lists_.size() : 1;
  const std::size_t listed = kinds == 0 ? 0 : listed_.size() / kinds;
  const std::vector<RowMarks> ages = listed_marks(listed, listed_names_);
  const auto aged = [&](std::size_t person) {
    RowMarks marks = person < ages.size() ? ages[person] : RowMarks{};
    marks.sensitive = marks_.sensitive;
    return marks;
  };
  for (std::size_t person = 0; person < listed; ++person) {
    RowMarks marks = aged(person);
    for (std::size_t kind = 0; kind < kinds; ++kind) {
      const Listed& one = listed_[kind * listed + person];
      ids_.push_back(one.id);
      marks.under14 = marks.under14 || one.marks.under14;
      marks.age_told = marks.age_told || one.marks.age_told;
      marks.sensitive = marks.sensitive || one.marks.sensitive;
    }
    // Keys of JSON come in any order; the best identifier leads.
    std::stable_sort(ids_.end() - static_cast<std::ptrdiff_t>(kinds), ids_.end(),
                     [](const Identifier& a, const Identifier& b) { return a.rank < b.rank; });
    rows_.push_back({static_cast<std::uint32_t>(kinds), marks});
  }
  const std::size_t told = listed > 0 ? listed : is_known && !is_named_ && listed_names_ > 0 ? 1 : 0;
  for (std::size_t name = told; name < std::max(listed_names_, ages.size()); ++name)
    rows_.push_back({0, aged(name)});
  listed_.clear();
  lists_.clear();
  listed_names_ = 0;
  listed_ages_.clear();
  are_ages_in_order_ = true;
}

}  // namespace tidegate
