// What must not have changed since the pass: lines of the test of an extension (extension.h). Private to
// this folder.
#pragma once

#include "tidegate/terms/extension.h"
#include "tidegate/terms/transfer.h"

namespace tidegate::clearance {

// Words are compared, not how they are typed: blanks, full width and letter case aside. A field that differs
// fails the line, which names it; one that only one version states, or that the form asks and neither states,
// leaves the line unknown.
ExtensionLine same_purpose(const Transfer& approved, const Transfer& now);
ExtensionLine same_scope(const Transfer& approved, const Transfer& now);
ExtensionLine same_processor(const Transfer& approved, const Transfer& now);
ExtensionLine same_recipients(const Transfer& approved, const Transfer& now);
// Of no_major_incident, what the recipients state: another incident than was approved is for a person to
// weigh.
ExtensionLine no_new_incident(const Transfer& approved, const Transfer& now);

}  // namespace tidegate::clearance
