// A Transfer as the tree of the declaration that reads back as it.
#pragma once

#include "tidegate/intake/document.h"
#include "tidegate/terms/transfer.h"

namespace tidegate::intake {

// Facts that a member states under another name (processor.pi_scale) stand once. Rows of facts.items that the
// items alone do not give are written out: each as a group, with the row's facts on its first item.
Node tree_of(const Transfer& transfer);

}  // namespace tidegate::intake
