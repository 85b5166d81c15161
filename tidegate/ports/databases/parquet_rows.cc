#include "tidegate/ports/databases/parquet_rows.h"

#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>
#include <filesystem>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include "tidegate/base/shared_library.h"
#include "tidegate/ports/databases/binary_cell.h"
#include "tidegate/ports/databases/database_url.h"

namespace tidegate {
namespace {

// What is used of DuckDB's C API, which promises these shapes (duckdb.h, version 1.2 and later).
using Index = std::uint64_t;
using Handle = void*;
struct RawResult {
  Index no_columns;
  Index no_rows;
  Index no_changes;
  void* no_cells;
  char* no_message;
  void* inside;
};
struct RawString {  // of 12 octets or less inside, else elsewhere behind a prefix of 4
  std::uint32_t length;
  char inlined[4];
  union {
    char more[8];
    char* pointer;
  } rest;
};
static_assert(sizeof(RawString) == 16);
constexpr std::uint32_t kInlined = 12;
constexpr int kSuccess = 0;
constexpr std::uint32_t kBlob = 18;

struct Duck {
  int (*create_config)(Handle*);
  int (*set_config)(Handle, const char*, const char*);
  void (*destroy_config)(Handle*);
  int (*open)(const char*, Handle*, Handle, char**);
  void (*close)(Handle*);
  int (*connect)(Handle, Handle*);
  void (*disconnect)(Handle*);
  int (*query)(Handle, const char*, RawResult*);
  int (*prepare)(Handle, const char*, Handle*);
  void (*destroy_prepare)(Handle*);
  int (*pending)(Handle, Handle*);
  int (*execute)(Handle, RawResult*);
  void (*destroy_pending)(Handle*);
  void (*destroy_result)(RawResult*);
  const char* (*result_error)(RawResult*);
  Index (*column_count)(RawResult*);
  const char* (*column_name)(RawResult*, Index);
  std::uint32_t (*column_type)(RawResult*, Index);
  Handle (*fetch)(RawResult);
  Index (*chunk_size)(Handle);
  Handle (*chunk_vector)(Handle, Index);
  void (*destroy_chunk)(Handle*);
  void* (*vector_data)(Handle);
  std::uint64_t* (*vector_validity)(Handle);
  void (*free)(void*);

  static std::optional<Duck> load(const std::string& name) {
    const SharedLibrary library(name);
    Duck d{};
    const bool is_whole =
        library.find("duckdb_create_config", d.create_config) &&
        library.find("duckdb_set_config", d.set_config) &&
        library.find("duckdb_destroy_config", d.destroy_config) && library.find("duckdb_open_ext", d.open) &&
        library.find("duckdb_close", d.close) && library.find("duckdb_connect", d.connect) &&
        library.find("duckdb_disconnect", d.disconnect) && library.find("duckdb_query", d.query) &&
        library.find("duckdb_prepare", d.prepare) &&
        library.find("duckdb_destroy_prepare", d.destroy_prepare) &&
        library.find("duckdb_pending_prepared_streaming", d.pending) &&
        library.find("duckdb_execute_pending", d.execute) &&
        library.find("duckdb_destroy_pending", d.destroy_pending) &&
        library.find("duckdb_destroy_result", d.destroy_result) &&
        library.find("duckdb_result_error", d.result_error) &&
        library.find("duckdb_column_count", d.column_count) &&
        library.find("duckdb_column_name", d.column_name) &&
        library.find("duckdb_column_type", d.column_type) && library.find("duckdb_fetch_chunk", d.fetch) &&
        library.find("duckdb_data_chunk_get_size", d.chunk_size) &&
        library.find("duckdb_data_chunk_get_vector", d.chunk_vector) &&
        library.find("duckdb_destroy_data_chunk", d.destroy_chunk) &&
        library.find("duckdb_vector_get_data", d.vector_data) &&
        library.find("duckdb_vector_get_validity", d.vector_validity) && library.find("duckdb_free", d.free);
    if (!is_whole) return std::nullopt;
    return d;
  }
};

class ParquetRows final : public RowSource {
 public:
  ParquetRows(const Duck& duck, std::string path, const RowOptions& options)
      : duck_(duck), path_(std::move(path)), options_(options) {}
  ~ParquetRows() override {
    end_query();
    if (connection_ != nullptr) duck_.disconnect(&connection_);
    if (database_ != nullptr) duck_.close(&database_);
  }
  ParquetRows(const ParquetRows&) = delete;
  ParquetRows& operator=(const ParquetRows&) = delete;

  Result<void> begin() {
    std::error_code error;
    const std::string whole = std::filesystem::absolute(path_, error).string();
    // Such a name would be a pattern, and other files be read for it.
    if (whole.find_first_of("*?[") != std::string::npos) {
      return fail({ErrorCode::kMalformed, "a Parquet file's path may hold none of * ? [: rename it", path_,
                   "Parquet 文件的路径中不能含有 *、?、[：请改名"});
    }
    file_ = sql_quoted(whole, '\'');
    if (const auto opened = open_database(); !opened) return opened;
    // Nothing but this file, nothing fetched, and no way back from that.
    for (const std::string& sql :
         {"SET allowed_paths = [" + file_ + "]", std::string("SET enable_external_access = false"),
          std::string("SET lock_configuration = true")}) {
      if (const auto done = run(sql); !done) return done;
    }
    return describe();
  }

  std::string_view format() const override { return "parquet"; }
  const std::vector<Table>& tables() const override { return tables_; }
  bool is_lost() const override { return true; }  // there is one table

  Result<void> open(std::size_t, std::uint64_t sample_rows) override {
    end_query();
    std::string sql = "SELECT ";
    for (std::size_t i = 0; i < is_blob_.size(); ++i) {
      const std::string name = sql_quoted(tables_[0].columns[i].name, '"');
      sql += i == 0 ? "" : ", ";
      sql +=
          is_blob_[i]
              ? fmt::format("CASE WHEN octet_length({0}) > {1} THEN repeat('\\x00'::BLOB, {2}) ELSE {0} END",
                            name, options_.max_binary_bytes, kShortBinary + 1)
              : fmt::format("CAST({} AS VARCHAR)", name);
    }
    sql += " FROM " + table();
    // One thread and one seed: the same rows at every reading.
    if (sample_rows > 0) sql += fmt::format(" USING SAMPLE reservoir({} ROWS) REPEATABLE (1)", sample_rows);
    Handle pending = nullptr;
    if (duck_.prepare(connection_, sql.c_str(), &statement_) != kSuccess) return fault();
    const bool is_ready =
        duck_.pending(statement_, &pending) == kSuccess && duck_.execute(pending, &result_) == kSuccess;
    has_result_ = is_ready;
    duck_.destroy_pending(&pending);
    if (!is_ready) return fault();
    return {};
  }

  Result<bool> next(std::vector<Cell>& row) override {
    if (row_ == rows_) {
      if (options_.cancel != nullptr && options_.cancel->load()) {
        return fail({ErrorCode::kCancelled, "interrupted while reading", path_, "读取时被中断"});
      }
      if (chunk_ != nullptr) duck_.destroy_chunk(&chunk_);
      chunk_ = duck_.fetch(result_);
      row_ = 0;
      rows_ = chunk_ == nullptr ? 0 : duck_.chunk_size(chunk_);
      if (rows_ == 0) {
        const char* const error = duck_.result_error(&result_);
        if (error != nullptr && *error != '\0') return fault();
        return false;
      }
    }
    row.resize(is_blob_.size());
    texts_.resize(is_blob_.size());
    for (std::size_t i = 0; i < row.size(); ++i) row[i] = cell(i);
    ++row_;
    return true;
  }

 private:
  Cell cell(std::size_t column) {
    const Handle vector = duck_.chunk_vector(chunk_, column);
    const std::uint64_t* const valid = duck_.vector_validity(vector);
    if (valid != nullptr && (valid[row_ / 64] >> (row_ % 64) & 1) == 0) return {};
    const auto* const strings = static_cast<const RawString*>(duck_.vector_data(vector));
    const RawString& raw = strings[row_];
    const char* const begin =
        raw.length <= kInlined ? reinterpret_cast<const char*>(&raw) + sizeof raw.length : raw.rest.pointer;
    const std::string_view text(begin, raw.length);
    if (is_blob_[column]) return binary_cell(text, texts_[column]);
    return text.size() > options_.max_cell_bytes ? Cell{{}, true} : Cell{text, false};
  }

  Result<void> open_database() {
    Handle config = nullptr;
    if (duck_.create_config(&config) != kSuccess) return fault();
    for (const auto& [key, value] : {std::pair{"threads", "1"},
                                     {"memory_limit", "256MB"},
                                     {"temp_directory", ""},
                                     {"autoinstall_known_extensions", "false"},
                                     {"autoload_known_extensions", "false"},
                                     {"allow_community_extensions", "false"},
                                     {"preserve_insertion_order", "true"}}) {
      duck_.set_config(config, key, value);
    }
    char* message = nullptr;
    const bool is_open = duck_.open(nullptr, &database_, config, &message) == kSuccess;
    if (message != nullptr) duck_.free(message);
    duck_.destroy_config(&config);
    if (!is_open || duck_.connect(database_, &connection_) != kSuccess) return fault();
    return {};
  }

  std::string table() const { return fmt::format("read_parquet({}, hive_partitioning = false)", file_); }

  Result<void> run(const std::string& sql) {
    RawResult result{};
    const bool is_done = duck_.query(connection_, sql.c_str(), &result) == kSuccess;
    duck_.destroy_result(&result);
    if (!is_done) return fault();
    return {};
  }

  Result<void> describe() {
    RawResult result{};
    const bool is_done =
        duck_.query(connection_, ("SELECT * FROM " + table() + " LIMIT 0").c_str(), &result) == kSuccess;
    Table found;
    for (Index i = 0; is_done && i < duck_.column_count(&result); ++i) {
      found.columns.push_back({duck_.column_name(&result, i), ""});
      is_blob_.push_back(duck_.column_type(&result, i) == kBlob);
    }
    duck_.destroy_result(&result);
    if (!is_done) return fault();
    tables_.push_back(std::move(found));
    return {};
  }

  void end_query() {
    if (chunk_ != nullptr) duck_.destroy_chunk(&chunk_);
    if (has_result_) duck_.destroy_result(&result_);
    if (statement_ != nullptr) duck_.destroy_prepare(&statement_);
    chunk_ = statement_ = nullptr;
    has_result_ = false;
    row_ = rows_ = 0;
  }

  // DuckDB's message may hold a value of the file, and is not repeated.
  tl::unexpected<Error> fault() const {
    return fail({ErrorCode::kMalformed,
                 "the Parquet file is damaged, encrypted, cut short or needs more than 256 MiB at once: "
                 "write it again, "
                 "with smaller row groups",
                 path_,
                 "Parquet 文件已损坏、加密、不完整，或一次需要超过 256 MiB 内存：请重新写出，并减小行组"});
  }

  Duck duck_;
  std::string path_;
  std::string file_;  // as SQL writes it
  RowOptions options_;
  Handle database_ = nullptr;
  Handle connection_ = nullptr;
  std::vector<Table> tables_;
  std::vector<bool> is_blob_;  // columns
  Handle statement_ = nullptr;
  RawResult result_{};
  bool has_result_ = false;
  Handle chunk_ = nullptr;
  Index rows_ = 0;  // of the chunk
  Index row_ = 0;
  std::vector<std::string> texts_;  // of binary cells
};

// What is loaded runs as the user: nobody else may have put it there.
Result<void> check_unwritable(const std::string& path) {
  struct stat status {};
  if (::lstat(path.c_str(), &status) != 0) return {};  // nothing will be loaded
  if (S_ISLNK(status.st_mode)) {
    return fail({ErrorCode::kUnavailable, "is a symbolic link, and is not loaded; name the real place", path,
                 "是符号链接，不予加载；请给出实际位置"});
  }
  if (status.st_uid != ::geteuid() && status.st_uid != 0) {
    return fail({ErrorCode::kUnavailable, "belongs to another user, and is not loaded", path,
                 "属于其他用户，不予加载"});
  }
  if ((status.st_mode & 0022) == 0) return {};
  return fail({ErrorCode::kUnavailable,
               fmt::format("may be written by other users, and is not loaded; run: chmod go-w {}", path),
               path, fmt::format("可被其他用户写入，不予加载；请执行：chmod go-w {}", path)});
}

}  // namespace

Result<std::string> parquet_library(const std::string& stated, const std::string& home) {
  std::string own;
  if (stated.empty() && !home.empty()) {
    own = home + "/lib/libduckdb.so";
    struct stat status {};
    if (::lstat(own.c_str(), &status) != 0) own.clear();
  }
  for (const std::string& part : {own, home + "/lib", home}) {
    if (own.empty()) break;
    if (const auto ok = check_unwritable(part); !ok) return fail(ok.error());
  }
  for (const std::string& name : {stated, own, std::string("libduckdb.so")}) {
    if (!name.empty() && Duck::load(name)) return name;
  }
  return std::string();
}

Result<OpenedRows> open_parquet(const std::string& path, const RowOptions& options) {
  const auto library = parquet_library(options.duckdb, options.home);
  if (!library) return fail(library.error());
  const auto duck = Duck::load(*library);
  if (library->empty() || !duck) {
    return fail({ErrorCode::kUnavailable,
                 "it is a Parquet file, which is read through libduckdb: `tools/setup parquet` fetches that, "
                 "or name it "
                 "with TIDEGATE_DUCKDB=PATH",
                 path,
                 "这是 Parquet 文件，需通过 libduckdb 读取：运行 `tools/setup parquet` 获取，或用 "
                 "TIDEGATE_DUCKDB=路径 指定"});
  }
  auto rows = std::make_unique<ParquetRows>(*duck, path, options);
  OpenedRows opened;
  opened.shown = path;
  if (const auto begun = rows->begin(); !begun) return fail(begun.error());
  opened.source = std::move(rows);
  return opened;
}

}  // namespace tidegate
