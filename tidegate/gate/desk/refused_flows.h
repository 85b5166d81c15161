// Flows that were to be recorded under a permit and that it did not allow: counted beside its usage, by the
// reasons of the refusal. What was refused is no export; that it was tried is kept. Private to this folder.
#pragma once

#include <cstdint>
#include <map>
#include <string>

#include "tidegate/gate/desk/desk_parts.h"
#include "tidegate/terms/flow.h"

namespace tidegate::desk {

struct RefusedFlows {
  std::int64_t count = 0;
  std::string last_on;                        // day in China; empty: none
  std::map<std::string, std::int64_t> codes;  // of FlowReason, each of its flows once
};

// Errors: kCorrupt, of the store.
Result<RefusedFlows> refused_flows(const DeskReader& reader, const std::string& permit);

// Counts one. The audit has one row a day and one for each new reason, however many come. Errors: as above,
// and kConflict (somebody counted meanwhile).
Result<void> keep_refused_flow(DeskTransaction& t, const DeskAccount& by, const std::string& permit,
                               const FlowAnswer& answer, std::int64_t now_ms);

}  // namespace tidegate::desk
