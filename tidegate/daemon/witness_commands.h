// tidegate witness.
#pragma once

#include "tidegate/cli/call.h"

namespace tidegate::daemon {

// Returns the exit code.
int run_witness(cli::Call& call);

}  // namespace tidegate::daemon
