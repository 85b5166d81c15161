// A case's steps as each side may see them.
#pragma once

#include "tidegate/gate/desk/case_shapes.h"

namespace tidegate::desk {

// Firms learn nothing of the desk's own work: lanes, gates, proposals, overrides, who has the case, internal
// notes.
bool is_for_firm(const CaseStep& step);

struct EventView {
  Side side = Side::kFirm;
  bool is_visible = false;                           // lane and score may be seen
  const std::vector<std::int64_t>& policy_contests;  // places
};
// Whether this side may know of it.
bool is_shown(const CaseEventRow& row, const EventView& view);
// One row of the case's history; nothing where this side may not know of it.
void write_event(JsonWriter& json, const CaseEventRow& row, const Names& names, const EventView& view);

}  // namespace tidegate::desk
