#include "tidegate/extract/sql/sql_dump.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "tidegate/base/utf8.h"
#include "tidegate/extract/rows/row_tables.h"
#include "tidegate/extract/schema/schema_text.h"
#include "tidegate/extract/sql/sql_cursor.h"

namespace tidegate {
namespace {

constexpr std::size_t kMostTables = 10'000;

// Whose words in quotes take a backslash for a mark: MySQL says so by its quotes of names, or where one
// stands before a quote inside a word (O\'Brien).
bool uses_backslashes(std::string_view text) {
  constexpr std::size_t kHead = 1000;
  const std::string head = sql_lower(text.substr(0, kHead));
  if (head.find("mysql") != std::string::npos || head.find("mariadb") != std::string::npos) return true;
  bool is_inside = false;
  for (const char c : text) {
    if (c == '\'') is_inside = !is_inside;
    if (c == '`' && !is_inside) return true;
  }
  for (std::size_t at = text.find("\\'"); at != std::string_view::npos; at = text.find("\\'", at + 2)) {
    const char next = at + 2 < text.size() ? text[at + 2] : '\n';
    if (is_sql_word_octet(next)) return true;
  }
  return false;
}

// Behind INSERT or REPLACE. False: it holds no plain rows.
bool take_insert(SqlCursor& cursor, std::string& table, std::vector<std::string>& columns) {
  while (true) {
    const std::size_t begin = cursor.at();
    if (is_any_of(cursor.take_word(),
                  {"into", "ignore", "delayed", "low_priority", "high_priority", "overwrite", "table"}))
      continue;
    cursor.go_to(begin);
    break;
  }
  table = cursor.take_name();
  if (table.empty() || !cursor.take_names(columns)) return false;
  if (cursor.take_word("overriding")) {
    cursor.take_word();
    cursor.take_word();
  }
  return cursor.take_word("values") || cursor.take_word("value");
}

// Behind COPY: up to the line of its first row.
bool take_copy(SqlCursor& cursor, std::string& table, std::vector<std::string>& columns) {
  table = cursor.take_name();
  if (table.empty() || !cursor.take_names(columns)) return false;
  if (!cursor.take_word("from") || !cursor.take_word("stdin")) return false;
  const std::size_t begin = cursor.at();
  while (!cursor.is_over() && cursor.peek() != ';') cursor.skip();
  const std::string options = sql_lower(cursor.since(begin));
  for (const char* other : {"csv", "delimiter", "binary", "null"}) {
    if (options.find(other) != std::string::npos) return false;  // its rows are read as text
  }
  cursor.skip();
  while (!cursor.is_over() && cursor.peek() != '\n') cursor.skip();
  cursor.skip();
  return true;
}

// "\N" is no value, "\t" a tab.
std::string copied_value(std::string_view field) {
  if (field == "\\N") return "";
  std::string out;
  for (std::size_t i = 0; i < field.size(); ++i) {
    if (field[i] != '\\' || i + 1 >= field.size()) {
      out += field[i];
      continue;
    }
    constexpr std::string_view kMarks = "bfnrtv";
    constexpr std::string_view kMeant = "\b\f\n\r\t\v";
    const std::size_t at = kMarks.find(field[++i]);
    out += at == std::string_view::npos ? field[i] : kMeant[at];
  }
  return out;
}

// SQL*Plus: words to the reader, to the end of the line.
bool is_said(std::string_view word) { return word == "rem" || word == "remark" || word == "prompt"; }

// Whether something stands there that may be data: a text in quotes (of settings these are words), a longer
// number, an address, other letters than A to Z.
bool may_hold_values(std::string_view text, bool are_words) {
  constexpr std::size_t kLongNumber = 6;
  std::size_t digits = 0;
  for (const char c : text) {
    digits = c >= '0' && c <= '9' ? digits + 1 : 0;
    if (digits >= kLongNumber || static_cast<unsigned char>(c) >= 0x80 || c == '@') return true;
    if (!are_words && (c == '\'' || c == '"')) return true;
  }
  return false;
}

bool begins_statement(std::string_view word) {
  return is_any_of(
      word, {"create",  "alter",  "drop",   "set",       "use",      "lock",    "unlock",  "begin",  "start",
             "comment", "go",     "select", "pragma",    "truncate", "delete",  "update",  "grant",  "revoke",
             "analyze", "vacuum", "print",  "exec",      "execute",  "if",      "declare", "commit", "prompt",
             "rem",     "merge",  "with",   "delimiter", "call",     "disable", "enable"});
}

}  // namespace

SqlDump recognise_sql_dump(std::string_view begin) {
  SqlCursor cursor(begin, uses_backslashes(begin));
  for (;;) {
    cursor.skip_space();
    if (cursor.take(';')) continue;
    if (cursor.is_over()) return SqlDump::kMaybe;
    std::string table;
    std::vector<std::string> columns;
    if (cursor.take_meta_line()) continue;
    const std::string word = cursor.take_word();
    if (word == "insert" || word == "replace") {
      if (take_insert(cursor, table, columns)) return SqlDump::kYes;
      if (table.empty()) return SqlDump::kNo;
    } else if (word == "copy") {
      if (take_copy(cursor, table, columns)) return SqlDump::kYes;
      if (table.empty()) return SqlDump::kNo;
    } else if (!begins_statement(word)) {
      return SqlDump::kNo;
    }
    if (word == "delimiter") {
      cursor.skip_delimited();
    } else if (is_said(word)) {
      cursor.take_line(true);
    } else if (word != "go") {
      cursor.skip_statement(word == "create");
    }
  }
}

SqlDumpReader::SqlDumpReader(TextWindow& window, TableInfo info, TableSink& sink,
                             const ExtractOptions& options)
    : window_(window),
      info_(std::move(info)),
      sink_(sink),
      options_(options),
      has_backslash_(uses_backslashes(window.text())),
      blocks_(sink, options) {}

tl::unexpected<Error> SqlDumpReader::wrong(std::string en, std::string zh, ErrorCode code) const {
  return fail({code, std::move(en), fmt::format("{}:byte {}", info_.path, window_.offset()), std::move(zh)});
}

tl::unexpected<Error> SqlDumpReader::never_ends() const {
  return wrong("the rows of an INSERT do not end: the dump is cut short, or no SQL",
               "INSERT 的数据没有结束：转储文件不完整，或并非 SQL");
}

Result<TableEnd> SqlDumpReader::read() {
  while (!window_.text().empty() || !window_.is_over()) {
    if (const auto ok = step(); !ok) return fail(ok.error());
  }
  if (place_ == Place::kCopy)
    return wrong("the rows of a COPY do not end: the dump is cut short; make it again",
                 "COPY 的数据没有结束：转储文件不完整，请重新导出");
  // Its last rest is told already: the table that the caller ends has none.
  const bool needs_end = !is_begun_ && has_told_;
  if (!rest_.empty() || needs_end) {
    if (const auto ok = end_table(); !ok) return fail(ok.error());
    return tell_rest();
  }
  if (!is_begun_) return wrong("it inserts no row that can be read", "其中没有可读取的数据行");
  if (const auto ok = blocks_.flush(); !ok) return fail(ok.error());
  return end();
}

// A statement, or as many rows as the window holds; more of the text where it holds none whole.
Result<void> SqlDumpReader::step() {
  SqlCursor cursor(window_.text(), has_backslash_);
  const Place place = place_;
  const Result<void> done = place == Place::kTuples ? tuples(cursor)
                            : place == Place::kCopy ? copied_lines(cursor)
                                                    : statement(cursor);
  if (!done) return done;
  const bool is_cut = place == Place::kStatement && is_cut_short(cursor);
  if (!is_cut && (cursor.at() > 0 || place_ != place)) {
    for (const auto& [begin, end] : cursor.comments()) {
      if (end <= cursor.at()) keep_rest(window_.text().substr(begin, end - begin), true);
    }
    window_.drop(cursor.at());
    if (rest_.size() < options_.block_bytes) return {};
    if (const auto ok = end_table(); !ok) return ok;
    const auto told = tell_rest();
    return told ? sink_.end(*told) : fail(told.error());
  }
  if (window_.is_over()) return never_ends();
  if (window_.text().size() > options_.max_row_bytes) {
    return wrong(fmt::format("a statement or row has more than {} octets", options_.max_row_bytes),
                 fmt::format("一条语句或一行超过 {} 字节的上限", options_.max_row_bytes), ErrorCode::kLimit);
  }
  return window_.more();
}

bool SqlDumpReader::is_cut_short(const SqlCursor& cursor) const {
  return cursor.is_starved() && !window_.is_over();
}

// Nothing is kept of one that is cut short: it comes again, with more behind it.
Result<void> SqlDumpReader::statement(SqlCursor& cursor) {
  cursor.skip_space();
  if (cursor.is_over() || cursor.take(';') || cursor.take_meta_line()) return {};
  const std::size_t begin = cursor.at();
  const std::string word = cursor.take_word();
  if (word.empty()) cursor.skip();
  if (word.empty() || word == "go") return {};
  const bool is_copy = word == "copy";
  if (is_copy || word == "insert" || word == "replace") {
    std::string table;
    std::vector<std::string> columns;
    const bool has_rows = is_copy ? take_copy(cursor, table, columns) : take_insert(cursor, table, columns);
    if (is_cut_short(cursor)) return {};
    if (has_rows) {
      place_ = is_copy ? Place::kCopy : Place::kTuples;
      return turn_to(table, std::move(columns));
    }
  }
  if (word == "delimiter") {
    if (!cursor.take(';')) cursor.skip_delimited();
    return {};
  }
  if (is_said(word)) {
    const auto line = cursor.take_line(window_.is_over());
    if (line) keep_rest(*line, true);
    return {};
  }
  cursor.skip_statement(word == "create");
  if (is_cut_short(cursor)) return {};
  const std::string_view text = cursor.since(begin);
  const bool is_comment =
      word.starts_with("exec") && text.find("sp_addextendedproperty") != std::string_view::npos;
  const std::string head = sql_lower(text.substr(0, text.find('(')));
  const bool is_table = is_any_of(word, {"create", "alter"}) && head.find("table") != std::string::npos &&
                        sql_lower(text).find("select") == std::string::npos;
  if (is_table || is_comment || word == "comment") {
    if (ddl_.size() + text.size() <= kLongestSchema) ddl_.append(text).append(";\n");
    return {};
  }
  keep_rest(text, is_any_of(word, {"set", "select", "use", "lock", "unlock", "drop", "pragma", "grant",
                                   "revoke", "alter", "analyze", "vacuum", "truncate"}));
  return {};
}

Result<void> SqlDumpReader::tuples(SqlCursor& cursor) {
  for (;;) {
    const std::size_t begin = cursor.at();
    cursor.take(',');
    cursor.take_word("row");
    cursor.skip_space();
    const bool is_tuple = cursor.peek() == '(';
    if (is_tuple && !take_tuple(cursor) && !is_cut_short(cursor)) {
      if (cursor.is_starved()) return never_ends();
      return wrong("a row of an INSERT cannot be read as values", "INSERT 的一行无法按数值读取");
    }
    if (is_cut_short(cursor)) {
      cursor.go_to(begin);
      return {};
    }
    if (!is_tuple) {
      cursor.take(';');
      place_ = Place::kStatement;
      return {};
    }
    if (const auto ok = add_row(); !ok) return ok;
  }
}

bool SqlDumpReader::take_tuple(SqlCursor& cursor) {
  row_.clear();
  cursor.skip();
  if (cursor.take(')')) return true;
  for (;;) {
    if (!cursor.take_value(row_.emplace_back())) return false;
    const char sign = cursor.peek();
    cursor.skip();
    if (sign == ')' || row_.size() > options_.max_columns) return true;
  }
}

Result<void> SqlDumpReader::copied_lines(SqlCursor& cursor) {
  while (!cursor.is_over()) {
    auto line = cursor.take_line(window_.is_over());
    if (!line) return {};
    if (*line == "\\.") {
      place_ = Place::kStatement;
      return {};
    }
    row_.clear();
    for (std::size_t tab = 0; tab != std::string_view::npos;) {
      tab = line->find('\t');
      row_.push_back(copied_value(line->substr(0, tab)));
      if (tab != std::string_view::npos) line->remove_prefix(tab + 1);
    }
    if (const auto ok = add_row(); !ok) return ok;
  }
  return {};
}

// The next rows are of this table; its columns by their names, none: as they were declared.
Result<void> SqlDumpReader::turn_to(const std::string& table, std::vector<std::string> columns) {
  if (table == table_ && columns == columns_) return {};
  if (const auto ok = end_table(); !ok) return ok;
  if (++tables_ > kMostTables) {
    return wrong(fmt::format("rows of different tables take turns more than {} times: sort the statements by "
                             "table, or export the tables one by one",
                             kMostTables),
                 fmt::format("不同表的数据交替出现超过 {} 次：请按表排序或逐表导出", kMostTables),
                 ErrorCode::kLimit);
  }
  table_ = table;
  columns_ = std::move(columns);
  return {};
}

// Names as CREATE TABLE gives them, with the first line of a comment behind.
std::vector<std::string> SqlDumpReader::declared_columns() {
  constexpr std::size_t kMostCharacters = 60;
  for (SchemaTable& table : ddl_tables(std::string_view(ddl_).substr(parsed_ddl_)))
    declared_.push_back(std::move(table));
  parsed_ddl_ = ddl_.size();
  // By its whole name; by the last part where that is one table's alone.
  const auto last_part = [](const std::string& name) { return name.substr(name.rfind('.') + 1); };
  const std::string wanted = sql_lower(table_);
  const SchemaTable* whole = nullptr;
  const SchemaTable* part = nullptr;
  std::size_t parts = 0;
  for (const SchemaTable& table : declared_) {
    const std::string name = sql_lower(table.name);
    if (name == wanted) whole = &table;
    if (last_part(name) != last_part(wanted)) continue;
    part = &table;
    ++parts;
  }
  const SchemaTable* found = whole != nullptr ? whole : parts == 1 ? part : nullptr;
  std::vector<std::string> names;
  if (found == nullptr) return names;
  for (const SchemaField& field : found->fields) {
    const std::string comment(
        first_characters(field.comment.substr(0, field.comment.find('\n')), kMostCharacters));
    names.push_back(comment.empty() ? field.name : field.name + " " + comment);
  }
  return names;
}

Result<void> SqlDumpReader::begin_table() {
  TableInfo info = info_;
  info.path = table_path(info_.path, table_);
  info.columns = declared_columns();
  const auto is_listed = [&](const std::string& heading, const std::string& name) {
    return sql_lower(heading) == sql_lower(name) || sql_lower(heading).starts_with(sql_lower(name) + " ");
  };
  std::vector<std::string> listed = columns_;
  for (std::string& name : listed) {
    for (const std::string& heading : info.columns) {
      if (is_listed(heading, name)) name = heading;
    }
  }
  if (!listed.empty()) info.columns = std::move(listed);
  if (info.columns.empty()) info.columns.resize(row_.size());
  if (!info.columns.front().empty()) info.header_row = 0;
  width_ = info.columns.size();
  ragged_ = 0;
  blocks_.begin(info.path, width_);
  is_begun_ = true;
  return sink_.begin(info);
}

Result<void> SqlDumpReader::add_row() {
  if (row_.size() > options_.max_columns) {
    return wrong(fmt::format("a row has {} values, over the limit of {}", row_.size(), options_.max_columns),
                 fmt::format("一行有 {} 个值，超过 {} 的上限", row_.size(), options_.max_columns),
                 ErrorCode::kLimit);
  }
  if (!is_begun_) {
    if (row_.empty()) return {};
    if (const auto ok = begin_table(); !ok) return ok;
  }
  for (std::uint32_t i = 0; i < row_.size(); ++i) blocks_.add_cell(i, row_[i]);
  if (row_.size() != width_) ++ragged_;
  return blocks_.end_row(row_.size());
}

Result<void> SqlDumpReader::end_table() {
  if (!is_begun_) return {};
  if (const auto ok = blocks_.flush(); !ok) return ok;
  is_begun_ = false;
  return sink_.end(end());
}

void SqlDumpReader::keep_rest(std::string_view text, bool are_words) {
  if (may_hold_values(text, are_words)) rest_.append(text).append("\n");
}

// Begins a table of running text and gives its rows; the end is the caller's.
Result<TableEnd> SqlDumpReader::tell_rest() {
  TableInfo info = info_;
  info.path = table_path(info_.path, "(statements)");
  info.columns = {"text"};
  info.is_prose = true;
  if (const auto ok = sink_.begin(info); !ok) return fail(ok.error());
  RowBlock block;
  block.text = std::exchange(rest_, {});
  for (std::size_t begin = 0; begin < block.text.size();) {
    const std::size_t end = block.text.find('\n', begin);
    if (end > begin)
      block.cells.push_back({static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end - begin), 0});
    block.end_row();
    begin = end + 1;
  }
  TableEnd told{block.rows(), 0, {}};
  told.notes.push_back(
      {"statements and comments of the dump that put no plain rows into a table: read as text",
       "转储中并非逐行插入数据的语句与注释：按文本读取"});
  has_told_ = true;
  if (block.rows() == 0) return told;
  if (const auto ok = sink_.rows(std::move(block)); !ok) return fail(ok.error());
  return told;
}

TableEnd SqlDumpReader::end() const {
  TableEnd end{blocks_.rows(), ragged_, {}};
  if (ragged_ > 0) {
    end.notes.push_back({fmt::format("{} rows have more or fewer values than there are columns", ragged_),
                         fmt::format("有 {} 行的值多于或少于列数", ragged_)});
  }
  return end;
}

}  // namespace tidegate
