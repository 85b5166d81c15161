// What is in the files? Bytes of one file or archive -> tables, row by row, in bounded memory.
#pragma once

#include <atomic>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tidegate/base/byte_source.h"
#include "tidegate/base/pdf_text.h"
#include "tidegate/base/result.h"
#include "tidegate/terms/schema_table.h"
#include "tidegate/terms/table.h"

namespace tidegate {

// Limits are per file, and for an archive over all that it holds. Each is met with kLimit, its name and the
// place.
struct ExtractOptions {
  SchemaSink* schemas = nullptr;  // who takes schemas; none: they are read as data. Outlives the reading
  bool is_one_of_many = false;    // a file that is empty is told as nothing, and is no error
  // Takes the errors of files of an archive that cannot be read, the others being told all the same; none:
  // the first ends the reading. A table that was begun and not ended is then to be forgotten. Outlives the
  // reading.
  std::vector<Error>* unread = nullptr;
  PdfText* pdf = nullptr;  // who takes the text out of a PDF; none: it is refused. Outlives the reading
  // Once true, the reading ends with kCancelled: while it unpacks, and between two blocks of rows. Outlives
  // the reading; none: it goes to its end.
  const std::atomic<bool>* cancel = nullptr;

  // What the user knows better than recognition; empty: recognised.
  std::string format{};              // csv tsv json jsonl text log
  std::string encoding{};            // utf-8 utf-16le utf-16be gb18030; forced only: see encoding_names()
  std::optional<char> delimiter{};   // any ASCII character but '"', CR and LF
  std::optional<bool> has_header{};  // csv, tsv: the first full row is, or is not, a header

  std::uint32_t block_bytes = 256 * 1024;  // text of one RowBlock, about; 4 KiB to 64 MiB
  std::uint32_t max_row_bytes = 16 << 20;  // one record; a longer line of prose is split. At most 1 GiB
  std::uint32_t max_cell_bytes = 16 << 20;
  std::uint32_t max_columns = 65'536;  // 1,048,576 at most
  std::uint32_t max_json_depth = 128;  // brackets inside brackets; 1,000 at most

  // What a reader must have in one piece (office files, PDF, 7-Zip, RAR): octets as they lie on the disk.
  std::uint64_t max_document_bytes = 256ULL << 20;
  std::uint64_t max_shared_bytes = 256ULL << 20;  // texts that the cells of one workbook share

  std::uint32_t max_archive_depth = 3;  // an archive in an archive in an archive
  std::uint32_t max_archive_entries = 100'000;
  std::uint32_t max_expansion_ratio = 200;  // unpacked octets per octet read, once past the free part
  std::uint64_t free_expansion_bytes = 64ULL << 20;  // unpacked octets that no ratio limits
  std::uint64_t max_expanded_bytes = 1ULL << 40;     // unpacked octets in all
};

// Reads the source to its end and tells the sink each table it finds: one for a file, one for each file of an
// archive, one for each sheet of a workbook. docs/formats/inputs.md says what is read and how it is
// recognised. source   the file's bytes, front to back. Errors of it (kUnavailable, kCancelled) come back
// unchanged. path     its name: the ending is a hint to the format, and `where` of every error begins with
// it. sink     an Error of it ends the reading and comes back unchanged. After an error `end` is not called,
// and
//          what was told before must not be taken for the whole.
// Memory   a few times block_bytes, or of the longest row when that is more; for a document also its own
// octets
//          and the texts that its cells share.
// Errors   kMalformed (no data, not a format that is read, undecided encoding, broken JSON, torn archive),
//          kOutOfRange (an option), kLimit. `where` is "a.zip!b.csv:row 12" or "...:byte 345", never a cell.
// The same bytes and options give the same calls, however the source cuts its reads and whatever the
// processor.
Result<void> extract_tables(ByteSource& source, std::string_view path, TableSink& sink,
                            const ExtractOptions& options = {});

}  // namespace tidegate
