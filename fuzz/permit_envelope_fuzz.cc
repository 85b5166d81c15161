// Claim: bytes are no permit, or they are the very bytes that the permit read from them is written as; what
// is not signed by a trusted key is never verified. The contents signed anew (a fuzzer cannot sign) obey it
// too, so that the reader behind the signature is reached; what it takes is decided under without a fault,
// and a flow of which nothing is known is never allowed.
#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "tidegate/base/check.h"
#include "tidegate/permit/check.h"
#include "tidegate/permit/decide.h"
#include "tidegate/permit/permit_text.h"

namespace {

using namespace tidegate;

Ed25519Secret secret() {
  std::array<std::uint8_t, 32> seed{};
  seed.fill(1);
  return Ed25519Secret(seed);
}

void check_contents(std::string_view contents) {
  const auto permit = permit::read_permit(contents, "f");
  if (!permit) {
    TIDEGATE_CHECK(!permit.error().what.empty() && !permit.error().what_zh.empty());
    return;
  }
  TIDEGATE_CHECK(permit::write_permit(*permit) == contents);
  const auto draft = permit::read_draft(permit::write_draft(*permit), "d");
  TIDEGATE_CHECK(draft.has_value());
  Permit ours = *permit;
  ours.signers = {permit::key_id(secret().public_key())};
  permit::Envelope envelope{permit::DocumentKind::kPermit, permit::write_permit(ours), {}};
  permit::add_signature(envelope, secret());
  const std::string file = permit::write_envelope(envelope);
  if (file.size() > permit::kLargestFile) return;
  const auto checked =
      permit::check_permit(file, permit::trust_in(secret().public_key()), std::nullopt, ours.issued_at_ms);
  TIDEGATE_CHECK(checked.permit.has_value());
  const FlowAnswer answer = permit::decide(*checked.permit, nullptr, {}, nullptr, ours.issued_at_ms);
  TIDEGATE_CHECK(answer.verdict != FlowVerdict::kAllowed);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  check_contents(bytes);
  const auto envelope = permit::read_envelope(bytes, "f");
  if (!envelope) {
    TIDEGATE_CHECK(!envelope.error().what.empty() && !envelope.error().what_zh.empty());
    return 0;
  }
  TIDEGATE_CHECK(permit::write_envelope(*envelope) == bytes);
  std::array<std::uint8_t, 32> other{};
  other.fill(2);
  const auto checked =
      permit::check_permit(bytes, permit::trust_in(Ed25519Secret(other).public_key()), std::nullopt, 0);
  TIDEGATE_CHECK(!checked.permit.has_value());
  check_contents(envelope->contents);
  return 0;
}
