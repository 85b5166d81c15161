// Claims: on any text and in any dialect the CSV reader gives what its plain twin gives, with every kernel,
// however the source cuts its reads; and keeps the promises of RowBlock (Collector stops the program where it
// does not).
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "tidegate/base/check.h"
#include "tidegate/base/utf8.h"
#include "tidegate/extract/collect.h"
#include "tidegate/extract/csv_reader.h"
#include "tidegate/extract/csv_twin.h"

namespace {

using tidegate::CsvDialect;
using tidegate::CsvKernel;
using Rows = std::vector<std::vector<std::string>>;

Rows read(const std::string& text, const CsvDialect& dialect, CsvKernel kernel, std::size_t step) {
  tidegate::ExtractOptions options;
  options.block_bytes = 4096;
  tidegate::SlowSource raw(text, step);
  auto source = tidegate::TextSource::open(raw, tidegate::Encoding::kUtf8, "f", options.block_bytes);
  TIDEGATE_CHECK(source);
  tidegate::TextWindow window(**source, options.block_bytes);
  TIDEGATE_CHECK(window.more());
  tidegate::Collector sink;
  TIDEGATE_CHECK(sink.begin({}));
  tidegate::CsvReader reader(window, {dialect, "f", {}, "", kernel}, sink, options);
  TIDEGATE_CHECK(reader.read());
  TIDEGATE_CHECK(sink.end(reader.end()));
  Rows rows;
  for (std::size_t r = 0; r < sink.tables.front().rows.size(); ++r)
    rows.push_back(sink.tables.front().row(r));
  return rows;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size < 2) return 0;
  CsvDialect dialect;
  dialect.delimiter = ",\t;|"[data[0] & 3U];
  dialect.quotes = (data[0] & 4U) == 0;
  dialect.backslash = (data[0] & 8U) != 0;
  dialect.skip_space = (data[0] & 16U) != 0;
  dialect.cr_rows = (data[0] & 32U) != 0;
  const std::size_t step = 1U + data[1];
  // Short seeds, long texts: stretches repeat, so that blocks of 64 and of 4096 octets are crossed.
  std::string text = tidegate::valid_utf8({reinterpret_cast<const char*>(data) + 2, size - 2});
  if ((data[0] & 64U) != 0) text = text + text + text;
  if ((data[0] & 128U) != 0 && text.size() < 5'000) text.insert(0, 4'090, 'x');
  if (text.starts_with("\xEF\xBB\xBF")) text.erase(0, 3);
  if (text.starts_with("\xEF\xBB\xBF")) return 0;
  Rows expected = tidegate::csv_twin(dialect, text);
  for (auto& row : expected) {
    if (row.size() > 65'536) return 0;
    while (!row.empty() && row.back().empty()) row.pop_back();
  }
  for (const CsvKernel kernel : {CsvKernel::kPlain, CsvKernel::kAvx2, CsvKernel::kAvx512}) {
    if (tidegate::can_run(kernel)) TIDEGATE_CHECK(read(text, dialect, kernel, step) == expected);
  }
  return 0;
}
