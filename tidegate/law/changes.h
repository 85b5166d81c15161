// What would change the route: the nearest number of persons, and the cheapest lawful changes. Only values at
// the limits matter, so the search is finite and exact.
#pragma once

#include <optional>
#include <vector>

#include "tidegate/law/evaluate.h"
#include "tidegate/law/pack.h"
#include "tidegate/terms/opinion.h"

namespace tidegate::law {

// Smallest change, up or down, of the persons of one item that changes the route; at least one person stays.
// At equal distance the earlier item, then the smaller number. None: no such change. evaluated has run, and
// its route is known.
std::optional<CountFlip> nearest_flip(const RulePack& pack, const Evaluator& evaluated);

// For each other route the cheapest change that leads to it: one step, or, towards a milder route and with
// sixteen items at most, two. Steps are changes that the pack calls lawful. Cheapest first; at equal cost the
// milder route, then the pack's order of facts.
std::vector<RouteChange> smallest_changes(const RulePack& pack, const Evaluator& evaluated);

}  // namespace tidegate::law
