// A table on its way from extract to classify: what it is, then its rows in blocks.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tidegate/base/result.h"
#include "tidegate/base/text.h"

namespace tidegate {

struct TableInfo {
  std::string path;                         // "a.zip!b.csv" inside an archive
  std::string format;                       // csv tsv json jsonl text log
  std::string encoding;                     // utf-8 utf-16le utf-16be gb18030; cells always arrive as UTF-8
  std::string delimiter;                    // csv: one character; else ""
  std::optional<std::uint64_t> header_row;  // 0-based row of the file; none: no header
  std::vector<std::string> columns;         // header names; "" where none. JSON: key paths "a.b[]"
  bool is_prose = false;                    // text, log: one column, a line a row
  bool is_source = false;                   // of a text: a program, by the ending of its name
  std::vector<std::string> lines_above;  // titles, comments and group headers above the header, a line each
};

// Rows that follow one another. Owns its bytes, so that a worker may take it to another thread.
struct RowBlock {
  struct Cell {
    std::uint32_t begin;  // into `text`
    std::uint32_t length;
    std::uint32_t column;  // into TableInfo::columns, then into those added since; cells of a row ascend
    std::string_view in(const std::string& bytes) const { return {bytes.data() + begin, length}; }
  };
  std::uint64_t first_row = 0;  // 0-based data row (header and title rows do not count)
  std::string text;  // UTF-8, unquoted and unescaped; cells lie in it in order, at least one byte apart
  std::vector<Cell> cells;
  std::vector<std::uint32_t>
      row_begin;  // rows + 1 entries: cells of row r are [row_begin[r], row_begin[r + 1])
  std::size_t rows() const { return row_begin.empty() ? 0 : row_begin.size() - 1; }
  // A cell behind those of the row that is being made; end_row() ends it.
  void add_cell(std::uint32_t column, std::string_view cell) {
    cells.push_back(
        {static_cast<std::uint32_t>(text.size()), static_cast<std::uint32_t>(cell.size()), column});
    text.append(cell).push_back('\n');
  }
  void end_row() {
    if (row_begin.empty()) row_begin.push_back(0);
    row_begin.push_back(static_cast<std::uint32_t>(cells.size()));
  }
};

struct TableEnd {
  std::uint64_t rows = 0;
  std::uint64_t ragged_rows = 0;  // more or fewer cells than the header
  std::vector<Text> notes;        // "NUL bytes were found", "3 rows longer than the header"
};

// What extract tells its caller, in this order: begin, (add_columns | rows)*, end; again for each table of an
// archive.
class TableSink {
 public:
  virtual ~TableSink() = default;
  virtual Result<void> begin(const TableInfo& info) = 0;
  virtual Result<void> add_columns(
      const std::vector<std::string>& names) = 0;  // JSON keys and ragged rows met later
  virtual Result<void> rows(RowBlock block) = 0;
  virtual Result<void> end(const TableEnd& end) = 0;
};

}  // namespace tidegate
