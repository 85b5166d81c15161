// Words that name columns: evidence that a row is a header.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "tidegate/base/text.h"

namespace tidegate {

// A cell without digits whose last word is one of those that columns are named by, in English or Chinese.
bool names_a_column(std::string_view cell);

// Whether a row below the header is one of another table: two cells at least, most of them words for columns,
// and none twice.
bool names_columns(std::span<const std::string_view> cells);

// What a reader is told of such a row. row  1-based, of the data; tables  how many there are.
Text other_header_note(std::uint64_t row, std::uint64_t tables);

}  // namespace tidegate
