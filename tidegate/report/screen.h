// The one readable screen of `tidegate assess`: the verdict first, then why, the margins, the risk, what is
// missing and what would help. 24 to 60 lines; what does not fit is counted and left to the HTML report.
#pragma once

#include <string>

#include "tidegate/base/text.h"
#include "tidegate/report/text_page.h"
#include "tidegate/terms/assessment.h"

namespace tidegate::report {

struct ScreenOptions {
  Lang lang = Lang::kEn;
  PageOptions page;
};

// Ends with a line end. Names of files, firms and columns are made harmless for a terminal (see `printable`).
std::string assessment_screen(const Assessment& assessment, const ScreenOptions& options);

}  // namespace tidegate::report
