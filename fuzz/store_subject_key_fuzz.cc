// Claim: bytes are a key exactly where they are the key's own digits, with at most one line end; and a
// refusal repeats none of them.
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "tidegate/base/check.h"
#include "tidegate/base/hash.h"
#include "tidegate/store/state_dir.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const auto key = tidegate::parse_subject_key(bytes);
  if (!key) {
    TIDEGATE_CHECK(key.error().code == tidegate::ErrorCode::kMalformed && key.error().where.empty());
    TIDEGATE_CHECK(key.error().what == tidegate::parse_subject_key("").error().what);
    return 0;
  }
  const std::string digits = tidegate::hex(key->bytes);
  TIDEGATE_CHECK(bytes == digits || bytes == digits + "\n" || bytes == digits + "\r\n" ||
                 bytes == digits + "\r");
  return 0;
}
