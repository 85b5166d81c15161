// A filing scored anew once a person has accepted that a factor counts as another level
// (docs/formats/case-states.md). Private to this folder.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tidegate/base/result.h"
#include "tidegate/gate/credentials/looked_up.h"
#include "tidegate/gate/desk/filing_document.h"
#include "tidegate/gate/filing/check_filing.h"
#include "tidegate/terms/case.h"

namespace tidegate::desk {

// Places in Case::contests of the levels that persons settled, in the order in which they were answered.
std::vector<std::size_t> settled_contests(const Case& c);

// Whether one of them, the last of its part and of what the firm handed in last, is not among `scored`.
bool has_unscored(const Case& c, const std::vector<std::size_t>& scored);

// The level that counts for a part in the assessment of a version, the worst of all scenarios; none: it is
// not told.
std::optional<int> level_told(const FilingDocument& version, const RiskPart& part);

struct Rescored {
  FilingRescored step;
  std::string document;  // of the version that it makes: FilingVersionRow::document
};

// The risk of `handed_in` as of the day it was assessed, by the function that scored it then, with the levels
// that the case has settled, one for each part: the last that is of this version; else of those settled of
// earlier versions the strictest, where it is stricter than what is computed. Where none is left the step
// names no contest and there is no new score. Law, findings and papers stay as they were handed in; what the
// law asks is never less than it was.
// Errors: kCorrupt (the version's declaration does not read), those of judge_declared.
// What was found of its credentials then counts as it was found.
Result<Rescored> rescored(const FilingDocument& handed_in, const Case& c, FilingGrounds& grounds);

// The same with what is found of its credentials now, for those that were lost: with the levels that the case
// has settled, and in nothing easier than it is. `version`: the newest of the case. Errors: as above.
Result<Rescored> rescored_without(const FilingDocument& version, const Case& c, FilingGrounds& grounds,
                                  const LookedUp& now, std::vector<CredentialLoss> lost);

}  // namespace tidegate::desk
