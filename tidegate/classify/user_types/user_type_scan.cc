#include "tidegate/classify/user_types/user_type_scan.h"

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <iterator>

#include "tidegate/classify/ascii.h"
#include "tidegate/classify/line_places.h"

namespace tidegate {
namespace {

constexpr std::uint64_t kMostlyPermille = 900;  // of a column that nothing names
constexpr std::uint64_t kNamedPermille = 500;   // of one whose header names the type
constexpr std::int32_t kSurestPermille = 990;
constexpr std::string_view kEvidence = "user.pattern";
constexpr std::size_t kLongestLine = std::size_t{1} << 20;  // of a longer cell the first octets are looked at

void lower_into(std::string_view text, std::string& lower) {
  lower.resize(text.size());
  std::transform(text.begin(), text.end(), lower.begin(), ascii::to_lower);
}

}  // namespace

Evidence UserTypeScan::evidence_of(const Share& share) {
  return {std::string(kEvidence),
          static_cast<std::int32_t>(share.permille),
          {fmt::format("{}.{} % of the values fit a pattern of your own{}", share.permille / 10,
                       share.permille % 10, share.is_named ? ", and the header says so" : ""),
           fmt::format("{}.{}% 的值符合自定义模式{}", share.permille / 10, share.permille % 10,
                       share.is_named ? "，且表头相符" : "")}};
}

UserTypeScan::Counts UserTypeScan::counts_of(std::size_t column, std::size_t type) const {
  const std::size_t at = column * types_->all().size() + type;
  return at < counts_.size() ? counts_[at] : Counts{0, lines_[type].lines};
}

void name_by_own_types(const UserTypes& types, std::vector<ColumnProfile>& columns) {
  for (ColumnProfile& column : columns) {
    const auto why = std::find_if(column.evidence.begin(), column.evidence.end(),
                                  [](const Evidence& e) { return e.rule == kEvidence; });
    const auto own = std::find_if(column.also.begin(), column.also.end(),
                                  [](const TypeCode& code) { return code.starts_with(kUserPrefix); });
    if (why == column.evidence.end() || own == column.also.end()) continue;
    const auto type = std::find_if(types.all().begin(), types.all().end(),
                                   [&](const UserType& t) { return t.code == *own; });
    if (type == types.all().end()) continue;
    std::rotate(column.evidence.begin(), why, why + 1);
    column.also.erase(own);
    if (!column.type.empty()) column.also.insert(column.also.begin(), column.type);
    column.type = type->code;
    column.sensitivity = type->sensitivity;
    column.p_permille = std::min(kSurestPermille, column.evidence.front().permille);
    if (type->sensitivity == Sensitivity::kImportant)
      column.important_hint = std::max(column.important_hint, 1);
  }
}

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
  std::uint64_t may = types_->may_hold(cell);
  if (may != 0) lower_into(cell, lower_);
  for (; may != 0; may &= may - 1) {
    const auto type = static_cast<std::size_t>(std::countr_zero(may));
    if (types_->is_value(type, cell)) {
      ++at(column, type).whole;
      continue;
    }
    types_->find(type, cell, lower_, found_);
    if (!found_.empty()) ++at(column, type).inside;
  }
}

void UserTypeScan::add_line(std::string_view line, std::uint64_t row, std::span<const FoundValue> known) {
  std::uint64_t may = types_->may_hold(line);
  if (may != 0) lower_into(line, lower_);
  for (; may != 0; may &= may - 1) {
    const auto type = static_cast<std::size_t>(std::countr_zero(may));
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

std::optional<UserTypeScan::Share> UserTypeScan::share(const ColumnProfile& column, std::string_view header,
                                                       std::size_t type) const {
  const UserType& own = types_->all()[type];
  const Counts counts = counts_of(column.index, type);
  if (counts.whole == 0 || column.non_empty == 0) return std::nullopt;
  Share share;
  share.permille = std::min<std::uint64_t>(counts.whole * 1000 / column.non_empty, 1000);
  share.is_named = types_->is_named(type, header);
  const bool is_it = share.is_named ? share.permille >= kNamedPermille
                                    : share.permille >= kMostlyPermille && !own.needs_context;
  return is_it ? std::optional(share) : std::nullopt;
}

void UserTypeScan::judge(const std::vector<std::string>& headers, std::vector<ColumnProfile>& columns) const {
  const std::vector<UserType>& types = types_->all();
  for (std::size_t c = 0; c < columns.size(); ++c) {
    ColumnProfile& column = columns[c];
    const std::string_view header = c < headers.size() ? std::string_view(headers[c]) : std::string_view();
    std::optional<std::size_t> gravest;
    std::vector<std::size_t> fit;
    for (std::size_t t = 0; t < types.size(); ++t) {
      if (!share(column, header, t)) continue;
      fit.push_back(t);
      if (!gravest || types[t].sensitivity > types[*gravest].sensitivity) gravest = t;
    }
    // Of a column that has a class of its own the type is told beside it; else the gravest may name it.
    const bool may_name = gravest && column.sensitivity == Sensitivity::kNone;
    if (may_name) {
      column.also.push_back(types[*gravest].code);
      column.evidence.push_back(evidence_of(*share(column, header, *gravest)));
    }
    for (const std::size_t t : fit) {
      if (!may_name || t != *gravest) column.also.push_back(types[t].code);
    }
    for (std::size_t t = 0; t < types.size(); ++t) {
      const Counts counts = counts_of(column.index, t);
      const bool is_beside = !types[t].needs_context || std::find(fit.begin(), fit.end(), t) != fit.end();
      const bool names_it = may_name && t == *gravest;
      const std::uint64_t cells = counts.inside + (is_beside && !names_it ? counts.whole : 0);
      if (cells > 0) column.in_text.push_back({types[t].code, cells});
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
