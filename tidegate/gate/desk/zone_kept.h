// Which files of a zone's own a desk works by, in its audit: a row whenever they are others than when it last
// opened. Private to this folder.
#pragma once

#include <cstdint>

#include "tidegate/base/result.h"
#include "tidegate/gate/desk/zone_told.h"
#include "tidegate/store/desk/desk_transaction.h"

namespace tidegate::desk {

// Sets `before` and `is_changed`. A desk that never had any, and has none, leaves no row.
Result<void> keep_zone(DeskTransaction& t, ZoneTold& told, std::int64_t now_ms);

}  // namespace tidegate::desk
