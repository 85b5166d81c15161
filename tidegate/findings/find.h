// Findings of a scan, each with an id of its own.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "tidegate/terms/scan_finding.h"

namespace tidegate::findings {

// A path as findings and baselines write it: without "./" and "//"; a URL stays as it is.
std::string tidy_path(std::string_view path);

// lines     for each of the profile's files the lines of its text, types ascending; may be shorter.
// class_of  class of a type on the day of the scan; of class kNone nothing is told.
// Returns   in the order of the files; columns by number, then the types of texts, each with its lines
// ascending.
//           Where more lines hold a type than are listed, one more finding stands for the rest.
// Ids: of a column by path, name (its number where it has none) and type; of a line by path, type, the line's
// context and how many lines before it have the same.
std::vector<ScanFinding> find_all(const DataProfile& profile,
                                  const std::vector<std::vector<LinesOfType>>& lines,
                                  const std::function<Sensitivity(std::string_view type)>& class_of);

}  // namespace tidegate::findings
