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

#include "tidegate/base/check.h"
#include "tidegate/extract/collect.h"
#include "tidegate/extract/office/office_files.h"

namespace {

struct Outcome {
  bool is_read = false;
  tidegate::Error error{};
  std::vector<tidegate::CollectedTable> tables;
};

Outcome run(std::string_view bytes, std::size_t step) {
  tidegate::ExtractOptions options;
  options.block_bytes = 4096;
  options.max_row_bytes = 1 << 18;
  options.max_columns = 4096;
  options.max_expanded_bytes = 1 << 20;
  options.free_expansion_bytes = 1 << 19;
  tidegate::SlowSource source(bytes, step);
  tidegate::Collector sink;
  const auto done = tidegate::extract_tables(source, "f", sink, options);
  Outcome outcome{done.has_value(), {}, std::move(sink.tables)};
  if (!done) outcome.error = done.error();
  return outcome;
}

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
  const std::string bytes = file_of(data[0], parts);
  const Outcome whole = run(bytes, 1 << 20);
  const Outcome cut = run(bytes, 1U + data[1]);
  TIDEGATE_CHECK(whole.is_read == cut.is_read);
  TIDEGATE_CHECK(whole.is_read || !whole.error.what_zh.empty());
  TIDEGATE_CHECK(whole.error.code == cut.error.code && whole.error.where == cut.error.where);
  TIDEGATE_CHECK(whole.tables.size() == cut.tables.size());
  for (std::size_t t = 0; t < whole.tables.size(); ++t) {
    TIDEGATE_CHECK(whole.tables[t].info.path == cut.tables[t].info.path);
    TIDEGATE_CHECK(whole.tables[t].columns == cut.tables[t].columns &&
                   whole.tables[t].rows == cut.tables[t].rows);
  }
  return 0;
}
