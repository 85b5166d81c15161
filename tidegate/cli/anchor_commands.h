// Runs tidegate anchor.
#pragma once

#include "tidegate/cli/call.h"

namespace tidegate::cli {

int run_anchor(const Call& call);

}  // namespace tidegate::cli
