// Checks Ed25519 signatures (RFC 8032) by public keys as OpenSSL writes them.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "tidegate/base/result.h"

namespace tidegate {

struct Ed25519Key {
  std::array<std::uint8_t, 32> bytes{};
  friend bool operator==(const Ed25519Key&, const Ed25519Key&) = default;
};

// pem  "-----BEGIN PUBLIC KEY-----", what `openssl pkey -pubout` prints. Errors: kMalformed (no such key).
Result<Ed25519Key> parse_ed25519_pem(std::string_view pem);
// 64 hexadecimal digits. Errors: kMalformed.
Result<Ed25519Key> parse_ed25519_hex(std::string_view text);

// signature: 64 octets. False: it is not that key's signature of these bytes.
bool is_signed_by(const Ed25519Key& key, std::string_view bytes, std::string_view signature);

// Octets of hexadecimal digits, 4,096 digits at most; empty: they are none.
std::string bytes_of_hex(std::string_view digits);

}  // namespace tidegate
