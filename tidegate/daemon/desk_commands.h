// Runs what other programs hand over: the commands of the zone's desk, serve and admin, and of a witness.
#pragma once

#include "tidegate/cli/call.h"

namespace tidegate::daemon {

// Returns the exit code.
int run_desk(cli::Call& call);

}  // namespace tidegate::daemon
