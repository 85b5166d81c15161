// The count that somebody meant who did not write digits alone: "100k", "1,000,000", "3.2 万".
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace tidegate::intake {

// For advice only: nothing is ever decided by it. None where it is no count, not whole, above 10^15, or where
// a separator may stand before a fraction or before thousands: "100.000", "1,5k".
std::optional<std::int64_t> meant_count(std::string_view text);

}  // namespace tidegate::intake
