// Claim: octets are refused with a reason in both languages, or they are the very octets that the value read
// from them is written as.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "tidegate/base/cbor.h"
#include "tidegate/base/check.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace tidegate;
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const auto value = read_cbor(bytes, "f");
  if (value) {
    TIDEGATE_CHECK(write_cbor(*value) == bytes);
  } else {
    TIDEGATE_CHECK(!value.error().what.empty() && !value.error().what_zh.empty());
  }
  return 0;
}
