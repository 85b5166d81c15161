// The data files as they are shipped, for the tests of this room.
#pragma once

#include <string>
#include <string_view>

#include "tidegate/risk/destinations.h"
#include "tidegate/risk/weights.h"

namespace tidegate {

std::string shipped_file(std::string_view path);  // relative to the repository
const RiskWeights& shipped_weights();
const DestinationTable& shipped_destinations();

}  // namespace tidegate
