// A grid as XLSX (ECMA-376) and as CSV that a spreadsheet opens without running anything.
#pragma once

#include <string>
#include <string_view>

#include "tidegate/base/date.h"
#include "tidegate/base/result.h"
#include "tidegate/filing/documents/document.h"

namespace tidegate::filing {

// One sheet, every cell a text: a number that a form holds is a label, nobody adds it up. The header stays in
// view. name  of the sheet; what Excel forbids in it is left out. Errors: kOutOfRange (1,048,576 rows, 4
// GiB).
Result<std::string> xlsx_of(const Grid& grid, std::string_view name, Date day);

// UTF-8 with byte order mark, CRLF, every field quoted. A field that a spreadsheet would run as a formula (=
// + - @, also behind blanks, tab, CR) begins with an apostrophe.
std::string csv_of(const Grid& grid);

}  // namespace tidegate::filing
