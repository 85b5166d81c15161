// Base64 (RFC 4648): section 4 with padding, section 5 ("base64url") without. One text for any octets, and no
// other is read.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace tidegate {

std::string to_base64(std::string_view octets);
// None: it is not what to_base64 gives (spaces, lost padding, bits left over).
std::optional<std::string> from_base64(std::string_view text);

std::string to_base64url(std::string_view octets);
std::optional<std::string> from_base64url(std::string_view text);

}  // namespace tidegate
