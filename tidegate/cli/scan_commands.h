// Runs tidegate scan, classify and baseline.
#pragma once

#include "tidegate/cli/call.h"

namespace tidegate::cli {

// classify too.
int run_scan(Call& call);
int run_baseline(Call& call);

}  // namespace tidegate::cli
