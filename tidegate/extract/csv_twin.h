// CSV read slowly and plainly, one octet at a time: what the fast reader is held against, in tests and
// fuzzing.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "tidegate/extract/csv_index.h"

namespace tidegate {

// Rows of the whole text; those without text in any cell, or of spaces alone, are left out. No limits, no
// header.
inline std::vector<std::vector<std::string>> csv_twin(const CsvDialect& d, std::string_view text) {
  std::vector<std::vector<std::string>> rows;
  std::vector<std::string> row;
  std::size_t at = 0;
  std::size_t row_begin = 0;
  const auto is_row_end = [&](char c) { return c == '\n' || (c == '\r' && d.cr_rows); };
  const auto end_row = [&] {
    bool is_filled = false;
    for (const std::string& cell : row) is_filled = is_filled || !cell.empty();
    const std::string_view line = text.substr(row_begin, at - row_begin);
    if (row.size() == 1 && line.find_first_not_of(" \t\r") == std::string_view::npos) is_filled = false;
    if (is_filled) rows.push_back(row);
    row.clear();
    row_begin = at + 1;
  };
  // The cell at `at`, which is then at its end; false: it opens with a quote that never closes.
  const auto cell = [&](bool takes_quote, std::string& out) {
    out.clear();
    while (d.skip_space && at < text.size() && text[at] == ' ') ++at;
    if (takes_quote && d.quotes && at < text.size() && text[at] == '"') {
      ++at;
      for (;;) {
        if (at == text.size()) return false;
        const char c = text[at++];
        if (c == '\\' && d.backslash) {
          if (at == text.size()) return false;
          if (text[at] != '"' && text[at] != '\\') out += '\\';
          out += text[at++];
        } else if (c != '"') {
          out += c;
        } else if (at < text.size() && text[at] == '"') {
          out += text[at++];
        } else {
          break;
        }
      }
    }
    while (at < text.size() && text[at] != d.delimiter && !is_row_end(text[at])) out += text[at++];
    const bool ends_row = at == text.size() || text[at] != d.delimiter;
    if (ends_row && text.substr(0, at).ends_with('\r') && !out.empty() && out.back() == '\r') out.pop_back();
    return true;
  };
  while (at < text.size()) {
    const std::size_t begin = at;
    std::string out;
    if (!cell(true, out)) {
      at = begin;
      cell(false, out);
    }
    row.push_back(out);
    if (at == text.size() || text[at] != d.delimiter) {
      end_row();
    } else if (at + 1 == text.size()) {
      row.emplace_back();
      end_row();
    }
    ++at;
  }
  return rows;
}

}  // namespace tidegate
