// The command line, read against the table of spec.h.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "tidegate/base/result.h"
#include "tidegate/base/text.h"
#include "tidegate/cli/spec.h"

namespace tidegate::cli {

struct Arguments {
  const CommandSpec* command = nullptr;  // nullptr: none given (--version, --help or nothing)
  std::vector<std::string> positional;
  std::map<std::string, std::vector<std::string>, std::less<>>
      options;                                                  // "--as-of" -> values; a switch -> {""}
  std::vector<std::pair<std::string, std::string>> pack_flags;  // "--ciio" -> "no", as given
  std::string group;  // "rules": help is wanted of all its commands; command is nullptr
  bool wants_help = false;
  bool wants_version = false;

  bool has(std::string_view name) const { return options.find(name) != options.end(); }
  // The last value given, or `otherwise`.
  std::string value(std::string_view name, std::string_view otherwise = "") const;
  std::vector<std::string> values(std::string_view name) const;
};

// words: the command line without the program's name.
// Errors: kMalformed with both languages: unknown command or option (nearest one suggested), missing or bad
// value.
Result<Arguments> parse_arguments(const std::vector<std::string>& words);

// The first name that is stated with two different values; else "".
std::string named_twice(std::vector<std::pair<std::string, std::string>> stated);

// The nearest of `known` to `word` by edit distance, when near enough to be meant; else "".
std::string nearest(std::string_view word, const std::vector<std::string>& known);

}  // namespace tidegate::cli
