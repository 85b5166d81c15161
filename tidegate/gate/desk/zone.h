// A zone's own data: a folder of files that stand in the place of the program's own, by which its desk then
// works. Read and checked whole, or not taken. docs/formats/zone.md.
#pragma once

#include <string>
#include <vector>

#include "tidegate/base/date.h"
#include "tidegate/base/result.h"
#include "tidegate/gate/desk/desk_law.h"
#include "tidegate/gate/desk/zone_told.h"
#include "tidegate/gate/filing/looks.h"
#include "tidegate/gate/judge.h"

namespace tidegate {

struct Zone {
  desk::DeskLaw law;
  FilingLooks looks;
  Grounds grounds;
  ZoneTold told;
};

// Of a desk's data folder: DATA/zone, where it is there; else the program's own.
// today  in China: rules that hold from a later day are refused.
// Errors: as load_zone.
Result<Zone> zone_of_desk(const std::string& data, Date today);

// folder  must be there; what it does not hold is the program's.
// Errors: kNotFound (no such folder), kMalformed and kOutOfRange with file and place, kCorrupt (headings of
// another hash), kLimit, kUnavailable (a disk).
Result<Zone> load_zone(const std::string& folder, Date today);

// Writes the program's own files into a new folder, for a zone to change. Errors: kConflict (it is there
// already), kUnavailable.
Result<std::vector<std::string>> write_zone(const std::string& folder);

}  // namespace tidegate
