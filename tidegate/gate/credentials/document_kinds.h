// The kinds of documents that the risk model knows, to be told by their names.
#pragma once

#include <vector>

#include "tidegate/assure/check.h"
#include "tidegate/base/result.h"

namespace tidegate {

// With those of backups. Errors: none that a built program has.
const Result<std::vector<assure::CredentialRule>>& document_kinds();

}  // namespace tidegate
