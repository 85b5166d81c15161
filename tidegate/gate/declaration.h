// The transfer that a request speaks of: read from a declaration, or made from bare files and --to.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "tidegate/base/result.h"
#include "tidegate/gate/gate.h"
#include "tidegate/terms/transfer.h"

namespace tidegate {

// A declaration is a single path that ends in .yaml, .yml or .json and, if .json, begins like one.
Result<bool> is_declaration(const std::vector<std::string>& paths);

// Errors: kMalformed; a declaration's problems are all listed, one a line, in both languages.
Result<Transfer> read_declaration(const std::string& path);
Result<Transfer> transfer_of_files(const AssessRequest& request);

// Files that a declaration's globs name, relative to its folder, sorted, each once.
// Errors: kNotFound when a glob matches nothing.
Result<std::vector<std::string>> expand_globs(const std::vector<std::string>& globs,
                                              const std::string& declaration);

}  // namespace tidegate
