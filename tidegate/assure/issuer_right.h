// Whether an issuer signed, and might. Private to the room.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "tidegate/assure/findings.h"
#include "tidegate/assure/signed_text.h"
#include "tidegate/assure/trust_list.h"
#include "tidegate/base/signature.h"

namespace tidegate::assure {

// The key that a text names: by its id, or the issuer's only one. nullptr: there is none.
const IssuerKey* key_of(const SignedText& text, const Issuer& issuer);

bool check_signed(const SignedText& text, std::int64_t issued_ms, const Issuer& issuer,
                  SignatureCheck& signatures, Findings& findings);
// The kind, the accreditation on the day of issue, and what became of it. chain: who accredits, up to the
// root.
void check_right(std::string_view kind, std::int64_t issued_ms, std::int64_t at_ms, const Issuer& issuer,
                 const TrustList& trust, Findings& findings, std::vector<std::string>& chain);

}  // namespace tidegate::assure
