// Rows that sum up the rows above them: the line that spreadsheets put under a table. They are no record of
// anybody.
#pragma once

#include <span>
#include <string>

#include "tidegate/classify/subject_scan.h"
#include "tidegate/terms/table.h"

namespace tidegate {

// True when the first cell that is not blank says so (合计, 小计, Total, Sum ...), the row has a further
// cell, and all of them are numbers or blank, none of them long enough to be an identifier in a column of
// those: somebody called Sum who has a telephone is a record. roles  of the table's columns.
bool is_total_row(std::span<const RowBlock::Cell> cells, const std::string& text, const SubjectRoles& roles);

}  // namespace tidegate
