// A quick look before a cell is searched for identifiers of persons.
#pragma once

#include <string_view>

namespace tidegate {

// Whether a cell has the bytes of an identifier: seven digits with neither a letter nor a character between
// them, or the sign of an e-mail address, or full-width digits and signs.
bool may_hold_identifier(std::string_view cell);

}  // namespace tidegate
