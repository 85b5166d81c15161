// Tables of a MariaDB or MySQL server, in one read-only transaction. The one file that speaks to libmariadb.
#pragma once

#include "tidegate/base/result.h"
#include "tidegate/ports/databases/database_url.h"
#include "tidegate/ports/databases/open_rows.h"

namespace tidegate {

// Errors: as open_rows.
Result<OpenedRows> open_mariadb(const DatabaseUrl& url, const RowOptions& options);

// Whether libmariadb is there.
bool has_mariadb_library();

}  // namespace tidegate
