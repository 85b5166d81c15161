// Runs the commands of tidegate register.
#pragma once

#include "tidegate/cli/call.h"

namespace tidegate::cli {

int run_register(Call& call);

}  // namespace tidegate::cli
