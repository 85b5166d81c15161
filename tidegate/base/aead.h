// XChaCha20-Poly1305 by libsodium: what is sealed under a key can be read, and was not altered, by whoever
// has the key, and by nobody else.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace tidegate {

using AeadKey = std::array<std::uint8_t, 32>;
using AeadNonce = std::array<std::uint8_t, 24>;  // drawn at random, it never comes twice
inline constexpr std::size_t kAeadTagOctets = 16;

// beside  not sealed, and must be the same to open.
std::string aead_seal(const AeadKey& key, const AeadNonce& nonce, std::string_view text,
                      std::string_view beside);
// None: another key, nonce or `beside`, or altered.
std::optional<std::string> aead_open(const AeadKey& key, const AeadNonce& nonce, std::string_view sealed,
                                     std::string_view beside);

// So that it does not stay in memory; the compiler may not leave it out.
void wipe(void* octets, std::size_t size);

}  // namespace tidegate
