// Holds a document against the format's table: every unknown, doubled or missing key and every ill-typed
// value.
#pragma once

#include <vector>

#include "tidegate/intake/document.h"
#include "tidegate/intake/format.h"
#include "tidegate/intake/problem.h"

namespace tidegate::intake {

// Adds to `problems`. Where the document broke off (document.problems), what is missing is not held against
// it.
void check_document(const Document& document, const Shape& shape, std::vector<Problem>& problems);

}  // namespace tidegate::intake
