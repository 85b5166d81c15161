// Claims: whatever stands in a dump, extract_tables ends within its limits, keeps the promises of TableSink
// and RowBlock (Collector stops the program where it does not), says why in both languages where it does not
// read, and gives the same tables or the same error however the source cuts its reads.
#include <cstddef>
#include <cstdint>
#include <string>

#include "fuzz/extract_alike.h"
#include "tidegate/base/utf8.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size < 1) return 0;
  tidegate::ExtractOptions options;
  options.encoding = "utf-8";
  options.block_bytes = 4096;
  options.max_row_bytes = 1 << 16;
  options.max_columns = 4096;
  // Behind a row, so that what follows is read as the rest of a dump.
  std::string text = "CREATE TABLE t (a int, b text);\nINSERT INTO t VALUES (1, 'x');\n";
  text += tidegate::valid_utf8({reinterpret_cast<const char*>(data) + 1, size - 1});
  // What is binary or in another encoding is another target's.
  for (char& c : text) {
    if (static_cast<unsigned char>(c) < ' ' && c != '\n' && c != '\r' && c != '\t') c = ' ';
  }
  tidegate::check_alike_however_cut(text, 1U + data[0], options);
  return 0;
}
