// The values of a fact that the conditions of a pack tell apart, read from its trees, without the plan.
#pragma once

#include <vector>

#include "tidegate/base/date.h"
#include "tidegate/law/pack.h"
#include "tidegate/terms/facts.h"

namespace tidegate::law {

// Of a yes-or-no fact both values, of an enumeration all; of a symbol one word for each answer that all
// conditions together give on that day, a word which the pack never names among them. Numbers and dates:
// none.
std::vector<FactValue> told_apart(const RulePack& pack, const FactDef& fact, Date as_of);

}  // namespace tidegate::law
