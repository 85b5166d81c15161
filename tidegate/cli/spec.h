// Every command and option of the program, once: parsing, --help, the man page and shell completion read this
// table.
#pragma once

#include <span>
#include <string_view>

namespace tidegate::cli {

struct Words {  // the two languages, as literals
  std::string_view en;
  std::string_view zh;
};

struct OptionSpec {
  std::string_view name;     // "--as-of"
  std::string_view value;    // "DATE"; empty: a switch
  std::string_view choices;  // "table|json|sarif|html|md"; empty: free
  Words help;
  bool repeats = false;
  bool takes_others = false;  // the choices are the usual ones: the command knows further names of them
};

struct ExampleSpec {
  std::string_view command;
  Words says;
};

struct CommandSpec {
  std::string_view name;        // "assess"; "rules check"
  std::string_view positional;  // "PATH..."; "[PACK...]"; empty: none
  Words summary;
  Words description;
  std::span<const OptionSpec> options;
  std::span<const ExampleSpec> examples;
  bool takes_pack_flags = false;  // accepts the flags that the rule packs declare for their questions
};

std::span<const CommandSpec> commands();       // in the order users meet them
std::span<const OptionSpec> common_options();  // every command has these
struct ExitCodeSpec {
  int code;
  Words means;
};
std::span<const ExitCodeSpec> exit_codes();

// Whether tidegated runs it: serve and admin, the zone's desk, and witness.
bool is_of_the_desk(const CommandSpec& command);

// Whether commands of two words begin with it: "rules".
bool is_group(std::string_view word);
// nullptr: no such command.
const CommandSpec* find_command(std::string_view name);

}  // namespace tidegate::cli
