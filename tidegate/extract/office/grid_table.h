// Rows of cells as sheets and documents have them -> a table, its header found as that of a CSV is.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "tidegate/base/result.h"
#include "tidegate/extract/block_gathering.h"
#include "tidegate/extract/extract.h"
#include "tidegate/terms/table.h"

namespace tidegate {

// One row; a cell that is not there is blank.
class GridRow {
 public:
  struct Cell {
    std::uint32_t column;
    std::size_t begin;
    std::size_t length;
  };
  // Cells without text are left out.
  void add(std::uint32_t column, std::string_view text);
  void clear();
  // In ascending order of columns.
  void sort();
  const std::vector<Cell>& cells() const { return cells_; }
  std::string_view text(const Cell& cell) const {
    return std::string_view(text_).substr(cell.begin, cell.length);
  }
  std::size_t bytes() const { return text_.size(); }
  // Columns up to the last cell.
  std::uint32_t width() const { return cells_.empty() ? 0 : cells_.back().column + 1; }
  friend bool operator==(const GridRow& a, const GridRow& b) {
    return a.text_ == b.text_ && std::equal(a.cells_.begin(), a.cells_.end(), b.cells_.begin(),
                                            b.cells_.end(), [](const Cell& x, const Cell& y) {
                                              return x.column == y.column && x.length == y.length;
                                            });
  }

 private:
  std::string text_;
  std::vector<Cell> cells_;
};

class GridTable {
 public:
  enum class Forms { kAsTable, kAsText };
  // info    path, format and encoding of the table; the rest is found.
  // forms   kAsText: a table, many of whose cells are names of what stands beside them, is
  // told
  //         as lines of text ("name TAB Ann TAB phone TAB 138...").
  // sink, options  outlive this.
  GridTable(TableInfo info, TableSink& sink, const ExtractOptions& options, Forms forms = Forms::kAsTable);

  // row  in the order of the sheet, blank ones too. Errors: kLimit, those of the sink.
  Result<void> add(const GridRow& row);
  // So many rows without any cell, between two that have some.
  Result<void> add_blank(std::uint64_t rows);
  // Errors: those of the sink. A table without any cell is not told at all.
  Result<void> finish(std::vector<Text> notes = {});
  bool is_told() const { return is_begun_; }

 private:
  Result<void> begin();
  Result<void> emit(const GridRow& row);
  Result<void> check(const GridRow& row) const;
  void look_for_header(const GridRow& row);
  tl::unexpected<Error> limit(std::string en, std::string zh) const;

  TableInfo info_;
  TableSink& sink_;
  const ExtractOptions& options_;
  Forms forms_;
  bool is_begun_ = false;
  std::vector<GridRow> first_;  // until the header is known
  std::size_t first_bytes_ = 0;
  GridRow header_;
  std::size_t width_ = 0;  // columns of the header
  BlockGathering blocks_;
  std::uint64_t seen_rows_ = 0;  // of the sheet, so far
  std::uint64_t skipped_ = 0;    // blank ones above the first that holds anything
  std::uint64_t longer_rows_ = 0;
  std::uint64_t blank_rows_ = 0;
  std::uint64_t repeated_headers_ = 0;
  bool is_after_blank_ = false;  // the row that was read last is blank
  std::uint64_t other_headers_ = 0;
  std::uint64_t first_other_header_ = 0;  // row
};

// Not the first octet of a character in UTF-8: no text may be cut before it.
inline bool is_inner_octet(char c) { return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U; }

// Lines of running text -> a table of prose.
class LineTable {
 public:
  LineTable(TableInfo info, TableSink& sink, const ExtractOptions& options)
      : info_(std::move(info)), sink_(sink), blocks_(sink, options) {}
  // Lines without any character but spaces are left out. Errors: those of the sink.
  Result<void> add(std::string_view line);
  Result<void> finish(std::vector<Text> notes = {});
  bool is_told() const { return is_begun_; }
  // Tells the table even when no line came.
  Result<void> begin();

 private:
  TableInfo info_;
  TableSink& sink_;
  BlockGathering blocks_;
  bool is_begun_ = false;
};

}  // namespace tidegate
