// Output of a program that the user named, for example one that prints a key.
#pragma once

#include <string>

#include "tidegate/base/result.h"

namespace tidegate {

// Runs `command` with /bin/sh and returns what it wrote to standard output, at most `limit` bytes.
// Its standard error stays the user's. Errors: kUnavailable (cannot start, exit status not 0), kLimit.
// No message repeats the output: it may be a secret.
Result<std::string> output_of(const std::string& command, std::size_t limit);

}  // namespace tidegate
