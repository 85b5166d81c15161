// What the steps of a case add up to. The only place that makes or changes a Case.
#pragma once

#include <span>

#include "tidegate/base/result.h"
#include "tidegate/terms/case.h"

namespace tidegate {

// The case after one more step.
// Errors: kCorrupt (the step cannot follow: a number is left out, time runs back, the machine knows no such
// step
//         in this state, it names an item that is not there). Whether the actor may take it was asked before.
Result<Case> apply(Case c, const CaseEvent& event);

// All steps from the first. No steps: an empty case, last_seq 0.
Result<Case> fold(std::span<const CaseEvent> events);

}  // namespace tidegate
