// The answer as Markdown (GitHub flavour), for a pull request or a ticket.
#pragma once

#include <string>
#include <string_view>

#include "tidegate/base/text.h"
#include "tidegate/terms/assessment.h"

namespace tidegate::report {

std::string assessment_markdown(const Assessment& assessment, Lang lang);

// Text that shows as it is: every character that Markdown or HTML could read as markup is escaped, line ends
// are spaces.
std::string markdown_escape(std::string_view text);

}  // namespace tidegate::report
