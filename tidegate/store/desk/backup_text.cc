#include "tidegate/store/desk/backup_text.h"

#include <fmt/format.h>
#include <sodium.h>

#include <array>
#include <utility>

#include "tidegate/base/hash.h"
#include "tidegate/base/json.h"
#include "tidegate/base/json_writer.h"

namespace tidegate::store {

class RunningHash {
 public:
  RunningHash() { crypto_hash_sha256_init(&state_); }
  void add(std::string_view bytes) {
    crypto_hash_sha256_update(&state_, reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size());
  }
  std::string digest() const {
    crypto_hash_sha256_state copy = state_;
    std::array<std::uint8_t, crypto_hash_sha256_BYTES> out{};
    crypto_hash_sha256_final(&copy, out.data());
    return hex(out);
  }

 private:
  crypto_hash_sha256_state state_{};
};

namespace {

constexpr std::string_view kName = "tidegate desk";

Error damaged(std::int64_t line, std::string_view why, std::string_view why_zh) {
  return {ErrorCode::kCorrupt,
          fmt::format("the backup is damaged in line {}: {}", line, why),
          {},
          fmt::format("备份第 {} 行已损坏：{}", line, why_zh)};
}

std::string head_line(const BackupHead& head) {
  JsonWriter json;
  json.begin_object().key("backup").string(kName).key("format").integer(kBackupFormat);
  json.key("step").integer(head.step).key("made_ms").integer(head.made_ms).end_object();
  return json.take();
}
std::string table_line(std::string_view name, std::span<const std::string> columns) {
  JsonWriter json;
  json.begin_object().key("table").string(name).key("columns").begin_array();
  for (const std::string& column : columns) json.string(column);
  json.end_array().end_object();
  return json.take();
}
std::string cells_line(std::span<const BackupCell> cells) {
  JsonWriter json;
  json.begin_array();
  for (const BackupCell& cell : cells) {
    if (const auto* number = std::get_if<std::int64_t>(&cell)) {
      json.integer(*number);
    } else if (const auto* text = std::get_if<std::string>(&cell)) {
      json.string(*text);
    } else {
      json.null();
    }
  }
  json.end_array();
  return json.take();
}
std::string sum_line(std::string_view key, std::int64_t rows, const std::string& sha256) {
  JsonWriter json;
  json.begin_object().key(key).integer(rows).key("sha256").string(sha256).end_object();
  return json.take();
}

}  // namespace

BackupWriter::BackupWriter(std::function<Result<void>(std::string_view)> out)
    : out_(std::move(out)), all_(std::make_unique<RunningHash>()) {}
BackupWriter::~BackupWriter() = default;

Result<void> BackupWriter::put(std::string line) {
  line += '\n';
  all_->add(line);
  return out_(line);
}
Result<void> BackupWriter::begin(const BackupHead& head) { return put(head_line(head)); }
Result<void> BackupWriter::begin_table(std::string_view name, std::span<const std::string> columns) {
  table_ = std::make_unique<RunningHash>();
  table_rows_ = 0;
  return put(table_line(name, columns));
}
Result<void> BackupWriter::row(std::span<const SqlValue> values) {
  std::vector<BackupCell> cells;
  for (const SqlValue& value : values) {
    if (const auto* number = std::get_if<std::int64_t>(&value)) {
      cells.emplace_back(*number);
    } else if (const auto* text = std::get_if<std::string>(&value)) {
      cells.emplace_back(*text);
    } else if (const auto* octets = std::get_if<SqlOctets>(&value)) {
      cells.emplace_back(base64_of(octets->bytes));
    } else {
      cells.emplace_back(std::monostate());
    }
  }
  std::string line = cells_line(cells);
  table_->add(line);
  table_->add("\n");
  ++table_rows_;
  ++rows_;
  return put(std::move(line));
}
Result<void> BackupWriter::end_table() { return put(sum_line("rows", table_rows_, table_->digest())); }
Result<BackupSums> BackupWriter::end() {
  BackupSums sums{rows_, all_->digest()};
  if (const auto done = out_(sum_line("all_rows", sums.rows, sums.sha256) + "\n"); !done)
    return fail(done.error());
  return sums;
}

namespace {

// Every line must be the very octets that we would write: nothing else is ours.
class Reading {
 public:
  Reading(const std::function<Result<std::optional<std::string>>()>& next, BackupSink& sink)
      : next_(next), sink_(sink) {}

  Result<BackupSums> all() {
    if (const auto begun = head(); !begun) return fail(begun.error());
    for (;;) {
      auto line = take();
      if (!line) return fail(line.error());
      if (line->find("table") != nullptr) {
        if (const auto read = table(*line); !read) return fail(read.error());
        continue;
      }
      if (text_ != sum_line("all_rows", rows_, before_.digest()))
        return fail(damaged(line_, "its last line does not fit what stands before it", "末行与前文不符"));
      BackupSums sums{rows_, before_.digest()};
      const auto more = next_();
      if (!more) return fail(more.error());
      if (*more) return fail(damaged(line_ + 1, "something stands behind its end", "结尾之后还有内容"));
      return sums;
    }
  }

 private:
  // The next line as JSON; text_ holds its octets, before_ the hash of all lines before it.
  Result<Json> take() {
    if (line_ > 0) {
      before_.add(text_);
      before_.add("\n");
    }
    auto text = next_();
    if (!text) return fail(text.error());
    ++line_;
    if (!*text) return fail(damaged(line_, "it is cut off", "内容不完整"));
    text_ = std::move(**text);
    auto json = parse_json(text_, "backup");
    if (!json) return fail(damaged(line_, "a line is no JSON", "某行不是 JSON"));
    return json;
  }
  static std::int64_t integer(const Json& object, std::string_view key) {
    const Json* value = object.find(key);
    const auto* number = value == nullptr ? nullptr : value->integer();
    return number == nullptr ? -1 : *number;
  }
  // A file that was cut off within its first line is told as what never was one: nothing is in either.
  Result<void> head() {
    const auto json = take();
    if (!json && json.error().code != ErrorCode::kCorrupt) return fail(json.error());  // not read at all
    const BackupHead head{json ? integer(*json, "step") : -1, json ? integer(*json, "made_ms") : -1};
    if (!json || text_ != head_line(head))
      return fail({ErrorCode::kCorrupt,
                   "is no backup of a desk, or is damaged in its first line: name a file that tidegate admin "
                   "backup wrote",
                   {},
                   "不是办理台备份，或其首行已损坏：请指定由 tidegate admin backup 写出的文件"});
    return sink_.begin(head);
  }
  Result<void> table(const Json& json) {
    const Json* name = json.find("table");
    const Json* list = json.find("columns");
    std::vector<std::string> columns;
    if (list != nullptr && list->array() != nullptr) {
      for (const Json& column : *list->array())
        columns.push_back(column.string() == nullptr ? "" : *column.string());
    }
    if (name->string() == nullptr || text_ != table_line(*name->string(), columns))
      return fail(damaged(line_, "a table is not named as it should be", "表的名称行无效"));
    if (const auto begun = sink_.begin_table(*name->string(), columns); !begun) return fail(begun.error());
    RunningHash hash;
    for (std::int64_t rows = 0;; ++rows) {
      const auto row = take();
      if (!row) return fail(row.error());
      if (row->array() == nullptr) {
        if (text_ == sum_line("rows", rows, hash.digest())) return {};
        return fail(
            damaged(line_, "a table's hash or count does not fit its rows", "某表的散列或行数与内容不符"));
      }
      hash.add(text_);
      hash.add("\n");
      ++rows_;
      if (const auto put = give(*row->array(), columns.size()); !put) return fail(put.error());
    }
  }
  Result<void> give(const Json::Array& values, std::size_t columns) {
    std::vector<BackupCell> cells;
    bool is_plain = values.size() == columns;
    for (const Json& value : values) {
      if (value.integer() != nullptr) {
        cells.emplace_back(*value.integer());
      } else if (value.string() != nullptr) {
        cells.emplace_back(*value.string());
      } else {
        is_plain = is_plain && value.is_null();
        cells.emplace_back(std::monostate());
      }
    }
    if (!is_plain || text_ != cells_line(cells))
      return fail(damaged(line_, "a row is not as it was written", "某行内容与写入时不同"));
    return sink_.row(std::move(cells));
  }

  const std::function<Result<std::optional<std::string>>()>& next_;
  BackupSink& sink_;
  RunningHash before_;
  std::string text_;
  std::int64_t line_ = 0;
  std::int64_t rows_ = 0;
};

}  // namespace

Result<BackupSums> read_backup(const std::function<Result<std::optional<std::string>>()>& next,
                               BackupSink& sink) {
  return Reading(next, sink).all();
}

}  // namespace tidegate::store
