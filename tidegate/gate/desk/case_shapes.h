// Parts of a case as the API writes them (api/openapi.yaml), for one of its two sides.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "tidegate/base/date.h"
#include "tidegate/base/json.h"
#include "tidegate/base/json_writer.h"
#include "tidegate/clearance/working_days.h"
#include "tidegate/store/desk/rows.h"
#include "tidegate/terms/case.h"

namespace tidegate::desk {

// Who reads. A firm sees nothing of lanes, gates, proposals and internal notes; names are for one's own side.
enum class Side { kFirm, kDesk };

// Names of accounts by their ids.
using Names = std::map<std::string, std::string>;

void write_text(JsonWriter& json, const Text& text);
void write_person(JsonWriter& json, const Actor& actor, const Names& names, Side side);
void write_ask(JsonWriter& json, const SupplementAsk& ask);
void write_outcomes(JsonWriter& json, const std::vector<ItemOutcome>& items);
void write_texts(JsonWriter& json, const std::vector<Text>& texts);

// Members of CaseSummary that are the same for both sides; summary: CaseRow::summary, read.
void write_summary(JsonWriter& json, const CaseRow& row, const Json& summary);
// assignee and waits_for as a side sees them.
void write_summary_of_side(JsonWriter& json, const Json& summary, Side side);
// due_day, is_estimated, and latest_due_day where a notice that is not out could still move the day.
inline constexpr std::string_view kLatestDueDay = "latest_due_day";
void write_due(JsonWriter& json, const DayAnswer& due);
// Not before the latest day: nobody is late by an estimate.
bool is_overdue(const CaseRow& row, Date today);

void write_decisions(JsonWriter& json, const Case& c, const Names& names, Side side);
void write_contests(JsonWriter& json, const Case& c, const Names& names, Side side);
// Those of policy alone, for the operator.
void write_policy_contests(JsonWriter& json, const Case& c, const Names& names);
void write_notes(JsonWriter& json, const Case& c, const Names& names, Side side);
void write_supplements(JsonWriter& json, const Case& c);

}  // namespace tidegate::desk
