#include "tidegate/lists/table_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "tidegate/base/utf8.h"

namespace tidegate::lists {
namespace {

constexpr std::size_t kToldInFull = 20;

std::string shown(std::string_view value) { return std::string(first_characters(value, 40)); }

std::vector<std::string_view> cut(std::string_view line) {
  std::vector<std::string_view> values;
  constexpr std::size_t kUsual = 24;  // columns
  values.reserve(kUsual);
  for (;;) {
    const std::size_t end = line.find('\t');
    values.push_back(line.substr(0, end));
    if (end == std::string_view::npos) return values;
    line.remove_prefix(end + 1);
  }
}

bool has_control(std::string_view value) {
  unsigned found = 0;  // no early end: the loop is then one of the processor's vectors
  for (const char c : value) {
    const auto octet = static_cast<unsigned char>(c);
    found |= static_cast<unsigned>(octet < 0x20) | static_cast<unsigned>(octet == 0x7F);
  }
  return found != 0;
}

void check_value(const TableRow& row, std::size_t column, std::span<const std::string_view> columns,
                 TableProblems& problems) {
  const std::string_view value = row.values[column];
  if (value.size() > kLongestValue) {
    problems.add(
        row.line, columns[column],
        {fmt::format("is longer than {} octets", kLongestValue), fmt::format("超过 {} 字节", kLongestValue)});
  } else if (has_control(value)) {
    problems.add(row.line, columns[column], {"holds a control character", "含有控制字符"});
  } else if (!is_valid_utf8(value)) {
    problems.add(row.line, columns[column], {"is not UTF-8", "不是 UTF-8"});
  }
}

// Which columns there are; 0: not these.
std::size_t columns_of(std::string_view line, std::span<const std::string_view> columns, std::size_t must,
                       TableProblems& problems) {
  const std::vector<std::string_view> names = cut(line);
  for (std::size_t i = 0; i < std::max(names.size(), must); ++i) {
    if (i < names.size() && i < columns.size() && names[i] == columns[i]) continue;
    const std::string_view wanted = i < columns.size() ? columns[i] : std::string_view("-");
    problems.add(1, wanted,
                 {fmt::format("column {} of the header is \"{}\"; it should be \"{}\"", i + 1,
                              valid_utf8(shown(i < names.size() ? names[i] : "")), wanted),
                  fmt::format("表头第 {} 列为“{}”，应为“{}”", i + 1,
                              valid_utf8(shown(i < names.size() ? names[i] : "")), wanted)});
    return 0;
  }
  return names.size();
}

}  // namespace

void TableProblems::add(std::size_t line, std::string_view column, Text says) {
  if (count_++ == 0) first_line_ = line;
  if (count_ > kToldInFull) return;
  en_ += fmt::format("{}line {}, {}: {}", en_.empty() ? "" : "\n", line, column, says.en);
  zh_ += fmt::format("{}第 {} 行，{}：{}", zh_.empty() ? "" : "\n", line, column, says.zh);
}

Error TableProblems::error() const {
  Error error{ErrorCode::kMalformed, en_, fmt::format("{}:{}", table_, first_line_), zh_};
  if (count_ > kToldInFull) {
    error.what += fmt::format("\nand {} more", count_ - kToldInFull);
    error.what_zh += fmt::format("\n另有 {} 处", count_ - kToldInFull);
  }
  return error;
}

std::vector<TableRow> read_table(std::string_view tsv, std::span<const std::string_view> columns,
                                 std::size_t must, TableProblems& problems) {
  std::vector<TableRow> rows;
  if (tsv.size() > kLargestTable) {
    problems.add(1, columns[0],
                 {fmt::format("the table is larger than {} octets", kLargestTable),
                  fmt::format("表大于 {} 字节", kLargestTable)});
    return rows;
  }
  if (tsv.starts_with("\xEF\xBB\xBF")) tsv.remove_prefix(3);
  std::size_t given = 0;
  for (std::size_t line = 1; !tsv.empty(); ++line) {
    const std::size_t end = tsv.find('\n');
    std::string_view text = tsv.substr(0, end);
    tsv.remove_prefix(end == std::string_view::npos ? tsv.size() : end + 1);
    if (text.ends_with('\r')) text.remove_suffix(1);
    if (line == 1) {
      given = columns_of(text, columns, must, problems);
      if (given == 0) return rows;
      continue;
    }
    if (text.empty() && tsv.find_first_not_of("\r\n") == std::string_view::npos) break;
    TableRow row{line, cut(text)};
    if (row.values.size() != given) {
      problems.add(line, columns[std::min(row.values.size(), columns.size()) - 1],
                   {fmt::format("has {} values; the header has {}", row.values.size(), given),
                    fmt::format("有 {} 个值，表头有 {} 列", row.values.size(), given)});
      continue;
    }
    row.values.resize(columns.size());
    for (std::size_t i = 0; i < columns.size(); ++i) check_value(row, i, columns, problems);
    if (rows.size() == kMostRows) {
      problems.add(
          line, columns[0],
          {fmt::format("there are more than {} rows", kMostRows), fmt::format("超过 {} 行", kMostRows)});
      return rows;
    }
    rows.push_back(std::move(row));
  }
  if (given == 0) problems.add(1, columns[0], {"the header line is missing", "缺少表头"});
  return rows;
}

std::string ValueReader::required(std::size_t column) const {
  if (row_.values[column].empty()) wrong(column, {"is empty", "为空"});
  return text(column);
}

std::string ValueReader::one_of(std::size_t column, std::span<const std::string_view> words) const {
  const std::string_view value = row_.values[column];
  if (std::find(words.begin(), words.end(), value) == words.end()) {
    std::string all;
    for (const std::string_view word : words) {
      if (!word.empty()) all += (all.empty() ? "" : ", ") + std::string(word);
    }
    wrong(column, {fmt::format("\"{}\" is none of {}", shown(value), all),
                   fmt::format("“{}”不在 {} 之列", shown(value), all)});
  }
  return std::string(value);
}

std::optional<std::int64_t> ValueReader::number(std::size_t column) const {
  const std::string_view value = row_.values[column];
  if (value.empty()) return std::nullopt;
  std::int64_t n = 0;
  const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), n);
  if (error != std::errc{} || end != value.data() + value.size() || n < 0) {
    wrong(column, {fmt::format("\"{}\" is not a whole number from 0", shown(value)),
                   fmt::format("“{}”不是非负整数", shown(value))});
    return std::nullopt;
  }
  return n;
}

std::optional<Date> ValueReader::day(std::size_t column) const {
  const std::string_view value = row_.values[column];
  if (value.empty()) return std::nullopt;
  const auto date = Date::parse(value);
  if (date) return *date;
  wrong(column, {fmt::format("\"{}\" is no day of the form YYYY-MM-DD", shown(value)),
                 fmt::format("“{}”不是 YYYY-MM-DD 形式的日期", shown(value))});
  return std::nullopt;
}

bool is_list_id(std::string_view text) {
  return !text.empty() && text.size() <= 64 && std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
  });
}

std::string ValueReader::identifier(std::size_t column) const {
  const std::string_view value = row_.values[column];
  if (!is_list_id(value)) {
    wrong(column,
          {fmt::format("\"{}\" is no name of 1 to 64 lower-case letters, digits and hyphens", shown(value)),
           fmt::format("“{}”应为 1 至 64 个小写字母、数字或连字符", shown(value))});
  }
  return std::string(value);
}

}  // namespace tidegate::lists
