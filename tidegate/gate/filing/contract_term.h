// Within how many working days a standard contract is filed after it has taken effect (Measures on the
// Standard Contract for the Export of Personal Information, art. 7; the number is the desk's rules').
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

#include "tidegate/base/date.h"
#include "tidegate/clearance/clocks.h"
#include "tidegate/gate/desk/desk_law.h"
#include "tidegate/terms/finding.h"
#include "tidegate/terms/transfer.h"

namespace tidegate {

struct ContractTerm {
  std::size_t document = 0;  // into Transfer::legal_documents
  Date effective;
  DayAnswer due;  // the last day on which it is filed in time
};

// Of the standard contract whose term ends first. None: another route than SC, or no day of effect is stated.
std::optional<ContractTerm> contract_term(const Transfer& transfer, std::string_view route,
                                          const desk::DeskLaw& law);

// Rule V22 warns where the filing's day is past it. findings  of the pre-check, in order; V22 is among them.
void check_contract_term(const Transfer& transfer, std::string_view route, Date filed_on,
                         const desk::DeskLaw& law, std::vector<Finding>& findings);

// As the firm's calendar has it.
Deadline deadline_of(const ContractTerm& term);

}  // namespace tidegate
