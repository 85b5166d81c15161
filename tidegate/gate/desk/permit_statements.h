// Statements of a permit's status at the desk: each change is a row, and the newest one, renewals too, lies
// beside (setting "permit.status/ID"), so that a renewal changes no row that somebody has read.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "tidegate/gate/desk/permit_keys.h"
#include "tidegate/permit/verify.h"

namespace tidegate::desk {

// Changes of one permit; a revocation goes beyond.
inline constexpr std::int64_t kMostPermitChanges = 900;

struct NewestStatement {
  std::string file;  // .tgs
  std::int64_t version = 0;
};
// None: nothing was stated yet.
Result<std::optional<NewestStatement>> newest_statement(const DeskReader& reader, const std::string& permit);

struct StatementChange {
  PermitState state = PermitState::kActive;
  Text reason;  // to suspend or revoke
};
// Signs and keeps the statement after the newest, and what it says in the row. Where the clock shows a time
// before the newest, a suspension or revocation is dated as that one; nothing else is stated.
// Errors: kOutOfRange at "/state" or "/reason" (revoked already; active already; no reason; too many
// changes), kConflict (the clock; the row moved on), kCorrupt (what lies there does not verify).
Result<std::string> state_next(PermitKeys& keys, DeskTransaction& t, const PermitRow& row,
                               const StatementChange& change, std::int64_t now_ms);

// Of a permit that is active: signs its newest statement anew with this reason, so that whoever verifies it
// is told. Of any other nothing is signed. No change is counted.
Result<void> say_in_status(PermitKeys& keys, DeskTransaction& t, const PermitRow& row, const Text& reason,
                           std::int64_t now_ms);

// The newest statement, signed anew where it was stated an hour ago or more and a newer one could say
// more: a revocation speaks for ever, and of a permit that has ended nobody asks.
Result<std::string> renewed_statement(PermitKeys& keys, DeskTransaction& t, const PermitRow& row,
                                      std::int64_t now_ms);
// Whether that would sign. Errors: as newest_statement, kCorrupt.
Result<bool> needs_renewal(const std::optional<NewestStatement>& newest, const PermitRow& row,
                           std::int64_t now_ms);

}  // namespace tidegate::desk
