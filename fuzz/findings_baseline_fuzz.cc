// Claim: any bytes are either refused with a place, or read as entries that are written out in one order and
// read back as themselves.
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "tidegate/base/check.h"
#include "tidegate/findings/baseline.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace tidegate;
  const auto entries = findings::parse_baseline({reinterpret_cast<const char*>(data), size}, "f");
  if (!entries) {
    TIDEGATE_CHECK(!entries.error().where.empty() && !entries.error().what.empty());
    return 0;
  }
  const std::string text = findings::baseline_text(*entries);
  const auto again = findings::parse_baseline(text, "f");
  TIDEGATE_CHECK(again.has_value() && again->size() == entries->size());
  TIDEGATE_CHECK(findings::baseline_text(*again) == text);
  return 0;
}
