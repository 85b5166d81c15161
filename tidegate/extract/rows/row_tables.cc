#include "tidegate/extract/rows/row_tables.h"

#include <fmt/format.h>
#include <simdjson.h>

#include <algorithm>
#include <utility>
#include <vector>

#include "tidegate/base/hash.h"
#include "tidegate/base/utf8.h"

namespace tidegate {
namespace {

using Row = std::vector<RowSource::Cell>;

// Gathers rows into blocks, hashes what it sends and remembers what was left out.
class BlockWriter {
 public:
  BlockWriter(std::size_t columns, const std::string& path, TableSink& sink, const ExtractOptions& options)
      : unread_(columns), path_(path), sink_(sink), options_(options) {}

  Result<void> add(const Row& row) {
    std::uint64_t length = row.size();
    for (const RowSource::Cell& cell : row) length += cell.text.size();
    if (length > options_.max_row_bytes) {
      return fail({ErrorCode::kLimit, fmt::format("a row has more than {} octets", options_.max_row_bytes),
                   fmt::format("{}:row {}", path_, rows() + 1),
                   fmt::format("一行超过 {} 字节的上限", options_.max_row_bytes)});
    }
    if (!block_.text.empty() && block_.text.size() + length > options_.block_bytes) {
      if (const auto sent = send(); !sent) return sent;
    }
    for (std::uint32_t i = 0; i < row.size(); ++i) {
      unread_[i] += row[i].is_unread ? 1 : 0;
      block_.add_cell(i, row[i].text);
      read_.size_bytes += row[i].text.size();
    }
    block_.end_row();
    return {};
  }

  Result<void> send() {
    if (block_.rows() == 0) return {};
    mend();
    chain();
    sent_rows_ += block_.rows();
    RowBlock next;
    next.first_row = sent_rows_;
    std::swap(next, block_);
    return sink_.rows(std::move(next));
  }

  std::uint64_t rows() const { return sent_rows_ + block_.rows(); }
  const std::vector<std::uint64_t>& unread() const { return unread_; }
  std::uint64_t mended_blocks() const { return mended_; }
  RowsRead read() const {
    RowsRead read = read_;
    read.sha256 = hex(digest_);
    return read;
  }

 private:
  // Cells are to be UTF-8: what is not (a database that keeps octets of unknown encoding) is mended and
  // counted.
  void mend() {
    if (simdjson::validate_utf8(block_.text)) return;
    ++mended_;
    const std::string text = std::move(block_.text);
    const std::vector<RowBlock::Cell> cells = std::move(block_.cells);
    block_.text.clear();
    block_.cells.clear();
    for (const RowBlock::Cell& cell : cells) block_.add_cell(cell.column, valid_utf8(cell.in(text)));
  }

  void chain() {
    std::string bytes(digest_.begin(), digest_.end());
    bytes.reserve(bytes.size() + block_.cells.size() * 4 + block_.text.size());
    for (const RowBlock::Cell& cell : block_.cells) {
      for (int shift = 0; shift < 32; shift += 8)
        bytes.push_back(static_cast<char>(cell.length >> shift & 0xFF));
    }
    bytes += block_.text;
    digest_ = sha256(bytes);
  }

  RowBlock block_;
  std::uint64_t sent_rows_ = 0;
  std::vector<std::uint64_t> unread_;  // cells, one for each column
  std::uint64_t mended_ = 0;
  RowsRead read_;
  Sha256 digest_{};
  const std::string& path_;
  TableSink& sink_;
  const ExtractOptions& options_;
};

// "xm 姓名": of a column that is called by its initials the comment says what is in it. Its first line, not
// the whole of a manual.
std::string heading_of(const RowSource::Column& column) {
  constexpr std::size_t kMostCharacters = 60;
  const std::string comment = valid_utf8(column.comment.substr(0, column.comment.find_first_of("\r\n")));
  const std::string_view first = first_characters(comment, kMostCharacters);
  return first.empty() ? valid_utf8(column.name) : fmt::format("{} {}", valid_utf8(column.name), first);
}

TableInfo info_of(const RowSource& source, const RowSource::Table& table, std::string path) {
  TableInfo info;
  info.path = std::move(path);
  info.format = source.format();
  info.encoding = "utf-8";
  for (const RowSource::Column& column : table.columns) info.columns.push_back(heading_of(column));
  return info;
}

// The rule of three: what n rows drawn at random do not show is, at 95 % confidence, in at most 3 rows of n.
// That is a little above the exact bound, 1 - 0.05^(1/n). In hundredths of a percent, rounded up.
Text sample_note(std::uint64_t rows) {
  const std::uint64_t most = std::min<std::uint64_t>((30'000 + rows - 1) / rows, 10'000);
  const std::string percent = fmt::format("{}.{:02} %", most / 100, most % 100);
  return {
      fmt::format(
          "a sample: {} rows drawn at random from more; what none of them shows is in at most {} of the "
          "table's rows (95 % confidence). Its counts are leasts: no limit of a law is judged by them",
          rows, percent),
      fmt::format(
          "抽样：从更多的行中随机抽取 {} 行；样本中未出现的内容，在全表中所占的行数不超过 {}（95 % 置信度）。"
          "计数仅为下限，不据以判定任何法定门槛",
          rows, percent)};
}

void tell_end(const std::vector<RowSource::Column>& names, const BlockWriter& writer, RowsRead& read,
              TableEnd& end) {
  for (std::uint32_t i = 0; i < writer.unread().size(); ++i) {
    if (writer.unread()[i] == 0) continue;
    read.unread_columns.push_back(i);
    end.notes.push_back(
        {fmt::format("column {}: {} cells hold pictures or other binary data, or are longer than is "
                     "read: what is in them is not known",
                     names[i].name, writer.unread()[i]),
         fmt::format("字段 {}：{} 个单元格为图片等二进制数据或超出读取长度，其内容未知", names[i].name,
                     writer.unread()[i])});
  }
  if (writer.mended_blocks() > 0) {
    end.notes.push_back(
        {"octets that are not UTF-8 were replaced by U+FFFD: the database does not know its encoding",
         "非 UTF-8 的字节已替换为 U+FFFD：该数据库未声明其编码"});
  }
}

}  // namespace

std::string table_path(std::string_view path, std::string_view table) {
  return table.empty() ? std::string(path) : fmt::format("{}!{}", path, table);
}

Result<RowsRead> read_table(RowSource& source, std::size_t table, std::string_view path,
                            std::uint64_t sample_rows, TableSink& sink, const ExtractOptions& options) {
  const RowSource::Table& told = source.tables().at(table);
  const TableInfo info = info_of(source, told, table_path(path, valid_utf8(told.name)));
  if (told.columns.size() > options.max_columns) {
    return fail({ErrorCode::kLimit, fmt::format("more than {} columns", options.max_columns), info.path,
                 fmt::format("超过 {} 列的上限", options.max_columns)});
  }
  // One row more than wanted tells whether there are more.
  if (const auto open = source.open(table, sample_rows == 0 ? 0 : sample_rows + 1); !open)
    return fail(open.error());
  if (const auto begun = sink.begin(info); !begun) return fail(begun.error());
  BlockWriter writer(told.columns.size(), info.path, sink, options);
  TableEnd end;
  bool is_sample = false;
  Row row;
  for (;;) {
    const auto more = source.next(row);
    if (!more) return fail(more.error());
    if (!*more) break;
    if (sample_rows != 0 && writer.rows() == sample_rows) {
      is_sample = true;
      end.notes.push_back(sample_note(sample_rows));
      break;
    }
    if (const auto added = writer.add(row); !added) return fail(added.error());
  }
  if (const auto sent = writer.send(); !sent) return fail(sent.error());
  end.rows = writer.rows();
  RowsRead read = writer.read();
  read.is_sample = is_sample;
  tell_end(told.columns, writer, read, end);
  if (const auto ended = sink.end(end); !ended) return fail(ended.error());
  return read;
}

}  // namespace tidegate
