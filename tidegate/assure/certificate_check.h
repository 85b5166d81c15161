// Whether an issuer signed by a certificate that the trust list stands behind. Private to the room.
#pragma once

#include <cstdint>

#include "tidegate/assure/certified.h"
#include "tidegate/assure/findings.h"
#include "tidegate/assure/status_list.h"
#include "tidegate/assure/trust_list.h"

namespace tidegate::assure {

struct CertificateAsked {
  std::int64_t issued_ms = 0;
  std::int64_t at_ms = 0;
  int days = 0;  // how old a revocation list of the signer's certificate may be
};

enum class SignedBy { kNobody, kIssuer, kUnchecked };

// Adds what is wrong with signature, certificates, their days and their revocation.
SignedBy check_certified(const Certified& document, const CertificateAsked& asked, const Issuer& issuer,
                         const StatusLists& statuses, const CmsCheck& cms, Findings& findings,
                         CredentialAssurance& out);

// A document that says nothing a machine can read: whether what signed it holds, and whose it is. E1 at best.
void check_mute(const Certified& document, std::int64_t at_ms, const TrustList& trust, const CmsCheck& cms,
                Findings& findings, CredentialAssurance& out);

}  // namespace tidegate::assure
