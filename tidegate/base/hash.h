// SHA-256 for naming bytes (packs, bundles, records), and a keyed 64-bit hash for naming persons.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace tidegate {

using Sha256 = std::array<std::uint8_t, 32>;

Sha256 sha256(std::string_view bytes);
std::string hex(std::span<const std::uint8_t> bytes);  // lower case
inline std::string sha256_hex(std::string_view bytes) { return hex(sha256(bytes)); }

// 128-bit secret of one installation. Without it a hash of a phone number could be reversed by trying all
// numbers.
struct SubjectKeySecret {
  std::array<std::uint8_t, 16> bytes{};
};

// SipHash-2-4 (libsodium). Same secret and bytes, same value, on every machine.
std::uint64_t keyed_hash(const SubjectKeySecret& secret, std::string_view bytes);

}  // namespace tidegate
