#include "tidegate/extract/sql/sql_dump.h"

#include <fmt/format.h>

#include <algorithm>
#include <unordered_map>
#include <utility>

#include "tidegate/base/utf8.h"
#include "tidegate/extract/expansion_budget.h"
#include "tidegate/extract/rows/row_tables.h"
#include "tidegate/extract/sql/sql_cursor.h"

namespace tidegate {
namespace {

constexpr std::size_t kMostTables = 10'000;
constexpr std::size_t kMostColumns = 1'000'000;  // of all tables that are begun
constexpr std::size_t kPartBytes = 8U << 20;     // of the rest that is told as one table

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

bool begins_row(SqlCursor& cursor) {
  cursor.skip_space();
  const std::size_t begin = cursor.at();
  cursor.take_word("row");
  cursor.skip_space();
  const bool is_one = cursor.peek() == '(';
  cursor.go_to(begin);
  return is_one;
}

// Behind INSERT or REPLACE. False: it holds no plain rows.
bool take_insert(SqlCursor& cursor, std::string& table, std::vector<std::string>& columns) {
  while (true) {
    const std::size_t begin = cursor.at();
    const std::string word = cursor.take_word();
    if (is_any_of(word, {"into", "ignore", "delayed", "low_priority", "high_priority", "overwrite", "table"}))
      continue;
    if (word == "or" &&
        is_any_of(cursor.take_word(), {"replace", "ignore", "abort", "fail", "rollback", "update"}))
      continue;
    cursor.go_to(begin);
    break;
  }
  table = cursor.take_name();
  if (table.empty()) return false;
  if (cursor.take_word("as")) cursor.take_name();
  if (!cursor.take_names(columns)) return false;
  if (cursor.take_word("overriding")) {
    cursor.take_word();
    cursor.take_word();
  }
  return (cursor.take_word("values") || cursor.take_word("value")) && begins_row(cursor);
}

enum class Copied { kNothing, kRows, kLines };
// Behind COPY: up to the line of its first row. kLines: rows of another form, to be read as text.
Copied take_copy(SqlCursor& cursor, std::string& table, std::vector<std::string>& columns, CopyForm& form) {
  table = cursor.take_name();
  if (table.empty() || !cursor.take_names(columns)) return Copied::kNothing;
  if (!cursor.take_word("from") || !cursor.take_word("stdin")) return Copied::kNothing;
  form = {};
  bool is_other = false;
  std::string option;  // whose value comes next
  while (!cursor.is_over() && cursor.peek() != ';') {
    if (cursor.peek() == '\'') {
      std::string said;
      cursor.take_quoted('\'', false, said);
      if (option == "null") form.null = said;
      if (option == "delimiter" && said == "\\t") said = "\t";
      if (option == "delimiter" && said.size() == 1) form.delimiter = said[0];
      is_other = is_other || (option == "delimiter" && said.size() != 1);
    } else if (is_sql_word_octet(cursor.peek())) {
      std::string word = cursor.take_word();
      is_other = is_other || word == "csv" || word == "binary";
      if (word != "as" && word != "e") option = std::move(word);
    } else {
      cursor.skip();
    }
  }
  while (!cursor.is_over() && cursor.peek() != '\n') cursor.skip();
  cursor.skip();
  return is_other ? Copied::kLines : Copied::kRows;
}

// Up to three digits of eight or, behind an x, two of sixteen: an octet. Leaves `at` on the last of them.
std::optional<char> copied_octet(std::string_view field, std::size_t& at) {
  const bool is_hex = field[at] == 'x';
  const std::size_t begin = at + (is_hex ? 1U : 0U);
  const auto digit = [&](char c) {
    const std::size_t value = std::string_view("0123456789abcdef").find(sql_lower({&c, 1}));
    return value < (is_hex ? 16U : 8U) ? static_cast<int>(value) : -1;
  };
  int octet = 0;
  std::size_t end = begin;
  for (; end < std::min(field.size(), begin + (is_hex ? 2U : 3U)) && digit(field[end]) >= 0; ++end)
    octet = octet * (is_hex ? 16 : 8) + digit(field[end]);
  if (end == begin) return std::nullopt;
  at = end - 1;
  return static_cast<char>(octet & 0xFF);
}

// Where the first field of a line ends; npos: with the line. The delimiter behind a backslash is of the
// field.
std::size_t end_of_copied(std::string_view line, char delimiter) {
  std::size_t at = line.find(delimiter);
  if (delimiter == '\t') return at;
  while (at != std::string_view::npos) {
    std::size_t slashes = 0;
    while (slashes < at && line[at - slashes - 1] == '\\') ++slashes;
    if (slashes % 2 == 0) return at;
    at = line.find(delimiter, at + 1);
  }
  return at;
}

// "\t" is a tab, "\345\274\240" a character by its octets.
std::string copied_value(std::string_view field) {
  bool has_octets = false;
  std::string out;
  for (std::size_t i = 0; i < field.size(); ++i) {
    if (field[i] != '\\' || i + 1 >= field.size()) {
      out += field[i];
      continue;
    }
    if (std::size_t last = i + 1; const auto octet = copied_octet(field, last)) {
      out += *octet;
      has_octets = true;
      i = last;
      continue;
    }
    constexpr std::string_view kMarks = "bfnrtv";
    constexpr std::string_view kMeant = "\b\f\n\r\t\v";
    const std::size_t at = kMarks.find(field[++i]);
    out += at == std::string_view::npos ? field[i] : kMeant[at];
  }
  return has_octets ? valid_utf8(out) : out;
}

// SQL*Plus: words to the reader and to the program, to the end of the line.
bool is_said(std::string_view word) {
  return is_any_of(word, {"rem", "remark", "prompt", "spool", "whenever", "exit", "quit"});
}

// SET DEFINE OFF, SET NOCOUNT ON: of a program that reads SQL, to the end of the line.
bool is_switch(std::string_view line) {
  while (line.ends_with(' ') || line.ends_with('\t')) line.remove_suffix(1);
  const std::string last = sql_lower(line.substr(std::min(line.find_last_of(" \t") + 1, line.size())));
  return (last == "on" || last == "off") && line.find_first_of(";=(,'\"@") == std::string_view::npos;
}

bool begins_statement(std::string_view word) {
  return is_any_of(word, {"create", "alter",   "drop",      "set",     "use",     "lock",   "unlock",
                          "begin",  "start",   "comment",   "go",      "select",  "pragma", "truncate",
                          "delete", "update",  "grant",     "revoke",  "analyze", "vacuum", "print",
                          "exec",   "execute", "if",        "declare", "commit",  "prompt", "rem",
                          "merge",  "with",    "delimiter", "call",    "disable", "enable"}) ||
         is_said(word);
}

// Behind the first word of a statement that puts no plain rows: to behind its end. DELIMITER, of MySQL's
// client, says what ends those behind it.
void skip_statement(SqlCursor& cursor, std::string_view word, std::string& delimiter, bool is_whole) {
  constexpr std::size_t kLongestDelimiter = 16;
  if (word == "delimiter" || is_said(word)) {
    const auto line = cursor.take_line(is_whole);
    if (!line || word != "delimiter") return;
    const std::size_t begin = std::min(line->find_first_not_of(" \t"), line->size());
    const std::string_view said = line->substr(begin, line->find_first_of(" \t", begin) - begin);
    delimiter = said.empty() || said.size() > kLongestDelimiter ? ";" : said;
    return;
  }
  if (word == "go") return;
  if (word == "set") {
    const std::size_t begin = cursor.at();
    const auto line = cursor.take_line(is_whole);
    if (!line || is_switch(*line)) return;
    cursor.go_to(begin);
  }
  cursor.skip_statement(word, delimiter);
}

}  // namespace

SqlDump recognise_sql_dump(std::string_view begin) {
  SqlCursor cursor(begin, uses_backslashes(begin));
  std::string delimiter = ";";
  std::size_t statements = 0;
  // What the end of the view cuts may yet be anything.
  const auto cut_or = [&](SqlDump verdict) {
    if (!cursor.is_starved()) return verdict;
    return statements > 0 ? SqlDump::kPrelude : SqlDump::kMaybe;
  };
  for (;;) {
    cursor.skip_space();
    if (cursor.take_text(delimiter) || cursor.take(';')) continue;
    if (cursor.is_over()) return cut_or(SqlDump::kMaybe);
    std::string table;
    std::vector<std::string> columns;
    if (cursor.take_meta_line() || cursor.take_slash_line()) continue;
    const std::string word = cursor.take_word();
    if (word == "insert" || word == "replace") {
      if (take_insert(cursor, table, columns)) return SqlDump::kYes;
      if (table.empty()) return cut_or(SqlDump::kNo);
    } else if (word == "copy") {
      CopyForm ignored;
      if (take_copy(cursor, table, columns, ignored) != Copied::kNothing) return cut_or(SqlDump::kYes);
      if (table.empty()) return cut_or(SqlDump::kNo);
    } else if (!begins_statement(word)) {
      return cut_or(SqlDump::kNo);
    }
    skip_statement(cursor, word, delimiter, true);
    if (!cursor.is_starved()) ++statements;
  }
}

SqlDumpReader::SqlDumpReader(TextWindow& window, TableInfo info, TableSink& sink,
                             const ExtractOptions& options)
    : window_(window),
      info_(std::move(info)),
      sink_(sink),
      options_(options),
      has_backslash_(uses_backslashes(window.text())),
      rest_(options.block_bytes),
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
  const bool needs_end = !is_begun_ && parts_ > 0;
  if (!rest_.is_empty() || needs_end) {
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
  is_rest_ = place == Place::kStatement || place == Place::kLines;
  const Result<void> done = place == Place::kTuples  ? tuples(cursor)
                            : place == Place::kCopy  ? copied_lines(cursor)
                            : place == Place::kLines ? lines(cursor)
                                                     : statement(cursor);
  if (!done) return done;
  const bool is_cut = place == Place::kStatement && is_cut_short(cursor);
  if (!is_cut && (cursor.at() > 0 || place_ != place)) {
    pass(cursor);
    if (rest_.size_bytes() < kPartBytes) return {};
    if (const auto ok = end_table(); !ok) return ok;
    if (const auto ok = take_turn(); !ok) return ok;
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

// Leaves behind what the cursor has read; what of it is no row is kept.
void SqlDumpReader::pass(const SqlCursor& cursor) {
  const std::string_view text = window_.text().substr(0, cursor.at());
  std::size_t counted = 0;
  const auto count_to = [&](std::size_t end) {
    line_ += static_cast<std::uint64_t>(std::count(text.begin() + static_cast<std::ptrdiff_t>(counted),
                                                   text.begin() + static_cast<std::ptrdiff_t>(end), '\n'));
    counted = end;
  };
  if (is_rest_) {
    rest_.keep(text, line_);
  } else {
    for (const auto& [begin, end] : cursor.beside()) {
      if (begin < counted || end > text.size()) continue;
      count_to(begin);
      rest_.keep(text.substr(begin, end - begin), line_);
      count_to(end);
    }
  }
  count_to(text.size());
  window_.drop(text.size());
}

bool SqlDumpReader::is_cut_short(const SqlCursor& cursor) const {
  return cursor.is_starved() && !window_.is_over();
}

// Nothing is kept of one that is cut short: it comes again, with more behind it.
Result<void> SqlDumpReader::statement(SqlCursor& cursor) {
  cursor.skip_space();
  if (cursor.is_over() || cursor.take_text(delimiter_) || cursor.take(';') || cursor.take_meta_line() ||
      cursor.take_slash_line())
    return {};
  const std::size_t begin = cursor.at();
  const std::string word = cursor.take_word();
  const char sign = cursor.peek();
  if (word.empty() && sign != '\'' && sign != '"' && sign != '`') {
    cursor.skip();
    return {};
  }
  const bool is_copy = word == "copy";
  if (is_copy || word == "insert" || word == "replace") {
    std::string table;
    std::vector<std::string> columns;
    const Copied copied = is_copy                               ? take_copy(cursor, table, columns, form_)
                          : take_insert(cursor, table, columns) ? Copied::kRows
                                                                : Copied::kNothing;
    if (is_cut_short(cursor)) return {};
    is_rest_ = copied != Copied::kRows || has_long_number(cursor.since(begin));
    if (copied == Copied::kLines) place_ = Place::kLines;
    if (copied == Copied::kRows) {
      place_ = is_copy ? Place::kCopy : Place::kTuples;
      return turn_to(table, std::move(columns));
    }
    if (copied == Copied::kLines) return {};
  }
  std::string delimiter = delimiter_;
  skip_statement(cursor, word, delimiter, window_.is_over());
  if (is_cut_short(cursor)) return {};
  delimiter_ = std::move(delimiter);
  const std::string_view text = cursor.since(begin);
  if (word == "create") schema_.create(text);
  if (word == "alter") schema_.alter(text);
  if (word == "comment" ||
      (word.starts_with("exec") && text.find("sp_addextendedproperty") != std::string_view::npos))
    schema_.comment(text);
  return {};
}

Result<void> SqlDumpReader::tuples(SqlCursor& cursor) {
  for (;;) {
    const std::size_t begin = cursor.at();
    cursor.take(',');
    const bool is_tuple = begins_row(cursor);
    if (is_tuple) cursor.take_word("row");
    if (is_tuple) cursor.skip_space();
    if (is_tuple && !take_tuple(cursor) && !is_cut_short(cursor)) {
      if (cursor.is_starved()) return never_ends();
      return wrong("a row of an INSERT cannot be read as values", "INSERT 的一行无法按数值读取");
    }
    if (is_cut_short(cursor)) {
      cursor.go_to(begin);
      return {};
    }
    if (!is_tuple) {
      if (!cursor.take_text(delimiter_)) cursor.take(';');
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
      tab = end_of_copied(*line, form_.delimiter);
      const std::string_view field = line->substr(0, tab);
      row_.push_back(field == form_.null ? std::string() : copied_value(field));
      if (tab != std::string_view::npos) line->remove_prefix(tab + 1);
    }
    if (const auto ok = add_row(); !ok) return ok;
  }
  return {};
}

// Rows of a COPY that is not read as a table.
Result<void> SqlDumpReader::lines(SqlCursor& cursor) {
  while (!cursor.is_over()) {
    const auto line = cursor.take_line(window_.is_over());
    if (!line) return {};
    if (*line != "\\.") continue;
    place_ = Place::kStatement;
    return {};
  }
  return {};
}

// The next rows are of this table; its columns by their names, none: as they were declared.
Result<void> SqlDumpReader::turn_to(const std::string& table, std::vector<std::string> columns) {
  if (table == table_ && columns == columns_) return {};
  if (const auto ok = end_table(); !ok) return ok;
  if (const auto ok = take_turn(); !ok) return ok;
  table_ = table;
  columns_ = std::move(columns);
  return {};
}

Result<void> SqlDumpReader::take_turn() {
  if (++tables_ <= kMostTables && columns_told_ <= kMostColumns) return {};
  return wrong(
      fmt::format("rows of different tables take turns more than {} times, or for more than {} columns: "
                  "sort the statements by table, or export the tables one by one",
                  kMostTables, kMostColumns),
      fmt::format("不同表的数据交替出现超过 {} 次或累计超过 {} 列：请按表排序或逐表导出", kMostTables,
                  kMostColumns),
      ErrorCode::kLimit);
}

// Those that the statement names, by the headings that they were declared with; else all that were declared.
std::vector<std::string> SqlDumpReader::headings() {
  const std::vector<SqlColumn>* const declared = schema_.columns_of(table_);
  is_undeclared_ = declared == nullptr && schema_.is_full();
  std::vector<std::string> names = columns_;
  if (declared == nullptr) return names;
  if (names.empty()) {
    for (const SqlColumn& column : *declared) names.push_back(column.heading);
    return names;
  }
  std::unordered_map<std::string_view, const SqlColumn*> by_name;
  for (const SqlColumn& column : *declared) by_name.emplace(column.name, &column);
  for (std::string& name : names) {
    if (const auto at = by_name.find(sql_lower(name)); at != by_name.end()) name = at->second->heading;
  }
  return names;
}

Result<void> SqlDumpReader::begin_table() {
  TableInfo info = info_;
  info.path = table_path(info_.path, table_);
  info.columns = headings();
  if (info.columns.empty()) info.columns.resize(row_.size());
  if (!info.columns.front().empty()) info.header_row = 0;
  width_ = info.columns.size();
  columns_told_ += width_;
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

// Begins a table of running text and gives its rows; the end is the caller's. A later one bears its number,
// so that no two of a dump are called alike.
Result<TableEnd> SqlDumpReader::tell_rest() {
  TableInfo info = info_;
  ++parts_;
  info.path = table_path(info_.path, parts_ == 1 ? "(statements)" : fmt::format("(statements {})", parts_));
  info.columns = {"text"};
  info.is_prose = true;
  if (const auto ok = sink_.begin(info); !ok) return fail(ok.error());
  TableEnd told;
  told.notes.push_back(
      {"statements and comments of the dump that put no plain rows into a table: read as text",
       "转储中并非逐行插入数据的语句与注释：按文本读取"});
  for (RowBlock& block : rest_.take()) {
    if (is_cancelled(options_)) return cancelled(info.path);
    told.rows += block.rows();
    if (const auto ok = sink_.rows(std::move(block)); !ok) return fail(ok.error());
  }
  return told;
}

TableEnd SqlDumpReader::end() const {
  TableEnd end{blocks_.rows(), ragged_, {}};
  if (is_undeclared_) {
    end.notes.push_back(
        {"the dump declares more tables than are kept: how this one names its columns is not known",
         "转储声明的表超出可保留的数量：此表的列名未知"});
  }
  if (ragged_ > 0) {
    end.notes.push_back({fmt::format("{} rows have more or fewer values than there are columns", ragged_),
                         fmt::format("有 {} 行的值多于或少于列数", ragged_)});
  }
  return end;
}

}  // namespace tidegate
