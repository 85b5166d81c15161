// The test of an extension over what a filing declares: one for the desk, for documents and for the command.
#pragma once

#include "tidegate/clearance/extension.h"
#include "tidegate/filing/form.h"
#include "tidegate/terms/finding.h"

namespace tidegate {

// findings: the pre-check's, of `now`.
// known: what was approved and metered; the rest is read of the declarations, both as they were written.
// approved: nullptr where the pass is not known, and every comparison with it is unknown.
// form: how fields are called.
ExtensionTest extension_of(const std::vector<Finding>& findings, const Transfer& now,
                           const Transfer* approved, ExtensionFacts known, const filing::Form& form);

}  // namespace tidegate
