// What the status lists say of one credential. Private to the room.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>

#include "tidegate/assure/credential.h"
#include "tidegate/assure/findings.h"
#include "tidegate/assure/trust_list.h"
#include "tidegate/base/signature.h"

namespace tidegate::assure {

struct StatusAsked {
  std::optional<StatusReference> entry;
  std::int64_t at_ms = 0;
  int days = 0;  // how old the list may be
};

// Fills the status, its source and its age. A revocation counts however old the list is that says so.
void check_status(const StatusAsked& asked, std::span<const std::string> statuses, const Issuer& issuer,
                  SignatureCheck& signatures, Findings& findings, CredentialAssurance& out);

}  // namespace tidegate::assure
