// Invented assessments for the tests of this room: one with every section, one from bare files, one
// prohibited, one free.
#pragma once

#include "tidegate/terms/assessment.h"

namespace tidegate::report {

Assessment rich_assessment();  // two laws, scanned files, risk, findings, doubts: every section is filled
Assessment bare_assessment();  // bare files: undetermined, with branches and questions
Assessment prohibited_assessment();  // a foreign authority asks; from a declaration with counts alone
Assessment free_assessment();        // exempt by volume, nothing recorded
Assessment hostile_assessment();     // every string is an attack on a terminal, on HTML or on Markdown

}  // namespace tidegate::report
