// An entry's inclusion as a COSE receipt (RFC 9942): tree algorithm RFC9162_SHA256, signed with EdDSA over
// the root. The log signs it beside each checkpoint, so that a receipt is made of a bundle without any key.
#pragma once

#include <string>
#include <string_view>

#include "tidegate/evidence/bundle.h"

namespace tidegate::evidence {

// What the log's key signs: COSE's Sig_structure over the detached root. key: Ed25519, in force.
std::string receipt_signed(const PublicKey& key, const Hash& root);
Result<std::string> sign_receipt(OctetSigner& signer, const Hash& root);

// COSE_Sign1 with its tag. Errors: kNotFound (the bundle has no such signature), what its checkpoint has
// wrong.
Result<std::string> receipt_of(const Bundle& bundle, const PublicKey& key);

}  // namespace tidegate::evidence
