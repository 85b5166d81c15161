// What a filing binds itself to beside its numbers: until when, and by which safeguards. What was passed was
// passed of that, so a permit is no wider.
#pragma once

#include <optional>
#include <string>

#include "tidegate/terms/decision.h"
#include "tidegate/terms/permit.h"
#include "tidegate/terms/transfer.h"

namespace tidegate::permit {

struct DeclaredEnd {
  Date until;         // exclusive: the day after the last one that is declared
  std::string where;  // its place in the declaration
  Text what;          // "the purpose is met on 2027-03-31"
};

// The first of: the day on which the purpose is met, and those on which the legal documents expire; both are
// days on which data may leave still. None: none is declared. The end of storage is none of them: it bounds
// how long is kept what left (declared_conditions).
std::optional<DeclaredEnd> declared_end(const Transfer& transfer);

// Adds what a flow can be held to: pseudonymised (of the whole where all that is allowed is declared so, else
// of each such item), not provided onward, and gone from abroad when the declared time of storage is over.
// The transfer has the decision's items.
void add_declared_conditions(const Decision& decision, const Transfer& transfer, Permit& permit);

}  // namespace tidegate::permit
