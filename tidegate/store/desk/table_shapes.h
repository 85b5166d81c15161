// All tables as data, for what goes through them without knowing them: backup, restore, check. Private to
// this room.
#pragma once

#include <charconv>
#include <string_view>
#include <vector>

#include "tidegate/store/desk/table_rows.h"

namespace tidegate::store {

struct TableShape {
  std::string_view name;
  const std::vector<ColumnInfo>* columns;
  std::size_t keys;  // how many of them are the primary key
};

template <typename... Rows>
std::vector<TableShape> shapes_of(TableList<Rows...>) {
  return {TableShape{Columns<Rows>::kTable, &columns_of<Rows>(),
                     static_cast<std::size_t>(Columns<Rows>::kKeys)}...};
}
inline std::vector<TableShape> table_shapes() { return shapes_of(AllTables{}); }

inline bool is_number(ColumnKind kind) { return kind == ColumnKind::kNumber || kind == ColumnKind::kVersion; }

// A cell as the value that it is bound as.
inline SqlValue value_of_cell(Dialect dialect, ColumnKind kind, const std::optional<std::string>& cell) {
  if (!cell) return std::monostate();
  if (kind == ColumnKind::kOctets) return SqlOctets{octets_of_cell(dialect, *cell)};
  if (!is_number(kind)) return *cell;
  std::int64_t number = 0;
  std::from_chars(cell->data(), cell->data() + cell->size(), number);
  return number;
}

// Walks a table in the order of its key, some rows at a time: nothing of it is held whole.
// each  Result<void>(const SqlRow&)
template <typename Each>
Result<void> walk_table(SqlSession& session, const TableShape& table, std::size_t rows_at_a_time, Each each) {
  std::string keys;
  std::string marks;
  for (std::size_t i = 0; i < table.keys; ++i) {
    keys.append(i == 0 ? "" : ", ").append((*table.columns)[i].name);
    marks.append(i == 0 ? "?" : ", ?");
  }
  const std::string select =
      "SELECT " + select_list(*table.columns, session.dialect()) + " FROM " + std::string(table.name);
  const std::string tail = " ORDER BY " + keys + " LIMIT ?";
  std::vector<SqlValue> after;
  for (;;) {
    std::vector<SqlValue> values = after;
    values.emplace_back(static_cast<std::int64_t>(rows_at_a_time));
    const auto rows = session.rows(
        after.empty() ? select + tail : select + " WHERE (" + keys + ") > (" + marks + ")" + tail,
        table.columns->size(), values);
    if (!rows) return fail(rows.error());
    for (const SqlRow& row : *rows) {
      if (const auto done = each(row); !done) return fail(done.error());
    }
    if (rows->size() < rows_at_a_time) return {};
    after.clear();
    for (std::size_t i = 0; i < table.keys; ++i)
      after.push_back(value_of_cell(session.dialect(), (*table.columns)[i].kind, rows->back()[i]));
  }
}

// So many that none of them is held beside many others where a row may be a whole file.
inline std::size_t rows_at_a_time(const TableShape& table) {
  for (const ColumnInfo& column : *table.columns) {
    if (column.kind == ColumnKind::kOctets) return 1;
  }
  return 500;
}

}  // namespace tidegate::store
