#include "tidegate/extract/csv_dialect.h"

#include <algorithm>
#include <map>
#include <string>
#include <vector>

#include "tidegate/extract/csv_cell.h"

namespace tidegate {
namespace {

constexpr std::string_view kDelimiters{",\t;|\x01\x1f^~"};

bool has_lf(std::string_view text) { return text.find('\n') != std::string_view::npos; }

bool has_lone_cr(std::string_view text) {
  for (std::size_t at = text.find('\r'); at != std::string_view::npos; at = text.find('\r', at + 1)) {
    if (at + 1 < text.size() && text[at + 1] != '\n') return true;
  }
  return false;
}

// Whether rows end with CR though there are LF: with all of these inside quotes.
bool has_lf_in_quotes_alone(CsvDialect dialect, std::string_view sample) {
  constexpr std::uint64_t kFewRows = 2;
  dialect.cr_rows = true;
  CsvIndex index;
  index_csv(best_csv_kernel(), dialect, sample.data(), 0, static_cast<std::uint32_t>(sample.size()), index);
  std::uint64_t rows = 0;
  for (const std::uint32_t end : index.ends) {
    if (sample[end] == '\n') return false;
    rows += sample[end] == '\r' ? 1 : 0;
  }
  return rows >= kFewRows && measure_csv(dialect, sample, false).torn_rows == 0;
}

bool has_spaced_quotes(char delimiter, std::string_view text) {
  return text.find(std::string({delimiter, ' ', '"'})) != std::string_view::npos;
}

// The other ways to quote that the sample gives reason to try.
std::vector<CsvDialect> variants(const CsvDialect& plain, std::string_view sample) {
  std::vector<CsvDialect> out;
  const auto with = [&](auto change) {
    CsvDialect dialect = plain;
    change(dialect);
    out.push_back(dialect);
  };
  if (sample.find('"') == std::string_view::npos) return out;
  if (sample.find("\\\"") != std::string_view::npos) with([](CsvDialect& d) { d.backslash = true; });
  if (has_spaced_quotes(plain.delimiter, sample)) with([](CsvDialect& d) { d.skip_space = true; });
  with([](CsvDialect& d) { d.quotes = false; });
  return out;
}

}  // namespace

std::uint64_t CsvShape::score() const {
  if (rows == 0 || width < 2) return 0;
  const std::uint64_t even = even_rows * 1000 / rows * (10 + std::min<std::uint64_t>(width, 20));
  const std::uint64_t torn = torn_rows * 1000 / rows * 20;
  return even > torn ? even - torn : 1;
}

std::uint64_t CsvShape::delimiter_score() const {
  const std::uint64_t all = score();
  if (all == 0) return 0;
  const std::uint64_t whole = all - all * std::min(cut_rows, rows) / rows;
  return std::max<std::uint64_t>(is_headed ? whole : whole / 2, 1);
}

CsvShape measure_csv(const CsvDialect& dialect, std::string_view sample, bool is_whole) {
  CsvIndex index;
  const auto size = static_cast<std::uint32_t>(sample.size());
  index_csv(best_csv_kernel(), dialect, sample.data(), 0, size, index);
  CsvShape shape{dialect};
  std::map<std::uint64_t, std::uint64_t> rows_by_width;
  std::uint32_t row_begin = 0;
  std::uint32_t cell_begin = 0;
  std::uint64_t cells = 0;
  std::uint64_t first_width = 0;
  bool is_torn = false;
  bool is_cut = false;
  const auto end_cell = [&](std::uint32_t end) {
    std::string_view raw = sample.substr(cell_begin, end - cell_begin);
    while (raw.ends_with('\r')) raw.remove_suffix(1);
    while (dialect.skip_space && raw.starts_with(' ')) raw.remove_prefix(1);
    if (dialect.quotes && raw.starts_with('"') && !is_well_quoted(dialect, raw)) is_torn = true;
    if (dialect.quotes && !raw.starts_with('"'))
      is_cut = is_cut || std::count(raw.begin(), raw.end(), '"') % 2 != 0;
    ++cells;
    cell_begin = end + 1;
  };
  const auto end_row = [&](std::uint32_t end) {
    if (sample.substr(row_begin, end - row_begin).find_first_not_of(" \r") != std::string_view::npos) {
      ++shape.rows;
      ++rows_by_width[cells];
      if (first_width == 0) first_width = cells;
      shape.torn_rows += is_torn ? 1 : 0;
      shape.cut_rows += is_cut ? 1 : 0;
    }
    row_begin = end + 1;
    cells = 0;
    is_torn = false;
    is_cut = false;
  };
  for (const std::uint32_t end : index.ends) {
    end_cell(end);
    if (sample[end] != dialect.delimiter) end_row(end);
  }
  if (row_begin < size && (is_whole || shape.rows == 0)) {
    if (is_whole && index.state == CsvState::kQuoted) is_torn = true;
    end_cell(size);
    end_row(size);
  }
  for (const auto& [width, rows] : rows_by_width) {
    if (rows > shape.even_rows) {
      shape.width = width;
      shape.even_rows = rows;
    }
  }
  shape.is_headed = first_width == shape.width;
  return shape;
}

CsvShape detect_csv(std::string_view sample, bool is_whole, std::optional<char> forced) {
  const bool has_cr = has_lone_cr(sample);
  const bool cr_rows = !has_lf(sample) && sample.find('\r') != std::string_view::npos;
  const std::string delimiters = forced ? std::string(1, *forced) : std::string(kDelimiters);
  std::optional<CsvShape> best;
  for (const char delimiter : delimiters) {
    if (!forced && sample.find(delimiter) == std::string_view::npos) continue;
    CsvDialect plain{delimiter, true, false, false, cr_rows};
    // Where every quote stands behind a space, the writer puts spaces between its cells.
    plain.skip_space = has_spaced_quotes(delimiter, sample) &&
                       sample.find(std::string({delimiter, '"'})) == std::string_view::npos;
    plain.cr_rows = cr_rows || (has_cr && has_lf_in_quotes_alone(plain, sample));
    CsvShape shape = measure_csv(plain, sample, is_whole);
    if (shape.torn_rows > 0 || !shape.is_even(1000)) {
      for (const CsvDialect& dialect : variants(plain, sample)) {
        const CsvShape other = measure_csv(dialect, sample, is_whole);
        if (other.score() > shape.score() + shape.score() / 50) shape = other;
      }
    }
    if (!best || shape.delimiter_score() > best->delimiter_score()) best = shape;
  }
  if (best && (forced || best->score() > 0)) return *best;
  return measure_csv(CsvDialect{',', true, false, false, cr_rows}, sample, is_whole);
}

}  // namespace tidegate
