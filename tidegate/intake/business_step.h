// Whether a reason for sending an item names a step of business (rules V17, V29).
#pragma once

#include <string_view>

namespace tidegate::intake {

// A reason that is put together of general words alone ("因业务需要", "业务开展所必需。", "needed for
// business purposes") names none, whatever marks and blanks stand around. One word beside them that says what
// is done, or for whom ("合同履行需要", "payroll"), names one.
bool names_no_step(std::string_view reason);
// The same of a text that may be short for another cause: only its words count, not its length.
bool is_general_reason(std::string_view reason);

}  // namespace tidegate::intake
