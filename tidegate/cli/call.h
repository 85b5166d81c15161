// What every command is run with, and the words and answers that several commands share.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "tidegate/cli/commands.h"
#include "tidegate/gate/gate.h"

namespace tidegate {
struct OwnRecorded;
}

namespace tidegate::cli {

struct Call {
  const Arguments& arguments;
  const Surroundings& around;
  Look look;
  GateOptions options;
  bool json = false;
  std::optional<Date> as_of;
  ReadOptions read;
};

// Prints what a journey answered, and what it could not read; returns the exit code.
int show(const Result<Printed>& printed, Lang lang);
// Nothing where there is no log.
void tell_recorded(const OwnRecorded& recorded, Lang lang);
// wants  what the command takes: "OLD NEW".
int wrong_count(const Call& call, std::string_view wants);

// A day that an option names; none: it is not given. Errors: kMalformed, at the option.
Result<std::optional<Date>> day_of(const Arguments& arguments, const char* option);
// --set FACT=VALUE, as given. Errors: kMalformed (no "=", one fact with two values).
Result<std::vector<std::pair<std::string, std::string>>> stated_facts(const Arguments& arguments);
Format format_of(const Arguments& arguments);
// "pi": of --fail-on; none: another word.
std::optional<Sensitivity> level_of(std::string_view name);
// Words of the command line are seen by everybody on the machine, and kept by the shell.
// Errors: kMalformed where a URL holds a password.
Result<void> check_sources(const std::vector<std::string>& words);
// A flag that no pack knows: the nearest of the command's own options, else what the gate found near.
Error unknown_flag(const Error& error, const Arguments& arguments);

}  // namespace tidegate::cli
