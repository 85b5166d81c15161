// What a pack answers, as sets of cases: for each code that an opinion can show, the cases that show it.
#pragma once

#include <map>
#include <string>
#include <utility>

#include "tidegate/law/case_space.h"

namespace tidegate::law {

// Topic and code: ("cites", "CN-PPR-2024 art.8"). Topics as in case files, and set_aside (the exemption of an
// item).
using OutcomeKey = std::pair<std::string, std::string>;

struct OutcomeSets {
  std::map<std::string, SetRef>
      routes;  // each case in one; "undetermined"; "gap" and "contradiction" for faults
  std::map<OutcomeKey, SetRef> codes;  // a case can be in many
};

// day  within the segment of that side.
OutcomeSets outcome_sets(CaseSpace& space, std::size_t side, const SpaceSide& of, Date day);

}  // namespace tidegate::law
