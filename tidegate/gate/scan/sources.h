// From files to a DataProfile: reads each once, shares its rows out among threads, counts persons over all.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "tidegate/base/date.h"
#include "tidegate/base/hash.h"
#include "tidegate/base/result.h"
#include "tidegate/classify/subjects.h"
#include "tidegate/classify/user_types/user_types.h"
#include "tidegate/gate/gate.h"
#include "tidegate/gate/scan/walk.h"
#include "tidegate/terms/data_profile.h"
#include "tidegate/terms/scan_finding.h"

namespace tidegate {

struct SourceFiles {
  std::size_t source = 0;          // row of Transfer::data
  std::vector<std::string> paths;  // files, and folders that are walked
};

struct Scanned {
  DataProfile profile;
  std::vector<SubjectSet> subjects;  // one for each of profile.sources, where they were asked for; else none
  std::vector<std::vector<LinesOfType>> lines;           // of texts; one for each of profile.files
  std::map<TypeCode, Sensitivity, std::less<>> classes;  // of profile.type_names, on the day
  std::vector<std::uint64_t> rows_without_age;           // about persons; one for each of profile.sources
};

class ScanJournal;

// What a scan may be told beside.
struct ScanExtras {
  WalkFilter* filter = nullptr;      // nullptr: every file of a folder is wanted
  const UserTypes* types = nullptr;  // nullptr: the firm has no types of its own
  ScanJournal* journal = nullptr;    // nullptr: nothing is kept on the way
};

// Every file once, in the order of the sources; folders give their files in name order.
// failed  takes the errors of files of a source or archive of several, and of folders in a folder, which are
// then
//         left out; nullptr: none may be.
// keep_subjects  gives Scanned::subjects; of several sources they take their memory twice.
// Errors: those of a file's reading; nothing is returned then. kCancelled when the user asked to stop.
Result<Scanned> scan_sources(const std::vector<SourceFiles>& sources, const ReadOptions& read, Date as_of,
                             const SubjectKeySecret& secret, const GateOptions& options,
                             std::vector<Error>* failed = nullptr, bool keep_subjects = false,
                             const ScanExtras& extras = {});

// Types of columns of which only the names are known, on a day. Same order; code "" where the name tells
// nothing.
std::vector<ColumnProfile> judge_names(const std::vector<std::string>& names, Date as_of);

}  // namespace tidegate
