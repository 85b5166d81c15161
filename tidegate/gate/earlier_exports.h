// What a declaration says went abroad before: it counts only from the day that the law counts from.
#pragma once

#include <optional>

#include "tidegate/base/date.h"
#include "tidegate/base/text.h"
#include "tidegate/terms/transfer.h"

namespace tidegate {

// Numbers that are stated from another day than Chinese law counts from on `as_of` become unknown. Source:
// CN-PPR-2024 arts 5, 7, 8 (1 January of the year); before 2024-03-22 CN-SAM-2022 art. 4 (of the year
// before).
void distrust_other_windows(Date as_of, Facts& flow);

// Says so; empty: the day is right or not stated.
Text other_window(Date as_of, const Facts& flow);

}  // namespace tidegate
