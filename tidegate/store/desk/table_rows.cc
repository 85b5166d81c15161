#include "tidegate/store/desk/table_rows.h"

#include <fmt/format.h>

namespace tidegate::store {

std::string select_list(const std::vector<ColumnInfo>& columns, Dialect dialect, std::string_view prefix,
                        bool but_document) {
  std::string text;
  bool is_behind = false;  // SQLite would walk over the whole document to reach it
  for (const ColumnInfo& column : columns) {
    if (!text.empty()) text += ", ";
    const std::string name = fmt::format("{}{}", prefix, column.name);
    is_behind = is_behind || (but_document && column.name == "document");
    if (is_behind) {
      text += column.kind == ColumnKind::kNumber ? "0" : "''";
    } else {
      text += column.kind == ColumnKind::kOctets ? octets_out(dialect, name) : name;
    }
  }
  return text;
}

std::string insert_text(std::string_view table, const std::vector<ColumnInfo>& columns, Dialect dialect) {
  std::string names;
  std::string marks;
  for (const ColumnInfo& column : columns) {
    const char* comma = names.empty() ? "" : ", ";
    names += fmt::format("{}{}", comma, column.name);
    marks += fmt::format("{}{}", comma, column.kind == ColumnKind::kOctets ? octets_in(dialect) : "?");
  }
  return fmt::format("INSERT INTO {} ({}) VALUES ({})", table, names, marks);
}

std::string update_text(std::string_view table, const std::vector<ColumnInfo>& columns, int keys,
                        Dialect dialect) {
  std::string changes;
  std::string which;
  std::string kept;
  for (std::size_t i = 0; i < columns.size(); ++i) {
    const auto& [name, kind] = columns[i];
    const char* comma = changes.empty() ? "" : ", ";
    if (i < static_cast<std::size_t>(keys)) {
      which += fmt::format("{}{} = ?", which.empty() ? "" : " AND ", name);
    } else if (kind == ColumnKind::kVersion) {
      changes += fmt::format("{0}{1} = {1} + 1", comma, name);
      kept += fmt::format(" AND {} = ?", name);
    } else if (is_kept_by_update(kind)) {
      kept += fmt::format(" AND {} IS NOT DISTINCT FROM ?", name);
    } else {
      changes +=
          fmt::format("{}{} = {}", comma, name, kind == ColumnKind::kOctets ? octets_in(dialect) : "?");
    }
  }
  return fmt::format("UPDATE {} SET {} WHERE {}{}", table, changes, which, kept);
}

Error moved_on(std::string_view table) {
  return {ErrorCode::kConflict, "it has moved on since it was read; read it again", std::string(table),
          "读取之后已被更改；请重新读取"};
}
Error not_there(std::string_view table) {
  return {ErrorCode::kNotFound, "it is not there", std::string(table), "记录不存在"};
}

}  // namespace tidegate::store
