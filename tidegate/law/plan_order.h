// When and in what order a plan is computed: dependencies, and the segments of time.
#pragma once

#include <cstdint>
#include <vector>

#include "tidegate/law/json_object.h"
#include "tidegate/law/pack.h"
#include "tidegate/law/plan.h"

namespace tidegate::law {

// Fills plan.segments. definition_nodes: by entry of pack.definitions; counter_nodes: by entry of
// pack.counters. Faults: a definition, counter or exception that depends on itself; a parameter read on a day
// on which it has no value; a partial register that bears on more than a doubt.
void order_plan(const RulePack& pack, const std::vector<std::int32_t>& definition_nodes,
                const std::vector<std::int32_t>& counter_nodes, Plan& plan, JsonFault& fault);

}  // namespace tidegate::law
