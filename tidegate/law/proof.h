// The proof of a decision as a tree: which rules fired, were defeated or did not fire, and on what each
// turned.
#pragma once

#include <string>
#include <vector>

#include "tidegate/law/evaluate.h"
#include "tidegate/law/pack.h"
#include "tidegate/terms/opinion.h"

namespace tidegate::law {

// Rules in the pack's order: every rule that bears on the route (item rules once an item), and of the others
// those that fired. Then the definitions and counters that the rules lean on, each once. A node shows what
// its truth turns on and no more: of an "and" that fails, the part that fails. In pre-order, by reference
// into the pack's plan.
std::vector<ProofStep> prove(const Evaluator& evaluated);

// The same with its words: "cn.r3", or "data[0]: cn.e3" for a rule or part of one item; conditions in the
// pack's language; of a rule that stands, its outcome and its articles as of that day. steps  from prove()
// with this pack and this program.
std::vector<ProofNode> unfold(const RulePack& pack, const std::vector<ProofStep>& steps, Date as_of);

// What a rule brings when it stands: "route=exempt exemption=art5_volume".
std::string outcome_text(const Consequence& then);

}  // namespace tidegate::law
