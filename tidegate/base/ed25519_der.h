// What stands before the 32 octets of each half of an Ed25519 key in its DER (RFC 8410).
#pragma once

#include <string_view>

namespace tidegate {

inline constexpr std::string_view kEd25519PublicDer("\x30\x2a\x30\x05\x06\x03\x2b\x65\x70\x03\x21\x00", 12);
inline constexpr std::string_view kEd25519PrivateDer(
    "\x30\x2e\x02\x01\x00\x30\x05\x06\x03\x2b\x65\x70\x04\x22\x04\x20", 16);

}  // namespace tidegate
