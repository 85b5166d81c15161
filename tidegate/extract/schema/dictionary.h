// A data dictionary: a table whose rows are the fields of other tables.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "tidegate/extract/extract.h"
#include "tidegate/terms/schema_table.h"
#include "tidegate/terms/table.h"

namespace tidegate {

// Stands between a reader and its sink. A table whose header speaks of fields ("字段名 类型 说明", "column,
// type, comment") and most of whose types are types of databases goes to `schemas`; any other goes on to
// `below`, unchanged. Such a table is held until its end, 20,000 rows or 4 MiB at most: a longer one is data.
class DictionarySink final : public TableSink {
 public:
  DictionarySink(TableSink& below, SchemaSink& schemas) : below_(below), schemas_(schemas) {}
  Result<void> begin(const TableInfo& info) override;
  Result<void> add_columns(const std::vector<std::string>& names) override;
  Result<void> rows(RowBlock block) override;
  Result<void> end(const TableEnd& end) override;

 private:
  // Which columns hold what; none: the header is no dictionary's.
  struct Plan {
    std::size_t field = 0;
    std::optional<std::size_t> type{};
    std::optional<std::size_t> table{};
    std::vector<std::size_t> comments{};
  };
  static std::optional<Plan> plan_of(const std::vector<std::string>& header);
  // None: its rows are not fields after all.
  std::optional<std::vector<SchemaTable>> tables() const;
  Result<void> let_go();

  TableSink& below_;
  SchemaSink& schemas_;
  std::optional<Plan> plan_;
  TableInfo info_;
  std::vector<RowBlock> held_;
  struct Added {
    std::size_t before;  // the block of held_
    std::vector<std::string> names;
  };
  std::vector<Added> added_;  // columns of ragged rows
  std::size_t held_rows_ = 0;
  std::size_t held_bytes_ = 0;
};

}  // namespace tidegate
