#include "tidegate/extract/office/grid_table.h"

#include <fmt/format.h>

#include <algorithm>

#include "tidegate/extract/csv_header.h"
#include "tidegate/extract/expansion_budget.h"
#include "tidegate/extract/header_words.h"

namespace tidegate {
namespace {

constexpr std::size_t kSampleRows = 200;
constexpr std::size_t kSampleCells = 400'000;  // rows times columns
constexpr std::size_t kSampleBytes = 1 << 20;
// Blank cells of a row are told, as a CSV tells them, up to here; in wider tables they are left out.
constexpr std::size_t kToldBlank = 256;
constexpr std::string_view kSpace = " \t\r\n";

Text counted(std::uint64_t n, const char* en_one, const char* en_many, const char* zh) {
  return {n == 1 ? fmt::format("1 {}", en_one) : fmt::format("{} {}", n, en_many),
          fmt::format("有 {} {}", n, zh)};
}

// The rows as the header's finder wants them; "begin" and "end" count rows.
std::vector<CsvSampleRow> sample_of(const std::vector<GridRow>& rows) {
  std::size_t width = 0;
  for (const GridRow& row : rows) width = std::max<std::size_t>(width, row.width());
  const std::size_t most = std::max<std::size_t>(2, kSampleCells / std::max<std::size_t>(width, 1));
  std::vector<CsvSampleRow> sample;
  for (std::size_t r = 0; r < std::min(rows.size(), most); ++r) {
    CsvSampleRow& row = sample.emplace_back();
    row.begin = r;
    row.end = r + 1;
    row.cells.resize(width);
    for (const GridRow::Cell& cell : rows[r].cells()) {
      row.cells[cell.column] = rows[r].text(cell);
      row.filled += rows[r].text(cell).find_first_not_of(kSpace) != std::string_view::npos ? 1 : 0;
    }
  }
  return sample;
}

// Whether the table is a form: cells that name what stands beside them, below its first row too.
bool is_form(const std::vector<CsvSampleRow>& rows) {
  std::size_t names = 0;
  std::size_t filled = 0;
  for (std::size_t r = rows.size() > 1 ? 1 : 0; r < rows.size(); ++r) {
    filled += rows[r].filled;
    for (const std::string& cell : rows[r].cells) names += names_a_column(cell) ? 1 : 0;
  }
  return filled > 0 && names * 5 >= filled;
}

}  // namespace

void GridRow::add(std::uint32_t column, std::string_view text) {
  if (text.empty()) return;
  cells_.push_back({column, text_.size(), text.size()});
  text_ += text;
}

void GridRow::clear() {
  text_.clear();
  cells_.clear();
}

void GridRow::sort() {
  const auto before = [](const Cell& a, const Cell& b) { return a.column < b.column; };
  if (std::is_sorted(cells_.begin(), cells_.end(), before)) return;
  GridRow sorted;
  std::stable_sort(cells_.begin(), cells_.end(), before);
  for (const Cell& cell : cells_) sorted.add(cell.column, text(cell));
  *this = std::move(sorted);
}

GridTable::GridTable(TableInfo info, TableSink& sink, const ExtractOptions& options, Forms forms)
    : info_(std::move(info)), sink_(sink), options_(options), forms_(forms), blocks_(sink, options) {}

tl::unexpected<Error> GridTable::limit(std::string en, std::string zh) const {
  return fail(
      {ErrorCode::kLimit, std::move(en), fmt::format("{}:row {}", info_.path, seen_rows_), std::move(zh)});
}

Result<void> GridTable::check(const GridRow& row) const {
  if (row.width() > options_.max_columns) {
    return limit(
        fmt::format("a cell stands in column {}, over the limit of {}", row.width(), options_.max_columns),
        fmt::format("有单元格位于第 {} 列，超过 {} 列的上限", row.width(), options_.max_columns));
  }
  if (row.bytes() > options_.max_row_bytes) {
    return limit(fmt::format("a row has more than {} octets", options_.max_row_bytes),
                 fmt::format("一行超过 {} 字节的上限", options_.max_row_bytes));
  }
  const bool is_long = std::any_of(row.cells().begin(), row.cells().end(), [&](const GridRow::Cell& cell) {
    return cell.length > options_.max_cell_bytes;
  });
  if (!is_long) return {};
  return limit(fmt::format("a cell has more than {} octets", options_.max_cell_bytes),
               fmt::format("一个单元格超过 {} 字节的上限", options_.max_cell_bytes));
}

Result<void> GridTable::add(const GridRow& row) {
  ++seen_rows_;
  if (const auto ok = check(row); !ok) return ok;
  if (is_begun_) return emit(row);
  first_.push_back(row);
  first_bytes_ += row.bytes();
  if (first_.size() < kSampleRows && first_bytes_ < kSampleBytes) return {};
  // Blank rows alone tell nothing; a sheet may begin far down.
  if (first_bytes_ == 0) {
    skipped_ += first_.size();
    first_.clear();
    return {};
  }
  return begin();
}

Result<void> GridTable::add_blank(std::uint64_t rows) {
  const GridRow blank;
  for (; rows > 0 && !is_begun_ && first_bytes_ > 0; --rows) {
    if (const auto ok = add(blank); !ok) return ok;
  }
  seen_rows_ += rows;
  (is_begun_ ? blank_rows_ : skipped_) += rows;
  is_after_blank_ = is_begun_ && rows > 0;
  return {};
}

Result<void> GridTable::begin() {
  const std::vector<CsvSampleRow> sample = sample_of(first_);
  const CsvHeader header = detect_header(sample, options_.has_header);
  is_begun_ = true;
  const std::vector<GridRow> rows = std::move(first_);
  first_.clear();
  if (forms_ == Forms::kAsText && is_form(sample)) {
    info_.is_prose = true;
    info_.columns = {"text"};
  } else {
    if (header.row) info_.header_row = *header.row + skipped_;
    info_.columns = header.columns;
    info_.lines_above = header.lines_above;
    if (header.row) header_ = rows[*header.row];
    // A lone cell far to the right makes no columns between.
    std::size_t used = 0;
    for (std::size_t r = header.data_begin; r < rows.size(); ++r)
      used = std::max<std::size_t>(used, rows[r].width());
    while (info_.columns.size() > used && info_.columns.back().empty()) info_.columns.pop_back();
  }
  width_ = info_.columns.size();
  blocks_.begin(info_.path, width_);
  if (const auto ok = sink_.begin(info_); !ok) return ok;
  for (std::size_t r = info_.is_prose ? 0 : header.data_begin; r < rows.size(); ++r) {
    if (const auto ok = emit(rows[r]); !ok) return ok;
  }
  return {};
}

Result<void> GridTable::emit(const GridRow& row) {
  const bool is_blank = std::all_of(row.cells().begin(), row.cells().end(), [&](const GridRow::Cell& cell) {
    return row.text(cell).find_first_not_of(kSpace) == std::string_view::npos;
  });
  const bool is_header = info_.header_row && row == header_;
  if (is_blank || is_header) {
    ++(is_header ? repeated_headers_ : blank_rows_);
    is_after_blank_ = is_blank;
    return {};
  }
  if (is_after_blank_) look_for_header(row);
  is_after_blank_ = false;
  if (info_.is_prose) {  // one line of text, which all cells join
    std::string line;
    for (const GridRow::Cell& cell : row.cells())
      line.append(line.empty() ? "" : "\t").append(row.text(cell));
    blocks_.add_cell(0, line);
    return blocks_.end_row(1);
  }
  std::uint32_t next = 0;  // column
  const auto blank_until = [&](std::size_t column) {
    for (; next < std::min(column, kToldBlank); ++next) blocks_.add_cell(next, {});
  };
  for (const GridRow::Cell& cell : row.cells()) {
    blank_until(cell.column);
    next = cell.column + 1;
    blocks_.add_cell(cell.column, row.text(cell));
  }
  blank_until(width_);
  longer_rows_ += info_.header_row && row.width() > width_ ? 1 : 0;
  return blocks_.end_row(row.width());
}

// A second table below the first: its header stands behind a blank row.
void GridTable::look_for_header(const GridRow& row) {
  constexpr std::size_t kWidest = 256;
  if (!info_.header_row || info_.is_prose || row.cells().size() > kWidest) return;
  std::vector<std::string_view> cells;
  for (const GridRow::Cell& cell : row.cells()) cells.push_back(row.text(cell));
  if (!names_columns(cells)) return;
  if (other_headers_++ == 0) first_other_header_ = blocks_.rows() + 1;
}

Result<void> GridTable::finish(std::vector<Text> notes) {
  if (!is_begun_) {
    if (first_bytes_ == 0) return {};
    if (const auto ok = begin(); !ok) return ok;
  }
  if (const auto ok = blocks_.flush(); !ok) return ok;
  TableEnd end{blocks_.rows(), longer_rows_, {}};
  if (longer_rows_ > 0) {
    end.notes.push_back(counted(longer_rows_, "row has more cells than there are columns",
                                "rows have more cells than there are columns", "行的单元格多于列数"));
  }
  if (blank_rows_ > 0) {
    end.notes.push_back(
        counted(blank_rows_, "blank row was passed over", "blank rows were passed over", "个空行未计入"));
  }
  if (repeated_headers_ > 0) {
    end.notes.push_back(counted(repeated_headers_, "row repeats the header and is not data",
                                "rows repeat the header and are not data", "行重复表头，未计为数据"));
  }
  if (other_headers_ > 0) end.notes.push_back(other_header_note(first_other_header_, other_headers_));
  for (Text& note : notes) end.notes.push_back(std::move(note));
  return sink_.end(end);
}

Result<void> LineTable::begin() {
  if (is_begun_) return {};
  is_begun_ = true;
  info_.is_prose = true;
  info_.columns = {"text"};
  blocks_.begin(info_.path, 1);
  return sink_.begin(info_);
}

Result<void> LineTable::add(std::string_view line) {
  if (line.find_first_not_of(kSpace) == std::string_view::npos) return {};
  if (const auto ok = begin(); !ok) return ok;
  blocks_.add_cell(0, line);
  return blocks_.end_row(1);
}

Result<void> LineTable::finish(std::vector<Text> notes) {
  if (!is_begun_) return {};
  if (const auto ok = blocks_.flush(); !ok) return ok;
  return sink_.end({blocks_.rows(), 0, std::move(notes)});
}

}  // namespace tidegate
