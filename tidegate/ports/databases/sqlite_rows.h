// Tables of an SQLite file, in one read transaction. The one file that speaks to SQLite.
#pragma once

#include "tidegate/base/result.h"
#include "tidegate/ports/databases/database_url.h"
#include "tidegate/ports/databases/open_rows.h"

namespace tidegate {

Result<OpenedRows> open_sqlite(const DatabaseUrl& url, const RowOptions& options);

}  // namespace tidegate
