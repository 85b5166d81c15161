// Manifests of backups beside a declaration, checked by what the state folder trusts: claimed.h, and
// credentials/trust.jwt, trust-key.json.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "tidegate/base/date.h"
#include "tidegate/base/result.h"
#include "tidegate/gate/gate.h"
#include "tidegate/terms/assurance.h"
#include "tidegate/terms/data_profile.h"
#include "tidegate/terms/transfer.h"

namespace tidegate {

// check_claimed_backups; the transfer is completed by what is found. declaration: the file; what it names
// lies beside it or below. Errors: of a trust list, key or policy that does not open.
Result<std::vector<CheckedCredential>> check_declared_backups(Transfer& transfer,
                                                              const std::optional<DataProfile>& profile,
                                                              const std::string& declaration, Date as_of,
                                                              const GateOptions& options);

}  // namespace tidegate
