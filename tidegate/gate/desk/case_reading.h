// How journeys read a case for somebody. Private to this folder.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "tidegate/clearance/ics.h"
#include "tidegate/gate/desk/case_page.h"
#include "tidegate/gate/desk/cases.h"

namespace tidegate::desk {

Side side_of(const DeskAccount& account);

// What the firm's other filings say against a case that stands where rules could finish it; none: it does
// not. Computed anew. Errors: of the store, kCorrupt.
Result<std::optional<FirmReasons>> reasons_beside(const DeskReader& reader, const DeskRules& rules,
                                                  const CaseRow& row, const PreparedPage& page,
                                                  const LiveCase& live, std::int64_t now_ms);

// The page of a case that is within reach already.
Result<CaseText> page_for(const DeskReader& reader, const Parts& parts, const DeskAccount& account,
                          const CaseRow& row, const std::optional<std::string>& seen);

// What of a case within reach is live. Errors: kNotFound, kCorrupt.
Result<LiveCase> live_of(const DeskReader& reader, const Reach& reach, const std::string& id);

// Deadlines of a case as somebody may see them.
Result<CalendarEntry> entry_of(const DeskReader& reader, const Parts& parts, const DeskAccount& account,
                               const CaseRow& row, std::string title, std::int64_t now_ms);

Result<Names> names_of(const DeskReader& reader, const std::vector<CaseEventRow>& rows);

}  // namespace tidegate::desk
