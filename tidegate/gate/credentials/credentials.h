// The journeys of credentials: a small authority makes keys, credentials, status lists and trust lists;
// whoever decides verifies them.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "tidegate/base/signature.h"
#include "tidegate/gate/gate.h"

namespace tidegate {

struct CredentialSigner {
  std::string key;              // PEM, mode 0600
  std::string passphrase_file;  // empty: asked where the key is sealed
  std::string key_id;           // kid
};

struct CredentialKeygenRequest {
  std::string file;  // FILE: the private key; FILE.jwk: the public one
  SignatureAlgorithm algorithm = SignatureAlgorithm::kEd25519;  // or SM2
  std::string passphrase_file;                                  // empty: the key lies plain, mode 0600
};
Result<Printed> credential_keygen(const CredentialKeygenRequest& request, bool json, const Look& look);

struct CredentialIssueRequest {
  std::string contents;  // file: docs/formats/credential.md
  CredentialSigner signer;
  bool is_sd_jwt = false;
  std::string out;  // new file
};
Result<Printed> credential_issue(const CredentialIssueRequest& request, bool json, const Look& look,
                                 const GateOptions& options);

// Sets entries of the authority's own file, then signs the list that it stands for.
struct CredentialStatusRequest {
  std::string entries;  // file: docs/formats/credential.md
  std::vector<std::string> revoke;
  std::vector<std::string> suspend;
  std::vector<std::string> restore;
  CredentialSigner signer;
  std::string out;  // written over
};
Result<Printed> credential_status(const CredentialStatusRequest& request, bool json, const Look& look,
                                  const GateOptions& options);

// With a signer: signs a trust list to a new file. Without: opens a signed one by `trust_key` and tells of
// it.
struct CredentialTrustRequest {
  std::string file;
  CredentialSigner signer;
  std::string out;
  std::string trust_key;
};
Result<Printed> credential_trust(const CredentialTrustRequest& request, bool json, const Look& look,
                                 const GateOptions& options);

struct CredentialVerifyRequest {
  std::string file;
  std::string trust;      // signed trust list
  std::string trust_key;  // JWK by which it is opened
  std::vector<std::string> statuses;
  std::string holder;  // USCC, or the foreign id
  std::vector<std::string> systems;
  std::vector<std::string> sites;
  std::vector<std::string> processes;
  std::optional<int> least_level;
  std::optional<std::int64_t> at_ms;  // none: now
  bool fetches = false;               // asks for the status list, at addresses of the trust list alone
};
// Exit 0: the highest grade that its kind allows; 6: lower, with every reason; 2: files that cannot be used.
Result<Printed> credential_verify(const CredentialVerifyRequest& request, bool json, const Look& look,
                                  const GateOptions& options);

// Labelled credentials (docs/formats/credential-cases.md): accuracy, false ease, by reason, every error.
Result<Printed> evaluate_credentials(const std::string& file, bool json, const Look& look);

}  // namespace tidegate
