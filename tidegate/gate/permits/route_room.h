// What the law leaves in a year of the route that was filed. The law is asked, not a list of its numbers: a
// limit that another rule sets aside (a negative list in force) binds nobody.
#pragma once

#include <string_view>

#include "tidegate/gate/judge.h"
#include "tidegate/permit/yearly_room.h"
#include "tidegate/terms/assessment.h"
#include "tidegate/terms/decision.h"

namespace tidegate {

// Whether the law allows this route only below a number: a standard contract, a certificate, the use of a
// negative list. route: as FilingRoute is written; empty: none was stated.
bool is_below_a_number(std::string_view route);

// answer   what judge said of the version that was decided of, by these grounds.
// Unknown where it has no opinion of China's law. A route that is not one of the above leaves everything.
permit::YearlyRoom route_room(std::string_view route, const Assessment& answer, const Decision& decision,
                              const Grounds& grounds);

}  // namespace tidegate
