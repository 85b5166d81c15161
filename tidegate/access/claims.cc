#include "tidegate/access/claims.h"

#include <sodium.h>

#include <algorithm>
#include <optional>

namespace tidegate::access {
namespace {

constexpr std::size_t kLongestSubject = 255;
constexpr std::size_t kLongestId = 128;
// Years 1970 to 9999: a larger number would not fit when it is made of milliseconds.
constexpr std::int64_t kLastSecond = 253'402'300'799;

tl::unexpected<Error> refused(ErrorCode code, std::string_view claim) {
  return fail(
      {code, "a signed text does not claim what it must", std::string(claim), "签名文本的声明不符合要求"});
}

// nullptr: it is not there, or is no text.
const std::string* text(const Json& claims, std::string_view name) {
  const Json* value = claims.find(name);
  return value == nullptr ? nullptr : value->string();
}

bool is_text(const Json& claims, std::string_view name, std::string_view what) {
  const std::string* said = text(claims, name);
  return said != nullptr && *said == what;
}

// In milliseconds.
std::optional<std::int64_t> moment(const Json& claims, std::string_view name) {
  const Json* value = claims.find(name);
  if (value == nullptr || value->integer() == nullptr) return std::nullopt;
  const std::int64_t seconds = *value->integer();
  if (seconds < 0 || seconds > kLastSecond) return std::nullopt;
  return seconds * 1'000;
}

bool is_name(const std::string* said, std::size_t longest) {
  return said != nullptr && !said->empty() && said->size() <= longest &&
         std::all_of(said->begin(), said->end(), [](char c) { return c > ' ' && c < 0x7f; });
}

// One audience or several (RFC 7519 section 4.1.3); empty: it is no such thing.
std::vector<std::string> audiences_of(const Json& claims) {
  constexpr std::size_t kMost = 16;
  const Json* value = claims.find("aud");
  if (value == nullptr) return {};
  if (value->string() != nullptr) return {*value->string()};
  std::vector<std::string> out;
  if (value->array() == nullptr || value->array()->size() > kMost) return {};
  for (const Json& one : *value->array()) {
    if (one.string() == nullptr) return {};
    out.push_back(*one.string());
  }
  return out;
}

bool has(const std::vector<std::string>& all, std::string_view one) {
  return std::find(all.begin(), all.end(), one) != all.end();
}

// Beside what each kind has of its own: the end, and a beginning where one is claimed.
std::optional<std::string_view> fault_of_times(const Json& claims, std::int64_t now_ms) {
  const auto expires = moment(claims, "exp");
  if (!expires || *expires <= now_ms - kClockSkewMs) return "exp";
  if (claims.find("nbf") != nullptr) {
    const auto begins = moment(claims, "nbf");
    if (!begins || *begins > now_ms + kClockSkewMs) return "nbf";
  }
  return std::nullopt;
}

bool is_same(const std::string* said, const std::string& sent) {
  return said != nullptr && !sent.empty() && said->size() == sent.size() &&
         sodium_memcmp(said->data(), sent.data(), sent.size()) == 0;
}

Result<Json> claims_of(std::string_view payload) {
  auto claims = parse_json(payload, "");
  if (!claims || claims->object() == nullptr) return refused(ErrorCode::kMalformed, "");
  return claims;
}

}  // namespace

Result<IdToken> read_id_token(std::string_view payload, const IdTokenAsk& ask) {
  auto claims = claims_of(payload);
  if (!claims) return fail(claims.error());
  if (!is_text(*claims, "iss", ask.issuer)) return refused(ErrorCode::kOutOfRange, "iss");
  // Other audiences are trusted no further than that the token says it was made for this one.
  const auto audiences = audiences_of(*claims);
  if (!has(audiences, ask.client)) return refused(ErrorCode::kOutOfRange, "aud");
  const bool names_party = claims->find("azp") != nullptr;
  if ((names_party || audiences.size() > 1) && !is_text(*claims, "azp", ask.client))
    return refused(ErrorCode::kOutOfRange, "azp");
  if (const auto fault = fault_of_times(*claims, ask.now_ms)) return refused(ErrorCode::kOutOfRange, *fault);
  const auto made = moment(*claims, "iat");
  if (!made || *made > ask.now_ms + kClockSkewMs || *made < ask.now_ms - kOldestIdTokenMs - kClockSkewMs)
    return refused(ErrorCode::kOutOfRange, "iat");
  if (!is_same(text(*claims, "nonce"), ask.nonce)) return refused(ErrorCode::kOutOfRange, "nonce");
  const std::string* acr = text(*claims, "acr");
  if (!ask.acr.empty() && (acr == nullptr || !has(ask.acr, *acr)))
    return refused(ErrorCode::kOutOfRange, "acr");
  const std::string* subject = text(*claims, "sub");
  if (!is_name(subject, kLongestSubject)) return refused(ErrorCode::kMalformed, "sub");
  return IdToken{*subject, std::move(*claims)};
}

std::string claimed_client(std::string_view payload) {
  const auto claims = claims_of(payload);
  const std::string* client = claims ? text(*claims, "sub") : nullptr;
  return is_name(client, kLongestSubject) ? *client : std::string();
}

Result<Assertion> read_assertion(std::string_view payload, const std::vector<std::string>& audiences,
                                 std::int64_t now_ms) {
  const auto claims = claims_of(payload);
  if (!claims) return fail(claims.error());
  const std::string* client = text(*claims, "sub");
  if (!is_name(client, kLongestSubject)) return refused(ErrorCode::kMalformed, "sub");
  if (!is_text(*claims, "iss", *client)) return refused(ErrorCode::kOutOfRange, "iss");
  // One audience alone: an assertion that others could show here too is none for us.
  const auto claimed = audiences_of(*claims);
  if (claimed.size() != 1 || !has(audiences, claimed.front())) return refused(ErrorCode::kOutOfRange, "aud");
  if (const auto fault = fault_of_times(*claims, now_ms)) return refused(ErrorCode::kOutOfRange, *fault);
  const std::int64_t expires = *moment(*claims, "exp");
  if (expires > now_ms + kLongestAssertionMs + kClockSkewMs) return refused(ErrorCode::kOutOfRange, "exp");
  if (claims->find("iat") != nullptr) {
    const auto made = moment(*claims, "iat");
    if (!made || *made > now_ms + kClockSkewMs) return refused(ErrorCode::kOutOfRange, "iat");
  }
  const std::string* id = text(*claims, "jti");
  if (!is_name(id, kLongestId)) return refused(ErrorCode::kMalformed, "jti");
  return Assertion{*client, *id, expires + kClockSkewMs};
}

}  // namespace tidegate::access
