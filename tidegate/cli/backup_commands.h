// Runs tidegate backup: reads its words, calls a journey.
#pragma once

#include <string>

#include "tidegate/cli/arguments.h"
#include "tidegate/gate/gate.h"

namespace tidegate::cli {

Result<Printed> run_backup(const Arguments& arguments, bool json, const Look& look,
                           const GateOptions& options, const std::string& evidence_passphrase_file);

}  // namespace tidegate::cli
