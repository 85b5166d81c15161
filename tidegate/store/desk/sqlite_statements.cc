#include "tidegate/store/desk/sqlite_statements.h"

#include <sqlite3.h>

#include <climits>

namespace tidegate::store {
namespace {

// Reads a row's cell as SOCI does: integers in decimal.
std::optional<std::string> cell_of(sqlite3_stmt* statement, int column) {
  const int type = sqlite3_column_type(statement, column);
  if (type == SQLITE_NULL) return std::nullopt;
  const void* bytes = type == SQLITE_BLOB ? sqlite3_column_blob(statement, column)
                                          : static_cast<const void*>(sqlite3_column_text(statement, column));
  const auto size = static_cast<std::size_t>(sqlite3_column_bytes(statement, column));
  if (bytes == nullptr) return std::string();
  return std::string(static_cast<const char*>(bytes), size);
}

int bind_bytes(sqlite3_stmt* statement, int place, const std::string& bytes) {
  if (bytes.size() > INT_MAX) return SQLITE_TOOBIG;
  // Borrowed: what is bound lives until the statement is reset.
  return sqlite3_bind_text(statement, place, bytes.data(), static_cast<int>(bytes.size()), SQLITE_STATIC);
}

int bind(sqlite3_stmt* statement, std::span<const SqlValue> values) {
  for (std::size_t i = 0; i < values.size(); ++i) {
    const int place = static_cast<int>(i) + 1;
    int code = SQLITE_OK;
    if (const auto* number = std::get_if<std::int64_t>(&values[i])) {
      code = sqlite3_bind_int64(statement, place, *number);
    } else if (const auto* text = std::get_if<std::string>(&values[i])) {
      code = bind_bytes(statement, place, *text);
    } else if (const auto* octets = std::get_if<SqlOctets>(&values[i])) {
      code = bind_bytes(statement, place, octets->bytes);
    } else {
      code = sqlite3_bind_null(statement, place);
    }
    if (code != SQLITE_OK) return code;
  }
  return SQLITE_OK;
}

// Leaves the statement ready for the next use, with nothing bound and no lock held.
struct Reset {
  sqlite3_stmt* statement;
  ~Reset() {
    sqlite3_reset(statement);
    sqlite3_clear_bindings(statement);
  }
};

}  // namespace

SqliteStatements::~SqliteStatements() {
  for (const Kept& kept : kept_) sqlite3_finalize(static_cast<sqlite3_stmt*>(kept.statement));
}

void* SqliteStatements::statement_of(std::string_view sql, int& code) {
  if (const auto found = by_sql_.find(sql); found != by_sql_.end()) {
    kept_.splice(kept_.begin(), kept_, found->second);
    return found->second->statement;
  }
  auto* connection = static_cast<sqlite3*>(connection_);
  sqlite3_stmt* made = nullptr;
  code = sqlite3_prepare_v3(connection, sql.data(), static_cast<int>(sql.size()), SQLITE_PREPARE_PERSISTENT,
                            &made, nullptr);
  if (code != SQLITE_OK) {
    code = sqlite3_extended_errcode(connection);
    return nullptr;
  }
  if (kept_.size() == kMost) {
    by_sql_.erase(kept_.back().sql);
    sqlite3_finalize(static_cast<sqlite3_stmt*>(kept_.back().statement));
    kept_.pop_back();
  }
  kept_.push_front({std::string(sql), made});
  by_sql_.emplace(kept_.front().sql, kept_.begin());
  return made;
}

SqliteStatements::Outcome SqliteStatements::run(std::string_view sql, std::span<const SqlValue> values,
                                                std::size_t columns, std::vector<SqlRow>* into) {
  int code = SQLITE_OK;
  auto* statement = static_cast<sqlite3_stmt*>(statement_of(sql, code));
  auto* connection = static_cast<sqlite3*>(connection_);
  if (statement == nullptr) return {code == SQLITE_OK ? SQLITE_ERROR : code, 0};
  const Reset reset{statement};
  if (code = bind(statement, values); code != SQLITE_OK) return {code, 0};
  while ((code = sqlite3_step(statement)) == SQLITE_ROW) {
    if (into == nullptr) continue;
    SqlRow& row = into->emplace_back(columns);
    for (std::size_t i = 0; i < columns; ++i) row[i] = cell_of(statement, static_cast<int>(i));
  }
  if (code != SQLITE_DONE) return {sqlite3_extended_errcode(connection), 0};
  return {SQLITE_OK, sqlite3_changes(connection)};
}

}  // namespace tidegate::store
