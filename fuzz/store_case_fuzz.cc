// Claim: bytes are either refused with their place in both languages, or read as a step of a case that is
// written and read back the same.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "tidegate/base/check.h"
#include "tidegate/store/case_codec.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto json = tidegate::parse_json({reinterpret_cast<const char*>(data), size}, "e.json");
  if (!json) return 0;
  const auto event = tidegate::case_event_from_json(*json, "e.json");
  if (!event) {
    TIDEGATE_CHECK(!event.error().where.empty() && !event.error().what.empty() &&
                   !event.error().what_zh.empty());
    return 0;
  }
  const auto written = tidegate::parse_json(tidegate::canonical_text(tidegate::to_json(*event)), "e.json");
  TIDEGATE_CHECK(written.has_value());
  const auto back = tidegate::case_event_from_json(*written, "e.json");
  TIDEGATE_CHECK(back.has_value() && *back == *event);
  return 0;
}
