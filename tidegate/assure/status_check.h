// What the status lists say of one credential. Private to the room.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "tidegate/assure/credential.h"
#include "tidegate/assure/findings.h"
#include "tidegate/assure/status_list.h"
#include "tidegate/assure/trust_list.h"
#include "tidegate/base/signature.h"

namespace tidegate::assure {

struct StatusAsked {
  std::optional<StatusReference> entry;
  std::int64_t at_ms = 0;
  int days = 0;  // how old the list may be
};

// Fills the status, its source and its age. Of the lists that the issuer signed by then the newest counts,
// and one that says revoked for ever.
void check_status(const StatusAsked& asked, StatusLists& statuses, const Issuer& issuer,
                  SignatureCheck& signatures, Findings& findings, CredentialAssurance& out);

}  // namespace tidegate::assure
