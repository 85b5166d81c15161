// The sheets of an XLSX workbook, each a table.
#pragma once

#include <string>

#include "tidegate/base/result.h"
#include "tidegate/extract/expansion_budget.h"
#include "tidegate/extract/extract.h"
#include "tidegate/extract/office/package.h"

namespace tidegate {

// part   of the workbook: "xl/workbook.xml".
// Tells  "a.xlsx!Sheet1" for each sheet that holds anything, hidden ones too; then "a.xlsx!text" with the
//        comments, the texts of drawings and what pivot tables remember, when there are any.
// Errors kMalformed (a cell names a text or a place that there is not, damaged XML), kLimit, those of the
// sink.
Result<void> read_workbook(const OfficePackage& package, const std::string& part, TableSink& sink,
                           ExpansionBudget& budget, const ExtractOptions& options);

}  // namespace tidegate
