// What would change the answer: routes under named answers, and the smallest changes.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "tidegate/base/text.h"
#include "tidegate/terms/assessment.h"

namespace tidegate::report {

struct BranchRow {
  Text when;          // "CII operator: no; contacts: sensitive personal information: no"
  std::string route;  // empty: `when` names it itself
};
// The routes under named answers, with the names of items in place of "data[0]".
std::vector<BranchRow> branch_rows(const Assessment& assessment, const Opinion& opinion);

struct ChangeRow {
  std::string new_route;
  Text says;  // "send 9,999 persons or fewer in trial results (now 12,400)"
};
// The smallest changes that lead to another route, the flip by count among them, cheapest first, each once.
std::vector<ChangeRow> changes(const Assessment& assessment, const Opinion& opinion);

}  // namespace tidegate::report
