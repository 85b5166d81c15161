// Whether a genuine permit holds at a moment, and the next statement of its status.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "tidegate/base/result.h"
#include "tidegate/base/text.h"
#include "tidegate/permit/verify.h"

namespace tidegate::permit {

enum class Standing { kInForce, kNotYet, kExpired, kSuspended, kRevoked, kStatusUnknown, kStatusStale };
std::string_view to_string(Standing standing);

struct StandingAt {
  Standing standing = Standing::kStatusUnknown;
  Text says;
};

// status         the newest statement at hand; nullptr: none.
// last_sequence  of the newest statement that the caller ever saw; an older one is stale, whatever its dates.
// at_ms          the moment asked of, which may lie in the past: a statement speaks of the time since its
// own.
StandingAt standing_at(const VerifiedPermit& permit, const VerifiedStatus* status,
                       std::optional<std::int64_t> last_sequence, std::int64_t at_ms);

struct StatusChange {
  PermitState state = PermitState::kActive;
  Text reason;  // to suspend or revoke: must be said
  std::int64_t stated_at_ms = 0;
  std::int64_t valid_until_ms = 0;
  std::vector<std::string> signers;
};
// The statement after `last` (nullptr: the first). The same state again renews it, and keeps its beginning.
// Errors: kConflict (a revoked permit stays revoked; the clock went back), kMalformed (no reason),
// kOutOfRange (valid until before it is stated).
Result<PermitStatus> next_status(const std::string& permit_id, const std::string& permit_hash,
                                 std::int64_t permit_issued_at_ms, const PermitStatus* last,
                                 const StatusChange& change);

}  // namespace tidegate::permit
