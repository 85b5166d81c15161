#include "tidegate/extract/csv_sample.h"

#include <algorithm>

#include "tidegate/extract/csv_cell.h"

namespace tidegate {
namespace {

// Text is indexed in stretches until there are rows enough.
constexpr std::uint32_t kStretch = 4096;

std::string cell_text(const CsvDialect& dialect, std::string_view raw) {
  while (dialect.skip_space && raw.starts_with(' ')) raw.remove_prefix(1);
  std::string cell(raw);
  cell.resize(unquote_csv(dialect, cell, cell.data()));
  return cell;
}

}  // namespace

std::vector<CsvSampleRow> sample_csv(const CsvDialect& dialect, std::string_view text, bool is_whole,
                                     std::size_t max_rows, std::size_t max_cells) {
  std::vector<CsvSampleRow> rows;
  CsvSampleRow row;
  std::size_t cell_begin = 0;
  const auto end_cell = [&](std::size_t end, bool is_row_end) {
    std::string_view raw = text.substr(cell_begin, end - cell_begin);
    if (is_row_end && raw.ends_with('\r')) raw.remove_suffix(1);
    if (row.cells.size() < max_cells) {
      row.cells.push_back(cell_text(dialect, raw));
      if (row.cells.back().find_first_not_of(" \t\r\n") != std::string::npos) ++row.filled;
    }
    cell_begin = end + 1;
    if (!is_row_end) return;
    row.end = std::min(cell_begin, text.size());
    rows.push_back(std::move(row));
    row = {};
    row.begin = rows.back().end;
  };
  CsvIndex index;
  std::size_t used = 0;
  const auto size = static_cast<std::uint32_t>(text.size());
  for (std::uint32_t from = 0; from < size && rows.size() < max_rows; from += kStretch) {
    index_csv(best_csv_kernel(), dialect, text.data(), from, std::min(size, from + kStretch), index);
    for (; used < index.ends.size() && rows.size() < max_rows; ++used) {
      end_cell(index.ends[used], text[index.ends[used]] != dialect.delimiter);
    }
  }
  if (rows.size() < max_rows && cell_begin < size && (is_whole || rows.empty())) end_cell(size, true);
  return rows;
}

}  // namespace tidegate
