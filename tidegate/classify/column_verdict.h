// The verdict on every column of a table, with its probability and its reasons.
#pragma once

#include <vector>

#include "tidegate/base/date.h"
#include "tidegate/classify/column_features.h"
#include "tidegate/classify/column_model.h"
#include "tidegate/classify/column_scores.h"
#include "tidegate/terms/data_profile.h"

namespace tidegate {

// table    all columns at once, since neighbours are evidence: coordinates beside vehicles are a track.
// as_of    the day whose classes are used; sensitivity changes on dates.
// Returns  one profile a column, in order; cells and non_empty are copied, distinct is left 0 (subjects.h
// fills it).
//          Nothing in it is a value of the table: a header that is itself a person's name or number
//          (personal_headers.h) is left out, and its column is not sure. Same table, model and day: same
//          answer, byte for byte.
std::vector<ColumnProfile> judge_columns(const TableFeatures& table, const ColumnModel& model, Date as_of);

// The verdict first, then the others from the likeliest down. With values at hand a sensitive type goes
// before a likelier one that is not, where sensitive types together are likely enough.
std::vector<TypeIndex> ranked_types(const ColumnScores& column, const Taxonomy& taxonomy, Date as_of);

// Puts the likeliest sensitive type first where the first is not one and sensitive types together have at
// least so many permille.
void prefer_sensitive(std::vector<TypeIndex>& order, const std::vector<std::int32_t>& permille,
                      std::int32_t at_least, const Taxonomy& taxonomy, Date as_of);

}  // namespace tidegate
