// Rows, one after another -> blocks of a size that the sink takes. A row wider than any before adds columns
// without a name.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "tidegate/base/result.h"
#include "tidegate/extract/extract.h"
#include "tidegate/terms/table.h"

namespace tidegate {

class BlockGathering {
 public:
  // sink, options  outlive this.
  BlockGathering(TableSink& sink, const ExtractOptions& options) : sink_(sink), options_(options) {}

  // A table that the sink knows with so many columns. path  for `where`.
  void begin(std::string path, std::size_t columns);
  // Columns ascend within a row.
  void add_cell(std::uint32_t column, std::string_view text) { block_.add_cell(column, text); }
  // width  columns of the row, blank ones at its end included. Errors: those of the sink; kCancelled.
  Result<void> end_row(std::size_t width);
  Result<void> flush();
  std::uint64_t rows() const { return sent_rows_ + block_.rows(); }

 private:
  TableSink& sink_;
  const ExtractOptions& options_;
  std::string path_;
  RowBlock block_;
  std::size_t known_width_ = 0;  // told to the sink
  std::size_t block_width_ = 0;
  std::uint64_t sent_rows_ = 0;
};

}  // namespace tidegate
