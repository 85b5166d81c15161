// What kind a body says that it is (Content-Type, RFC 9110 section 8.3).
#pragma once

#include <string_view>

namespace tidegate::server {

// Whether it is JSON, in any case of letters and with any parameters but a charset other than UTF-8: JSON has
// no other (RFC 8259 section 8.1).
bool is_json(std::string_view content_type);

}  // namespace tidegate::server
