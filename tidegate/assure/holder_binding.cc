#include "tidegate/assure/holder_binding.h"

#include "tidegate/assure/fields.h"
#include "tidegate/assure/keys.h"

namespace tidegate::assure {
namespace {

constexpr std::int64_t kOldestMs = 300'000;  // the proof is made for this very asking

bool is_bound(const Credential& credential, const BindingAsked& asked, std::int64_t at_ms,
              SignatureCheck& signatures) {
  if (!credential.holder_key || credential.key_binding.empty()) return false;
  JsonFault fault{"cnf", {}};
  const PublicKey key = key_at(JsonReader(*credential.holder_key, fault));
  const auto text = parse_signed_text(credential.key_binding, kLongestKeyBinding, "key binding");
  if (fault.first || !text || text->type != kKeyBindingType || text->algorithm != key.algorithm) return false;
  const JsonReader in(text->payload, fault);
  const std::int64_t issued_ms = seconds_at(in.member("iat"));
  const bool is_for_this = in.member("aud").string() == asked.audience &&
                           in.member("nonce").string() == asked.nonce &&
                           in.member("sd_hash").string() == credential.key_binding_hash;
  if (fault.first || !is_for_this || issued_ms > at_ms + kOldestMs || at_ms > issued_ms + kOldestMs)
    return false;
  const auto holds = signatures.is_signed_by(key, text->signed_part, text->signature);
  return holds && *holds;
}

}  // namespace

void check_binding(const Credential& credential, const BindingAsked& asked, std::int64_t at_ms,
                   SignatureCheck& signatures, Findings& findings) {
  if (!is_bound(credential, asked, at_ms, signatures)) findings.add(CredentialFault::kNotBound);
}

}  // namespace tidegate::assure
