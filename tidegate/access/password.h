// Passwords: kept as Argon2id hashes, and what a new one must be like.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "tidegate/base/text.h"

namespace tidegate::access {

// What one look at a password costs. Source: OWASP's least for Argon2id; RFC 9106 section 4 for the shape.
struct PasswordCost {
  std::uint64_t passes = 2;
  std::size_t memory_bytes = 19 << 20;
};

// The hash as PHC strings are written: "$argon2id$v=19$m=19456,t=2,p=1$...$...".
// salt  drawn anew for every password by the caller. nullopt: there was no memory for it.
std::optional<std::string> password_hash(std::string_view password, const std::array<std::uint8_t, 16>& salt,
                                         const PasswordCost& cost = {});

// Whether `hash` is this password's. Takes as long for a wrong one as for the right one.
bool is_password(std::string_view password, const std::string& hash);

// A hash that no password has, so that an unknown login takes as long as a known one.
const std::string& nobodys_hash();

// Why a new password will not do; nullopt: it will. 12 to 128 characters, nothing of the login, not one piece
// repeated or counted up, and no common one ("password1234", "woaini5201314"; common_password.h). No rule of
// kinds of characters: they make people write "Passw0rd!" (NIST SP 800-63B, which asks for a list of those
// that leaked as well; there is none here).
std::optional<Text> fault_of_password(std::string_view password, std::string_view login);

}  // namespace tidegate::access
