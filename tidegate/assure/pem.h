// Octets in PEM (RFC 7468). Private to the room.
#pragma once

#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tidegate::assure {

// One block, nothing before or behind it. None: no block under one of these labels ("CERTIFICATE"), or not in
// lines of base64.
std::optional<std::string> pem_octets(std::string_view text, std::initializer_list<std::string_view> labels);

// Every block of the label, with whatever words stand around them, as tools write lists of revocation. None:
// there is none, one does not end or is not in lines of base64, or one of another label is there.
std::optional<std::vector<std::string>> pem_blocks(std::string_view text, std::string_view label);

}  // namespace tidegate::assure
