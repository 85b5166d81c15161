// What would change the answer: routes under named answers, and the smallest changes.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "tidegate/base/text.h"
#include "tidegate/terms/assessment.h"

namespace tidegate::report {

struct BranchRow {
  Text when;                // "CII operator: no; contacts: sensitive personal information: no"
  std::string route;        // empty: `when` names it itself
  bool one_answer = false;  // `when` names answers that differ from the first row, each for itself
  std::vector<std::string> legal_basis;  // of every answer that `when` names
};
// The routes under named answers, with the names of items in place of "data[0]": the leading branch, then one
// row a route for those that differ from it in one answer, then the others.
std::vector<BranchRow> branch_rows(const Assessment& assessment, const Opinion& opinion);

// The articles that decide, in the leading branch where the route is not determined.
const std::vector<std::string>& basis_shown(const Opinion& opinion);
// A flag as a shell takes it: brackets would be patterns.
std::string shell_word(const std::string& flag);

// Where a declaration answers a question: "facts.foreign_authority_request: yes|no"; empty: none was given.
std::string declaration_keys(const Assessment& assessment, const Question& question);

// "as in the first case above": stands beside items and persons that are counted so. Empty: they are known.
Text counted_as(const Opinion& opinion);

struct ChangeRow {
  std::string new_route;
  Text says;  // "send 9,999 persons or fewer in trial results (now 12,400)"
};
// The smallest changes that lead to another route, the flip by count among them, cheapest first, each once.
std::vector<ChangeRow> changes(const Assessment& assessment, const Opinion& opinion);

}  // namespace tidegate::report
