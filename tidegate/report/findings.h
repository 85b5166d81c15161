// Findings of a scan, told one by one: on the screen, in JSON, in SARIF 2.1.0. Never a value of anybody.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "tidegate/base/json_writer.h"
#include "tidegate/base/result.h"
#include "tidegate/base/text.h"
#include "tidegate/report/text_page.h"
#include "tidegate/terms/scan_finding.h"

namespace tidegate::report {

struct FindingsOf {
  const DataProfile& profile;
  const std::vector<ScanFinding>& findings;
  const BaselineSums* baseline = nullptr;  // nullptr: none was asked for
};

// "line 12", "mobile", "inside remark"; where lines are many, how many.
std::string place_words(const ScanFinding& finding, const DataProfile& profile, Lang lang);

// What the baseline does not know, at most `most` of them, and what of the baseline is out of date.
void put_findings(TextPage& page, const FindingsOf& of, Lang lang, std::size_t most);
// One array: every finding with its id, place, type, class, state.
void write_findings(JsonWriter& json, const FindingsOf& of);
// One object: {known, expired, stale}.
void write_baseline(JsonWriter& json, const BaselineSums& baseline);

// One run; a rule a type, a result a finding that no baseline hides. A line is told where the file on disk is
// the text itself. Fingerprints are the findings' ids. failed  what could not be read; it and the notes are
// notifications of the run.
std::string scan_sarif(const FindingsOf& of, const std::vector<Error>& failed, std::string_view program,
                       Lang lang);

}  // namespace tidegate::report
