// Names that people give a firm, an account, a machine: for others to tell them apart by. Private to this
// folder.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

#include "tidegate/base/result.h"

namespace tidegate::desk {

inline constexpr std::size_t kLongestName = 120;      // of an account or a machine, in characters
inline constexpr std::size_t kLongestFirmName = 240;  // in characters

// Nothing where it will do: something of it is seen, nothing of it misleads, and it is no longer than `most`
// characters. Never cut. Errors: kOutOfRange at "/name".
std::optional<Error> fault_of_name(std::string_view name, std::size_t most);

}  // namespace tidegate::desk
