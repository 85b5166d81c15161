// Text made harmless for XML 1.0.
#pragma once

#include <string>
#include <string_view>

namespace tidegate::filing {

// Broken octets and characters that XML has no way to write become U+FFFD.
std::string xml_text(std::string_view utf8);

}  // namespace tidegate::filing
