// From what a declaration says to the facts of the case: each meaning once, contradictions named, plain
// consequences drawn.
#pragma once

#include <vector>

#include "tidegate/intake/document.h"
#include "tidegate/intake/problem.h"
#include "tidegate/terms/transfer.h"

namespace tidegate::intake {

// Fills transfer.facts, the recipients' facts, and the members that have a second name among the facts, from
// a document that was checked. Adds to `problems` what is stated twice with different values.
void resolve_facts(const Document& document, Transfer& transfer, std::vector<Problem>& problems);

}  // namespace tidegate::intake
