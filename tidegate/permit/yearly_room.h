// How many persons a year a route leaves that the law allows only below a number: a standard contract, a
// certificate, the use of a negative list. Sources: CN-PPR-2024 arts 7, 8.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "tidegate/base/result.h"
#include "tidegate/terms/decision.h"
#include "tidegate/terms/opinion.h"
#include "tidegate/terms/transfer.h"

namespace tidegate::permit {

// From this number on, counted since 1 January, the law asks for more than the route that was filed.
struct RouteLimit {
  std::string counter;     // pi_nonsensitive pi_sensitive pi_all
  std::int64_t limit = 0;  // persons; the first on the stricter side
};

// Bounds of a calendar year, inclusive; none: the route has no limit there.
struct YearlyRoom {
  std::optional<std::int64_t> persons;
  std::optional<std::int64_t> sensitive_persons;
  std::vector<Text> duties;  // what a bound cannot say
  // There is a limit, and how much of it was used before is not known: with its place in the declaration. A
  // bound is to be stated then, and the numbers above are the most that it may be.
  std::optional<Error> open;
};

// Of each counter at most one limit. What the exporter had counted before this transfer, by its declaration,
// takes its part of every year; whom that holds already (already_counted) does not take it twice.
// - Sensitive persons: below their limit, where an item that was allowed counts there.
// - Persons: where only one kind counts, below its limit. Where both do, below that of ordinary persons: a
//   permit does not tell how many of its persons are ordinary ones. Only where more were declared for a year
//   is it that number, and at most both limits together.
// - Persons of an item that was allowed and surely is not counted (it leaves under an exemption) come on top:
//   as many as are declared, and as the forecast lets grow. Of whom it is not known, they count. Where that
//   number is not declared nothing is bounded; a duty says the limit in either case.
// rows      of the opinion that gave the limits: how each row of Transfer::facts.items is counted, as it is
//           and not under some answer to what is missing. An item without a row counts as what it is declared
//           to be.
// transfer  completed as that opinion was given of it; it has the decision's items.
YearlyRoom yearly_room(const std::vector<RouteLimit>& limits, const std::vector<ItemOpinion>& rows,
                       const Decision& decision, const Transfer& transfer);

// A room of which nothing is known.
YearlyRoom unknown_room();

}  // namespace tidegate::permit
