// What a permit stands on beside the decision: what its route leaves in a year, and the day on which an
// extension begins. Private to this folder.
#pragma once

#include <optional>
#include <string>

#include "tidegate/gate/desk/desk_parts.h"
#include "tidegate/permit/yearly_room.h"
#include "tidegate/terms/transfer.h"

namespace tidegate::desk {

// By the law of the day on which the version was assessed. Unknown where nothing here can ask the law, or the
// declaration contradicts itself.
permit::YearlyRoom room_of_route(const Parts& parts, const FilingVersion& filing,
                                 const FilingVersionRow& version, const Decision& decision,
                                 const Transfer& transfer);

// An extension begins when the pass ends, or when it is decided where that is later. pass: id of the permit;
// empty: nothing is extended.
Result<Date> begins_on(const DeskReader& reader, const TenantId& tenant, const FilingVersion& filing,
                       const std::string& pass, Date decided_on);

}  // namespace tidegate::desk
