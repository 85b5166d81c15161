// Claim: bytes are refused in both languages, or they are a signed text that is put together again as it
// stood, and a set of keys every one of which is written and read back as the same key. No text that a fuzzer
// makes is signed by a key that it does not hold, what it claims is taken only where the nonce stands in it,
// and a provider's description leads nowhere but by TLS.
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "tidegate/access/claims.h"
#include "tidegate/access/jose/jws.h"
#include "tidegate/access/oidc.h"
#include "tidegate/base/base64.h"
#include "tidegate/base/check.h"

namespace {

using namespace tidegate;

void check_text(std::string_view text) {
  const auto jws = access::parse_jws(text);
  if (!jws) {
    TIDEGATE_CHECK(!jws.error().what.empty() && !jws.error().what_zh.empty());
    return;
  }
  TIDEGATE_CHECK(jws->signed_part + "." + to_base64url(jws->signature) == text);
  TIDEGATE_CHECK(jws->signed_part.ends_with("." + to_base64url(jws->payload)));
  static const auto kKey = access::VerifyKey::of_pem(
      "-----BEGIN PUBLIC KEY-----\nMCowBQYDK2VwAyEA11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=\n-----END "
      "PUBLIC "
      "KEY-----\n");
  // The one text of this key that the corpus holds is RFC 8037's.
  if (access::is_signed_by(*jws, *kKey)) TIDEGATE_CHECK(jws->payload == "Example of Ed25519 signing");
}

void check_keys(std::string_view text) {
  const auto keys = access::parse_key_set(text);
  if (!keys) {
    TIDEGATE_CHECK(!keys.error().what.empty() && !keys.error().what_zh.empty());
    return;
  }
  TIDEGATE_CHECK(keys->size() <= access::kMostKeys);
  for (const auto& named : *keys) {
    const auto again = access::VerifyKey::of_pem(named.key.to_pem());
    TIDEGATE_CHECK(again && again->fingerprint() == named.key.fingerprint() &&
                   again->kind() == named.key.kind());
    TIDEGATE_CHECK(!named.key.has_signed(text, text));
  }
}

void check_claims(std::string_view payload) {
  access::IdTokenAsk ask{"https://id.example", "desk", "nonce-of-the-desk", {}, 1'800'000'000'000};
  const auto token = access::read_id_token(payload, ask);
  if (token) TIDEGATE_CHECK(payload.find("sub") != std::string_view::npos && !token->subject.empty());
  ask.nonce = "another-nonce-now";
  TIDEGATE_CHECK(!token || !access::read_id_token(payload, ask));
  const auto assertion = access::read_assertion(payload, {"https://desk.example"}, ask.now_ms);
  if (assertion) {
    TIDEGATE_CHECK(assertion->client == access::claimed_client(payload) && !assertion->id.empty());
    TIDEGATE_CHECK(assertion->expires_ms > ask.now_ms &&
                   assertion->expires_ms <=
                       ask.now_ms + access::kLongestAssertionMs + 2 * access::kClockSkewMs);
  }
}

// What a provider says of itself leads nowhere but by TLS.
void check_provider(std::string_view text) {
  const auto provider = access::parse_discovery(text, "https://id.example");
  if (provider) {
    for (const auto* address :
         {&provider->authorization_endpoint, &provider->token_endpoint, &provider->keys_address})
      TIDEGATE_CHECK(address->starts_with("https://") &&
                     address->find_first_of(" \r\n@") == std::string::npos);
  } else {
    TIDEGATE_CHECK(!provider.error().what_zh.empty());
  }
  const auto settings = access::parse_oidc_settings(text, "oidc.json");
  if (settings) TIDEGATE_CHECK(settings->scopes.front() == "openid" || settings->scopes.size() > 1);
  (void)access::id_token_of(text);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  check_text(bytes);
  check_keys(bytes);
  check_claims(bytes);
  check_provider(bytes);
  return 0;
}
