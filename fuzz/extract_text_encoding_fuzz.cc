// Claims: whatever the octets and the encoding, the text is valid UTF-8 and does not depend on how the source
// cuts its reads; UTF-8 is mended as base/utf8.h says; GB 18030 means what iconv says, octet by octet where
// it is broken.
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

#include "tidegate/base/check.h"
#include "tidegate/base/utf8.h"
#include "tidegate/extract/collect.h"
#include "tidegate/extract/iconv_handle.h"
#include "tidegate/extract/text_source.h"

namespace {

using tidegate::Encoding;

std::optional<std::string> read(std::string_view bytes, std::optional<Encoding> forced, std::size_t step) {
  tidegate::SlowSource raw(bytes, step);
  auto source = tidegate::TextSource::open(raw, forced, "f", 4096);
  if (!source) return std::nullopt;
  std::string text;
  std::string buffer(64 + step % 100, '\0');
  for (;;) {
    const auto n = (*source)->read(buffer);
    if (!n) return std::nullopt;
    if (*n == 0) return text;
    text.append(buffer, 0, *n);
  }
}

std::string gb18030_twin(std::string_view bytes) {
  tidegate::IconvHandle handle("UTF-8", "GB18030");
  std::string out;
  std::string buffer(16, '\0');
  while (!bytes.empty()) {
    const auto step = handle.convert(bytes, buffer);
    out.append(buffer, 0, step.produced);
    bytes.remove_prefix(step.consumed);
    if (step.stop == tidegate::IconvHandle::Stop::kInvalid ||
        step.stop == tidegate::IconvHandle::Stop::kIncomplete) {
      tidegate::append_utf8(out, tidegate::kReplacement);
      bytes.remove_prefix(1);
    }
  }
  return out;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size < 1) return 0;
  const std::size_t step = 1U + data[0];
  const std::string_view bytes(reinterpret_cast<const char*>(data) + 1, size - 1);
  const std::optional<Encoding> choices[] = {std::nullopt,       Encoding::kUtf8,     Encoding::kUtf16le,
                                             Encoding::kUtf16be, Encoding::kGb18030,  Encoding::kWindows1252,
                                             Encoding::kBig5,    Encoding::kShiftJis, Encoding::kEucKr};
  for (const auto& forced : choices) {
    const auto whole = read(bytes, forced, 1 << 20);
    TIDEGATE_CHECK(whole == read(bytes, forced, step));
    if (!whole) continue;
    TIDEGATE_CHECK(tidegate::valid_utf8(*whole) == *whole);
    if (forced == Encoding::kUtf8) {
      TIDEGATE_CHECK(*whole ==
                     tidegate::valid_utf8(bytes.starts_with("\xEF\xBB\xBF") ? bytes.substr(3) : bytes));
    }
    if (forced == Encoding::kGb18030) {
      TIDEGATE_CHECK(*whole == gb18030_twin(bytes.starts_with("\x84\x31\x95\x33") ? bytes.substr(4) : bytes));
    }
  }
  return 0;
}
