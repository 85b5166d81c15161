// Selective disclosure (SD-JWT, RFC 9901): an issuer signs digests of claims, the holder hands over those
// that he chooses to show.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "tidegate/base/json.h"
#include "tidegate/base/result.h"

namespace tidegate::assure {

inline constexpr std::size_t kMostDisclosures = 200;

struct SdJwtParts {
  std::string_view signed_text;
  std::vector<std::string_view> disclosures;  // base64url
  std::string_view key_binding;               // empty: none
  std::string_view bound;                     // all before the key binding: what its sd_hash is of
};

// "JWT~disclosure~...~" with or without a key binding behind it. Errors: kMalformed (no tilde, an empty
// disclosure), kLimit (more than kMostDisclosures).
Result<SdJwtParts> split_sd_jwt(std::string_view text);

struct Disclosed {
  Json payload;                       // the disclosed claims in their places, digests and `_sd_alg` gone
  std::size_t withheld_claims = 0;    // claims of the payload itself that are withheld
  std::vector<std::string> withheld;  // its claims of which a part is withheld, each once
};

// Errors: kMalformed: a disclosure that no digest names, one given twice, a digest that stands twice, a claim
// that is there already or is called `_sd`, `...` or `_sd_alg`; a hash other than sha-256; kLimit (nesting).
Result<Disclosed> with_disclosures(const Json& payload, const std::vector<std::string_view>& disclosures);

// base64url of SHA-256: the digest of a disclosure, or of what a key binding is bound to.
std::string sd_digest(std::string_view text);

}  // namespace tidegate::assure
