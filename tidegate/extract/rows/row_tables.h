// Rows of a database or a columnar file -> the table that classify reads.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "tidegate/base/result.h"
#include "tidegate/base/row_source.h"
#include "tidegate/extract/extract.h"
#include "tidegate/terms/table.h"

namespace tidegate {

struct RowsRead {
  std::string sha256;            // of the table's rows, each cell with its length before it
  std::uint64_t size_bytes = 0;  // of the cells
  bool is_sample = false;        // the table has more rows than were read
  std::vector<std::uint32_t>
      unread_columns{};  // ascending; cells of theirs were left out: pictures, long texts
};

// Reads one table of the source to its end and tells the sink. A column's header is its name, and behind a
// space what the database's comment says of it. path         what to call the source; the table is called
// "path!schema.table". sample_rows  0: every row; else at most so many, drawn at random. Memory       a few
// times block_bytes, or of the longest row when that is more. Errors       those of the source and of the
// sink, unchanged; kLimit (max_row_bytes, max_columns).
Result<RowsRead> read_table(RowSource& source, std::size_t table, std::string_view path,
                            std::uint64_t sample_rows, TableSink& sink, const ExtractOptions& options = {});

// "postgresql://shop@db/shop!public.customers"; a file that is one table has no name for it.
std::string table_path(std::string_view path, std::string_view table);

}  // namespace tidegate
