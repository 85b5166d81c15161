// A decision as canonical JSON: what a permit names by its hash. Format: docs/formats/permit.md.
#pragma once

#include <string>
#include <string_view>

#include "tidegate/base/result.h"
#include "tidegate/terms/decision.h"

namespace tidegate::permit {

// What Permit::decision_hash is the SHA-256 of.
std::string decision_text(const Decision& decision);
// A decision as a file: the keys of decision_text in any order and layout. Errors: as read_permit
// (permit_text.h).
Result<Decision> read_decision(std::string_view bytes, std::string_view where);

}  // namespace tidegate::permit
