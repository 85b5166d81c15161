// ChainCrypto by Botan (Keccak-256) and libsecp256k1, each loaded with its first use; and the accounts' keys.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "tidegate/base/chain_crypto.h"

namespace tidegate {

std::unique_ptr<ChainCrypto> chain_crypto();

// A new private key of secp256k1 in PEM (PKCS#8), plain where the passphrase is empty. Errors: kMalformed
// (too long a passphrase), kUnavailable.
Result<std::string> new_chain_key_pem(std::string_view passphrase);
// Of such a file, or of 64 hexadecimal digits (0x may stand before them). Errors: kMalformed (no such key, or
// another passphrase), with nothing of either in it; kUnavailable.
Result<std::unique_ptr<ChainSigner>> open_chain_key(std::string_view file, std::string_view passphrase);

}  // namespace tidegate
