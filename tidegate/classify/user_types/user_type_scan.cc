#include "tidegate/classify/user_types/user_type_scan.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "tidegate/classify/ascii.h"
#include "tidegate/classify/line_places.h"

namespace tidegate {
namespace {

constexpr std::uint64_t kMostlyPermille = 900;  // of a column that nothing names
constexpr std::uint64_t kNamedPermille = 500;   // of one whose header names the type
constexpr std::size_t kMostAlso = 3;
constexpr std::size_t kLongestLine = std::size_t{1} << 20;  // of a longer cell the first octets are looked at

void lower_into(std::string_view text, std::string& lower) {
  lower.resize(text.size());
  std::transform(text.begin(), text.end(), lower.begin(), ascii::to_lower);
}

}  // namespace

UserTypeScan::UserTypeScan(const UserTypes& types) : types_(&types) {
  for (const UserType& type : types.all()) lines_.push_back({type.code, 0, {}});
}

void UserTypeScan::add(const RowBlock& block, const LineFindings* lines) {
  for (std::size_t row = 0; row < block.rows(); ++row) {
    for (std::size_t c = block.row_begin[row]; c < block.row_begin[row + 1]; ++c) {
      const std::string_view cell = ascii::trimmed(block.cells[c].in(block.text)).substr(0, kLongestLine);
      if (cell.empty()) continue;
      if (lines != nullptr) {
        add_line(cell, block.first_row + row, lines->values(row));
      } else {
        add_cell(cell, block.cells[c].column);
      }
    }
  }
}

void UserTypeScan::add_cell(std::string_view cell, std::size_t column) {
  const std::size_t types = types_->all().size();
  if (counts_.size() < (column + 1) * types) counts_.resize((column + 1) * types);
  lower_into(cell, lower_);
  for (std::size_t type = 0; type < types; ++type) {
    if (types_->is_value(type, cell)) {
      ++at(column, type).whole;
      continue;
    }
    types_->find(type, cell, lower_, found_);
    if (!found_.empty()) ++at(column, type).inside;
  }
}

void UserTypeScan::add_line(std::string_view line, std::uint64_t row, std::span<const FoundValue> known) {
  lower_into(line, lower_);
  for (std::size_t type = 0; type < types_->all().size(); ++type) {
    types_->find(type, line, lower_, found_);
    if (found_.empty()) continue;
    LinesOfType& of_type = lines_[type];
    ++of_type.lines;
    if (of_type.places.size() == LinePlaces::kMost) continue;
    values_.assign(known.begin(), known.end());
    for (const FoundUserValue& found : found_)
      values_.push_back({found.begin, found.end, ValueKind::kInteger});
    std::sort(values_.begin(), values_.end());
    of_type.places.push_back({row, line_context(line, values_, masked_)});
  }
}

void UserTypeScan::merge(UserTypeScan&& other) {
  if (counts_.size() < other.counts_.size()) counts_.resize(other.counts_.size());
  for (std::size_t i = 0; i < other.counts_.size(); ++i) {
    counts_[i].whole += other.counts_[i].whole;
    counts_[i].inside += other.counts_[i].inside;
  }
  for (std::size_t i = 0; i < lines_.size(); ++i) merge_lines(lines_[i], other.lines_[i]);
}

void UserTypeScan::judge(const std::vector<std::string>& headers, std::vector<ColumnProfile>& columns) const {
  const std::size_t types = types_->all().size();
  for (std::size_t c = 0; c < columns.size(); ++c) {
    ColumnProfile& column = columns[c];
    for (std::size_t t = 0; t < types; ++t) {
      const UserType& type = types_->all()[t];
      const Counts counts = (column.index + 1) * types <= counts_.size() ? counts_[column.index * types + t]
                                                                         : Counts{0, lines_[t].lines};
      if (counts.inside > 0) column.in_text.push_back({type.code, counts.inside});
      if (counts.whole == 0 || column.non_empty == 0) continue;
      const std::uint64_t permille = std::min<std::uint64_t>(counts.whole * 1000 / column.non_empty, 1000);
      const bool is_named = c < headers.size() && types_->is_named(t, headers[c]);
      const bool is_it =
          is_named ? permille >= kNamedPermille : permille >= kMostlyPermille && !type.needs_context;
      if (!is_it) continue;
      if (type.sensitivity < column.sensitivity) {
        column.also.push_back(type.code);
        continue;
      }
      if (!column.type.empty()) column.also.insert(column.also.begin(), column.type);
      if (column.also.size() > kMostAlso) column.also.resize(kMostAlso);
      column.type = type.code;
      column.sensitivity = type.sensitivity;
      column.p_permille = static_cast<std::int32_t>(std::min<std::uint64_t>(is_named ? 990 : 950, permille));
      column.important_hint = type.sensitivity == Sensitivity::kImportant ? 1 : 0;
      column.evidence.insert(column.evidence.begin(),
                             {"user.pattern",
                              static_cast<std::int32_t>(permille),
                              {fmt::format("{}.{} % of the values fit a pattern of your own{}", permille / 10,
                                           permille % 10, is_named ? ", and the header says so" : ""),
                               fmt::format("{}.{}% 的值符合自定义模式{}", permille / 10, permille % 10,
                                           is_named ? "，且表头相符" : "")}});
    }
  }
}

std::vector<LinesOfType> UserTypeScan::take_lines() {
  std::vector<LinesOfType> found;
  for (LinesOfType& type : lines_) {
    if (type.lines > 0) found.push_back({type.type, type.lines, std::move(type.places)});
    type.lines = 0;
    type.places.clear();
  }
  return found;
}

}  // namespace tidegate
