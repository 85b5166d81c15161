// Claims: whatever the octets, extract_tables ends within its limits, keeps the promises of TableSink and
// RowBlock (Collector stops the program where it does not), and gives the same tables or the same error
// however the source cuts its reads.
#include <cstddef>
#include <cstdint>
#include <string>

#include "tidegate/base/check.h"
#include "tidegate/extract/collect.h"

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
  options.max_expanded_bytes = 1 << 20;
  options.free_expansion_bytes = 1 << 16;
  tidegate::SlowSource source(bytes, step);
  tidegate::Collector sink;
  const auto done = tidegate::extract_tables(source, "f", sink, options);
  Outcome outcome{done.has_value(), {}, std::move(sink.tables)};
  if (!done) outcome.error = done.error();
  return outcome;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size < 1) return 0;
  const std::string_view bytes(reinterpret_cast<const char*>(data) + 1, size - 1);
  const Outcome whole = run(bytes, 1 << 20);
  const Outcome cut = run(bytes, 1U + data[0]);
  TIDEGATE_CHECK(whole.is_read == cut.is_read);
  TIDEGATE_CHECK(whole.error.code == cut.error.code && whole.error.where == cut.error.where);
  TIDEGATE_CHECK(whole.tables.size() == cut.tables.size());
  for (std::size_t t = 0; t < whole.tables.size(); ++t) {
    TIDEGATE_CHECK(whole.tables[t].info.path == cut.tables[t].info.path);
    TIDEGATE_CHECK(whole.tables[t].columns == cut.tables[t].columns &&
                   whole.tables[t].rows == cut.tables[t].rows);
  }
  return 0;
}
