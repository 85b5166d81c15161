// Deadlines as an iCalendar file (RFC 5545), for the applicant's and the officer's own calendar.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "tidegate/clearance/clocks.h"

namespace tidegate {

struct CalendarEntry {
  std::string case_id;  // becomes part of each event's UID: a newer file moves the events, not doubles them
  std::string title;    // what the case is called, beside its deadlines; no name of a person
  std::vector<Deadline> deadlines;
};

// stamp_ms   when the file was made.
// Returns    whole-day events with a reminder three days before; lines end in CRLF and are folded at 75
//            octets, never within a character.
std::string icalendar(const std::vector<CalendarEntry>& entries, Lang lang, std::int64_t stamp_ms);
// Of one case.
std::string icalendar(const std::vector<Deadline>& deadlines, std::string_view case_id,
                      std::string_view title, Lang lang, std::int64_t stamp_ms);

}  // namespace tidegate
