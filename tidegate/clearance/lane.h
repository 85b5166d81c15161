// The lane of a filing: the strictest of law, score, doubt, freeze and draw; and what a person made of it.
#pragma once

#include "tidegate/clearance/desk_rules.h"
#include "tidegate/clearance/draw.h"
#include "tidegate/terms/case.h"

namespace tidegate {

// Without a draw. frozen: an alarm of drift has frozen the filing's sector.
Lane lane_before_draw(const FilingVersion& filing, bool frozen);

// Whether one score of a filing is easier than the one before it: a lower lane, or doubt that is gone.
bool eases_score(const FilingVersion& before, const FilingVersion& after);

// The lane of a case's newest version.
// c       with that version already among its versions.
// Returns a case that was drawn stays drawn, and hides its score as it did: a new version is no new ticket.
LaneSet lane_of(const Case& c, const DeskRules& rules, const SamplingSeed& seed, bool frozen);

// The lane that holds on a day: the computed one, or the last override that has not expired. Never below the
// filing's floor.
Lane lane_in_force(const Case& c, Date day);

// Whether somebody of the desk or of a gate may see the score: not while a blind case is undecided.
bool may_see_score(const Case& c);

// Why a case may not finish without a person; empty: it may.
std::vector<Text> against_automatic_finish(const Case& c, const DeskRules& rules, bool frozen, Date today);

}  // namespace tidegate
