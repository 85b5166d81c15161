// How the parts of an office file (OOXML) name one another.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "tidegate/base/result.h"
#include "tidegate/extract/office/package.h"

namespace tidegate {

struct Relation {
  std::string id;      // "rId1"
  std::string kind;    // the last word of its type: "worksheet", "sharedStrings"
  std::string target;  // a part's name, whether it is there or not
};

// Those of one part, or of the file as a whole (part ""); none where the part has no list. External ones are
// left out. Errors: those of read_xml.
Result<std::vector<Relation>> relations_of(const OfficePackage& package, std::string_view part);

// The first of a kind, if its target is there; else "".
std::string target_of(const OfficePackage& package, const std::vector<Relation>& relations,
                      std::string_view kind);

}  // namespace tidegate
