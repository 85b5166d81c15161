// How is this CSV written? Told from how evenly its rows fall into cells.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "tidegate/extract/csv_index.h"

namespace tidegate {

// What a text looks like when it is read in one dialect.
struct CsvShape {
  CsvDialect dialect;
  std::uint64_t rows = 0;   // with something in them; one cut by the end of the sample counts only if alone
  std::uint64_t width = 0;  // cells of the commonest kind of row
  std::uint64_t even_rows = 0;  // rows of that width
  bool is_headed = false;       // the first row has that width too
  std::uint64_t cut_rows = 0;   // rows with a cell that begins or ends amid a text in quotes
  std::uint64_t torn_rows = 0;  // rows with a quoted cell that is not written as RFC 4180 wants
  // How much it looks like a table, to compare dialects; 0 when there is one column.
  std::uint64_t score() const;
  // The same to compare delimiters: one that parts the rows, but not the first, or cuts texts in quotes,
  // stands inside the cells.
  std::uint64_t delimiter_score() const;
  // At least `permille` of the rows have the same width.
  bool is_even(std::uint64_t permille) const { return even_rows * 1000 >= permille * rows; }
};

// The shape of `sample` in one dialect. is_whole: nothing follows it.
CsvShape measure_csv(const CsvDialect& dialect, std::string_view sample, bool is_whole);

// The dialect in which the sample looks most like a table. Delimiters tried: , TAB ; | ^A ^_ ^ ~, in this
// order where they are alike; quoting as in RFC 4180 unless another way is plainly better. forced  the
// delimiter that the user names.
CsvShape detect_csv(std::string_view sample, bool is_whole, std::optional<char> forced);

}  // namespace tidegate
