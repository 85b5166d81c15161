// Marks and bars of a terminal screen.
#pragma once

#include "tidegate/report/text_page.h"
#include "tidegate/terms/opinion.h"
#include "tidegate/terms/risk_report.h"

namespace tidegate::report {

Tone tone_of(RouteClass c);
Tone tone_of(Lane lane);

// `cells` cells, filled by value / limit: full only when the limit is reached, never empty when value > 0.
Line margin_bar(const Margin& margin, int cells);

// The score's place between 0 and 1, its interval as a heavy line, the cuts between lanes as marks.
Line score_bar(const RiskReport& risk, int cells);

}  // namespace tidegate::report
