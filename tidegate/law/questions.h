// When facts are missing: which, what each answer would bring, and the fewest questions that settle it.
#pragma once

#include "tidegate/law/evaluate.h"
#include "tidegate/law/pack.h"
#include "tidegate/law/unknown_cases.h"
#include "tidegate/terms/opinion.h"

namespace tidegate::law {

// Fills missing_facts, branches and questions. unknown is not settled and not over its limit.
// Branches: every combination of the missing facts' values while there are sixteen or fewer; else the usual
// answers to the fewest questions, and then each other answer in turn.
void ask(const RulePack& pack, const Evaluator& evaluated, UnknownCases& unknown, Opinion& into);

// Over the limit: the facts that some condition is stuck on, as missing; never a guess at a route.
void ask_for_all(const RulePack& pack, const Evaluator& evaluated, Opinion& into);

}  // namespace tidegate::law
