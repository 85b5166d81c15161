// Cuts a tab-separated table with one header line, and gathers what is wrong with it by line and column.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "tidegate/base/date.h"
#include "tidegate/base/result.h"
#include "tidegate/base/text.h"

namespace tidegate::lists {

inline constexpr std::size_t kLargestTable = std::size_t{16} << 20;  // octets
inline constexpr std::size_t kMostRows = 20'000;
inline constexpr std::size_t kLongestValue = 4'096;  // octets

// What is wrong with a table: some problems in full, the rest counted.
class TableProblems {
 public:
  explicit TableProblems(std::string_view table) : table_(table) {}
  void add(std::size_t line, std::string_view column, Text says);
  bool any() const { return count_ > 0; }
  Error error() const;  // kMalformed; a problem a line, `where` the table and the first problem's line

 private:
  std::string table_;
  std::size_t first_line_ = 0;
  std::size_t count_ = 0;
  std::string en_, zh_;
};

// One row: values by the place of their column.
struct TableRow {
  std::size_t line = 0;  // 1-based
  std::vector<std::string_view> values;
};

// UTF-8, a tab between values, no quoting, no control characters; LF or CRLF; a byte-order mark and empty
// lines at the end are left out.
// columns   the header, exactly; those behind `must` may be left out from the end
// Returns   rows with a value for every column (left-out ones are empty). What is wrong goes to `problems`.
std::vector<TableRow> read_table(std::string_view tsv, std::span<const std::string_view> columns,
                                 std::size_t must, TableProblems& problems);

// 1 to 64 lower-case letters, digits and hyphens: safe as the name of a file.
bool is_list_id(std::string_view text);

// Readers of one value; what is wrong is told, and a harmless value comes back.
class ValueReader {
 public:
  ValueReader(const TableRow& row, std::span<const std::string_view> columns, TableProblems& problems)
      : row_(row), columns_(columns), problems_(problems) {}

  std::string text(std::size_t column) const { return std::string(row_.values[column]); }
  std::string required(std::size_t column) const;
  std::string one_of(std::size_t column, std::span<const std::string_view> words) const;
  std::optional<std::int64_t> number(std::size_t column) const;  // empty: none
  std::optional<Date> day(std::size_t column) const;             // empty: none
  std::string identifier(std::size_t column) const;              // what is_list_id takes
  void wrong(std::size_t column, Text says) const {
    problems_.add(row_.line, columns_[column], std::move(says));
  }

 private:
  const TableRow& row_;
  std::span<const std::string_view> columns_;
  TableProblems& problems_;
};

}  // namespace tidegate::lists
