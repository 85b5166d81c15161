// Counts values of a firm's own types while the rows of one table pass by, once.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
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

  // Tells each column what was counted, behind all that it is already, which stays: a type that nine of ten
  // values are of, or half of them where the header says so, stands among its others; values are counted as
  // inside it, but those of a type that may name it. headers: of the columns, as they stand in the table,
  // also where the profile does not show them.
  void judge(const std::vector<std::string>& headers, std::vector<ColumnProfile>& columns) const;
  // Lines of a text with values of each type; empties it.
  std::vector<LinesOfType> take_lines();

 private:
  struct Counts {
    std::uint64_t whole = 0;   // cells that are a value
    std::uint64_t inside = 0;  // cells with a value amid other text
  };
  struct Share {
    std::uint64_t permille = 0;  // of the cells that are not empty
    bool is_named = false;       // by the header
  };
  static Evidence evidence_of(const Share& share);
  Counts counts_of(std::size_t column, std::size_t type) const;
  // None: the column is not of the type.
  std::optional<Share> share(const ColumnProfile& column, std::string_view header, std::size_t type) const;
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

// Calls columns that have no class by the firm's own types, where judge() said that they may be: last, when
// all else was asked about what they were.
void name_by_own_types(const UserTypes& types, std::vector<ColumnProfile>& columns);

}  // namespace tidegate
