// Runs tidegate rules, and the commands that read one file: explain, replay, types check, evaluate.
#pragma once

#include "tidegate/cli/call.h"

namespace tidegate::cli {

int run_rules(Call& call);
int run_on_one_file(Call& call);

}  // namespace tidegate::cli
