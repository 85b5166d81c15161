// Rows that sum up the rows above them: the line that spreadsheets put under a table. They are no record of
// anybody.
#pragma once

#include <span>
#include <string>

#include "tidegate/classify/subject_scan.h"
#include "tidegate/terms/table.h"

namespace tidegate {

// True when the first cell that is not blank says so (合计, 小计, Total, Sum ...), the row has a further
// cell, and all of them are numbers or blank, blank where a column identifies persons: who is called Sum, or
// has a number of staff, is a record; beside a Chinese word, which is nobody's name, short numbers will do.
// roles  of the table's columns.
bool is_total_row(std::span<const RowBlock::Cell> cells, const std::string& text, const SubjectRoles& roles);

}  // namespace tidegate
