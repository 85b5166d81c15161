#include "tidegate/extract/csv_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>

#include "tidegate/extract/csv_cell.h"
#include "tidegate/extract/header_words.h"
#include "tidegate/extract/html_entities.h"

namespace tidegate {
namespace {

// Cells of a block lie in a copy of the text; what an unquoted cell no longer needs is blanked, so that
// nothing stands between cells but delimiters, quotes, line ends and spaces.
constexpr char kBlank = ' ';

std::size_t named_width(const std::vector<std::string>& columns) {
  const bool has_names =
      std::any_of(columns.begin(), columns.end(), [](const auto& name) { return !name.empty(); });
  std::size_t width = columns.size();
  while (has_names && width > 0 && columns[width - 1].empty()) --width;
  return width;
}

Text counted(std::uint64_t n, const char* en_one, const char* en_many, const char* zh) {
  return {n == 1 ? fmt::format("1 {}", en_one) : fmt::format("{} {}", n, en_many),
          fmt::format("有 {} {}", n, zh)};
}

}  // namespace

// A row that has been split into cells, at the back of the block.
struct CsvReader::Row {
  std::uint32_t begin;     // in the text
  std::uint32_t end;       // without its line end
  std::size_t first_cell;  // in the block
  std::uint32_t columns;
  bool is_filled;
};

CsvReader::CsvReader(TextWindow& window, Plan plan, TableSink& sink, const ExtractOptions& options)
    : window_(window),
      plan_(std::move(plan)),
      sink_(sink),
      options_(options),
      named_width_(named_width(plan_.columns)),
      known_columns_(plan_.columns.size()),
      plain_row_(plan_.columns.size()) {
  for (std::size_t c = 0; c < plain_row_.size(); ++c) plain_row_[c].column = static_cast<std::uint32_t>(c);
}

Result<void> CsvReader::read() {
  for (;;) {
    if (const auto ok = index_more(); !ok) return ok;
    const std::size_t ends = complete_ends();
    if (ends > 0) {
      if (const auto ok = emit(ends); !ok) return ok;
    }
    if (window_.is_over() && window_.text().empty()) return {};
    if (const auto ok = check_unfinished_row(); !ok) return ok;
    if (!window_.is_over()) {
      if (const auto ok = window_.more(); !ok) return ok;
    }
  }
}

// Indexes what the window holds; at the end of the text, closes the last row.
Result<void> CsvReader::index_more() {
  const auto run = [&] {
    const std::string_view text = window_.text();
    const auto size = static_cast<std::uint32_t>(text.size());
    index_csv(plan_.kernel, plan_.dialect, text.data(), indexed_, size, index_);
    indexed_ = size;
  };
  run();
  if (!window_.is_over()) return {};
  while (index_.state == CsvState::kQuoted || index_.state == CsvState::kEscaped) {
    read_quote_as_text();
    run();
  }
  const std::string_view text = window_.text();
  if (!text.empty() &&
      (index_.ends.empty() || index_.ends.back() + 1 != text.size() || !is_row_end(text.back()))) {
    window_.append_line_end();
    run();
  }
  return {};
}

// How many of the ends make up whole rows.
std::size_t CsvReader::complete_ends() const {
  const std::string_view text = window_.text();
  std::size_t n = index_.ends.size();
  while (n > 0 && !is_row_end(text[index_.ends[n - 1]])) --n;
  return n;
}

Result<void> CsvReader::emit(std::size_t ends) {
  const std::uint32_t used = index_.ends[ends - 1] + 1;
  RowBlock block;
  block.first_row = rows_;
  block.text.assign(window_.text().data(), used);
  if (const auto ok = build(ends, block); !ok) return ok;
  rows_ += block.rows();

  window_.drop(used);
  indexed_ -= used;
  index_.ends.drop_front(ends, used);
  const auto odd = std::lower_bound(index_.odd.begin(), index_.odd.end(), used);
  index_.odd.drop_front(static_cast<std::size_t>(odd - index_.odd.begin()), used);
  std::erase_if(text_quotes_, [&](std::uint32_t at) { return at < used; });
  for (std::uint32_t& at : text_quotes_) at -= used;

  if (block.rows() == 0) return {};
  std::size_t widest = known_columns_;
  for (std::size_t r = 0; r < block.rows(); ++r) {
    widest = std::max<std::size_t>(widest, block.row_begin[r + 1] - block.row_begin[r]);
  }
  if (widest > known_columns_) {
    if (const auto ok = sink_.add_columns(std::vector<std::string>(widest - known_columns_)); !ok) return ok;
    known_columns_ = widest;
  }
  decode_entities(block);
  return sink_.rows(std::move(block));
}

Result<void> CsvReader::build(std::size_t ends, RowBlock& block) {
  const CsvDialect& dialect = plan_.dialect;
  const char* const text = window_.text().data();
  block.cells.reserve(ends);
  block.row_begin.reserve(ends / std::max<std::size_t>(1, plan_.columns.size()) + 2);
  block.row_begin.push_back(0);
  std::size_t odd = 0;
  std::uint32_t cell_begin = 0;
  Row row{0, 0, 0, 0, false};
  const std::size_t width = plan_.columns.size();
  for (std::size_t i = 0; i < ends; ++i) {
    const std::uint32_t* const stops = index_.ends.begin() + i;
    if (row.columns == 0 && ends - i >= width && take_plain_row(stops, cell_begin, block)) {
      i += width - 1;
      cell_begin = index_.ends[i] + 1;
      row = {cell_begin, 0, block.cells.size(), 0, false};
      continue;
    }
    const std::uint32_t stop = *stops;
    std::uint32_t begin = cell_begin;
    std::uint32_t end = stop;
    const bool ends_row = text[stop] != dialect.delimiter;
    cell_begin = stop + 1;
    if (ends_row && end > begin && text[end - 1] == '\r') --end;
    if (dialect.skip_space) {
      while (begin < end && text[begin] == ' ') ++begin;
    }
    row.end = end;
    if (text[begin] == '"' && dialect.quotes) take_quoted(block, begin, end, odd);
    block.cells.push_back({begin, end - begin, row.columns});
    ++row.columns;
    row.is_filled |= end != begin;
    if (!ends_row) continue;
    const auto keeps = keep_row(block, row);
    if (!keeps) return fail(keeps.error());
    if (*keeps) block.row_begin.push_back(static_cast<std::uint32_t>(block.cells.size()));
    row = {cell_begin, 0, block.cells.size(), 0, false};
  }
  return {};
}

// Takes a row that is as long as the header, without quotes, nothing special about it, and there is room for:
// what build() and keep_row() make of such a row. False: it is another, and nothing was taken.
// stops  where its cells end.
bool CsvReader::take_plain_row(const std::uint32_t* stops, std::uint32_t begin, RowBlock& block) {
  const char* const text = window_.text().data();
  const char delimiter = plan_.dialect.delimiter;
  const std::size_t width = plan_.columns.size();
  const std::size_t last = width - 1;
  if (width < 2 || width > options_.max_columns || is_after_blank_ || plan_.dialect.skip_space ||
      !is_row_end(text[stops[last]]))
    return false;
  std::uint32_t end = stops[last];
  if (text[end - 1] == '\r') --end;
  const std::string_view line(text + begin, end - begin);
  if (line.size() < width || line.size() == plan_.header_line.size() ||
      line.size() > std::min(options_.max_row_bytes, options_.max_cell_bytes))
    return false;
  RowBlock::Cell* const cells = plain_row_.data();
  bool is_plain = true;
  for (std::size_t c = 0; c < last; ++c) {
    const std::uint32_t stop = stops[c];
    is_plain &= text[begin] != '"' && text[stop] == delimiter;
    cells[c].begin = begin;
    cells[c].length = stop - begin;
    begin = stop + 1;
  }
  is_plain &= text[begin] != '"';
  if (!is_plain) return false;
  cells[last].begin = begin;
  cells[last].length = end - begin;
  block.cells.insert(block.cells.end(), plain_row_.begin(), plain_row_.end());
  block.row_begin.push_back(static_cast<std::uint32_t>(block.cells.size()));
  return true;
}

// Narrows [begin, end) of the block's text to what the cell means.
void CsvReader::take_quoted(RowBlock& block, std::uint32_t& begin, std::uint32_t& end, std::size_t& odd) {
  while (odd < index_.odd.size() && index_.odd[odd] < begin) ++odd;
  const bool is_odd = odd < index_.odd.size() && index_.odd[odd] < end;
  char* const text = block.text.data();
  if (!is_odd && end - begin >= 2 && text[end - 1] == '"') {
    ++begin;
    --end;
    return;
  }
  if (std::find(text_quotes_.begin(), text_quotes_.end(), begin) != text_quotes_.end()) return;
  const std::string_view raw(text + begin, end - begin);
  const std::size_t length = unquote_csv(plan_.dialect, raw, text + begin);
  std::memset(text + begin + length, kBlank, raw.size() - length);
  end = begin + static_cast<std::uint32_t>(length);
}

// False: the row is not data, and its cells were taken off again.
Result<bool> CsvReader::keep_row(RowBlock& block, const Row& row) {
  const char* const text = window_.text().data();
  const std::string_view line(text + row.begin, row.end - row.begin);
  const bool is_header =
      line.size() == plan_.header_line.size() && !line.empty() && line == plan_.header_line;
  const bool is_space = row.columns == 1 && line.find_first_not_of(" \t\r") == std::string_view::npos;
  if (!row.is_filled || is_space || is_header) {
    ++(is_header ? repeated_headers_ : blank_rows_);
    is_after_blank_ = !is_header;
    block.cells.resize(row.first_cell);
    return false;
  }
  const std::uint64_t number = rows_ + block.row_begin.size();
  if (row.columns > options_.max_columns) {
    return limit(fmt::format("a row has {} cells, more than {}", row.columns, options_.max_columns),
                 fmt::format("一行有 {} 个单元格，超过 {} 的上限", row.columns, options_.max_columns),
                 number);
  }
  if (line.size() > options_.max_row_bytes) {
    return limit(fmt::format("a row has more than {} octets", options_.max_row_bytes),
                 fmt::format("一行超过 {} 字节的上限", options_.max_row_bytes), number);
  }
  if (line.size() > options_.max_cell_bytes) {
    for (std::size_t c = row.first_cell; c < block.cells.size(); ++c) {
      if (block.cells[c].length <= options_.max_cell_bytes) continue;
      return limit(fmt::format("a cell has more than {} octets", options_.max_cell_bytes),
                   fmt::format("一个单元格超过 {} 字节的上限", options_.max_cell_bytes), number);
    }
  }
  const std::size_t width = plan_.columns.size();
  if (is_after_blank_ || (row.columns != width && row.columns != last_width_)) look_for_header(block, row);
  is_after_blank_ = false;
  if (row.columns == width) return true;
  last_width_ = row.columns;
  // A delimiter at the end of a row is not a cell of its own.
  while (block.cells.size() - row.first_cell > width && block.cells.back().length == 0)
    block.cells.pop_back();
  if (block.cells.size() - row.first_cell > width) ++longer_rows_;
  if (row.columns < named_width_) ++shorter_rows_;
  return true;
}

// A second table below the first, as spreadsheets are exported: its header stands behind a blank row, or has
// another width.
void CsvReader::look_for_header(const RowBlock& block, const Row& row) {
  constexpr std::size_t kWidest = 256;
  if (plan_.header_line.empty() || row.columns > kWidest) return;
  std::vector<std::string_view> cells;
  for (std::size_t c = row.first_cell; c < block.cells.size(); ++c)
    cells.push_back(block.cells[c].in(block.text));
  if (!names_columns(cells)) return;
  if (other_headers_++ == 0) first_other_header_ = rows_ + block.row_begin.size();
}

// What is left in the window is the beginning of a row.
Result<void> CsvReader::check_unfinished_row() {
  const std::uint64_t number = rows_ + 1;
  if (index_.ends.size() > options_.max_columns) {
    return limit(fmt::format("a row has more than {} cells", options_.max_columns),
                 fmt::format("一行的单元格超过 {} 个的上限", options_.max_columns), number);
  }
  if (window_.text().size() <= options_.max_row_bytes) return {};
  if (index_.state == CsvState::kQuoted || index_.state == CsvState::kEscaped) {
    read_quote_as_text();
    return {};
  }
  return limit(fmt::format("a row has more than {} octets", options_.max_row_bytes),
               fmt::format("一行超过 {} 字节的上限", options_.max_row_bytes), number);
}

// The open quote never closes: it is an ordinary character, and what follows it is read again.
void CsvReader::read_quote_as_text() {
  std::uint32_t begin = index_.ends.empty() ? 0 : index_.ends.back() + 1;
  while (window_.text()[begin] != '"') ++begin;  // over spaces, where they are skipped
  text_quotes_.push_back(begin);
  index_.odd.cut_at(begin);
  index_.state = CsvState::kBare;
  indexed_ = begin;
  if (unclosed_quotes_++ == 0) first_unclosed_row_ = rows_ + 1;
}

TableEnd CsvReader::end() const {
  TableEnd end{rows_, longer_rows_ + shorter_rows_, {}};
  if (longer_rows_ > 0) {
    end.notes.push_back(counted(longer_rows_, "row has more cells than there are columns",
                                "rows have more cells than there are columns", "行的单元格多于列数"));
  }
  if (shorter_rows_ > 0) {
    end.notes.push_back(counted(shorter_rows_, "row has fewer cells than there are columns",
                                "rows have fewer cells than there are columns", "行的单元格少于列数"));
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
  if (unclosed_quotes_ > 0) {
    end.notes.push_back(
        {fmt::format("a quote that opens a cell near row {} never closes; it was read as text",
                     first_unclosed_row_),
         fmt::format("第 {} 行附近有一个引号没有结束，已按普通字符读取", first_unclosed_row_)});
  }
  return end;
}

tl::unexpected<Error> CsvReader::limit(std::string en, std::string zh, std::uint64_t row) const {
  return fail({ErrorCode::kLimit, std::move(en), fmt::format("{}:row {}", plan_.path, row), std::move(zh)});
}

}  // namespace tidegate
