// Runs tidegate assess and tidegate file.
#pragma once

#include "tidegate/cli/call.h"

namespace tidegate::cli {

int run_assess(Call& call);
int run_file(Call& call);

}  // namespace tidegate::cli
