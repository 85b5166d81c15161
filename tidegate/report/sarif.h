// The answer as SARIF 2.1.0 (OASIS), for a gate in continuous integration.
#pragma once

#include <string>
#include <string_view>

#include "tidegate/base/text.h"
#include "tidegate/terms/assessment.h"

namespace tidegate::report {

// One run. Results: the route of each law (kind "pass" where the transfer may proceed), every column that
// holds personal, sensitive, important or secret data, every rule of the pre-check that fails. Rules:
// TG-ROUTE-*, TG-COLUMN-*, V01..V30. Places are the declaration's lines and the files' header rows;
// fingerprints stay the same while name and type do.
std::string assessment_sarif(const Assessment& assessment, Lang lang);

// A file's path as a URI reference (RFC 3986): what is not allowed is percent-encoded; "/a b.csv" ->
// "file:///a%20b.csv".
std::string file_uri(std::string_view path);

}  // namespace tidegate::report
