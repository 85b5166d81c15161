// Runs the commands of tidegate permit; what was signed is recorded where the state folder has a log of
// evidence, under the keys that evidence_passphrase_file opens.
#pragma once

#include <string>

#include "tidegate/cli/arguments.h"
#include "tidegate/gate/gate.h"

namespace tidegate::cli {

Result<Printed> run_permit(const Arguments& arguments, bool json, const Look& look,
                           const GateOptions& options, const std::string& evidence_passphrase_file);

}  // namespace tidegate::cli
