// Output of a program that the user named, for example one that prints a key.
#pragma once

#include <chrono>
#include <string>

#include "tidegate/base/result.h"

namespace tidegate {

// Runs `command` with /bin/sh and returns what it wrote to standard output, at most `limit` bytes.
// Its standard error stays the user's; it runs in the background of the terminal. A program that has not
// ended in `patience` is ended, its children too. Errors: kUnavailable (cannot start, exit status not 0),
// kLimit (bytes, time). No message repeats the output or the arguments: they may be secrets. `where` names
// the program alone.
Result<std::string> output_of(const std::string& command, std::size_t limit,
                              std::chrono::milliseconds patience = std::chrono::seconds(30));

}  // namespace tidegate
