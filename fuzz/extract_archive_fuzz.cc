// Claims: whatever the octets, extract_tables ends within its limits, keeps the promises of TableSink and
// RowBlock (Collector stops the program where it does not), and gives the same tables or the same error
// however the source cuts its reads.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "fuzz/extract_alike.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size < 1) return 0;
  tidegate::ExtractOptions options;
  options.block_bytes = 4096;
  options.max_row_bytes = 1 << 18;
  options.max_expanded_bytes = 1 << 20;
  options.free_expansion_bytes = 1 << 16;
  const std::string_view bytes(reinterpret_cast<const char*>(data) + 1, size - 1);
  tidegate::check_alike_however_cut(bytes, 1U + data[0], options);
  return 0;
}
