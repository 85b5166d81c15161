// The words and the limit of each reason why a credential proves less than it could.
#pragma once

#include "tidegate/terms/assurance.h"

namespace tidegate::assure {

// kKindLimit: kE0; its limit is the kind's own.
EvidenceGrade limit_of(CredentialFault fault);
Text words_of(CredentialFault fault);
// By its name; none: there is no such reason.
std::optional<CredentialFault> fault_named(std::string_view name);

}  // namespace tidegate::assure
