// Re-verifies the proof of an opinion without the engine: from the pack's text and the facts alone.
#pragma once

#include <string>
#include <vector>

#include "tidegate/base/date.h"
#include "tidegate/law/pack.h"
#include "tidegate/terms/facts.h"
#include "tidegate/terms/opinion.h"

namespace tidegate::law {

// Every node is parsed from its label and evaluated anew; its parts must suffice for its truth; every rule
// that bears on the route must be there; route, basis, duties, gates and exemptions must be what the rules
// that stand say. Returns what does not hold, one sentence each; empty: the proof is good. Never throws on a
// forged tree.
std::vector<std::string> proof_faults(const RulePack& pack, const CaseFacts& facts, Date as_of,
                                      const Opinion& opinion);

}  // namespace tidegate::law
