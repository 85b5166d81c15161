// Small wrong changes of one condition: "and" for "or", a bound off by one, a word forgotten.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "tests/mutants/mutants.h"

namespace tidegate::law {

using ConditionPlace = std::function<Condition&(RulePack&)>;

// name   of what the condition belongs to, as it stands before the change in Mutation::what.
// place  where the condition stands in a copy of the pack.
void condition_mutants(const RulePack& pack, const std::string& name, const Condition& condition,
                       const ConditionPlace& place, std::vector<Mutation>& into);

}  // namespace tidegate::law
