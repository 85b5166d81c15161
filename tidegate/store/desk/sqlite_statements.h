// Statements of one SQLite connection, prepared once and kept: preparing is most of what a short query costs.
// Private to sql_session.cc.
#pragma once

#include <cstdint>
#include <list>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "tidegate/store/desk/sql_session.h"

namespace tidegate::store {

class SqliteStatements {
 public:
  // connection  a sqlite3*, whose name SOCI's header takes for itself. Outlives this.
  explicit SqliteStatements(void* connection) : connection_(connection) {}
  ~SqliteStatements();
  SqliteStatements(const SqliteStatements&) = delete;
  SqliteStatements& operator=(const SqliteStatements&) = delete;

  struct Outcome {
    int code = 0;  // extended; 0: done
    std::int64_t touched = 0;
  };
  // values  texts were looked at already. into: a row's cells each; nullptr: rows are not wanted.
  Outcome run(std::string_view sql, std::span<const SqlValue> values, std::size_t columns,
              std::vector<SqlRow>* into);

 private:
  struct Kept {
    std::string sql;
    void* statement = nullptr;
  };
  // nullptr: `code` says why.
  void* statement_of(std::string_view sql, int& code);

  static constexpr std::size_t kMost = 128;  // the least lately used goes
  void* connection_;
  std::list<Kept> kept_;  // latest use first; places stay, so that views into it do
  std::unordered_map<std::string_view, std::list<Kept>::iterator> by_sql_;
};

}  // namespace tidegate::store
