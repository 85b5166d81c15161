// The rows of a database's dump: INSERT statements of any dialect, COPY ... FROM stdin of PostgreSQL.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tidegate/base/result.h"
#include "tidegate/extract/block_gathering.h"
#include "tidegate/extract/extract.h"
#include "tidegate/extract/text_window.h"
#include "tidegate/terms/schema_table.h"
#include "tidegate/terms/table.h"

namespace tidegate {

class SqlCursor;

enum class SqlDump { kNo, kMaybe, kYes };
// Whether a text that begins so is SQL with rows in it. kMaybe: SQL, of which no row is in view yet.
SqlDump recognise_sql_dump(std::string_view begin);

class SqlDumpReader {
 public:
  // info    path, format and encoding of the dump; each of its tables is called "path!name".
  // All others are borrowed for the reader's life.
  SqlDumpReader(TextWindow& window, TableInfo info, TableSink& sink, const ExtractOptions& options);

  // Reads to the end of the text. Tells the sink a table whenever the rows of another begin, all but the end
  // of the last, which it returns. Columns are those that the statement names, else those of the table's
  // CREATE TABLE, with their comments. A value is what stands in its quotes, NULL a blank cell, a call
  // (TO_DATE('2024-01-01', ...)) its first text. Whatever else may hold values - other statements, comments -
  // is told as a table of running text, "path!(statements)". Errors: kMalformed (rows that do not end),
  // kLimit (max_row_bytes, max_columns, tables that take turns), those of source and sink.
  Result<TableEnd> read();

 private:
  enum class Place { kStatement, kTuples, kCopy };

  Result<void> step();
  bool is_cut_short(const SqlCursor& cursor) const;
  Result<void> statement(SqlCursor& cursor);
  Result<void> tuples(SqlCursor& cursor);
  bool take_tuple(SqlCursor& cursor);
  Result<void> copied_lines(SqlCursor& cursor);
  Result<void> turn_to(const std::string& table, std::vector<std::string> columns);
  std::vector<std::string> declared_columns();
  Result<void> begin_table();
  Result<void> add_row();
  Result<void> end_table();
  void keep_rest(std::string_view text, bool are_words);
  Result<TableEnd> tell_rest();
  TableEnd end() const;
  tl::unexpected<Error> never_ends() const;
  tl::unexpected<Error> wrong(std::string en, std::string zh, ErrorCode code = ErrorCode::kMalformed) const;

  TextWindow& window_;
  TableInfo info_;
  TableSink& sink_;
  const ExtractOptions& options_;
  bool has_backslash_;  // MySQL: a backslash in quotes stands for what follows
  Place place_ = Place::kStatement;
  std::string ddl_;  // CREATE TABLE and COMMENT statements so far
  std::size_t parsed_ddl_ = 0;
  std::vector<SchemaTable> declared_;  // of the first parsed_ddl_ octets
  std::string table_;                  // whose rows are read
  std::vector<std::string> columns_;   // that its statement names
  bool is_begun_ = false;              // the sink was told
  bool has_told_ = false;              // a table of running text, and ended it
  std::size_t width_ = 0;              // of the columns that are declared
  std::vector<std::string> row_;       // NULL: blank
  BlockGathering blocks_;
  std::uint64_t ragged_ = 0;
  std::string rest_;  // statements and comments that may hold values, a line each or more
  std::size_t tables_ = 0;
};

}  // namespace tidegate
