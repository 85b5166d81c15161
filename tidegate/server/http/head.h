// What the head of a request must be like before anything of it is believed: whatever reads it before us, a
// proxy say, must have read the same (RFC 9112 section 11.2).
#pragma once

#include <string_view>

#include "tidegate/server/http/message.h"

namespace tidegate::server {

// Of what is asked for, as it came: neither spaces nor controls. Octets beyond ASCII are left to whoever
// decodes it.
bool is_target(std::string_view target);

// Of a field's name and value as they came: a token, and neither CR nor LF nor NUL in the value (RFC 9110
// sections 5.1 and 5.5).
bool is_field(std::string_view name, std::string_view value);

// Whether the head says in one way where the body ends, and of whom it asks. Two lengths, a coding beside a
// length, one that HTTP/1.0 does not know, two hosts, or no host in HTTP/1.1: somebody else may take it
// otherwise.
bool is_clear(const Request& head, std::string_view version);

}  // namespace tidegate::server
