// What every kind of database does once its library is there.
#pragma once

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

}  // namespace tidegate
