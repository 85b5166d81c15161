// Both clocks of a case side by side: working days as the law counts them, and time as the applicant lives
// it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "tidegate/base/date.h"
#include "tidegate/base/text.h"
#include "tidegate/clearance/desk_rules.h"
#include "tidegate/clearance/working_days.h"
#include "tidegate/terms/case.h"

namespace tidegate {

struct ClockReading {
  ClockKind kind = ClockKind::kCompleteness;
  std::int64_t allowed_days = 0;  // with extensions that were told
  std::int64_t used_days = 0;     // working days that count
  std::int64_t waiting_days = 0;  // working days in which the firm was waited for
  std::int64_t over_days = 0;     // beyond what is allowed
  std::optional<Date> due;        // last day; none while it stands still
  Date furthest;                  // to which a notice that is not out could move that day
  bool estimated = false;         // a year of the calendar is missing
  bool is_stopped = false;        // the firm is waited for
  bool is_ended = false;
  std::int64_t real_ms = 0;          // since it was started, until it ended or now
  std::int64_t real_waiting_ms = 0;  // of it, waiting for the firm
  std::string source;
};

// now_ms: not before the clock was started.
// A last day that had passed when the firm was asked stays what it was: it was missed before the clock
// stopped.
ClockReading read_clock(const CaseClock& clock, const WorkingDays& calendar, std::int64_t now_ms);

// 期限 What somebody must do by when.
struct Deadline {
  std::string kind;  // clock kinds; supplement review contest extension_opens expires contract_filing
  Text says;
  Date due;                // last day on which it is in time
  bool estimated = false;  // a year of the calendar is missing
  Date furthest;           // to which a notice that is not out could move it: before that nothing is late
  bool is_firms = false;   // the firm must act; else an agency
  std::string source;
};

// What lies ahead of a case, the next one first. Clocks that stand still have no day.
std::vector<Deadline> deadlines(const Case& c, const DeskRules& rules, const WorkingDays& calendar,
                                std::int64_t now_ms);

// Counted anew whenever it is read: a notice that came out since moves the day.
// The firm's last day of a round: never before the one that it was told when it was asked.
DayAnswer supplement_due(const SupplementRequest& round, const DeskRules& rules, const WorkingDays& calendar);
// The day by which a contest is answered.
DayAnswer contest_due(const Contest& contest, const DeskRules& rules, const WorkingDays& calendar);

// Last day for handing in a standard contract that took effect on a day.
DayAnswer contract_filing_due(Date effective, const DeskRules& rules, const WorkingDays& calendar);
// The last day on which a review may be asked for, of a decision of this day.
DayAnswer review_due(Date decided_on, const DeskRules& rules, const WorkingDays& calendar);
// First day on which an extension may be asked for: the window is the last working days before expiry.
// expires: exclusive.
DayAnswer extension_opens(Date expires, const DeskRules& rules, const WorkingDays& calendar);

// Why nothing is refused yet by a day of a year without its notice: " (estimated: ...)". Empty: it is
// settled.
Text of_estimate(const DayAnswer& day);

// The first day on which something that runs for months no longer holds. "From the day of the result" is read
// the strict way: that day counts.
Date months_after(Date day, std::int64_t months);

}  // namespace tidegate
