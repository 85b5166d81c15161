// Makes a folder where nobody was yet: an account or a TIDEGATE_HOME that is new has none of those above it.
#pragma once

#include <string>

#include "tidegate/base/result.h"

namespace tidegate {

// The folder and those above it, each that is missing with mode 0700; those that are there stay as they are.
// Errors: kUnavailable (cannot be made).
Result<void> make_folders(const std::string& path);
// Those above it alone: of what is yet to be made at this path, which may end in slashes.
Result<void> make_folders_above(const std::string& path);

}  // namespace tidegate
