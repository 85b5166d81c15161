// A table as a scan leaves it.
#pragma once

#include <vector>

#include "tidegate/classify/subject_roles.h"
#include "tidegate/classify/subjects.h"
#include "tidegate/terms/data_profile.h"
#include "tidegate/terms/scan_finding.h"

namespace tidegate {

struct ScannedTable {
  FileProfile profile;
  SubjectRoles roles;  // not of one that a journal kept
  SubjectSet subjects;
  PersonCounts counts;             // of `subjects`
  std::vector<LinesOfType> lines;  // of a text
  bool is_counted = false;         // the guess of the roles held
  bool counts_chance = false;      // of a text: numbers that looked like chance are more than chance makes
  bool is_above_header = false;    // the lines above the header of the table behind it
};

}  // namespace tidegate
