// Cells that list several people: "oA1b2,oC3d4", "张三、李四", "[1001,1002]".
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "tidegate/classify/subject_roles.h"

namespace tidegate {

// The values that a cell lists, in `out`, views of the cell; two or more, or none at all. A list is what is
// parted by commas, semicolons, bars, lines and their Chinese forms, and has the form of the role's values in
// each part. cell: trimmed. Returns how many.
std::size_t listed_values(const SubjectRole& role, std::string_view cell, std::vector<std::string_view>& out);

// Whether a cell is a list beyond doubt: "smith,john" may be one person written last name first, and is read
// as a list only in a column that has such a cell.
bool is_surely_list(const SubjectRole& role, std::string_view cell);

}  // namespace tidegate
