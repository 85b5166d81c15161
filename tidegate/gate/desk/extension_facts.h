// The test of an application to extend a pass, over what the desk has signed and counted. Private to this
// folder.
#pragma once

#include "tidegate/gate/desk/kept_filing.h"
#include "tidegate/terms/extension.h"
#include "tidegate/terms/finding.h"
#include "tidegate/terms/permit.h"

namespace tidegate::desk {

struct MeteredPass {
  std::optional<std::int64_t> persons;   // counted under the permit; none: no flow was ever recorded
  std::optional<std::int64_t> overruns;  // bounds of the permit that the counts are above
};
// Of the flows recorded at this desk (decision_point.h). A pass under which none was recorded is not metered:
// that nothing flowed is not known either.
Result<MeteredPass> metered_pass(const DeskReader& reader, const Permit& permit, std::int64_t now_ms);

// The filing's last version is `checked`. Errors: kNotFound, kConflict (the pass is none any more), kCorrupt.
Result<ExtensionTest> extension_of(const DeskReader& reader, const Reach& reach, const KeptFiling& kept,
                                   const CheckedFiling& checked, std::int64_t now_ms);

// What the window says of an extension that would be handed in on a day: a finding that blocks, with the day
// from which it may be. None: the window is open.
// ends  first day on which the pass no longer holds.
std::optional<Finding> against_window(Date ends, const DeskLaw& law, Date today);

}  // namespace tidegate::desk
