// The pass that an application to extend stands on: what was decided and signed, not what the firm has
// written since. Private to this folder.
#pragma once

#include <string>

#include "tidegate/gate/desk/kept_filing.h"
#include "tidegate/terms/permit.h"

namespace tidegate::desk {

struct PassToExtend {
  PermitRow row;
  Permit permit;
  // The version that was decided of: its declaration without the items that were refused, its papers.
  KeptFiling passed;
  // Exclusive: what the result says (CN-PPR-2024 art.9). The permit may end sooner, with the purpose or a
  // contract.
  std::string ends_on;
};

// Errors: kNotFound (no such permit of this firm), kConflict (it was not signed, is revoked, or is
// of no security assessment), kCorrupt.
Result<PassToExtend> pass_to_extend(const DeskReader& reader, const Reach& reach, const std::string& permit);
Result<void> may_be_extended(const PermitRow& permit);

}  // namespace tidegate::desk
