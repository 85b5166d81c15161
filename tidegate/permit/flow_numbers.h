// Numbers of a flow that cannot be: no register of persons, however it counts, could tell them.
#pragma once

#include <optional>
#include <vector>

#include "tidegate/terms/flow.h"

namespace tidegate::permit {

// Of persons, and of those with sensitive information:
// - who was never sent was not sent this year either: new_in_total <= new_this_year <= count;
// - who is not new was sent before: count - new_in_total is not above the usage's in_total, nor
//   count - new_this_year above its this_year;
// - whose sensitive information leaves is one of the persons: their count is not above that of persons.
// Only what is told is held against what is told. The usage of several points that count under one permit is
// the most that can have left (who is new to one may be known to another), so that it is never below what one
// of them has sent and told of.
// usage  what went before; nullptr: not known.
// year   of the flow, in China; none: not known. Usage of another year says nothing of this one.
// goes_on  the permit took the place of another in this year, whose count of the year goes on: who left under
//        that one is new in all, and not new this year.
// Returns a hold for each, with the place of the number that cannot be; none: they can be.
std::vector<FlowReason> impossible_numbers(const FlowRequest& flow, const PermitUsage* usage,
                                           std::optional<int> year, bool goes_on = false);

}  // namespace tidegate::permit
