#include "tidegate/store/desk/desk_backup.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <utility>

#include "tidegate/store/desk/backup_text.h"
#include "tidegate/store/desk/migrations.h"
#include "tidegate/store/desk/table_shapes.h"
#include "tidegate/store/write_file.h"

namespace tidegate::store {
namespace {

Error conflict(std::string what, std::string what_zh, std::string where = {}) {
  return {ErrorCode::kConflict, std::move(what), std::move(where), std::move(what_zh)};
}

std::vector<std::string> names_of(const TableShape& table) {
  std::vector<std::string> names;
  for (const ColumnInfo& column : *table.columns) names.emplace_back(column.name);
  return names;
}

Result<void> write_tables(SqlSession& session, BackupWriter& writer) {
  for (const TableShape& table : table_shapes()) {
    const std::vector<std::string> names = names_of(table);
    if (const auto begun = writer.begin_table(table.name, names); !begun) return begun;
    const auto walked = walk_table(session, table, rows_at_a_time(table), [&](const SqlRow& row) {
      std::vector<SqlValue> values;
      for (std::size_t i = 0; i < row.size(); ++i)
        values.push_back(value_of_cell(session.dialect(), (*table.columns)[i].kind, row[i]));
      return writer.row(values);
    });
    if (!walked) return walked;
    if (const auto ended = writer.end_table(); !ended) return ended;
  }
  return {};
}

// A file under a name of its own until it is whole; gone where it never is.
class NewFile {
 public:
  explicit NewFile(std::string path) : path_(std::move(path)), part_(path_ + ".part") {}
  NewFile(const NewFile&) = delete;
  NewFile& operator=(const NewFile&) = delete;
  ~NewFile() {
    if (file_) ::unlink(part_.c_str());
  }
  Result<void> open() {
    if (::access(path_.c_str(), F_OK) == 0)
      return fail(conflict("such a file is there already", "文件已存在", path_));
    ::unlink(part_.c_str());  // of a program that was killed
    file_ = OpenFile(::open(part_.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600));
    if (!file_) return failed();
    return {};
  }
  Result<void> write(std::string_view bytes) {
    held_ += bytes;
    if (held_.size() < 1U << 20) return {};
    return flush();
  }
  Result<void> keep() {
    if (const auto flushed = flush(); !flushed) return flushed;
    if (::fsync(file_.get()) != 0) return failed();
    if (::renameat2(AT_FDCWD, part_.c_str(), AT_FDCWD, path_.c_str(), RENAME_NOREPLACE) != 0) return failed();
    file_ = OpenFile();
    const std::size_t slash = path_.rfind('/');
    const std::string folder = slash == std::string::npos ? "." : path_.substr(0, slash + 1);
    const OpenFile above(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (above) ::fsync(above.get());
    return {};
  }

 private:
  Result<void> flush() {
    std::string_view rest = held_;
    while (!rest.empty()) {
      const ssize_t n = ::write(file_.get(), rest.data(), rest.size());
      if (n < 0 && errno == EINTR) continue;
      if (n < 0) return failed();
      rest.remove_prefix(static_cast<std::size_t>(n));
    }
    held_.clear();
    return {};
  }
  tl::unexpected<Error> failed() const {
    return fail(system_error(errno, "cannot write the backup", "无法写入备份", path_));
  }

  std::string path_;
  std::string part_;
  std::string held_;
  OpenFile file_;
};

class Lines {
 public:
  explicit Lines(std::string path)
      : path_(std::move(path)), file_(::open(path_.c_str(), O_RDONLY | O_CLOEXEC)) {}
  bool is_open() const { return static_cast<bool>(file_); }
  Error failed() const { return system_error(errno, "cannot read the backup", "无法读取备份", path_); }

  Result<std::optional<std::string>> next() {
    std::size_t searched = at_;
    for (;;) {
      const std::size_t end = held_.find('\n', searched);
      if (end != std::string::npos) {
        std::string line = held_.substr(at_, end - at_);
        at_ = end + 1;
        return std::optional<std::string>(std::move(line));
      }
      held_.erase(0, at_);
      at_ = 0;
      searched = held_.size();
      if (held_.size() > kLongestBackupLine)
        return fail({ErrorCode::kCorrupt, "the backup is damaged: a line is too long", path_,
                     "备份已损坏：某行过长"});
      const std::size_t before = held_.size();
      held_.resize(before + (1U << 20));
      const ssize_t n = ::read(file_.get(), held_.data() + before, 1U << 20);
      held_.resize(before + static_cast<std::size_t>(n > 0 ? n : 0));
      if (n < 0 && errno != EINTR) return fail(failed());
      // Without its line end the last line was not written to its end.
      if (n == 0) return std::optional<std::string>();
    }
  }

 private:
  std::string path_;
  OpenFile file_;
  std::string held_;
  std::size_t at_ = 0;
};

Result<void> must_be_empty(SqlSession& session) {
  for (const TableShape& table : table_shapes()) {
    const bool is_head = table.name == Columns<AuditHeadRow>::kTable;
    const auto rows = session.rows(
        fmt::format("SELECT count(*) FROM {}{}", table.name, is_head ? " WHERE seq <> 0" : ""), 1);
    if (!rows) return fail(rows.error());
    if (rows->front()[0] != "0") {
      return fail(conflict("the desk holds something already: a backup is restored into an empty one",
                           "办理台中已有数据：备份只能恢复到空的数据库"));
    }
  }
  const auto emptied = session.run(fmt::format("DELETE FROM {}", Columns<AuditHeadRow>::kTable));
  if (!emptied) return fail(emptied.error());
  return {};
}

class IntoDatabase final : public BackupSink {
 public:
  explicit IntoDatabase(SqlSession& session) : session_(session) {}
  Result<void> begin(const BackupHead& head) override {
    const std::int64_t ours = migrations(session_.dialect()).back().number;
    if (head.step != ours) {
      return fail(
          conflict(fmt::format("the backup has the shape of step {}, this program that of {}: restore it "
                               "with the program that "
                               "made it, then run tidegate admin migrate with this one",
                               head.step, ours),
                   fmt::format("备份的结构为步骤 {}，本程序为步骤 {}：请用生成备份的程序恢复，再用本程序执行 "
                               "tidegate admin migrate",
                               head.step, ours)));
    }
    return must_be_empty(session_);
  }
  Result<void> begin_table(const std::string& name, const std::vector<std::string>& columns) override {
    if (next_ == tables_.size() || tables_[next_].name != name || names_of(tables_[next_]) != columns)
      return fail({ErrorCode::kCorrupt,
                   "the backup is damaged: its tables are not those of this shape",
                   {},
                   "备份已损坏：表结构不符"});
    insert_ = insert_text(name, *tables_[next_].columns, session_.dialect());
    ++next_;
    return {};
  }
  Result<void> row(std::vector<BackupCell> cells) override {
    const TableShape& table = tables_[next_ - 1];
    std::vector<SqlValue> values;
    for (std::size_t i = 0; i < cells.size(); ++i) {
      auto value = value_of(cells[i], (*table.columns)[i].kind);
      if (!value)
        return fail({ErrorCode::kCorrupt,
                     "the backup is damaged: a value is of another kind",
                     {},
                     "备份已损坏：值的类型不符"});
      values.push_back(std::move(*value));
    }
    const auto put = session_.run(insert_, values);
    if (!put && (put.error().code == ErrorCode::kConflict || put.error().code == ErrorCode::kNotFound))
      return fail({ErrorCode::kCorrupt,
                   "the backup is damaged: its rows do not fit together",
                   {},
                   "备份已损坏：各行相互矛盾"});
    if (!put) return fail(put.error());
    return {};
  }
  bool is_whole() const { return next_ == tables_.size(); }

 private:
  static std::optional<SqlValue> value_of(BackupCell& cell, ColumnKind kind) {
    if (std::holds_alternative<std::monostate>(cell)) {
      const bool may_be_none = kind == ColumnKind::kOptionalText || kind == ColumnKind::kOptionalOwner;
      return may_be_none ? std::optional<SqlValue>(std::monostate()) : std::nullopt;
    }
    if (const auto* number = std::get_if<std::int64_t>(&cell))
      return is_number(kind) ? std::optional<SqlValue>(*number) : std::nullopt;
    std::string& text = std::get<std::string>(cell);
    if (is_number(kind)) return std::nullopt;
    if (kind != ColumnKind::kOctets) return std::move(text);
    auto bytes = from_base64(text);
    if (!bytes) return std::nullopt;
    return SqlOctets{std::move(*bytes)};
  }

  SqlSession& session_;
  std::vector<TableShape> tables_ = table_shapes();
  std::size_t next_ = 0;
  std::string insert_;
};

}  // namespace

Result<BackupSums> write_backup_file(SqlSession& session, const std::string& file, std::int64_t now_ms) {
  NewFile made(file);
  if (const auto opened = made.open(); !opened) return fail(opened.error());
  BackupWriter writer([&](std::string_view line) { return made.write(line); });
  if (const auto begun = writer.begin({migrations(session.dialect()).back().number, now_ms}); !begun)
    return fail(begun.error());
  if (const auto written = write_tables(session, writer); !written) return fail(written.error());
  auto sums = writer.end();
  if (!sums) return fail(sums.error());
  if (const auto kept = made.keep(); !kept) return fail(kept.error());
  return sums;
}

Result<BackupSums> restore_backup_file(SqlSession& session, const std::string& file) {
  Lines lines(file);
  if (!lines.is_open()) return fail(lines.failed());
  IntoDatabase sink(session);
  auto sums = read_backup([&] { return lines.next(); }, sink);
  if (!sums) {
    Error error = sums.error();
    if (error.code == ErrorCode::kCorrupt)
      error.where = error.where.empty() ? file : file + ": " + error.where;
    return fail(std::move(error));
  }
  if (!sink.is_whole())
    return fail(
        {ErrorCode::kCorrupt, "the backup is damaged: a table is missing", file, "备份已损坏：缺少表"});
  return sums;
}

}  // namespace tidegate::store
