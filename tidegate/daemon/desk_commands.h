// Runs the commands of the zone's desk: serve and admin.
#pragma once

#include "tidegate/cli/call.h"

namespace tidegate::daemon {

// Returns the exit code.
int run_desk(cli::Call& call);

}  // namespace tidegate::daemon
