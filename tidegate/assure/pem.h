// Octets in PEM (RFC 7468): one block, nothing before or behind it. Private to the room.
#pragma once

#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>

namespace tidegate::assure {

// None: no block under one of these labels ("CERTIFICATE"), or not in lines of base64.
std::optional<std::string> pem_octets(std::string_view text, std::initializer_list<std::string_view> labels);

}  // namespace tidegate::assure
