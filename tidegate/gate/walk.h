// Files and folders as a user names them, folders walked.
#pragma once

#include <string>
#include <vector>

#include "tidegate/base/result.h"

namespace tidegate {

// In the order named; a folder gives its files in name order, hidden ones and links to folders left out.
// failed  takes the folders in a folder that cannot be looked into; nullptr: none may be.
// Errors: kMalformed ("-"), kNotFound (a folder without a file), kUnavailable.
Result<std::vector<std::string>> walk(const std::vector<std::string>& paths, std::vector<Error>* failed);

}  // namespace tidegate
