// The first rows of a CSV text, cell by cell: what dialect and header are told from.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "tidegate/extract/csv_index.h"

namespace tidegate {

struct CsvSampleRow {
  std::size_t begin = 0;  // in the text
  std::size_t end = 0;    // where the next row begins
  std::vector<std::string> cells;
  std::size_t filled = 0;  // cells that hold more than spaces
};

// Rows of `text` up to max_rows, blank ones too, each with max_cells cells at most. A row that the text cuts
// off counts only if it is the only one, or if is_whole: nothing follows the text.
std::vector<CsvSampleRow> sample_csv(const CsvDialect& dialect, std::string_view text, bool is_whole,
                                     std::size_t max_rows, std::size_t max_cells);

}  // namespace tidegate
