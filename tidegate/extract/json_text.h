// Scalars of JSON (RFC 8259): their text, and whether they are well formed.
#pragma once

#include <string>
#include <string_view>

namespace tidegate {

// inner  what stands between the quotes. Appends its text; half a surrogate pair becomes U+FFFD.
// False: an escape is malformed or a control character stands bare, and `out` is as it was.
bool append_json_string(std::string_view inner, std::string& out);

// A number, true, false or null, and nothing else.
bool is_json_literal(std::string_view token);

inline bool is_json_space(char c) { return c == ' ' || c == '\n' || c == '\r' || c == '\t'; }

}  // namespace tidegate
