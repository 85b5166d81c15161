// Claim: octets are refused with a reason in both languages, or they are the very octets that the entry read
// from them is written as.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "tidegate/base/check.h"
#include "tidegate/evidence/entry.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace tidegate;
  const std::string_view octets(reinterpret_cast<const char*>(data), size);
  const auto entry = evidence::read_entry(octets, "f");
  if (!entry) {
    TIDEGATE_CHECK(!entry.error().what.empty() && !entry.error().what_zh.empty());
    return 0;
  }
  const auto again = evidence::write_entry(*entry);
  TIDEGATE_CHECK(again.has_value() && *again == octets);
  return 0;
}
