// The state folder for a journey of the register, which needs one that it can write.
#pragma once

#include <string>

#include "tidegate/base/result.h"
#include "tidegate/gate/gate.h"
#include "tidegate/gate/record.h"
#include "tidegate/store/state_dir.h"

namespace tidegate {

// Errors: kUnavailable: there is no state folder.
Result<Desk> open_register_desk(const GateOptions& options);

// A file, or the hash of a record or its first eight digits and more. Errors: kNotFound, kMalformed (several
// begin so).
Result<std::string> path_of_record(const StateDir& home, const std::string& word);

}  // namespace tidegate
