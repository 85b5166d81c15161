// Every algorithm of base/signature.h: Ed25519 by libsodium, ES256 and RS256 by libcrypto, SM2 by Botan. The
// latter two are loaded with the first signature that needs them.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "tidegate/base/ed25519_secret.h"
#include "tidegate/base/signature.h"

namespace tidegate {

std::unique_ptr<SignatureCheck> signature_check();

std::unique_ptr<OctetSigner> ed25519_signer(Ed25519Secret secret);

// A new private key in PEM (PKCS#8), plain where the passphrase is empty. Errors: kMalformed (no keys of that
// algorithm are made here: ES256, RS256), kUnavailable.
Result<std::string> new_signer_pem(SignatureAlgorithm algorithm, std::string_view passphrase);
// Of such a file, Ed25519 or SM2. Errors: kMalformed (no such key, or another passphrase), with nothing of
// either in it; kUnavailable (a library is not here).
Result<std::unique_ptr<OctetSigner>> open_signer_pem(std::string_view pem, std::string_view passphrase);

}  // namespace tidegate
