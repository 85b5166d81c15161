// Runs tidegate serve and admin init.
#pragma once

#include "tidegate/cli/arguments.h"
#include "tidegate/cli/commands.h"
#include "tidegate/gate/gate.h"

namespace tidegate::cli {

// Returns when it is asked to stop. Errors: as server::serve; kMalformed (a needed option is missing).
Result<void> run_serve(const Arguments& arguments, const Surroundings& around, int threads);
Result<Printed> run_admin_init(const Arguments& arguments, const Surroundings& around, bool json,
                               const std::string& password);

}  // namespace tidegate::cli
