// Claims: a JSON document that nlohmann's parser takes is taken, and the other way round but for what RFC
// 8259 leaves open; the rows do not depend on how the source cuts its reads; the promises of RowBlock are
// kept.
#include <cstddef>
#include <cstdint>
#include <nlohmann/json.hpp>
#include <string>

#include "tidegate/base/check.h"
#include "tidegate/base/utf8.h"
#include "tidegate/extract/collect.h"

namespace {

struct Outcome {
  bool is_read = false;
  tidegate::ErrorCode code{};
  std::vector<tidegate::CollectedTable> tables;
};

Outcome run(const std::string& text, const char* format, std::size_t step) {
  tidegate::ExtractOptions options;
  options.format = format;
  options.encoding = "utf-8";
  options.block_bytes = 4096;
  tidegate::SlowSource source(text, step);
  tidegate::Collector sink;
  const auto done = tidegate::extract_tables(source, "f", sink, options);
  if (!done) return {false, done.error().code, {}};
  return {true, {}, std::move(sink.tables)};
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size < 1) return 0;
  const std::size_t step = 1U + data[0];
  const std::string text = tidegate::valid_utf8({reinterpret_cast<const char*>(data) + 1, size - 1});
  const std::size_t first = text.find_first_not_of(" \t\r\n");
  // Byte order marks are another target's.
  if (first == std::string::npos || text.find("\xEF\xBB\xBF") != std::string::npos) return 0;
  for (const char* format : {"json", "jsonl"}) {
    const Outcome whole = run(text, format, 1 << 20);
    const Outcome cut = run(text, format, step);
    TIDEGATE_CHECK(whole.is_read == cut.is_read && whole.code == cut.code);
    TIDEGATE_CHECK(whole.tables.size() == cut.tables.size());
    for (std::size_t t = 0; t < whole.tables.size(); ++t) {
      TIDEGATE_CHECK(whole.tables[t].rows == cut.tables[t].rows &&
                     whole.tables[t].columns == cut.tables[t].columns);
    }
  }
  if (text[first] != '{' && text[first] != '[') return 0;
  const Outcome ours = run(text, "json", 1 << 20);
  const bool is_over_a_limit = !ours.is_read && ours.code == tidegate::ErrorCode::kLimit;
  const bool is_theirs = nlohmann::json::accept(text);
  // Their lexer takes a NUL for the end of the text.
  const bool is_whole = text.find('\0') == std::string::npos;
  if (is_theirs && is_whole) TIDEGATE_CHECK(ours.is_read || is_over_a_limit);
  // The other way round for one value alone ("json"; several are "jsonl"), but for what the RFC leaves open:
  // half a surrogate pair, which is replaced here, and numbers of any size.
  const bool is_one = ours.is_read && ours.tables.size() == 1 && ours.tables[0].info.format == "json";
  const bool is_open = text.find("\\u") != std::string::npos || text.find_first_of("eE") != std::string::npos;
  if (is_one && !is_open) TIDEGATE_CHECK(is_theirs);
  return 0;
}
