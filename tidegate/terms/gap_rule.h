// The rules of the pre-check for formal gaps, V01 to V30: their names and how hard each is.
#pragma once

#include <string>

#include "tidegate/terms/finding.h"

namespace tidegate {

inline constexpr int kGapRules = 30;

std::string name_of_gap_rule(int rule);        // 7 -> "V07"
Severity severity_of_gap_rule(int rule);       // of rules 1 to kGapRules
int number_of_gap_rule(const Finding& found);  // "V07" -> 7

}  // namespace tidegate
