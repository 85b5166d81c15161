// Claims: a JSON document that nlohmann's parser takes is taken, and the other way round but for what RFC
// 8259 leaves open; the rows do not depend on how the source cuts its reads; the promises of RowBlock are
// kept.
#include <cstddef>
#include <cstdint>
#include <nlohmann/json.hpp>
#include <string>

#include "fuzz/extract_alike.h"
#include "tidegate/base/check.h"
#include "tidegate/base/utf8.h"

namespace {

tidegate::ExtractOptions options_of(const char* format) {
  tidegate::ExtractOptions options;
  options.format = format;
  options.encoding = "utf-8";
  options.block_bytes = 4096;
  return options;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size < 1) return 0;
  const std::size_t step = 1U + data[0];
  const std::string text = tidegate::valid_utf8({reinterpret_cast<const char*>(data) + 1, size - 1});
  const std::size_t first = text.find_first_not_of(" \t\r\n");
  // Byte order marks are another target's.
  if (first == std::string::npos || text.find("\xEF\xBB\xBF") != std::string::npos) return 0;
  for (const char* format : {"json", "jsonl"})
    tidegate::check_alike_however_cut(text, step, options_of(format));
  if (text[first] != '{' && text[first] != '[') return 0;
  const auto ours = tidegate::extract_in_steps(text, 1 << 20, options_of("json"));
  const bool is_over_a_limit = !ours.is_read && ours.error.code == tidegate::ErrorCode::kLimit;
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
