#include "tidegate/ports/databases/open_rows.h"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>
#include <utility>

#include "tidegate/ports/databases/database_url.h"
#include "tidegate/ports/databases/mariadb_rows.h"
#include "tidegate/ports/databases/parquet_rows.h"
#include "tidegate/ports/databases/postgresql_rows.h"
#include "tidegate/ports/databases/sqlite_rows.h"

namespace tidegate {
namespace {

Result<OpenedRows> open_url(const DatabaseUrl& url, const RowOptions& options) {
  switch (url.kind) {
    case DatabaseUrl::Kind::kSqlite:
      return open_sqlite(url, options);
    case DatabaseUrl::Kind::kPostgresql:
      return open_postgresql(url, options);
    case DatabaseUrl::Kind::kMariadb:
      return open_mariadb(url, options);
  }
  return open_sqlite(url, options);
}

// asked  "schema.t", or "t" of any schema.
bool has_table(const RowSource& source, const std::string& asked) {
  return std::any_of(source.tables().begin(), source.tables().end(), [&](const RowSource::Table& table) {
    return table.name == asked || "main." + table.name == asked || table.name.ends_with("." + asked);
  });
}

}  // namespace

RowFile recognise_rows(std::string_view head) {
  constexpr std::string_view kSqlite("SQLite format 3\0", 16);
  if (head.starts_with(kSqlite)) return RowFile::kSqlite;
  if (head.starts_with("PAR1\x15")) return RowFile::kParquet;
  return RowFile::kNone;
}

Result<OpenedRows> open_rows(const std::string& word, RowFile file, const RowOptions& options) {
  DatabaseUrl url;
  if (file == RowFile::kNone) {
    auto parsed = DatabaseUrl::parse(word);
    if (!parsed) return fail(parsed.error());
    url = std::move(*parsed);
  } else if (file == RowFile::kParquet) {
    return open_parquet(word, options);
  } else {
    url.kind = DatabaseUrl::Kind::kSqlite;
    url.database = word;
    url.shown = word;
  }
  auto opened = open_url(url, options);
  if (!opened) return fail(opened.error());
  for (const std::string& asked : url.tables) {
    if (!has_table(*opened->source, asked)) {
      return fail({ErrorCode::kNotFound, fmt::format("this user sees no table \"{}\" there", asked),
                   url.shown, fmt::format("该用户看不到表“{}”", asked)});
    }
  }
  if (opened->source->tables().empty()) {
    return fail(
        {ErrorCode::kNotFound, "it holds no table that this user may see", url.shown, "没有该用户可见的表"});
  }
  return opened;
}

}  // namespace tidegate
