// Goes on as tidegated, the program that runs the zone's desk: the libraries of a server would cost every
// start of this one (docs/decisions/0027-two-programs.md).
#pragma once

#include "tidegate/base/result.h"

namespace tidegate::cli {

// argv  this program's words. tidegated is looked for beside this program, then in ../libexec/tidegate; it
// takes
//       over the process: its id, its streams, its exit code.
// Returns only where it could not. Error: kUnavailable.
Error hand_over(char** argv);

}  // namespace tidegate::cli
