// What enumerated codes are called, in both languages: the one place for it. `code` gives the stable word of
// the JSON, `label` the reader's words. A code that is not in a table comes back with its underscores as
// spaces.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "tidegate/base/text.h"
#include "tidegate/terms/assessment.h"
#include "tidegate/terms/exit_code.h"

namespace tidegate::report {

std::string_view code(RouteClass c);       // free conditions procedure undetermined stop
std::string_view code(ProvisionStatus s);  // settled practice doubtful
std::string_view code(Severity s);         // blocks returned warns
std::string_view code(CheckState s);       // fails passes not_checkable
std::string_view code(ProofKind k);  // rule all any not fact compare member counter definition exception
std::string_view code(Truth t);      // false unknown true
std::string_view code(Harm h);       // NS PU IR
std::string_view code(Event e);      // leak tamper loss misuse rights

Text label(RouteClass c);  // what the class lets the reader do
Text label(ProvisionStatus s);
Text label(Severity s);
Text label(CheckState s);
Text label(Truth t);
Text label(Lane lane);
Text meaning(Lane lane);  // what the lane does with a filing
Text label(EvidenceGrade g);
Text label(Factor f);
Text label(Harm h);
Text label(Event e);
Text label(Sensitivity s);
Text short_label(Sensitivity s);  // "sensitive"; for counts and narrow columns
Text meaning(ExitCode c);
Text degree_label(int level);  // 0..4: none negligible limited significant maximum

Text law_label(std::string_view law);         // "CN"
Text region_label(std::string_view country);  // "SG"; a code not in the table comes back as it is
bool has_route_label(std::string_view route);
Text route_label(std::string_view route);  // "security_assessment"
bool has_exemption_label(std::string_view exemption);
Text exemption_label(std::string_view exemption);
Text counter_label(std::string_view counter);
bool has_counter_label(std::string_view counter);
bool has_duty_label(std::string_view duty);
Text duty_label(std::string_view duty);                // short; the pack's own words are in Duty::says
Text alternative_label(std::string_view alternative);  // of Opinion::also_allowed
Text fact_label(std::string_view fact);                // "exporter.ciio"
Text grade_label(std::string_view grade);              // T S M: how the article's text was had
Text source_label(std::string_view source);            // of an article's text, as packs word it
Text value_label(const FactValue& value);  // yes / no / unknown; numbers grouped; names as they are

// "Not legal advice; not an official system." Every telling ends with it.
Text disclaimer();

}  // namespace tidegate::report
