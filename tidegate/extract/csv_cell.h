// One cell of a CSV text, as written -> as meant.
#pragma once

#include <cstddef>
#include <string_view>

#include "tidegate/extract/csv_index.h"

namespace tidegate {

// raw   what lies between two ends of the index, without the CR of a line end and without the spaces that
//       skip_space takes away.
// into  raw.size() octets; may be raw.data() itself.
// Returns how many were written: quotes taken off and `""` made `"`, by the rules of index_csv.
std::size_t unquote_csv(const CsvDialect& dialect, std::string_view raw, char* into);

// Whether a quoted cell is written as RFC 4180 wants: nothing behind its closing quote, and closed at all.
bool is_well_quoted(const CsvDialect& dialect, std::string_view raw);

}  // namespace tidegate
