// Claim: bytes are no signed note, or the very bytes that the note is written as; the same of checkpoints,
// proofs and the keys that sign; what holds no signature of a key we know is not believed, and no signature
// is asked of a key that is not known.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "tidegate/base/check.h"
#include "tidegate/evidence/cosignature.h"
#include "tidegate/evidence/proof_text.h"

namespace {

using namespace tidegate;
using namespace tidegate::evidence;

class None final : public SignatureCheck {
 public:
  Result<bool> is_signed_by(const PublicKey&, std::string_view, std::string_view) override { return false; }
};

constexpr std::string_view kKey = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";

void check_note(std::string_view bytes) {
  const auto note = parse_note(bytes);
  if (!note) {
    TIDEGATE_CHECK(!note.error().what.empty() && !note.error().what_zh.empty());
    return;
  }
  TIDEGATE_CHECK(to_text(*note) == bytes);
  None none;
  const auto known = VerifierKey::parse(kKey);
  VerifierKey witness = *known;
  witness.use = KeyUse::kCosignature;
  const VerifierKey keys[] = {*known, witness};
  const auto signers = signers_of(*note, keys, none);
  TIDEGATE_CHECK(!signers || signers->empty());
  const auto cosigners = cosigners_of(*note, keys, none);
  TIDEGATE_CHECK(!cosigners || cosigners->empty());
  TIDEGATE_CHECK(!open_checkpoint(bytes, keys, none));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  check_note(bytes);
  if (const auto checkpoint = parse_checkpoint(bytes)) TIDEGATE_CHECK(to_text(*checkpoint) == bytes);
  if (const auto key = VerifierKey::parse(bytes)) TIDEGATE_CHECK(key->to_text() == bytes);
  if (const auto proof = parse_tlog_proof(bytes)) {
    TIDEGATE_CHECK(to_text(*proof) == bytes);
    check_note(proof->checkpoint);
  }
  return 0;
}
