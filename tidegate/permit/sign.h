// Contents become a signed file: the first signature, its issuer's. Others are added with add_signature
// (envelope.h).
#pragma once

#include <string>

#include "tidegate/base/ed25519_secret.h"
#include "tidegate/base/result.h"
#include "tidegate/terms/permit.h"

namespace tidegate::permit {

// The file, line end included; what it gives can be verified, or it gives none. Errors: kMalformed (the key
// is not the first of the signers), those of read_permit and read_status (contents that nobody could read),
// kLimit.
Result<std::string> sign_permit(const Permit& permit, const Ed25519Secret& secret);
Result<std::string> sign_status(const PermitStatus& status, const Ed25519Secret& secret);

}  // namespace tidegate::permit
