// The first half of reading a pack: JSON to RulePack, shape and types. References are checked in
// pack_check.h.
#pragma once

#include <string_view>

#include "tidegate/base/result.h"
#include "tidegate/law/pack.h"

namespace tidegate::law {

// Errors: kMalformed, kOutOfRange, kLimit; `where` is a JSON pointer. `hash` is filled, `plan` is not.
Result<RulePack> read_pack(std::string_view json);

}  // namespace tidegate::law
