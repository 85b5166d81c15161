// Counts values of a firm's own types while the rows of one table pass by, once.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "tidegate/classify/line_findings.h"
#include "tidegate/classify/user_types/user_types.h"
#include "tidegate/terms/scan_finding.h"
#include "tidegate/terms/table.h"

namespace tidegate {

// One a thread, merged at the end: the same for any number of threads.
class UserTypeScan {
 public:
  // types  outlives the scan.
  explicit UserTypeScan(const UserTypes& types);

  // lines: what stands in the block, where it is running text; nullptr: a table.
  void add(const RowBlock& block, const LineFindings* lines);
  void merge(UserTypeScan&& other);

  // Tells each column what was counted. headers: of the columns, as they stand in the table, also where the
  // profile does not show them. A column becomes of a type where nine of ten values are of it, or half of
  // them and its header says so; never where what it is already is of a graver class: then the type stands
  // among its others.
  void judge(const std::vector<std::string>& headers, std::vector<ColumnProfile>& columns) const;
  // Lines of a text with values of each type; empties it.
  std::vector<LinesOfType> take_lines();

 private:
  struct Counts {
    std::uint64_t whole = 0;   // cells that are a value
    std::uint64_t inside = 0;  // cells with a value amid other text
  };
  Counts& at(std::size_t column, std::size_t type) { return counts_[column * types_->all().size() + type]; }
  void add_cell(std::string_view cell, std::size_t column);
  void add_line(std::string_view line, std::uint64_t row, std::span<const FoundValue> known);

  const UserTypes* types_;
  std::vector<Counts> counts_;  // column by column
  std::vector<LinesOfType> lines_;
  std::string lower_;
  std::string masked_;
  std::vector<FoundUserValue> found_;
  std::vector<FoundValue> values_;
};

}  // namespace tidegate
