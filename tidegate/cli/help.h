// Help texts, the man page and shell completion, all from spec.h.
#pragma once

#include <string>

#include "tidegate/base/result.h"
#include "tidegate/base/text.h"
#include "tidegate/cli/spec.h"

namespace tidegate::cli {

// width: columns of the terminal.
std::string overview(Lang lang, int width);  // `tidegate --help`
// The commands of a first word: "rules". Each with what it does.
std::string group_help(std::string_view group, Lang lang, int width);
std::string command_help(const CommandSpec& command, Lang lang, int width);
std::string man_page(Lang lang);  // roff, man(7)
// shell: bash, zsh or fish. Errors: kNotFound.
Result<std::string> completion(std::string_view shell);

}  // namespace tidegate::cli
