// The command line door: finds out about the world, reads the words, runs the command. Reads clock, terminal
// and environment, and takes signals: called once, by main.
#pragma once

#include "tidegate/cli/commands.h"

namespace tidegate::cli {

// desk  runs the commands of the zone's desk here; null: they are handed over to tidegated (hand_over.h).
// Returns the exit code.
int start(int argc, char** argv, DeskCommands desk);

}  // namespace tidegate::cli
