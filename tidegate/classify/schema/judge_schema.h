// What the fields of a schema hold, told from names, comments and declared types alone.
#pragma once

#include <vector>

#include "tidegate/base/date.h"
#include "tidegate/classify/column_model.h"
#include "tidegate/classify/column_scores.h"
#include "tidegate/terms/data_profile.h"
#include "tidegate/terms/schema_table.h"

namespace tidegate {

// One profile a field, in order. The rules judge a field by the plainer of its name and comment, with the
// table's name and the other fields heard, and with what the declared type rules out; what was learnt of
// schemas (FieldReader) corrects them.
std::vector<ColumnProfile> judge_schema(const SchemaTable& table, const ColumnModel& model, Date as_of);

// What the rules alone make of each field.
std::vector<ColumnScores> score_schema(const SchemaTable& table, const ColumnModel& model);

// Sensitive types that are together this likely go before a likelier one that is not; permille, set on
// schemas left out of training.
inline constexpr std::int32_t kSensitiveFieldTogether = 450;

}  // namespace tidegate
