// Runs the commands of tidegate evidence that need no log.
#pragma once

#include "tidegate/cli/arguments.h"
#include "tidegate/gate/gate.h"

namespace tidegate::cli {

Result<Printed> run_evidence(const Arguments& arguments, bool json, const Look& look,
                             const GateOptions& options);

}  // namespace tidegate::cli
