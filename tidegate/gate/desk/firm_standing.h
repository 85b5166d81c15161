// Whether a firm may be acted for: by its people, its machines, and the holders of its links. Of what it was
// given before, its permits, nothing changes. Private to this folder.
#pragma once

#include <optional>

#include "tidegate/store/desk/desk_reader.h"

namespace tidegate::desk {

// No firm, as of officers: nothing is in the way. Errors: of the store.
inline Result<bool> may_act_for(const DeskReader& reader, const std::optional<TenantId>& firm) {
  if (!firm) return true;
  const auto row = reader.tenant(Reach::of_firm(*firm), firm->text());
  if (!row) return fail(row.error());
  return !row->is_disabled;
}

}  // namespace tidegate::desk
