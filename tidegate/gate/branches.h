// What an undetermined opinion tells its readers beyond the law's own words: how a command line answers its
// questions, and what counts under the answers that lead.
#pragma once

#include "tidegate/base/date.h"
#include "tidegate/law/pack.h"
#include "tidegate/terms/facts.h"
#include "tidegate/terms/opinion.h"

namespace tidegate {

// Fills the flags of questions and branches and the articles of branches, and takes items and margins from
// the first branch where it is decided. A branch whose flags do not lead to its own route keeps none: what a
// reader copies always does what it says. An opinion that is decided stays as it is.
// facts  of the case that was decided.
void complete_branches(const law::RulePack& pack, const CaseFacts& facts, Date as_of, Opinion& opinion);

}  // namespace tidegate
