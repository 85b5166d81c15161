// tidegate evidence monitor.
#pragma once

#include "tidegate/cli/call.h"

namespace tidegate::cli {

// Returns the exit code.
int run_monitor(const Call& call);

}  // namespace tidegate::cli
