// What --at says, for every command that has it.
#pragma once

#include <cstdint>
#include <optional>

#include "tidegate/base/result.h"
#include "tidegate/cli/arguments.h"

namespace tidegate::cli {

// A moment, or the beginning of a day in China; none: it is not given. Milliseconds since 1970. Errors:
// kMalformed.
Result<std::optional<std::int64_t>> moment_asked(const Arguments& arguments);

}  // namespace tidegate::cli
