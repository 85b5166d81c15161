// What the fields of a schema hold, told from names, comments and declared types alone.
#pragma once

#include <vector>

#include "tidegate/base/date.h"
#include "tidegate/classify/column_model.h"
#include "tidegate/terms/data_profile.h"
#include "tidegate/terms/schema_table.h"

namespace tidegate {

// One profile a field, in order. A field is judged twice as a column without values: under its name, and
// under its comment, which is a second header and mostly the plainer one; both verdicts are added up, with
// the table's name and the other fields heard in each, and with what the declared type rules out.
std::vector<ColumnProfile> judge_schema(const SchemaTable& table, const ColumnModel& model, Date as_of);

}  // namespace tidegate
