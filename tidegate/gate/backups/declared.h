// Documents of a declaration that are manifests of backups, checked by what lies beside them and what the
// state folder trusts:
//   credentials/trust.jwt, trust-key.json   issuers who sign manifests, verdicts, drills
//   backups/keys/CODE.jwk                   the firm's own key
//   backups/policy                          whose word on a log is enough
// Beside BASE.jwt: BASE.files, BASE.tgb, BASE.challenge, BASE.answer, BASE.verdict*.jwt, BASE.drill*.jwt.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tidegate/base/date.h"
#include "tidegate/base/result.h"
#include "tidegate/gate/gate.h"
#include "tidegate/terms/assurance.h"
#include "tidegate/terms/backup_assurance.h"
#include "tidegate/terms/data_profile.h"
#include "tidegate/terms/transfer.h"

namespace tidegate {

bool looks_like_manifest(std::string_view bytes);

// What is found of each, as a credential of factor B; the transfer is completed by it: no better level of B
// than the worst backup supports, and copies abroad that a manifest tells of are copies abroad. profile  of
// the files that were scanned: is it a backup of these? None: nothing was scanned.
Result<std::vector<CheckedCredential>> check_declared_backups(Transfer& transfer,
                                                              const std::optional<DataProfile>& profile,
                                                              const std::string& declaration, Date as_of,
                                                              const GateOptions& options);

}  // namespace tidegate
