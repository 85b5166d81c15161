// The state folder for a journey of the register, which needs one that it can write.
#pragma once

#include "tidegate/base/result.h"
#include "tidegate/gate/gate.h"
#include "tidegate/gate/record.h"

namespace tidegate {

// Errors: kUnavailable: there is no state folder.
Result<Desk> open_register_desk(const GateOptions& options);

}  // namespace tidegate
