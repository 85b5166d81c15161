#include "tidegate/ports/databases/sqlite_rows.h"

#include <fmt/format.h>
#include <sqlite3.h>

#include <algorithm>
#include <memory>
#include <utility>

#include "tidegate/ports/databases/begin_rows.h"
#include "tidegate/ports/databases/binary_cell.h"

namespace tidegate {
namespace {

struct CloseDatabase {
  void operator()(sqlite3* database) const { sqlite3_close_v2(database); }
};
struct CloseStatement {
  void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
};
using Database = std::unique_ptr<sqlite3, CloseDatabase>;
using Statement = std::unique_ptr<sqlite3_stmt, CloseStatement>;

// Called every so many steps of SQLite's machine.
constexpr int kStepsBetweenLooks = 10'000;

std::string text_of(sqlite3_stmt* statement, int column) {
  const unsigned char* text = sqlite3_column_text(statement, column);
  return text == nullptr ? "" : reinterpret_cast<const char*>(text);
}

// A table as the file describes it.
struct Found {
  std::string name;
  std::string kind;  // table view virtual shadow
};

class SqliteRows final : public RowSource {
 public:
  SqliteRows(DatabaseUrl url, const RowOptions& options) : url_(std::move(url)), options_(options) {}

  Result<void> begin(std::vector<Text>& notes) {
    // Through a URI, since only there a file can be called immutable.
    std::string uri = "file:";
    for (const char c : url_.database) uri += fmt::format("%{:02x}", static_cast<unsigned char>(c));
    uri += url_.is_immutable ? "?mode=ro&immutable=1" : "?mode=ro";
    sqlite3* raw = nullptr;
    const int opened = sqlite3_open_v2(uri.c_str(), &raw,
                                       SQLITE_OPEN_READONLY | SQLITE_OPEN_URI | SQLITE_OPEN_NOMUTEX, nullptr);
    database_.reset(raw);
    if (opened != SQLITE_OK) return fault(opened, url_.shown);
    harden();
    sqlite3_busy_timeout(raw, 10'000);
    if (options_.cancel != nullptr) sqlite3_progress_handler(raw, kStepsBetweenLooks, is_cancelled, this);
    for (const char* sql :
         {"PRAGMA query_only=1", "PRAGMA trusted_schema=0", "PRAGMA cell_size_check=1", "PRAGMA mmap_size=0",
          "PRAGMA cache_size=-8192", "PRAGMA temp_store=2", "BEGIN"}) {
      if (const int code = sqlite3_exec(raw, sql, nullptr, nullptr, nullptr); code != SQLITE_OK)
        return fault(code, url_.shown);
    }
    sqlite3_create_function_v2(raw, "tidegate_draw", 0, SQLITE_UTF8, this, draw, nullptr, nullptr, nullptr);
    return list(notes);
  }

  std::string_view format() const override { return "sqlite"; }
  const std::vector<Table>& tables() const override { return tables_; }
  bool is_lost() const override { return is_lost_; }

  Result<void> open(std::size_t table, std::uint64_t sample_rows) override {
    const Table& asked = tables_.at(table);
    where_ = fmt::format("{}!{}", url_.shown, asked.name);
    std::string columns;
    for (const Column& column : asked.columns) {
      const std::string name = sql_quoted(column.name, '"');
      columns += columns.empty() ? "" : ", ";
      // length() of a blob does not read it: pictures stay on the disk.
      columns +=
          fmt::format("CASE WHEN typeof({0}) = 'blob' AND length({0}) > {1} THEN zeroblob({2}) ELSE {0} END",
                      name, options_.max_binary_bytes, kShortBinary + 1);
    }
    std::string sql = fmt::format("SELECT {} FROM main.{}", columns, sql_quoted(asked.name, '"'));
    if (sample_rows > 0) sql += fmt::format(" ORDER BY tidegate_draw() LIMIT {}", sample_rows);
    drawn_ = 0;
    return prepare(sql, statement_, where_);
  }

  Result<bool> next(std::vector<Cell>& row) override {
    if (options_.cancel != nullptr && options_.cancel->load()) return cancelled();
    const int code = sqlite3_step(statement_.get());
    if (code == SQLITE_DONE) return false;
    if (code != SQLITE_ROW) return fault(code, where_);
    const auto columns = static_cast<std::size_t>(sqlite3_column_count(statement_.get()));
    texts_.resize(columns);
    row.resize(columns);
    for (std::size_t i = 0; i < columns; ++i) {
      const int c = static_cast<int>(i);
      if (sqlite3_column_type(statement_.get(), c) == SQLITE_BLOB) {
        const void* octets = sqlite3_column_blob(statement_.get(), c);
        const auto size = static_cast<std::size_t>(sqlite3_column_bytes(statement_.get(), c));
        row[i] = binary_cell({static_cast<const char*>(octets), octets == nullptr ? 0 : size}, texts_[i]);
        continue;
      }
      const auto* text = reinterpret_cast<const char*>(sqlite3_column_text(statement_.get(), c));
      const auto size = static_cast<std::size_t>(sqlite3_column_bytes(statement_.get(), c));
      row[i] = {text == nullptr ? std::string_view() : std::string_view(text, size), false};
    }
    return true;
  }

 private:
  // The file may have been made to do harm: nothing in it is run, nothing is longer than the bound.
  void harden() {
    sqlite3* db = database_.get();
    sqlite3_extended_result_codes(db, 0);
    sqlite3_db_config(db, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
    sqlite3_db_config(db, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, nullptr);
    sqlite3_db_config(db, SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0, nullptr);
    sqlite3_limit(db, SQLITE_LIMIT_LENGTH, static_cast<int>(options_.max_cell_bytes));
    sqlite3_limit(db, SQLITE_LIMIT_ATTACHED, 0);
    sqlite3_limit(db, SQLITE_LIMIT_WORKER_THREADS, 0);
    sqlite3_hard_heap_limit64(std::int64_t{256} << 20);
  }

  Result<void> list(std::vector<Text>& notes) {
    Statement names;
    const std::string sql =
        "SELECT name, type FROM pragma_table_list WHERE schema = 'main' AND name NOT LIKE 'sqlite\\_%' "
        "ESCAPE '\\' "
        "ORDER BY name";
    if (const auto made = prepare(sql, names, url_.shown); !made) return made;
    std::vector<Found> found;
    int code = SQLITE_ROW;
    while ((code = sqlite3_step(names.get())) == SQLITE_ROW)
      found.push_back({text_of(names.get(), 0), text_of(names.get(), 1)});
    if (code != SQLITE_DONE) return fault(code, url_.shown);
    std::size_t views = 0;
    std::size_t virtual_tables = 0;
    for (const Found& table : found) {
      if (!url_.wants("main", table.name)) continue;
      const bool is_named = !url_.tables.empty();
      if (table.kind == "virtual") {
        ++virtual_tables;
      } else if (table.kind == "view" && !url_.has_views && !is_named) {
        ++views;
      } else if (const auto described = describe(table.name); !described) {
        return described;
      }
    }
    if (views > 0) {
      notes.push_back(
          {fmt::format("{}: {} views not read, since they show what tables hold; views=yes reads them",
                       url_.shown, views),
           fmt::format("{}：{} 个视图未读取，其内容来自各表；加 views=yes 可读取", url_.shown, views)});
    }
    if (virtual_tables > 0) {
      notes.push_back(
          {fmt::format("{}: {} virtual tables not read, only the tables in which they keep their rows",
                       url_.shown, virtual_tables),
           fmt::format("{}：{} 个虚拟表未读取，仅读取其存放行的表", url_.shown, virtual_tables)});
    }
    return {};
  }

  Result<void> describe(const std::string& name) {
    Statement columns;
    // hidden 1: of a virtual table; 2 and 3: generated, which is data too.
    const std::string sql = fmt::format(
        "SELECT name FROM pragma_table_xinfo('{}') WHERE hidden <> 1 ORDER BY cid", sql_text(name));
    if (const auto made = prepare(sql, columns, url_.shown); !made) return made;
    Table table{name, {}};
    int code = SQLITE_ROW;
    while ((code = sqlite3_step(columns.get())) == SQLITE_ROW)
      table.columns.push_back({text_of(columns.get(), 0), ""});
    if (code != SQLITE_DONE) return fault(code, url_.shown);
    if (!table.columns.empty()) tables_.push_back(std::move(table));
    return {};
  }

  static std::string sql_text(const std::string& text) {
    const std::string marked = sql_quoted(text, '\'');
    return marked.substr(1, marked.size() - 2);
  }

  Result<void> prepare(const std::string& sql, Statement& into, const std::string& where) {
    sqlite3_stmt* raw = nullptr;
    const int code =
        sqlite3_prepare_v2(database_.get(), sql.c_str(), static_cast<int>(sql.size()), &raw, nullptr);
    into.reset(raw);
    if (code != SQLITE_OK) return fault(code, where);
    return {};
  }

  tl::unexpected<Error> cancelled() {
    is_lost_ = true;
    return fail({ErrorCode::kCancelled, "interrupted while reading", url_.shown, "读取时被中断"});
  }

  // SQLite's own message may hold a value of the file, and is not repeated.
  tl::unexpected<Error> fault(int code, const std::string& where) {
    const auto say = [&](ErrorCode kind, std::string en, std::string zh) {
      return fail({kind, std::move(en), where, std::move(zh)});
    };
    switch (code) {
      case SQLITE_INTERRUPT:
        return cancelled();
      case SQLITE_NOTADB:
        is_lost_ = true;
        return say(
            ErrorCode::kMalformed,
            "it is encrypted or no SQLite database: open it with its program and export the tables as CSV",
            "文件已加密或不是 SQLite 数据库：请用其原有程序打开，并将各表导出为 CSV");
      case SQLITE_CORRUPT:
        return say(ErrorCode::kMalformed,
                   "the database is damaged or cut short: copy it again with `sqlite3 FILE .backup`, or "
                   "recover it with "
                   "`.recover`",
                   "数据库已损坏或不完整：请用 `sqlite3 文件 .backup` 重新复制，或用 `.recover` 恢复");
      case SQLITE_CANTOPEN:
      case SQLITE_READONLY:
        is_lost_ = true;
        return say(
            ErrorCode::kUnavailable,
            "SQLite cannot open it: it may lie in a folder where its -shm file cannot be made; copy it with "
            "its "
            "-wal file elsewhere, or say sqlite:PATH?immutable=yes where nobody writes to it",
            "SQLite 无法打开：所在目录可能无法创建 -shm 文件；请连同 -wal 文件复制到他处，或在无人写入时使用 "
            "sqlite:路径?immutable=yes");
      case SQLITE_BUSY:
      case SQLITE_LOCKED:
        is_lost_ = true;
        return say(ErrorCode::kUnavailable,
                   "another program is writing to it and did not end within 10 s: try again",
                   "其他程序正在写入，10 秒内未结束：请稍后重试");
      case SQLITE_TOOBIG:
        return say(ErrorCode::kLimit, fmt::format("a cell has more than {} octets", options_.max_cell_bytes),
                   fmt::format("一个单元格超过 {} 字节的上限", options_.max_cell_bytes));
      case SQLITE_NOMEM:
        return say(ErrorCode::kLimit, "its rows need more than 256 MiB of memory",
                   "其行所需内存超过 256 MiB");
      case SQLITE_ERROR:
        return say(ErrorCode::kMalformed,
                   "the table cannot be read: it is described wrongly, or is a view on something "
                   "that is not there",
                   "该表无法读取：其定义有误，或其视图所依赖的对象不存在");
      default:
        is_lost_ = true;
        return say(ErrorCode::kUnavailable, fmt::format("reading failed: {}", sqlite3_errstr(code)),
                   fmt::format("读取失败（SQLite 错误 {}）", code));
    }
  }

  static int is_cancelled(void* self) {
    return static_cast<SqliteRows*>(self)->options_.cancel->load() ? 1 : 0;
  }

  // A number for each row, alike at every reading (SplitMix64): the rows with the smallest are the sample.
  static void draw(sqlite3_context* context, int, sqlite3_value**) {
    auto& self = *static_cast<SqliteRows*>(sqlite3_user_data(context));
    std::uint64_t x = (self.drawn_ += 0x9E3779B97F4A7C15ULL);
    x = (x ^ (x >> 30U)) * 0xBF58476D1CE4E5B9ULL;
    x = (x ^ (x >> 27U)) * 0x94D049BB133111EBULL;
    sqlite3_result_int64(context, static_cast<std::int64_t>(x ^ (x >> 31U)));
  }

  DatabaseUrl url_;
  RowOptions options_;
  Database database_;
  std::vector<Table> tables_;
  Statement statement_;
  std::string where_;
  std::vector<std::string> texts_;  // of binary cells
  std::uint64_t drawn_ = 0;
  bool is_lost_ = false;
};

}  // namespace

Result<OpenedRows> open_sqlite(const DatabaseUrl& url, const RowOptions& options) {
  return begin_rows(url, std::make_unique<SqliteRows>(url, options));
}

}  // namespace tidegate
