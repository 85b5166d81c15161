// Private keys as files hold them: PKCS#8 in PEM, plain or under a passphrase (PBES2: scrypt, AES-256), as
// `openssl pkcs8 -topk8 -scrypt` writes them.
#pragma once

#include <string>
#include <string_view>

#include "tidegate/base/ed25519_secret.h"
#include "tidegate/base/result.h"

namespace tidegate {

// Of the system's random numbers. Errors: kUnavailable.
Result<Ed25519Secret> new_key();

bool is_sealed_key(std::string_view pem);
// passphrase  1 to 1,024 octets. Salt and vector are drawn here. Errors: kMalformed, kUnavailable (memory,
// no libcrypto here).
Result<std::string> seal_key(const Ed25519Secret& secret, std::string_view passphrase);
// Of a key that is not sealed the passphrase is not looked at. Errors: kMalformed (no such key, or another
// passphrase), with nothing of either in it; kUnavailable (no libcrypto here).
Result<Ed25519Secret> open_key(std::string_view pem, std::string_view passphrase);

}  // namespace tidegate
