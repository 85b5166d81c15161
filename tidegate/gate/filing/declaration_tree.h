// A declaration as the tree that the filing room reads: every scalar a text, as the declaration writes it.
#pragma once

#include "tidegate/base/json.h"
#include "tidegate/terms/transfer.h"

namespace tidegate {

// Without `data`: where files lie is nobody's business but the firm's.
Json declaration_tree(const Transfer& transfer);

}  // namespace tidegate
