// The sheets of an OpenDocument spreadsheet (ODS), each a table.
#pragma once

#include "tidegate/base/result.h"
#include "tidegate/extract/expansion_budget.h"
#include "tidegate/extract/extract.h"
#include "tidegate/extract/office/package.h"

namespace tidegate {

// Tells "a.ods!Sheet1" for each sheet that holds anything, hidden ones too. Cells that are written once and
// repeated count as often as they stand, against the budget too; blank ones cost nothing.
// Errors: kMalformed, kLimit, those of the sink.
Result<void> read_open_sheets(const OfficePackage& package, TableSink& sink, ExpansionBudget& budget,
                              const ExtractOptions& options);

}  // namespace tidegate
