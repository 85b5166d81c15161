// What every kind of database does once its library is there.
#pragma once

#include <algorithm>
#include <cstdint>
#include <memory>
#include <utility>

#include "tidegate/ports/databases/database_url.h"
#include "tidegate/ports/databases/open_rows.h"

namespace tidegate {

// rows  a RowSource with begin(notes), which connects and lists the tables; its errors are passed on.
template <typename Rows>
Result<OpenedRows> begin_rows(const DatabaseUrl& url, std::unique_ptr<Rows> rows) {
  OpenedRows opened;
  opened.shown = url.shown;
  if (const auto begun = rows->begin(opened.notes); !begun) return fail(begun.error());
  opened.source = std::move(rows);
  return opened;
}

// What a cell may have, of a row that has `cells` of no fixed width: client libraries hold whole rows, so
// that a bound on each cell alone is none.
inline std::uint64_t cell_bound(std::uint64_t row_bytes, std::uint64_t cell_bytes, std::size_t cells) {
  return std::min(cell_bytes, row_bytes / std::max<std::size_t>(cells, 1));
}

}  // namespace tidegate
