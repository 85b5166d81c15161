// The rows of a CSV text, from the first row of data on.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "tidegate/base/result.h"
#include "tidegate/extract/csv_index.h"
#include "tidegate/extract/extract.h"
#include "tidegate/extract/text_window.h"
#include "tidegate/terms/table.h"

namespace tidegate {

class CsvReader {
 public:
  struct Plan {
    CsvDialect dialect;
    std::string path;                  // for `where`
    std::vector<std::string> columns;  // as told to the sink's begin()
    std::string header_line;           // as written, without its line end; "": no header
    CsvKernel kernel = best_csv_kernel();
  };

  // window   stands at the first row of data. All are borrowed for the reader's life.
  CsvReader(TextWindow& window, Plan plan, TableSink& sink, const ExtractOptions& options);

  // Reads to the end of the text; calls add_columns and rows. Errors: kLimit, those of source and sink.
  Result<void> read();
  // What end() is told, once read() is done; notes of the text itself are the caller's to add.
  TableEnd end() const;

 private:
  struct Row;
  Result<void> index_more();
  Result<void> emit(std::size_t ends);
  Result<void> build(std::size_t ends, RowBlock& block);
  bool take_plain_row(const std::uint32_t* stops, std::uint32_t begin, RowBlock& block);
  void take_quoted(RowBlock& block, std::uint32_t& begin, std::uint32_t& end, std::size_t& odd);
  Result<bool> keep_row(RowBlock& block, const Row& row);
  void look_for_header(const RowBlock& block, const Row& row);
  Result<void> check_unfinished_row();
  void read_quote_as_text();
  std::size_t complete_ends() const;
  bool is_row_end(char c) const { return c == '\n' || (c == '\r' && plan_.dialect.cr_rows); }
  tl::unexpected<Error> limit(std::string en, std::string zh, std::uint64_t row) const;

  TextWindow& window_;
  Plan plan_;
  TableSink& sink_;
  const ExtractOptions& options_;
  std::size_t named_width_;                // columns up to the last that has a name
  std::size_t known_columns_;              // told to the sink
  std::vector<RowBlock::Cell> plain_row_;  // working memory of take_plain_row(): as long as the header

  CsvIndex index_;
  std::uint32_t indexed_ = 0;               // octets of the window's text
  std::vector<std::uint32_t> text_quotes_;  // where a cell begins with a quote that is text

  std::uint64_t rows_ = 0;
  std::uint64_t longer_rows_ = 0;
  std::uint64_t shorter_rows_ = 0;
  std::uint64_t blank_rows_ = 0;
  std::uint64_t repeated_headers_ = 0;
  std::uint64_t unclosed_quotes_ = 0;
  std::uint64_t first_unclosed_row_ = 0;
  bool is_after_blank_ = false;   // the row that was read last is blank
  std::uint32_t last_width_ = 0;  // cells of the last row that was not as long as the header
  std::uint64_t other_headers_ = 0;
  std::uint64_t first_other_header_ = 0;  // row
};

}  // namespace tidegate
