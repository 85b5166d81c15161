// How a field fared before: what officers decided of it, under which edition of which list.
#pragma once

#include <string>
#include <vector>

#include "tidegate/base/date.h"
#include "tidegate/base/text.h"
#include "tidegate/terms/case_step.h"

namespace tidegate {

struct Precedent {
  std::string case_id;
  FilingRoute route = FilingRoute::kSA;
  std::string sector;
  std::string field;    // name of the item, as declared
  std::string list_id;  // official list that names it; empty: none
  std::string row;      // of that list
  std::string edition;  // of that list
  std::vector<std::string> regions;
  ItemVerdict verdict = ItemVerdict::kRefused;
  std::vector<Text> conditions;
  Text reasons;
  Date decided_on;
  friend bool operator==(const Precedent&, const Precedent&) = default;
};

}  // namespace tidegate
