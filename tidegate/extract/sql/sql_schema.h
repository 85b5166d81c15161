// What the columns of a dump's tables are called, as it declares them.
#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tidegate/terms/schema_table.h"

namespace tidegate {

struct SqlColumn {
  std::string name;     // in small letters
  std::string heading;  // its name, with the first line of its comment behind
};

class SqlSchema {
 public:
  // Statements, in the dump's order; of one that declares nothing, nothing is kept.
  void create(std::string_view statement);
  void alter(std::string_view statement);
  void comment(std::string_view statement);

  // By the table's whole name; by its last part where that is one table's alone. nullptr: not declared. Valid
  // until the next statement.
  const std::vector<SqlColumn>* columns_of(const std::string& table);

  // More was declared than is kept.
  bool is_full() const { return is_full_; }

 private:
  void parse();
  void add(const SchemaTable& table);
  std::optional<std::size_t> place_of(const std::string& name) const;
  void append(const SchemaTable& table, std::vector<SqlColumn>& columns);

  std::string waiting_;  // CREATE TABLE and COMMENT statements not looked at yet
  std::vector<std::vector<SqlColumn>> tables_;
  std::map<std::string, std::size_t> by_name_;
  std::map<std::string, std::optional<std::size_t>> by_last_part_;  // none: of several
  std::size_t bytes_ = 0;
  bool is_full_ = false;
};

}  // namespace tidegate
