// What a signed text claims, once its signature was checked: the ID token of somebody who signed in at a
// provider (OpenID Connect Core 1.0 section 3.1.3.7), and a machine's assertion of who it is (RFC 7523
// section 3).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "tidegate/base/json.h"
#include "tidegate/base/result.h"

namespace tidegate::access {

// How far clocks may differ.
inline constexpr std::int64_t kClockSkewMs = 60'000;
// A token that was made longer ago was not made for this sign-in.
inline constexpr std::int64_t kOldestIdTokenMs = 10 * 60'000;
// How long an assertion may hold from now.
inline constexpr std::int64_t kLongestAssertionMs = 5 * 60'000;

struct IdTokenAsk {
  std::string issuer;
  std::string client;
  std::string nonce;               // that was sent
  std::vector<std::string> acr{};  // one of these is demanded; empty: any
  std::int64_t now_ms = 0;
};
struct IdToken {
  std::string subject;  // of the issuer: 1 to 255 characters of ASCII
  Json claims;
};
// payload  of a JWS whose signature was checked. Errors: kMalformed (no such claims), kOutOfRange (a claim
// that does not hold), their `where` the claim's name. Never a value of it.
Result<IdToken> read_id_token(std::string_view payload, const IdTokenAsk& ask);

struct Assertion {
  std::string client;           // iss and sub
  std::string id;               // jti: 1 to 128 characters of ASCII
  std::int64_t expires_ms = 0;  // after which it need not be remembered
};
// Who an assertion says it is of, before anything was checked: to find the key by. Empty: nobody.
std::string claimed_client(std::string_view payload);
// audiences  any of which it must name. Errors: as read_id_token.
Result<Assertion> read_assertion(std::string_view payload, const std::vector<std::string>& audiences,
                                 std::int64_t now_ms);

}  // namespace tidegate::access
