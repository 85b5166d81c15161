// Runs tidegate serve and admin init.
#pragma once

#include "tidegate/cli/arguments.h"
#include "tidegate/cli/commands.h"
#include "tidegate/gate/gate.h"

namespace tidegate::daemon {

// Returns when it is asked to stop. Errors: as server::serve; kMalformed (a needed option is missing).
Result<void> run_serve(const cli::Arguments& arguments, const cli::Surroundings& around, int threads);
Result<Printed> run_admin_init(const cli::Arguments& arguments, const cli::Surroundings& around, bool json,
                               const std::string& password);

}  // namespace tidegate::daemon
