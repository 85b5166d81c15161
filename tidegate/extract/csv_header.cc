#include "tidegate/extract/csv_header.h"

#include <algorithm>
#include <array>
#include <set>
#include <string_view>

#include "tidegate/base/utf8.h"
#include "tidegate/extract/header_words.h"

namespace tidegate {
namespace {

constexpr std::size_t kMostRowsAbove = 30;
constexpr std::size_t kMostNameBytes = 512;

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || static_cast<unsigned char>(c) >= 0x80;
}

std::string_view trim(std::string_view text) {
  constexpr std::string_view kSpace = " \t\r\n";
  const std::size_t begin = text.find_first_not_of(kSpace);
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(kSpace) - begin + 1);
}

std::size_t code_points(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(
      text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

// A number, date, time or code: more digits than letters (one character of Chinese is three octets). What
// stands in square brackets, as references do, is not counted.
bool is_value(std::string_view cell) {
  std::size_t digits = 0;
  std::size_t letters = 0;
  bool is_in_brackets = false;
  for (const char c : cell) {
    if (c == '[' || c == ']') is_in_brackets = c == '[';
    if (is_in_brackets) continue;
    digits += is_digit(c) ? 1 : 0;
    letters += is_letter(c) ? 1 : 0;
  }
  return digits > 0 && digits >= letters;
}

// Has capitals and no small letters.
bool is_shouted(std::string_view cell) {
  const auto is_capital = [](char c) { return c >= 'A' && c <= 'Z'; };
  const auto is_small = [](char c) { return c >= 'a' && c <= 'z'; };
  return std::any_of(cell.begin(), cell.end(), is_capital) &&
         std::none_of(cell.begin(), cell.end(), is_small);
}

bool is_year(std::string_view cell) {
  return cell.size() == 4 && std::all_of(cell.begin(), cell.end(), is_digit) && cell >= "1900" &&
         cell <= "2099";
}

// An address of a person, a machine or a page.
bool is_address(std::string_view cell) {
  return cell.find('@') != std::string_view::npos || cell.find("://") != std::string_view::npos;
}

// "--", "**", "N/A": stands for nothing, in data and never in a header.
bool stands_for_nothing(std::string_view cell) {
  constexpr std::array<std::string_view, 8> kWords{"NA", "N/A", "n/a", "NULL", "null", "None", "NaN", "nan"};
  return std::none_of(cell.begin(), cell.end(), [](char c) { return is_digit(c) || is_letter(c); }) ||
         std::find(kWords.begin(), kWords.end(), cell) != kWords.end();
}

// What one column says about whether the cell above it is its name. Positive: yes.
struct ColumnEvidence {
  int points = 0;
  bool differs_in_kind = false;
};

ColumnEvidence weigh_column(std::string_view name, const std::vector<std::string_view>& below) {
  const int word = names_a_column(name) ? 2 : 0;
  if (below.empty()) return {word, false};
  std::size_t values = 0;
  std::size_t addresses = 0;
  std::size_t same = 0;
  std::size_t length = 0;
  std::size_t shouted = 0;
  std::set<std::string_view> kinds;
  bool is_even = true;
  for (const std::string_view cell : below) {
    values += is_value(cell) ? 1 : 0;
    addresses += is_address(cell) ? 1 : 0;
    same += cell == name ? 1 : 0;
    length += code_points(cell);
    shouted += is_shouted(cell) ? 1 : 0;
    kinds.insert(cell);
    is_even = is_even && code_points(cell) == code_points(below.front());
  }
  const std::size_t most = below.size() - below.size() / 5;
  if (addresses >= most) return is_address(name) ? ColumnEvidence{-3, false} : ColumnEvidence{3, true};
  if (values >= most) {
    if (is_value(name)) return {is_year(name) ? 0 : -3, false};
    return {3, true};
  }
  if (same > 0) return {-2, false};
  if (is_value(name) || is_address(name)) return {is_year(name) ? 0 : -2, false};
  int points = word;
  if (is_even && below.size() >= 4) points += code_points(name) == code_points(below.front()) ? 0 : 1;
  // Few different cells, and this is none of them.
  if (below.size() >= 8 && kinds.size() * 4 <= below.size()) points += 2;
  if (is_shouted(name) && shouted * 5 <= below.size()) ++points;
  if (length / below.size() >= 20 && length / below.size() >= 3 * code_points(name)) ++points;
  return {points, false};
}

struct RowEvidence {
  int points = 0;
  int kinds = 0;  // columns that differ in kind
};

RowEvidence weigh_row(const std::vector<CsvSampleRow>& rows, std::size_t candidate) {
  RowEvidence sum;
  std::set<std::string_view> names;
  for (std::size_t column = 0; column < rows[candidate].cells.size(); ++column) {
    const std::string_view name = trim(rows[candidate].cells[column]);
    if (name.empty()) continue;
    if (!names.insert(name).second) --sum.points;
    if (name.size() > 1 && stands_for_nothing(name)) {
      sum.points -= 2;
      continue;
    }
    std::vector<std::string_view> below;
    for (std::size_t r = candidate + 1; r < rows.size(); ++r) {
      if (column >= rows[r].cells.size()) continue;
      const std::string_view cell = trim(rows[r].cells[column]);
      if (!cell.empty() && !stands_for_nothing(cell)) below.push_back(cell);
    }
    const ColumnEvidence evidence = weigh_column(name, below);
    sum.points += evidence.points;
    sum.kinds += evidence.differs_in_kind ? 1 : 0;
  }
  return sum;
}

// "c01,c02,c03", "V1,V2", "列1,列2": one word before numbers that rise by one from cell to cell.
bool is_numbered(const CsvSampleRow& row) {
  if (row.cells.size() < 2) return false;
  std::string_view word;
  std::uint64_t last = 0;
  for (std::size_t c = 0; c < row.cells.size(); ++c) {
    const std::string_view cell = trim(row.cells[c]);
    std::size_t digits = 0;
    while (digits < cell.size() && digits < 6 && is_digit(cell[cell.size() - 1 - digits])) ++digits;
    const std::string_view before = cell.substr(0, cell.size() - digits);
    if (digits == 0 || before.empty() || !is_letter(before.front()) ||
        std::any_of(before.begin(), before.end(), is_digit))
      return false;
    const std::uint64_t number = std::stoull(std::string(cell.substr(cell.size() - digits)));
    if (c == 0 ? number > 1 : before != word || number != last + 1) return false;
    word = before;
    last = number;
  }
  return true;
}

// Whether programs that had no names numbered the columns; a plan of seats (A1,A2 above B1,B2) is data.
bool is_numbered_header(const std::vector<CsvSampleRow>& rows, std::size_t candidate) {
  return is_numbered(rows[candidate]) && candidate + 1 < rows.size() && !is_numbered(rows[candidate + 1]);
}

// Cells of the commonest kind of row.
std::size_t usual_width(const std::vector<CsvSampleRow>& rows) {
  std::vector<std::size_t> widths;
  for (const CsvSampleRow& row : rows) {
    if (row.filled > 0) widths.push_back(row.cells.size());
  }
  std::sort(widths.begin(), widths.end());
  std::size_t best = 0;
  std::size_t best_count = 0;
  for (auto it = widths.begin(); it != widths.end();) {
    const auto next = std::upper_bound(it, widths.end(), *it);
    if (static_cast<std::size_t>(next - it) > best_count) {
      best_count = static_cast<std::size_t>(next - it);
      best = *it;
    }
    it = next;
  }
  return best;
}

// The first row that is filled as the fullest are, more or less; rows.size() when there is none.
std::size_t first_full_row(const std::vector<CsvSampleRow>& rows, std::size_t width) {
  std::size_t fullest = 0;
  for (const CsvSampleRow& row : rows) fullest = std::max(fullest, std::min(row.filled, width));
  const std::size_t last = std::min(rows.size(), kMostRowsAbove + 1);
  for (std::size_t r = 0; r < last; ++r) {
    if (rows[r].filled > 0 && rows[r].filled * 10 >= fullest * 6) return r;
  }
  return rows.size();
}

std::string name_of(std::string_view cell) {
  std::string name(trim(cell));
  std::replace_if(
      name.begin(), name.end(), [](char c) { return c == '\n' || c == '\r' || c == '\t'; }, ' ');
  if (name.size() > kMostNameBytes) {
    std::size_t cut = kMostNameBytes;
    while ((static_cast<unsigned char>(name[cut]) & 0xC0U) == 0x80U) --cut;
    name.resize(cut);
  }
  return name;
}

std::string joined(const CsvSampleRow& row) {
  std::string line;
  for (const std::string& cell : row.cells) {
    if (trim(cell).empty()) continue;
    line += (line.empty() ? "" : "\t") + std::string(trim(cell));
  }
  std::replace_if(
      line.begin(), line.end(), [](char c) { return c == '\n' || c == '\r'; }, ' ');
  return line;
}

// Whether the row is words on the same grid, as group names over columns are.
bool is_group_row(const CsvSampleRow& row, std::size_t width) {
  return row.filled >= 2 && row.cells.size() * 10 >= width * 6 &&
         std::none_of(row.cells.begin(), row.cells.end(),
                      [](const std::string& c) { return is_value(trim(c)); });
}

// Whether the row below a header is a second row of names: full, all different, and above at least two
// columns of values without being a value itself.
bool is_second_header(const std::vector<CsvSampleRow>& rows, std::size_t r, std::size_t width) {
  if (r + 1 >= rows.size() || rows[r].filled * 10 < width * 6) return false;
  std::set<std::string_view> names;
  for (const std::string& cell : rows[r].cells) {
    if (is_value(trim(cell))) return false;
    names.insert(trim(cell));
  }
  const RowEvidence evidence = weigh_row(rows, r);
  return evidence.kinds >= 2 && evidence.points > 0 && names.size() * 10 >= rows[r].filled * 8;
}

// Data has one cell more than the header, and it is a count of rows in front (as R writes it).
bool is_row_count(const std::vector<CsvSampleRow>& rows, std::size_t first, std::size_t width) {
  std::uint64_t count = 0;
  std::uint64_t last = 0;
  for (std::size_t r = first; r < rows.size(); ++r) {
    if (rows[r].cells.size() != width) continue;
    const std::string_view cell = trim(rows[r].cells.front());
    if (cell.empty() || cell.size() > 18 || !std::all_of(cell.begin(), cell.end(), is_digit)) return false;
    const std::uint64_t number = std::stoull(std::string(cell));
    if (count++ > 0 && number != last + 1) return false;
    last = number;
  }
  return count >= 2;
}

bool is_last_cell_used(const std::vector<CsvSampleRow>& rows, std::size_t first, std::size_t width) {
  return std::any_of(rows.begin() + static_cast<std::ptrdiff_t>(first), rows.end(),
                     [&](const CsvSampleRow& row) {
                       return row.cells.size() >= width && !trim(row.cells[width - 1]).empty();
                     });
}

}  // namespace

CsvHeader detect_header(const std::vector<CsvSampleRow>& rows, std::optional<bool> forced) {
  CsvHeader header;
  std::size_t width = usual_width(rows);
  const std::size_t candidate = first_full_row(rows, width);
  const auto looks_named = [&] {
    return is_numbered_header(rows, candidate) || weigh_row(rows, candidate).points > 0;
  };
  const bool has_header = candidate < rows.size() && (forced ? *forced : looks_named());
  if (!has_header) {
    header.columns.resize(width);
    header.data_begin = rows.empty() ? 0 : rows.front().begin;
    return header;
  }
  header.row = candidate;
  for (const std::string& cell : rows[candidate].cells) header.columns.push_back(name_of(cell));
  for (std::size_t r = 0; r < candidate; ++r) header.lines_above.push_back(joined(rows[r]));
  if (candidate > 0 && is_group_row(rows[candidate - 1], width)) {
    const auto& above = rows[candidate - 1].cells;
    for (std::size_t c = 0; c < std::min(above.size(), header.columns.size()); ++c) {
      if (header.columns[c].empty()) header.columns[c] = name_of(above[c]);
    }
  }
  std::size_t data = candidate + 1;
  if (is_second_header(rows, data, width)) {
    header.columns.resize(std::max(header.columns.size(), rows[data].cells.size()));
    for (std::size_t c = 0; c < rows[data].cells.size(); ++c) {
      const std::string second = name_of(rows[data].cells[c]);
      std::string& name = header.columns[c];
      if (!second.empty() && second != name) name += (name.empty() ? "" : " ") + second;
    }
    ++data;
  }
  if (width == header.columns.size() + 1 && is_row_count(rows, data, width)) {
    header.columns.insert(header.columns.begin(), "");
  }
  while (width > header.columns.size() && !is_last_cell_used(rows, data, width)) --width;
  if (width > header.columns.size()) header.columns.resize(width);
  header.data_begin = rows[data - 1].end;
  return header;
}

}  // namespace tidegate
