#include "tidegate/classify/line_findings.h"

#include <algorithm>

#include "tidegate/base/check.h"
#include "tidegate/classify/ascii.h"

namespace tidegate {
namespace {

constexpr std::uint32_t kMobileDigits = 11;

std::string_view cell_of(const RowBlock& block, std::size_t row) {
  const std::size_t cell = block.row_begin[row];
  return cell == block.row_begin[row + 1] ? std::string_view{}
                                          : ascii::trimmed(block.cells[cell].in(block.text));
}

// Whether lines lie one behind the other, and nothing stands between them that could be part of a word.
bool are_lines(const RowBlock& block) {
  const std::string& text = block.text;
  return std::all_of(block.cells.begin(), block.cells.end(), [&](const RowBlock::Cell& cell) {
    const std::size_t end = cell.begin + std::size_t{cell.length};
    return (cell.begin == 0 || text[cell.begin - 1] == '\n') &&
           (end == text.size() || text[end] == '\n' || text[end] == '\r');
  });
}

}  // namespace

// Words of all lines in one search where that finds the same.
void LineFindings::find_words(const RowBlock& block, bool in_one) {
  hits_.clear();
  hit_begin_.assign(1, 0);
  if (in_one) literals_->find(block.text, scratch_, found_hits_);
  std::size_t next = 0;
  for (const std::string_view cell : cells_) {
    std::uint32_t begin = 0;
    if (in_one) {
      begin = static_cast<std::uint32_t>(cell.empty() ? 0 : cell.data() - block.text.data());
    } else {
      literals_->find(cell, scratch_, found_hits_);
      next = 0;
    }
    while (!cell.empty() && next < found_hits_.size() && found_hits_[next].begin < begin) ++next;
    for (; next < found_hits_.size() && found_hits_[next].begin < begin + cell.size(); ++next)
      hits_.push_back({found_hits_[next].begin - begin, found_hits_[next].literal});
    hit_begin_.push_back(static_cast<std::uint32_t>(hits_.size()));
  }
}

// What chance explains is judged from the block alone, so that no thread and no other file shows in it.
void LineFindings::leave_out_chance(const RowBlock& block) {
  by_chance_ = mobiles_by_chance_ = 0;
  if (others_.size() < ChanceNumbers::kLeast || keeps_chance_) return;
  chance_.clear();
  // What looks like a mobile number and is none counts for the whole text, where no other does here.
  bool is_any = std::any_of(others_.begin(), others_.end(), [&](const Other& other) {
    return other.number.length == kMobileDigits && cells_[other.row][other.number.begin] == '1';
  });
  for (std::size_t row = 0; row < block.rows(); ++row) {
    for (std::uint32_t i = value_begin_[row]; i < value_begin_[row + 1]; ++i)
      is_any |= chance_.add_told(cells_[row], values_[i].begin, values_[i].end, values_[i].kind, i);
  }
  if (!is_any) return;
  for (const Other& other : others_) {
    chance_.add(cells_[other.row], other.number.begin, other.number.begin + other.number.length,
                ChanceNumbers::kOther);
  }
  const std::vector<std::uint32_t> chance = chance_.judge(&sums_);
  if (chance.empty()) return;
  by_chance_ = chance.size();
  mobiles_by_chance_ =
      static_cast<std::size_t>(std::count_if(chance.begin(), chance.end(), [&](std::uint32_t i) {
        return values_[i].kind == ValueKind::kCnMobile;
      }));
  std::uint32_t kept = 0;
  std::size_t next = 0;
  std::uint32_t i = 0;
  for (std::size_t row = 0; row < block.rows(); ++row) {
    const std::uint32_t end = value_begin_[row + 1];
    for (; i < end; ++i) {
      if (next < chance.size() && chance[next] == i) {
        ++next;
      } else {
        values_[kept++] = values_[i];
      }
    }
    value_begin_[row + 1] = kept;
  }
  values_.resize(kept);
}

// Of the line whose values were found last.
void LineFindings::leave_out_names(std::string_view line) {
  names_.open(line);
  std::erase_if(found_, [&](const FoundValue& value) {
    const bool may_be_name = value.kind == ValueKind::kPasswordPair || value.kind == ValueKind::kApiKey ||
                             value.kind == ValueKind::kJwt;
    return may_be_name && names_.is_name(value.begin, value.end);
  });
}

void LineFindings::find(const RowBlock& block, bool has_names) {
  names_ = {};
  const bool in_one = are_lines(block);
  cells_.clear();
  for (std::size_t row = 0; row < block.rows(); ++row) {
    TIDEGATE_CHECK(block.row_begin[row + 1] - block.row_begin[row] <= 1);
    cells_.push_back(cell_of(block, row));
  }
  find_words(block, in_one);
  if (in_one) scanner_.open(block.text, found_hits_);
  values_.clear();
  others_.clear();
  value_begin_.assign(1, 0);
  for (std::size_t row = 0; row < block.rows(); ++row) {
    if (const std::string_view cell = cells_[row]; !cell.empty()) {
      const auto begin = static_cast<std::size_t>(cell.data() - block.text.data());
      if (in_one) {
        scanner_.scan_line(begin, begin + cell.size(), found_);
      } else {
        scanner_.scan(cell, hits(row), found_);
      }
      if (has_names) leave_out_names(cell);
      values_.insert(values_.end(), found_.begin(), found_.end());
      for (const TextPiece& number : scanner_.other_numbers())
        others_.push_back({static_cast<std::uint32_t>(row), number});
    }
    value_begin_.push_back(static_cast<std::uint32_t>(values_.size()));
  }
  leave_out_chance(block);
}

}  // namespace tidegate
