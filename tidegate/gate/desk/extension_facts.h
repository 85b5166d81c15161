// The test of an application to extend a pass, over what the desk has signed and counted. Private to this
// folder.
#pragma once

#include "tidegate/clearance/extension.h"
#include "tidegate/gate/desk/kept_filing.h"
#include "tidegate/terms/extension.h"
#include "tidegate/terms/finding.h"
#include "tidegate/terms/permit.h"

namespace tidegate::desk {

// What the permit bounds and what was recorded under it at this desk (decision_point.h). A pass under which
// nothing was recorded is not metered: that nothing flowed is not known either.
Result<ExtensionFacts> facts_of_pass(const DeskReader& reader, const Permit& permit, std::int64_t now_ms);

// A declaration as it was written. Both sides of a comparison are read alike, so that what differs was
// changed by the firm.
std::optional<Transfer> read_alike(const Json& declaration);

// The filing's last version is `checked`. Errors: kNotFound, kConflict (the pass is none any more), kCorrupt.
Result<ExtensionTest> extension_of(const DeskReader& reader, const Reach& reach, const KeptFiling& kept,
                                   const CheckedFiling& checked, const filing::Form& form,
                                   std::int64_t now_ms);

// What the window says of an extension that would be handed in on a day: a finding that blocks, with the day
// from which it may be. None: the window is open.
// ends  first day on which the pass no longer holds.
std::optional<Finding> against_window(Date ends, const DeskLaw& law, Date today);

}  // namespace tidegate::desk
