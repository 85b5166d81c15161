// What stands beside the sheets, pages and slides of an office file: comments, drawings, and the values that
// charts, pivot tables and links to other workbooks remember.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "tidegate/base/result.h"
#include "tidegate/extract/expansion_budget.h"
#include "tidegate/extract/extract.h"
#include "tidegate/extract/office/grid_table.h"
#include "tidegate/extract/office/package.h"

namespace tidegate {

// Adds to `lines` the texts and values of all such parts, whichever kind of file they lie in: a line for each
// paragraph, remembered row or remembered value, "field: value" where the part names its fields.
// A field's name counts against the budget as often as it is told. Errors: those of read_xml, budget, sink.
Result<void> read_side_parts(const OfficePackage& package, LineTable& lines, ExpansionBudget& budget,
                             const ExtractOptions& options);

// Parts that nobody has read and that may hold anything; not those that only say how a file looks, and not
// pictures. To be asked for when all else has been read.
std::vector<std::string> unread_parts(const OfficePackage& package);

// Pictures, sounds and videos.
std::size_t pictures_of(const OfficePackage& package);

}  // namespace tidegate
