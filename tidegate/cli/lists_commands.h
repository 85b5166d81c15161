// Runs the commands of tidegate lists.
#pragma once

#include "tidegate/cli/call.h"

namespace tidegate::cli {

int run_lists(Call& call);

}  // namespace tidegate::cli
