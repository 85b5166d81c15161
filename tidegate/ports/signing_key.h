// Private keys as files hold them: PKCS#8 in PEM, plain or under a passphrase (PBES2: scrypt, AES-256), as
// `openssl pkcs8 -topk8 -scrypt` writes them.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <variant>

#include "tidegate/base/ed25519_secret.h"
#include "tidegate/base/result.h"
#include "tidegate/ports/sm2.h"

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

// The same of SM2, as OpenSSL writes them (id-ecPublicKey on the curve SM2: Botan's own files name another
// algorithm, which OpenSSL does not read). An empty passphrase: plain.
Result<std::string> sm2_key_pem(const Sm2Secret& secret, std::string_view passphrase);
// Whichever of the two it is. Errors: those of open_key.
Result<std::variant<Ed25519Secret, Sm2Secret>> open_any_key(std::string_view pem,
                                                            std::string_view passphrase);

// The same of secp256k1 (chain_crypto.h). point: x and y of the public half, 64 octets.
Result<std::string> secp256k1_key_pem(const std::array<std::uint8_t, 32>& scalar, std::string_view point,
                                      std::string_view passphrase);
// The scalar; whoever gets it wipes it.
Result<std::array<std::uint8_t, 32>> open_secp256k1_key(std::string_view pem, std::string_view passphrase);

}  // namespace tidegate
