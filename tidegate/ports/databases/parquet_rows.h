// Rows of a Parquet file through libduckdb, where the user has installed it. The one file that speaks to
// DuckDB.
#pragma once

#include <string>

#include "tidegate/base/result.h"
#include "tidegate/ports/databases/open_rows.h"

namespace tidegate {

// Reads with one thread, 256 MiB of memory, no network and no other file.
// Errors: as open_rows; kUnavailable without the library, with how to fetch it.
Result<OpenedRows> open_parquet(const std::string& path, const RowOptions& options);

// Which library would be used; "": none is there. stated  its path, or ""; home  the state folder.
// Errors: kUnavailable where that of the state folder, or a folder that it lies in, could have been written
// by another user.
Result<std::string> parquet_library(const std::string& stated, const std::string& home);

}  // namespace tidegate
