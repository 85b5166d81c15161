// What the store keeps beside a case's events so that lists and queues need not read them.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tidegate/clearance/decide.h"
#include "tidegate/gate/desk/desk_law.h"
#include "tidegate/store/desk/rows.h"

namespace tidegate::desk {

// The lane that holds now, with a frozen sector's.
Lane lane_now(const Case& c, std::int64_t now_ms, bool is_frozen);

// Whom the case waits for: firm desk gates second_person nobody.
std::string_view waits_for(const Case& c);

// What is kept of a case that neither its filing nor what it has come to says.
struct HeldUnder {
  std::vector<std::string> frozen_by;  // frozen sectors: its own, and those of the firm's other filings
  // It waits for a person only because another case of the firm does: by itself it holds up no third.
  bool is_beside = false;
  std::int64_t against_ms = 0;  // when it last went against its firm (against_firm.h); 0: never
};
// Whether that was kept of it. summary: CaseRow::summary.
bool was_held_beside(std::string_view summary);

// state, lane (empty while it is hidden), due_day, is_closed, updated_ms and summary.
// filing_summary  FilingRow::summary; what it says that lists do not show is left out.
void fill_row(CaseRow& row, const Case& c, const DeskLaw& law, std::string_view filing_summary,
              const HeldUnder& held, std::int64_t now_ms);

// The last day that is nearest, of a closed case that of a contest alone; none: nothing of it has a day.
std::optional<DayAnswer> next_due(const Case& c, const DeskLaw& law, std::int64_t now_ms);

// due_day, and in the summary how far a notice that is not out could move it.
void set_due(CaseRow& row, const std::optional<DayAnswer>& due);

// What freezes make of a row that was kept at the case's last step.
struct RowNow {
  std::string lane;  // yellow at least while it is frozen; empty while it is hidden
  bool is_frozen = false;
};
// summary  CaseRow::summary; frozen: the sectors that are frozen now.
RowNow row_now(std::string_view kept_lane, std::string_view summary, const std::vector<std::string>& frozen);

// On which desks it lies: the deciding authority's, those of every agency that is asked, and the operator's
// while it has contests of policy (policy_contests.h).
std::vector<CaseDeskRow> desks_of(const Case& c, const DeskRules& rules);

}  // namespace tidegate::desk
