// The transfer that a request speaks of: read from a declaration, or made from bare files and --to.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "tidegate/base/result.h"
#include "tidegate/gate/gate.h"
#include "tidegate/gate/scan/sources.h"
#include "tidegate/terms/transfer.h"

namespace tidegate {

// A declaration is a single path that ends in .yaml, .yml or .json and, if .json, begins like one.
Result<bool> is_declaration(const std::vector<std::string>& paths);

// Errors: kMalformed; a declaration's problems are all listed, one a line, in both languages.
Result<Transfer> read_declaration(const std::string& path);
Result<Transfer> transfer_of_files(const AssessRequest& request);

// Files that the globs of each source name, relative to the declaration's folder, sorted, each once; none for
// a source of another kind. Errors: kMalformed, every glob that matches nothing with its place.
Result<std::vector<std::vector<std::string>>> expand_globs(const Transfer& transfer);

// The files of each source that has files, as expand_globs, or as they were given.
Result<std::vector<SourceFiles>> files_of(const Transfer& transfer);

}  // namespace tidegate
