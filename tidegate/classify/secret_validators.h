// Secrets of programs and accounts. Each takes one whole value, trimmed.
// Key prefixes are public facts of their vendors; the list follows the rule names of gitleaks (MIT).
#pragma once

#include <cstdint>
#include <string_view>

#include "tidegate/classify/fit.h"

namespace tidegate {

Fit fits_jwt(std::string_view s);      // header.payload[.signature] in base64url, after an optional "Bearer "
Fit fits_api_key(std::string_view s);  // a vendor's prefix, alphabet and length
Fit fits_private_key(std::string_view s);    // -----BEGIN ... PRIVATE KEY-----
Fit fits_conn_string(std::string_view s);    // scheme://user:password@host, or ...;Password=...
Fit fits_password_hash(std::string_view s);  // $2b$, $argon2id$, $6$, pbkdf2_sha256$, {SSHA}

// Length of the vendor key that text begins with; 0 for none. What follows is no character of the key.
std::size_t api_key_length(std::string_view text);

// Whether a value after "password =" or "token:" is a stand-in: "${DB_PASSWORD}", "YOUR_API_KEY", "******",
// "changeme".
bool is_secret_placeholder(std::string_view value);
// The same of a value whose letters are known (ascii::letters_of).
bool is_secret_placeholder(std::string_view value, std::uint32_t letters);
// Names of algorithms and words of other languages for a password: no secrets either.
bool is_algorithm_name(std::string_view value);
bool is_word_for_password(std::string_view value);

}  // namespace tidegate
