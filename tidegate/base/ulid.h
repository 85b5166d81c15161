// Names for new things, sortable by the time at which they were made: ULID, 48 bits of time and 80 of chance,
// 26 characters of Crockford's base 32.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace tidegate {

// at_ms  since 1970, not negative. random: drawn by the caller.
std::string ulid(std::int64_t at_ms, const std::array<std::uint8_t, 10>& random);
bool is_ulid(std::string_view text);

}  // namespace tidegate
