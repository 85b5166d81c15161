// Files that the journeys of permits read. Private to gate.
#pragma once

#include <optional>
#include <string>

#include "tidegate/base/ed25519_secret.h"
#include "tidegate/gate/permits/permits.h"
#include "tidegate/permit/trust.h"

namespace tidegate {

// Errors: kMalformed (others may read it, no such key, wrong passphrase, none given), those of any file.
Result<Ed25519Secret> open_signer(const PermitSigner& signer, const GateOptions& options);
// A passphrase from its file; else from the terminal. Errors: kMalformed (nobody to ask).
Result<std::string> passphrase_for(const std::string& key, const std::string& file,
                                   const GateOptions& options);
// A private key as its file holds it, and the passphrase that opens it (empty: it lies plain). Errors:
// kMalformed (others may read it; nobody to ask), those of any file.
struct PrivateKeyFile {
  std::string pem;
  std::string passphrase;
};
Result<PrivateKeyFile> read_private_key(const std::string& path, const std::string& passphrase_file,
                                        const GateOptions& options);
Result<Ed25519Key> read_public_key(const std::string& path);
Result<permit::TrustPolicy> read_trust(const PermitTrust& trust);
// A permit, a statement or a request: 1 MiB at most.
Result<std::string> read_small_file(const std::string& path);

}  // namespace tidegate
