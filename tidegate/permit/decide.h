// The decision point: may this go, now, under this permit? Doubt never passes: what the permit bounds and
// nobody states holds the flow, and the answer says which fact would settle it.
#pragma once

#include <cstdint>
#include <optional>

#include "tidegate/permit/verify.h"
#include "tidegate/terms/flow.h"

namespace tidegate::permit {

// status  the newest verified statement; nullptr: none at hand.
// usage   what went before; nullptr: not known, which holds a flow of a permit that counts anything.
// now_ms  none: the caller does not trust its clock; the flow is held. So it is when `now` lies before
//         usage->last_seen_ms.
// Every reason is given, not the first alone; a refusal goes before a hold. Cost: microseconds
// (decide_bench).
FlowAnswer decide(const VerifiedPermit& permit, const VerifiedStatus* status, const FlowRequest& request,
                  const PermitUsage* usage, std::optional<std::int64_t> now_ms);

}  // namespace tidegate::permit
