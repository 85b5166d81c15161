// Runs the commands of tidegate evidence, but the monitor.
#pragma once

#include "tidegate/cli/arguments.h"
#include "tidegate/cli/call.h"
#include "tidegate/gate/gate.h"

namespace tidegate::cli {

Result<Printed> run_evidence(const Arguments& arguments, bool json, const Look& look,
                             const GateOptions& options);
// Of one bundle its steps; of several or of a folder a line each. Returns the exit code.
int run_evidence_verify(Call& call);

}  // namespace tidegate::cli
