// Secrets that their form alone tells, read at a literal. Each returns the secret around `at`, or nothing.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

#include "tidegate/classify/value_kind.h"

namespace tidegate {

struct SecretForm {
  std::size_t begin;
  std::size_t end;
  ValueKind kind;
};

std::optional<SecretForm> read_vendor_key(std::string_view text, std::size_t at);
std::optional<SecretForm> read_jwt(std::string_view text, std::size_t at);
// Where read_jwt found none at `at`: none begins before this, for it would have the same parts.
std::size_t no_jwt_until(std::string_view text, std::size_t at);
// PEM, OpenSSH, PGP, SSH2 and PuTTY blocks, whole where they end in the text, else up to the first line that
// cannot be of a key (key_blocks.cc).
std::optional<SecretForm> read_private_key(std::string_view text, std::size_t at);
// A block in base64, as manifests hold it, or its bare body as code of payments does.
std::optional<SecretForm> read_wrapped_key(std::string_view text, std::size_t at);
// scheme://user:password@host around the :// at `at`.
std::optional<SecretForm> read_connection(std::string_view text, std::size_t at);
// $2b$..., $6$..., pbkdf2_sha256$..., {SSHA}...
std::optional<SecretForm> read_password_hash(std::string_view text, std::size_t at);
// name:password in base64 after "Basic ".
std::optional<SecretForm> read_basic(std::string_view text, std::size_t at);
// 12, 15, 18, 21 or 24 words that open a wallet, shortly behind what names them, which ends at `at`.
std::optional<SecretForm> read_seed_phrase(std::string_view text, std::size_t at);

}  // namespace tidegate
