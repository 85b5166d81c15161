// Lists are sorted and filtered by a day that is kept beside each case. After another calendar was loaded it
// is counted anew, once; pages count theirs whenever they are read.
#pragma once

#include <cstdint>

#include "tidegate/gate/desk/desk_parts.h"

namespace tidegate::desk {

// Compares the calendar with the one of the last time (setting "calendar_followed"). Where they differ the
// rows of all open cases get their days anew; no step is written. Returns how many rows changed. A case that
// is damaged does not hold up the rest: its error comes back at the end, and the next call tries again.
Result<std::int64_t> follow_calendar(Parts& parts);

}  // namespace tidegate::desk
