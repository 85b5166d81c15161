// Claim: bytes are no status list, in both languages, or one whose every entry fits its width and that is
// packed and read back alike; and no trust list, or one whose every chain of accreditation ends at a root.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "tidegate/assure/keys.h"
#include "tidegate/assure/status_list.h"
#include "tidegate/assure/trust_list.h"
#include "tidegate/base/check.h"

namespace {

using namespace tidegate;

void check_status(std::string_view bytes) {
  const auto list = assure::read_status_list(bytes, "f");
  if (!list) {
    TIDEGATE_CHECK(!list.error().what.empty() && !list.error().what_zh.empty());
    return;
  }
  const std::int64_t entries = static_cast<std::int64_t>(list->octets.size()) * (8 / list->bits);
  TIDEGATE_CHECK(!assure::status_at(*list, entries) && !assure::status_at(*list, -1));
  for (std::int64_t i = 0; i < std::min<std::int64_t>(entries, 1'000); ++i)
    TIDEGATE_CHECK(*assure::status_at(*list, i) < (1 << list->bits));
}

void check_trust(std::string_view bytes) {
  const auto json = parse_json(bytes, "f");
  if (!json) return;
  const auto list = assure::read_trust_list(*json, "f");
  if (!list) {
    TIDEGATE_CHECK(!list.error().what.empty() && !list.error().what_zh.empty());
    return;
  }
  for (const assure::Accreditor& start : list->accreditors) {
    const assure::Accreditor* at = &start;
    for (std::size_t step = 0; !at->by.empty(); ++step) {
      TIDEGATE_CHECK(step < assure::kLongestChain);
      at = list->accreditor(at->by);
      TIDEGATE_CHECK(at != nullptr);
    }
  }
  for (const assure::Issuer& issuer : list->issuers) TIDEGATE_CHECK(!issuer.keys.empty());
}

void check_key(std::string_view bytes) {
  const auto key = assure::read_key(bytes, "f");
  if (!key) return;
  const auto again = assure::read_key(canonical_text(assure::key_json(*key)), "f");
  TIDEGATE_CHECK(again && *again == *key);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  check_status(bytes);
  check_trust(bytes);
  check_key(bytes);
  return 0;
}
