// Signed JSON texts: JWS in compact form (RFC 7515). Read strictly and within bounds; nothing of a payload is
// to be believed before its signature was checked by a key that the trust list, not the text, names.
#pragma once

#include <string>
#include <string_view>

#include "tidegate/base/json.h"
#include "tidegate/base/result.h"
#include "tidegate/base/signature.h"

namespace tidegate::assure {

struct SignedText {
  SignatureAlgorithm algorithm = SignatureAlgorithm::kEd25519;  // as its header claims
  std::string key_id;                                           // empty: it names none
  std::string type;                                             // "vc+jwt"; empty: none
  Json payload;                                                 // an object
  std::string signed_part;
  std::string signature;
};

// most   octets, the whole text.
// Errors: kOutOfRange (an algorithm that is not taken, "none" among them), kLimit (longer than `most`),
// kMalformed (all else: a member twice, a fraction, `crit`, padding, octets behind it). Keys of the sender's
// own (jwk, jku, x5c, x5u) are not looked at.
Result<SignedText> parse_signed_text(std::string_view compact, std::size_t most, std::string_view where);

// header and payload: canonical JSON. Errors: those of the signer.
Result<std::string> sign_text(const Json& payload, std::string_view type, std::string_view key_id,
                              OctetSigner& signer);

}  // namespace tidegate::assure
