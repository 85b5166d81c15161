// Cells that name two people at once: "John Smith & Mary Brown", "张伟和李娜".
#pragma once

#include "tidegate/classify/column_features.h"
#include "tidegate/classify/value_lexicons.h"

namespace tidegate {

// True where most sampled cells join two or more names of persons by &, "and", 和 or 与, each led by a first
// name or surname that the lists know. A firm of two partners ("Baker & Young") has no first names.
bool names_couples(const ColumnFeatures& features, const ValueLexicons& lexicons);

}  // namespace tidegate
