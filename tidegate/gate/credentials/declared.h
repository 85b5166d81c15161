// Documents of a declaration that are signed credentials, checked where the state folder has a trust list:
//   credentials/trust.jwt, credentials/trust-key.json    the list, and the key that opens it
//   credentials/status/*.jwt                             status lists that are kept; of their age the grade
//   tells
#pragma once

#include <string>
#include <vector>

#include "tidegate/gate/gate.h"
#include "tidegate/terms/assurance.h"

namespace tidegate {

// declaration  the file; its evidence lies beside it or below. What is no credential (a PDF, say) or is not
// there
//              is passed over, and supports at most E1.
// as_of        the day assessed: its end in China, or now where that is earlier.
// Empty: there is no trust list. Errors: one that cannot be opened; more than 200 status lists, or 64 MiB of
// them.
Result<std::vector<CheckedCredential>> check_declared_credentials(const Transfer& transfer,
                                                                  const std::string& declaration, Date as_of,
                                                                  const GateOptions& options);

}  // namespace tidegate
