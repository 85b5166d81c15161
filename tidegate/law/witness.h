// A real case that shows what a check or a comparison found, in the words of a case file.
#pragma once

#include <string>
#include <vector>

#include "tidegate/base/date.h"
#include "tidegate/law/pack.h"
#include "tidegate/terms/facts.h"

namespace tidegate::law {

struct Witness {
  Date as_of;
  CaseFacts facts;                 // complete; a missing fact means no
  std::vector<std::string> given;  // "exporter.ciio = true": facts that differ from the plain no
};

// The case as lines of a case file, with the day: "as of 2025-06-05", "given exporter.ciio = true".
std::vector<std::string> case_lines(const Witness& witness);
// Facts of a case that differ from what a missing fact would mean.
std::vector<std::string> given_lines(const RulePack& pack, const CaseFacts& facts);

}  // namespace tidegate::law
