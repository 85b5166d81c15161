// Drawings of the HTML report, as inline SVG. Numbers they show stand in the text beside them; colours come
// from the document's style, so that they follow light and dark.
#pragma once

#include "tidegate/base/text.h"
#include "tidegate/report/html_writer.h"
#include "tidegate/terms/opinion.h"
#include "tidegate/terms/risk_report.h"

namespace tidegate::report {

// One counter against one limit: the limit is a tick at four fifths of the width. Decorative: the table says
// it.
Markup margin_svg(const Margin& margin);

// The score between 0 and 1 over the four lanes, with its interval.
Markup score_svg(const RiskReport& risk, Lang lang);

// Severity against likelihood, in four words each (CNIL's map): before measures hollow, now filled.
Markup risk_map_svg(const RiskReport& risk, Lang lang);

// A part of a whole: a factor's share beside the largest. Decorative.
Markup share_svg(std::int64_t share_e6, std::int64_t largest_e6);

// Level 0..4 as five boxes. Decorative.
Markup level_svg(int level);

}  // namespace tidegate::report
