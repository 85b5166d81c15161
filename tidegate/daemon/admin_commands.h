// Runs tidegate admin backup, restore, migrate and check.
#pragma once

#include "tidegate/cli/call.h"

namespace tidegate::daemon {

int run_admin(cli::Call& call);

}  // namespace tidegate::daemon
