// Does a table have a header, and which row is it?
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "tidegate/extract/csv_sample.h"

namespace tidegate {

struct CsvHeader {
  std::optional<std::uint64_t> row;      // 0-based row of the file, blank ones counted; none: no header
  std::vector<std::string> columns;      // one name a column, "" where it has none
  std::vector<std::string> lines_above;  // the rows above the header, cells joined by TAB; "": a blank row
  std::size_t data_begin = 0;            // where the first row of data begins in the text
};

// rows    the first rows of the file, a few dozen.
// forced  what the user says: there is a header, or there is none.
// The header is the first row that is filled as data rows are; sparser rows above it are titles, comments and
// group names. It is a header when its cells differ in kind from those below it (words above numbers, dates,
// codes of one length) or are words that name columns; it is data when its cells are of the kind below, are
// found again below, or look like values. Where nothing speaks, it is data: so no value becomes a name.
// Of two header rows the lower one names the columns and group names above fill its gaps; where both are
// full, the names are joined ("name 姓名") and `row` is the upper one.
CsvHeader detect_header(const std::vector<CsvSampleRow>& rows, std::optional<bool> forced);

}  // namespace tidegate
