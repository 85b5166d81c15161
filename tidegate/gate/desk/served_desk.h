// Who serves a desk of SQLite, and whether there was one. Several processes at once serve one of PostgreSQL.
#pragma once

#include <string>

#include "tidegate/base/result.h"
#include "tidegate/gate/desk/desk.h"
#include "tidegate/store/write_file.h"

namespace tidegate {

// False: opening it will make an empty one. Of PostgreSQL always true: nothing is made of a name mistyped.
bool is_desk_there(const DeskOptions& options);

// Held by this process alone for as long as what is returned lives, and let go by the system where the
// process dies. The commands of an operator (`admin`) ask for no hold. Empty, of PostgreSQL. Errors:
// kConflict (another serves it), kUnavailable.
Result<OpenFile> hold_desk(const DeskOptions& options);

}  // namespace tidegate
