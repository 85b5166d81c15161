// Each audit row's hash covers the one before it: a row that is changed, left out or put in shows.
//   hash = SHA-256, hex, of the canonical JSON array
//   [previous hash, seq, at_ms, account, role, agency, sector, tenant, action, object, outcome, detail]
// The first row's previous hash is "". Private to this room; format: docs/formats/desk-backup.md.
#pragma once

#include <string>
#include <string_view>

#include "tidegate/store/desk/rows.h"

namespace tidegate::store {

std::string audit_hash(std::string_view previous, const AuditRow& row);

}  // namespace tidegate::store
