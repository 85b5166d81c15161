// Tables of a PostgreSQL database, in one read-only transaction. The one file that speaks to libpq.
#pragma once

#include "tidegate/base/result.h"
#include "tidegate/ports/databases/database_url.h"
#include "tidegate/ports/databases/open_rows.h"

namespace tidegate {

// Errors: as open_rows.
Result<OpenedRows> open_postgresql(const DatabaseUrl& url, const RowOptions& options);

// Whether libpq is there.
bool has_postgresql_library();

}  // namespace tidegate
