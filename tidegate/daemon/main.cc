// tidegated: the zone's desk, `tidegate serve` and `tidegate admin`. It knows every other command as well.
#include "tidegate/cli/start.h"
#include "tidegate/daemon/desk_commands.h"

int main(int argc, char** argv) { return tidegate::cli::start(argc, argv, tidegate::daemon::run_desk); }
