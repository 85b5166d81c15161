// Counts everything that ColumnFeatures wants to know while the rows of one table pass by, once.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "tidegate/base/result.h"
#include "tidegate/classify/byte_classes.h"
#include "tidegate/classify/cell_runs.h"
#include "tidegate/classify/column_features.h"
#include "tidegate/classify/distinct_sketch.h"
#include "tidegate/classify/line_findings.h"
#include "tidegate/classify/literals.h"
#include "tidegate/classify/repeated_cells.h"
#include "tidegate/classify/text_values.h"

namespace tidegate {

// Several threads may scan one table, each with a TableScan of its own, merged at the end. Whatever thread
// sees which block, and however the rows are cut into blocks, finish() gives the same features. Memory:
// about 2.5 KiB a column, 32 KiB more where it has thousands of values, and its sample (256 cells of at most
// 512 bytes), and 12 MiB for cells that come again; nothing grows with the rows.
class TableScan {
 public:
  struct Options {
    std::uint32_t max_columns = 16384;  // more is kLimit
    Simd simd = best_simd();
    std::size_t repeated_cells = 32768;  // kept of all columns; 0: every cell is inspected by itself
    bool in_runs = true;                 // cells of one form are counted together; false: each by itself
  };

  // literals   outlives the scan.
  TableScan(TableInfo info, const LiteralMatcher& literals, Options options);
  TableScan(TableInfo info, const LiteralMatcher& literals)
      : TableScan(std::move(info), literals, Options{}) {}

  // Columns met after the scan began. Errors: kLimit.
  Result<void> add_columns(const std::vector<std::string>& names);
  // Errors: kLimit when a cell lies in a column beyond max_columns.
  // lines: what stands in the block, where it is running text and that is known; else it is looked for here.
  Result<void> add(const RowBlock& block, const LineFindings* lines = nullptr);
  // other: of the same table; it is used up.
  void merge(TableScan&& other);
  TableFeatures finish() const;

  std::uint64_t rows() const { return rows_; }

 private:
  struct SampleEntry {
    std::uint64_t hash;
    std::uint64_t row;
    std::uint32_t length;
    std::uint32_t text;  // index into Column::sample_texts
  };
  struct Column {
    std::uint64_t sample_limit = ~std::uint64_t{0};  // no row that hashes above it enters the sample
    DistinctSketch distinct;
    ColumnFeatures features;
    RepeatedCells repeated;           // what they count is not in `features` yet
    CellForm form = CellForm::kNone;  // of the cells met last: what they are tried as
    std::vector<SampleEntry> sample;  // a heap, highest (hash, text) on top
    std::vector<std::string> sample_texts;
  };
  struct ColumnCells : CellStrip {
    std::size_t first_row;      // of the block
    const std::uint32_t* rows;  // of the block; nullptr: first_row and those after it
    std::uint64_t lowest_hash;  // of these rows, or less
  };

  Column& make_column(std::size_t index);
  Result<void> check_columns(std::size_t columns) const;
  Result<void> sort_by_column(const RowBlock& block);
  void count_column(const RowBlock& block, Column& column, const ColumnCells& cells);
  struct Taken {
    std::size_t filled = 0;  // cells that hold something
    std::size_t cells = 0;   // of these, at hand now
  };
  static TextPiece piece_of(const RowBlock& block, const RowBlock::Cell& cell);
  Taken take_cells(const RowBlock& block, Column& column, const ColumnCells& cells, std::size_t from,
                   bool may_repeat);
  void count_cells(const RowBlock& block, Column& column, std::size_t n, bool may_keep);
  std::size_t count_in_runs(const RowBlock& block, Column& column, const ColumnCells& cells);
  static std::uint32_t row_of(const ColumnCells& cells, std::size_t i) {
    return static_cast<std::uint32_t>(cells.rows == nullptr ? cells.first_row + i : cells.rows[i]);
  }
  void forget_repeated(Column& column);
  void count_words(const std::string& text);
  void count_lines(const std::string& text, const LineFindings& lines);
  struct WordCell {  // a cell of no kind: words may stand in it, and values amid them
    Column* column;
    TextPiece piece;
    std::uint32_t repeated;  // its index there; kNotKept
    std::uint32_t row;       // of the block
    bool may_hold_values;
  };
  void count_context(std::string_view cell, const WordCell& word, std::span<const LiteralHit> hits,
                     std::size_t begin, const std::span<const FoundValue>* known);
  static void add_repeated(const RepeatedCells& cells, ColumnFeatures& features);
  void sample_cells(const RowBlock& block, Column& column, const ColumnCells& cells);
  static void keep_sample(Column& column, SampleEntry entry, std::string_view text);
  static void merge_column(Column& into, Column&& from);

  TableInfo info_;
  const LiteralMatcher* literals_;
  Options options_;
  ClassifyBytes classify_;
  std::uint64_t rows_ = 0;
  std::vector<std::unique_ptr<Column>> columns_;  // made at the first cell
  // Working memory of add(): cells of one column after those of another, so that the branches and counters of
  // one kind of value stay warm.
  TextScanner scanner_;
  std::vector<WordCell> words_;
  std::string word_text_;  // theirs, a line each
  LiteralMatcher::Scratch scratch_;
  std::vector<LiteralHit> hits_;
  std::vector<LiteralHit> cell_hits_;
  std::vector<FoundValue> found_;
  std::vector<std::uint32_t> column_begin_;  // into sorted_
  std::vector<RowBlock::Cell> sorted_;
  std::vector<std::uint32_t> sorted_rows_;
  std::vector<std::uint64_t> row_hash_;
  // The cells at hand, each one's parts at one index.
  std::vector<TextPiece> pieces_;
  std::vector<std::uint32_t> rows_at_;  // of the block
  std::vector<std::uint64_t> hashes_;   // mix_bytes
  std::vector<ByteClasses> classes_;
  std::vector<Column*> idle_;  // those whose repeated cells do not pay
  std::size_t repeated_left_;  // cells that may still be kept
};

}  // namespace tidegate
