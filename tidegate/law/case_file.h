// Cases as a lawyer writes them, one line a fact and one line an expectation: rulepacks/*/cases/*.case.
// The format is docs/formats/case.md.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "tidegate/base/date.h"
#include "tidegate/base/result.h"
#include "tidegate/terms/facts.h"
#include "tidegate/terms/opinion.h"

namespace tidegate::law {

// What of the opinion a line speaks about.
enum class CaseTopic {
  kRoute,
  kCites,
  kDuties,
  kStanding,
  kExemptions,
  kGates,
  kAlternatives,
  kDoubts,
  kAuthority,
  kValidity,
  kMissing
};

struct CaseExpectation {
  CaseTopic topic = CaseTopic::kRoute;
  enum class Mode { kIs, kHolds, kLacks } mode = Mode::kIs;  // exactly this; this among others; not this
  std::vector<std::string> values;                           // sorted; empty with kIs: nothing
  std::size_t line = 0;
};

struct PackCase {
  std::string title;
  Date as_of;
  CaseFacts facts;  // a missing fact means no
  std::vector<CaseExpectation> expectations;
  std::size_t line = 0;  // of its title
};

// Errors: kMalformed, kLimit; `where` is "name:line".
Result<std::vector<PackCase>> parse_case_file(std::string_view text, std::string_view name);

// What the opinion does not meet, a sentence each: "line 7: route is exempt, expected security_assessment".
std::vector<std::string> unmet(const PackCase& pack_case, const Opinion& opinion);

}  // namespace tidegate::law
