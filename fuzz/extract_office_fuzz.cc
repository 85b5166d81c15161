// Claims: whatever stands in the parts of an office file, extract_tables ends within its limits, keeps the
// promises of TableSink and RowBlock (Collector stops the program where it does not), says why in both
// languages where it does not read, and gives the same tables or the same error however the source cuts its
// reads.
// Input: an octet for the kind, one for the cut, then the parts' XML, an octet of 0 between two: mutations of
// a packed archive would all die at its checksums, which extract_archive looks at.
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "fuzz/extract_alike.h"
#include "tidegate/extract/office/office_files.h"

namespace {

std::string file_of(std::uint8_t kind, const std::vector<std::string>& parts) {
  const auto part = [&](std::size_t i) { return i < parts.size() ? parts[i] : std::string(); };
  switch (kind % 5) {
    case 0:
      return tidegate::xlsx_file(
          {.sheets = {{"S", part(0)}, {"T", part(3)}}, .strings = part(1), .styles = part(2)});
    case 1:
      return tidegate::open_file("spreadsheet", part(0));
    case 2:
      return tidegate::docx_file(part(0), {{.name = "word/footnotes.xml", .bytes = part(1)}});
    case 3:
      return tidegate::pptx_file({part(0), part(1)});
    default:
      return tidegate::open_file("text", part(0), {{.name = "styles.xml", .bytes = part(1)}});
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size < 2) return 0;
  std::vector<std::string> parts(1);
  for (std::size_t i = 2; i < size; ++i) {
    if (data[i] == 0) {
      parts.emplace_back();
    } else {
      parts.back() += static_cast<char>(data[i]);
    }
  }
  tidegate::ExtractOptions options;
  options.block_bytes = 4096;
  options.max_row_bytes = 1 << 18;
  options.max_columns = 4096;
  options.max_expanded_bytes = 1 << 20;
  options.free_expansion_bytes = 1 << 19;
  tidegate::check_alike_however_cut(file_of(data[0], parts), 1U + data[1], options);
  return 0;
}
