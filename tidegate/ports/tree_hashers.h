// Hashing of trees that base cannot do alone: SM3 (GB/T 32905), computed by Botan.
#pragma once

#include <memory>

#include "tidegate/base/result.h"
#include "tidegate/base/tree_hasher.h"

namespace tidegate {

// For several threads at a time. Errors: kUnavailable (no Botan here).
Result<std::unique_ptr<TreeHasher>> sm3_tree_hasher();

}  // namespace tidegate
