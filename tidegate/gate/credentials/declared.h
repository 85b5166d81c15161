// Documents beside a declaration that are signed credentials, checked where the state folder has a trust list
// (credentials/, laid out as lists.h says).
#pragma once

#include <string>
#include <vector>

#include "tidegate/gate/gate.h"
#include "tidegate/terms/assurance.h"

namespace tidegate {

// declaration  the file; its evidence lies beside it or below.
// as_of        the day assessed: its end in China, or now where that is earlier.
// Empty: there is no trust list. Errors: as CredentialLists::open.
Result<std::vector<CheckedCredential>> check_declared_credentials(const Transfer& transfer,
                                                                  const std::string& declaration, Date as_of,
                                                                  const GateOptions& options);

}  // namespace tidegate
