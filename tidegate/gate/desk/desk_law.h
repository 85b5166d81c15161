// By what the desk works: its rules and its calendar of working days, built into the program.
#pragma once

#include "tidegate/base/result.h"
#include "tidegate/clearance/desk_rules.h"
#include "tidegate/clearance/working_days.h"

namespace tidegate::desk {

struct DeskLaw {
  DeskRules rules;
  WorkingDays calendar;
};

// Errors: kMalformed, kOutOfRange (a file that was changed before the program was built).
Result<DeskLaw> built_in_law();

}  // namespace tidegate::desk
