// The second half of reading a pack: everything that one place of it says of another, conditions apart.
#pragma once

#include <optional>

#include "tidegate/base/result.h"
#include "tidegate/law/pack.h"

namespace tidegate::law {

// Gives provisions without dates those of their instrument. Returns the first fault, none when the pack holds
// together; `where` is a JSON pointer.
std::optional<Error> check_references(RulePack& pack);

}  // namespace tidegate::law
