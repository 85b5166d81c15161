// Documents and tables of a template, filled from a case.
#pragma once

#include "tidegate/filing/documents/document.h"
#include "tidegate/filing/filing_case.h"
#include "tidegate/filing/template.h"

namespace tidegate::filing {

// What is not stated stands as a blank mark where the form needs it, and is left out elsewhere.
Document build_document(const FilingCase& c, const DocumentPlan& plan);
Grid build_table(const FilingCase& c, const TablePlan& plan);

// Whether this case calls for it: its route, and what `when` waits for.
bool is_due(const FilingCase& c, const DocumentPlan& plan);
bool is_due(const FilingCase& c, const TablePlan& plan);

}  // namespace tidegate::filing
