// Octets of a column that is declared binary: text where they are text, an identifier where they are short.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "tidegate/base/row_source.h"

namespace tidegate {

// Identifiers kept as octets (a UUID, a hash) are no longer than this, and told whole in hexadecimal.
inline constexpr std::size_t kShortBinary = 64;

// octets  the whole value. into  holds the cell's text. Longer binary data are left unread, with no text.
RowSource::Cell binary_cell(std::string_view octets, std::string& into);

}  // namespace tidegate
