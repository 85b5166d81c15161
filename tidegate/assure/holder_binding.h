// The holder's proof that an SD-JWT VC is his (a key binding JWT). Private to the room.
#pragma once

#include <cstdint>

#include "tidegate/assure/check.h"
#include "tidegate/assure/credential.h"
#include "tidegate/assure/findings.h"

namespace tidegate::assure {

void check_binding(const Credential& credential, const BindingAsked& asked, std::int64_t at_ms,
                   SignatureCheck& signatures, Findings& findings);

}  // namespace tidegate::assure
