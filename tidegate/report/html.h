// The report that a compliance lead forwards: one HTML file that stands alone. No script, no external
// resource; prints on A4, follows light and dark, reads well to a screen reader.
#pragma once

#include <string>

#include "tidegate/base/text.h"
#include "tidegate/terms/assessment.h"

namespace tidegate::report {

// A whole HTML 5 document in UTF-8. Every text from outside is escaped; a content security policy in the head
// forbids scripts, remote resources and any style but the document's own (by its hash), should one ever slip
// through.
std::string assessment_html(const Assessment& assessment, Lang lang);

}  // namespace tidegate::report
