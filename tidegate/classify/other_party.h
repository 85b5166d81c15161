// Columns of a person's row that are about somebody else: a guardian, a spouse, whom to call in an emergency.
#pragma once

#include <cstdint>
#include <string_view>

namespace tidegate {

// Which other person a header speaks of, 1 and above, the same number for the same one ("监护人姓名",
// "guardian_phone"); 0: the row's own.
std::uint8_t other_party(std::string_view header);

// Parents, guardians, spouses, guarantors and whom to call are no children, whatever their row leaves unsaid.
inline constexpr std::uint8_t kLastGrownUpParty = 10;

}  // namespace tidegate
