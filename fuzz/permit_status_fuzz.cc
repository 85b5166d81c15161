// Claim: bytes are no statement of status, or the very bytes that the statement is written as; a trust policy
// is refused with a place, or no agency it needs is missing. The statement after one that was read counts on
// from it, or is refused, and a revoked permit stays revoked.
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "tidegate/base/check.h"
#include "tidegate/permit/permit_text.h"
#include "tidegate/permit/standing.h"

namespace {

using namespace tidegate;

void check_contents(std::string_view contents) {
  const auto status = permit::read_status(contents, "f");
  if (!status) {
    TIDEGATE_CHECK(!status.error().what.empty() && !status.error().what_zh.empty());
    return;
  }
  TIDEGATE_CHECK(permit::write_status(*status) == contents);
  permit::StatusChange change;
  change.stated_at_ms = status->stated_at_ms + 1000;
  change.valid_until_ms = change.stated_at_ms + 1000;
  change.signers = status->signers;
  const auto next = permit::next_status(status->permit_id, status->permit_hash, 0, &*status, change);
  TIDEGATE_CHECK(next.has_value() == (status->state != PermitState::kRevoked));
  if (!next) return;
  TIDEGATE_CHECK(next->sequence == status->sequence + 1 && next->since_ms <= next->stated_at_ms);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  check_contents(bytes);
  const auto envelope = permit::read_envelope(bytes, "f");
  if (envelope) check_contents(envelope->contents);
  const auto trust = permit::read_trust(bytes, "f");
  if (!trust) {
    TIDEGATE_CHECK(!trust.error().what.empty() && !trust.error().what_zh.empty());
    return 0;
  }
  TIDEGATE_CHECK(trust->permit_needs >= 1 && trust->permit_needs <= trust->keys.size());
  TIDEGATE_CHECK(trust->status_needs >= 1 && trust->status_needs <= trust->keys.size());
  return 0;
}
