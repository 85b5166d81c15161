// HMAC-SHA-256 (RFC 2104) by libsodium: what a secret makes of bytes, which nobody without it can foretell.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "tidegate/base/hash.h"

namespace tidegate {

// key  of any length; 32 octets of randomness are meant.
Sha256 hmac_sha256(std::span<const std::uint8_t> key, std::string_view bytes);

}  // namespace tidegate
