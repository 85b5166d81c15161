// What the store keeps beside a case's events so that lists and queues need not read them.
#pragma once

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

// state, lane (empty while it is hidden), due_day, is_closed, updated_ms and summary.
// filing_summary  FilingRow::summary; what it says that lists do not show is left out.
void fill_row(CaseRow& row, const Case& c, const DeskLaw& law, std::string_view filing_summary,
              bool is_frozen, std::int64_t now_ms);

// On which authorities' desks it lies: the deciding one's and those of every agency that is asked.
std::vector<CaseDeskRow> desks_of(const Case& c, const DeskRules& rules);

}  // namespace tidegate::desk
