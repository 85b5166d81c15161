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
#include "tidegate/extract/sql/sql_rest.h"
#include "tidegate/extract/sql/sql_schema.h"
#include "tidegate/extract/text_window.h"
#include "tidegate/terms/table.h"

namespace tidegate {

class SqlCursor;

enum class SqlDump { kNo, kMaybe, kPrelude, kYes };
// Whether a text that begins so is SQL with rows in it. kMaybe: nothing yet says that it is not. kPrelude:
// whole statements of SQL, of which none puts rows.
SqlDump recognise_sql_dump(std::string_view begin);

// How the rows of a COPY are written.
struct CopyForm {
  char delimiter = '\t';
  std::string null = "\\N";
};

class SqlDumpReader {
 public:
  // info    path, format and encoding of the dump; each of its tables is called "path!name".
  // All others are borrowed for the reader's life.
  SqlDumpReader(TextWindow& window, TableInfo info, TableSink& sink, const ExtractOptions& options);

  // Reads to the end of the text. Tells the sink a table whenever the rows of another begin, all but the end
  // of the last, which it returns. Columns are those that the statement names, else those of the table's
  // CREATE TABLE, with their comments. A value is what stands in its quotes, NULL a blank cell, a call
  // (TO_DATE('2024-01-01', ...)) its first text. All else of the dump - other statements, comments, calls
  // that say more - is told as running text, "path!(statements)", its rows by the lines of the dump; of a
  // long one in several parts, "path!(statements 2)". Errors: kMalformed (rows that do not end), kLimit
  // (max_row_bytes, max_columns, tables that take turns), those of source and sink.
  Result<TableEnd> read();

 private:
  enum class Place { kStatement, kTuples, kCopy, kLines };

  Result<void> step();
  bool is_cut_short(const SqlCursor& cursor) const;
  Result<void> statement(SqlCursor& cursor);
  Result<void> tuples(SqlCursor& cursor);
  bool take_tuple(SqlCursor& cursor);
  Result<void> copied_lines(SqlCursor& cursor);
  Result<void> lines(SqlCursor& cursor);
  void pass(const SqlCursor& cursor);
  Result<void> take_turn();
  Result<void> turn_to(const std::string& table, std::vector<std::string> columns);
  std::vector<std::string> headings();
  Result<void> begin_table();
  Result<void> add_row();
  Result<void> end_table();
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
  std::string delimiter_ = ";";
  CopyForm form_;  // of the COPY that is read
  SqlSchema schema_;
  std::string table_;                 // whose rows are read
  std::vector<std::string> columns_;  // that its statement names
  bool is_begun_ = false;             // the sink was told
  bool is_undeclared_ = false;        // its declaration may be one that was not kept
  std::size_t width_ = 0;             // of the columns that are declared
  std::vector<std::string> row_;      // NULL: blank
  SqlRest rest_;
  std::size_t parts_ = 0;   // of the rest that were told
  std::uint64_t line_ = 0;  // of the dump, at the window's begin
  bool is_rest_ = false;    // what this step reads is no row
  BlockGathering blocks_;
  std::uint64_t ragged_ = 0;
  std::size_t tables_ = 0;
  std::size_t columns_told_ = 0;
};

}  // namespace tidegate
