// Cells that name several people at once: "John Smith & Mary Brown", "张伟和李娜", "张伟、李娜、王强".
#pragma once

#include "tidegate/classify/column_features.h"
#include "tidegate/classify/value_lexicons.h"

namespace tidegate {

// True where most sampled cells join two or more names of persons by &, "and", 和 or 与, each led by a first
// name or surname that the lists know. A firm of two partners ("Baker & Young") has no first names.
bool names_couples(const ColumnFeatures& features, const ValueLexicons& lexicons);

// True where most sampled cells are whole names of persons, and some list several by commas, semicolons and
// their Chinese forms. Dishes and mountains begin with surnames too: to be asked where the header says names.
bool names_lists(const ColumnFeatures& features, const ValueLexicons& lexicons);

}  // namespace tidegate
