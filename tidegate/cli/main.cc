// tidegate: every command; those of the zone's desk are handed over to tidegated.
#include "tidegate/cli/start.h"

int main(int argc, char** argv) { return tidegate::cli::start(argc, argv, nullptr); }
