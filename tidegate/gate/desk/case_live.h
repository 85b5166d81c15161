// What of a case's page depends on the moment and on who reads: clocks, the lane that holds, open steps.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "tidegate/base/json_writer.h"
#include "tidegate/clearance/decide.h"
#include "tidegate/gate/desk/desk_law.h"

namespace tidegate::desk {

struct OpenContest {
  std::string owner;
  std::string opened_by;  // account
  ContestLevel level = ContestLevel::kFact;
  std::vector<std::string> not_by;  // accounts that may not answer: who opened it, who had a part
};

struct LiveCase {
  // Of the case only what standing, state and clocks need: see live_text().
  Case c;
  std::string due_day;
  // Lanes that hold from a day on, whatever is frozen; empty while they are hidden.
  std::vector<std::pair<Date, std::string>> lanes;
  std::int64_t version = 0;              // of the filing
  bool is_visible = false;               // lane and score may be seen
  bool all_answered = false;             // every line of the open round
  std::string proposal_by, override_by;  // accounts; empty: none waits
  std::vector<OpenContest> open_contests;
  std::vector<std::string> decided_by;        // accounts; of what is under review alone
  std::vector<std::int64_t> policy_contests;  // places of those that firms do not see
  std::optional<Date> decided_on;             // a review of it may be asked for; none: no review is open
  std::optional<Date> review_until;           // last day, of a page that an older program kept
  std::vector<std::string> sectors;           // of all versions, where they are several
  unsigned beside = 0;                        // FirmReasons as of the last step

  std::string lane_on(Date day) const;
};

// beside: FirmReasons.
std::string live_text(const Case& c, const std::string& due_day, std::int64_t version, unsigned beside,
                      std::int64_t now_ms);
Result<LiveCase> read_live(std::string_view json);

// "clocks": both clocks side by side, and the firm's time for an open round.
void write_clocks(JsonWriter& json, const LiveCase& live, const DeskLaw& law, std::int64_t now_ms);

// Last days as the calendar of today has them.
struct DueDays {
  std::optional<DayAnswer> next;  // of the case; none: nothing of it has a day
  std::optional<DayAnswer> supplement;
  std::map<std::size_t, DayAnswer> contests;  // open ones, by their place
};
DueDays due_days(const LiveCase& live, const DeskLaw& law, std::int64_t now_ms);

// Steps that this account may take now, as far as can be told without its words.
std::vector<std::string_view> steps_for(const LiveCase& live, const Actor& actor, const DeskLaw& law,
                                        Date today);
// Steps that state and standing leave open and that this account's own part in the case forbids.
struct BarredStep {
  std::string_view step;
  Text why;
  std::vector<std::string> not_by;  // accounts that may not take it either
  bool needs_lead = false;
};
std::vector<BarredStep> barred_steps(const LiveCase& live, const Actor& actor, const DeskRules& rules);

// Steps of the second person: a lead's.
bool is_second_persons(std::string_view step);

}  // namespace tidegate::desk
