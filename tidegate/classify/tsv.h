// Rows of the model files (models/*.tsv): tab between fields, no quoting, lines from '#' are comments.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace tidegate {

struct TsvRow {
  std::size_t line = 0;                  // 1-based
  std::vector<std::string_view> fields;  // into the file's bytes
  std::string_view field(std::size_t i) const { return i < fields.size() ? fields[i] : std::string_view(); }
  std::string place(std::string_view file) const { return std::string(file) + ":" + std::to_string(line); }
};

// Parts of `text` between `separator`; one empty part for an empty text.
std::vector<std::string_view> split(std::string_view text, char separator);

// Empty lines and comments are left out. `text` must outlive the rows.
std::vector<TsvRow> tsv_rows(std::string_view text);

}  // namespace tidegate
