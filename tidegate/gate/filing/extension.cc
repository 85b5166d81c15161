#include "tidegate/gate/filing/extension.h"

namespace tidegate {
namespace {

std::optional<bool> clauses_hold(const std::vector<Finding>& findings) {
  std::optional<bool> hold;
  for (const Finding& finding : findings) {
    if (finding.rule != "V13" || finding.state == CheckState::kNotCheckable) continue;
    hold = hold.value_or(true) && finding.state == CheckState::kPasses;
  }
  return hold;
}

}  // namespace

ExtensionTest extension_of(const std::vector<Finding>& findings, const Transfer& now,
                           const Transfer* approved, ExtensionFacts known) {
  const Transfer unknown;
  known.approved = approved != nullptr ? approved : &unknown;
  known.now = &now;
  known.approved_important_mb = known.approved->scenario.important_size_mb;
  known.forecast_important_mb = now.scenario.important_size_mb;
  known.legal_documents_hold = clauses_hold(findings);
  known.major_incidents = now.filing.last_pass.major_incidents;
  return extension_test(known);
}

}  // namespace tidegate
