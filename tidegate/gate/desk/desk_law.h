// By what the desk works: its rules and its calendar of working days, the zone's own or the program's.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "tidegate/base/result.h"
#include "tidegate/clearance/desk_rules.h"
#include "tidegate/clearance/working_days.h"

namespace tidegate::desk {

struct DeskLaw {
  DeskRules rules;
  WorkingDays calendar;
};

// A file of a zone's own.
struct OwnText {
  std::string bytes;
  std::string where;  // what to call it in errors
};

// What is left out is the program's. A calendar's years stand in the place of the program's; its other years
// stay. Errors: those of parse_desk_rules and WorkingDays::parse.
Result<DeskLaw> law_of(const std::optional<OwnText>& rules, const std::optional<OwnText>& calendar);

// Errors: kMalformed, kOutOfRange (a file that was changed before the program was built).
Result<DeskLaw> built_in_law();

// The program's lines of the years that `own` does not name, then those of `own`, under one header.
std::string whole_calendar(std::string_view own);

}  // namespace tidegate::desk
