// Contests of policy over all cases: what the operator has to answer, and what it has answered.
#pragma once

#include <string>

#include "tidegate/store/desk/desk_reader.h"

namespace tidegate::desk {

struct Parts;

// What the operator and the auditor are asked about, and by what a case lies on the operator's desk.
enum class PolicyContests { kOpen, kAnswered };

// The desk in `case_desks` of cases that have such contests. No account is of it: "operator" is no agency.
AgencyDesk policy_desk(PolicyContests which);

// {"rows":[...],"next"?}: a row a contest, with its case; cases by their next day, the nearest first. The
// contests of one case are on one page, which then holds up to kMostContests rows though fewer were asked.
Result<std::string> policy_contests_text(const DeskReader& reader, const Parts& parts, PolicyContests which,
                                         const PageAsk& page);

}  // namespace tidegate::desk
