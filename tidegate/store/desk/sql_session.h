// One connection to the desk's database, SQLite or PostgreSQL, through SOCI. The only file beside its source
// that knows which. Private to this room.
//   SQL is written once, with `?` for every value, which is always bound. The few words on which the two
//   differ stand in `Dialect`'s functions here.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "tidegate/base/result.h"

namespace tidegate::store {

enum class Dialect { kSqlite, kPostgresql };

// Where it lies. Nothing else of the program looks into it.
struct SqlPlace {
  Dialect dialect = Dialect::kSqlite;
  std::string file;   // kSqlite: the database file, which is made by nobody here
  std::string url;    // kPostgresql: as libpq reads it; never shown
  std::string shown;  // what people are told: without a password
};

// A value to bind. Texts are UTF-8 without NUL, or kMalformed comes back before the database is asked.
struct SqlOctets {
  std::string bytes;
};
using SqlValue = std::variant<std::monostate, std::int64_t, std::string, SqlOctets>;

// Cells of a row as texts, integers in decimal; none: NULL.
using SqlRow = std::vector<std::optional<std::string>>;

class SqlSession {
 public:
  // Errors: kUnavailable (no such file, no server, no right, no client library), kCorrupt (no database).
  static Result<std::unique_ptr<SqlSession>> open(const SqlPlace& place);
  ~SqlSession();
  SqlSession(const SqlSession&) = delete;
  SqlSession& operator=(const SqlSession&) = delete;

  // Returns the rows that were touched.
  // Errors: kConflict (a key is there already), kNotFound (refers to what is not there), kUnavailable (disk
  // full, connection lost, busy for too long), kCorrupt, kMalformed (a text that no database keeps).
  Result<std::int64_t> run(std::string_view sql, std::span<const SqlValue> values = {});
  // columns  how many the statement gives. Every row is held: pages have limits.
  Result<std::vector<SqlRow>> rows(std::string_view sql, std::size_t columns,
                                   std::span<const SqlValue> values = {});

  Dialect dialect() const { return dialect_; }
  // A statement has failed since `begin`: what was begun can only be undone.
  bool has_failed() const { return has_failed_; }
  const Error& failure() const { return failure_; }  // the first since `begin`
  // Another transaction stood in the way; the same again may succeed.
  bool was_crossed() const { return was_crossed_; }
  // The connection is of no more use.
  bool is_broken() const { return is_broken_; }

  Result<void> begin_write();
  Result<void> begin_snapshot();  // reads see one moment
  Result<void> commit();
  void undo();  // what was begun, if anything
  Result<void> set_savepoint();
  Result<void> release_savepoint();
  Result<void> return_to_savepoint();

 private:
  struct Connection;
  SqlSession(std::unique_ptr<Connection> connection, const SqlPlace& place);
  Error failed(const std::string& message, int sqlite_code);
  Error told(const std::string& message, int sqlite_code);
  Error unkeepable();

  std::unique_ptr<Connection> connection_;
  Dialect dialect_;
  std::string shown_;
  bool has_failed_ = false;
  Error failure_{};
  bool was_crossed_ = false;
  bool is_broken_ = false;
};

// How a value of octets is written into a statement and read out of it.
std::string octets_in(Dialect dialect);                            // in place of `?`
std::string octets_out(Dialect dialect, std::string_view column);  // in a list of columns
std::string octets_of_cell(Dialect dialect, std::string cell);
std::string base64_of(const std::string& bytes);
std::optional<std::string> from_base64(const std::string& text);  // none: is none

}  // namespace tidegate::store
