// The lines of a backup: written from rows, and read again with every hash and count verified. Format:
// docs/formats/desk-backup.md. Private to this room.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "tidegate/base/result.h"
#include "tidegate/store/desk/desk_store.h"
#include "tidegate/store/desk/sql_session.h"

namespace tidegate::store {

inline constexpr std::int64_t kBackupFormat = 1;
inline constexpr std::size_t kLongestBackupLine =
    64U * 1024 * 1024;  // holds a blob of kLargestBlob in base64

struct BackupHead {
  std::int64_t step = 0;     // of the tables' shape
  std::int64_t made_ms = 0;  // UTC
};

class RunningHash;  // SHA-256 of what is written so far

class BackupWriter {
 public:
  // out  takes whole lines.
  explicit BackupWriter(std::function<Result<void>(std::string_view line)> out);
  ~BackupWriter();
  Result<void> begin(const BackupHead& head);
  Result<void> begin_table(std::string_view name, std::span<const std::string> columns);
  Result<void> row(std::span<const SqlValue> values);  // octets are written in base64
  Result<void> end_table();
  Result<BackupSums> end();

 private:
  Result<void> put(std::string line);
  std::function<Result<void>(std::string_view)> out_;
  std::unique_ptr<RunningHash> all_;
  std::unique_ptr<RunningHash> table_;
  std::int64_t table_rows_ = 0;
  std::int64_t rows_ = 0;
};

// A cell of a row that was read: NULL, a number, or a text (of octets: their base64).
using BackupCell = std::variant<std::monostate, std::int64_t, std::string>;
class BackupSink {
 public:
  virtual ~BackupSink() = default;
  virtual Result<void> begin(const BackupHead& head) = 0;
  virtual Result<void> begin_table(const std::string& name, const std::vector<std::string>& columns) = 0;
  virtual Result<void> row(std::vector<BackupCell> cells) = 0;  // as many as the table has columns
};

// next  the next line without its end; none: the file has ended.
// Errors: kCorrupt (not as it was written, or cut off), and those of `next` and `sink`.
Result<BackupSums> read_backup(const std::function<Result<std::optional<std::string>>()>& next,
                               BackupSink& sink);

}  // namespace tidegate::store
