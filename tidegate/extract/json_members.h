// Is a JSON object a table by key: {"Ann Lee": {"score": 85}, "Jo Kim": {"score": 70}, ...}? Told from its
// first members.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace tidegate {

// Looked at for the answer: octets from the object's bracket on.
inline constexpr std::size_t kKeyedLook = std::size_t{64} << 10;

// True when the first members, four or more, are objects, most of them with the same keys in one order.
// text  begins with the object's bracket.
// Returns none while the answer lies beyond the text; ask again with more of it, kKeyedLook at most.
std::optional<bool> is_keyed_object(std::string_view text);

}  // namespace tidegate
