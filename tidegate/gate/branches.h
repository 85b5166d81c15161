// What an undetermined opinion tells its readers beyond the law's own words: how a command line answers its
// questions, and what counts under the answers that lead.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "tidegate/base/date.h"
#include "tidegate/law/pack.h"
#include "tidegate/terms/facts.h"
#include "tidegate/terms/opinion.h"

namespace tidegate {

// Rows of facts.items of which nobody's "not important" is taken before a list's question is answered, and
// the command that answers it.
struct HeldAnswers {
  std::vector<std::size_t> items;
  std::string command;  // "tidegate lists review charging.csv"
};

// Fills the flags of questions and branches and the articles of branches, and takes items and margins from
// the first branch where it is decided. A branch whose flags do not lead to its own route keeps none: what a
// reader copies always does what it says. Where an answer is held, the command that must come first stands in
// place of flags. An opinion that is decided stays as it is.
// facts  of the case that was decided.
void complete_branches(const law::RulePack& pack, const CaseFacts& facts, Date as_of, const HeldAnswers& held,
                       Opinion& opinion);

}  // namespace tidegate
