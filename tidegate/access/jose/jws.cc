#include "tidegate/access/jose/jws.h"

#include <algorithm>

#include "tidegate/base/base64.h"

namespace tidegate::access {
namespace {

constexpr std::size_t kLongestKeyId = 256;
constexpr std::size_t kLongestType = 64;

tl::unexpected<Error> malformed() {
  return fail(
      {ErrorCode::kMalformed, "is no signed text (JWS) in compact form", {}, "不是紧凑格式的 JWS 签名文本"});
}

// A text member of the header, not longer than `most`; false: it is of another kind.
bool read_text(const Json& header, std::string_view name, std::size_t most, std::string& into) {
  const Json* value = header.find(name);
  if (value == nullptr) return true;
  if (value->string() == nullptr || value->string()->size() > most) return false;
  into = *value->string();
  return true;
}

// Of a key that says so of itself; one that says nothing is for signatures.
bool is_for_signatures(const Json& jwk) {
  const Json* use = jwk.find("use");
  if (use != nullptr && (use->string() == nullptr || *use->string() != "sig")) return false;
  const Json* uses = jwk.find("key_ops");
  if (uses == nullptr) return true;
  if (uses->array() == nullptr) return false;
  return std::any_of(uses->array()->begin(), uses->array()->end(),
                     [](const Json& one) { return one.string() != nullptr && *one.string() == "verify"; });
}

bool is_of_its_algorithm(const Json& jwk, const VerifyKey& key) {
  const Json* algorithm = jwk.find("alg");
  return algorithm == nullptr ||
         (algorithm->string() != nullptr && *algorithm->string() == to_string(key.kind()));
}

}  // namespace

Result<Jws> parse_jws(std::string_view text) {
  if (text.size() > kLongestJws)
    return fail({ErrorCode::kLimit, "a signed text is too long", {}, "签名文本过长"});
  const std::size_t first = text.find('.');
  const std::size_t second = first == std::string_view::npos ? first : text.find('.', first + 1);
  if (second == std::string_view::npos || text.find('.', second + 1) != std::string_view::npos)
    return malformed();
  const auto head = from_base64url(text.substr(0, first));
  auto payload = from_base64url(text.substr(first + 1, second - first - 1));
  auto signature = from_base64url(text.substr(second + 1));
  if (!head || !payload || !signature) return malformed();
  const auto header = parse_json(*head, "");
  if (!header || header->object() == nullptr) return malformed();
  Jws jws;
  std::string algorithm;
  if (header->find("crit") != nullptr || header->find("b64") != nullptr ||
      !read_text(*header, "alg", kLongestType, algorithm) ||
      !read_text(*header, "kid", kLongestKeyId, jws.key_id) ||
      !read_text(*header, "typ", kLongestType, jws.type))
    return malformed();
  const auto kind = signature_kind_of(algorithm);
  if (!kind) {
    return fail({ErrorCode::kOutOfRange,
                 "a signature is of RS256, ES256 or EdDSA",
                 {},
                 "签名算法须为 RS256、ES256 或 EdDSA"});
  }
  jws.kind = *kind;
  jws.payload = std::move(*payload);
  jws.signed_part = text.substr(0, second);
  jws.signature = std::move(*signature);
  return jws;
}

bool is_signed_by(const Jws& jws, const VerifyKey& key) {
  return jws.kind == key.kind() && key.has_signed(jws.signed_part, jws.signature);
}

Result<std::vector<NamedKey>> parse_key_set(std::string_view text) {
  if (text.size() > kLargestKeySet)
    return fail({ErrorCode::kLimit, "a set of keys is too large", {}, "密钥集过大"});
  const auto set = parse_json(text, "");
  const Json* keys = set ? set->find("keys") : nullptr;
  if (keys == nullptr || keys->array() == nullptr)
    return fail({ErrorCode::kMalformed, "is no set of keys (JWKS)", {}, "不是密钥集（JWKS）"});
  if (keys->array()->size() > kMostKeys)
    return fail({ErrorCode::kLimit, "a set has too many keys", {}, "密钥集中的密钥过多"});
  std::vector<NamedKey> out;
  for (const Json& jwk : *keys->array()) {
    if (jwk.object() == nullptr || !is_for_signatures(jwk)) continue;
    std::string id;
    if (!read_text(jwk, "kid", kLongestKeyId, id)) continue;
    auto key = VerifyKey::of_jwk(jwk);
    if (key && is_of_its_algorithm(jwk, *key)) out.push_back({std::move(id), std::move(*key)});
  }
  return out;
}

bool is_signed_by_one(const Jws& jws, const std::vector<NamedKey>& keys) {
  return std::any_of(keys.begin(), keys.end(), [&](const NamedKey& named) {
    return (jws.key_id.empty() || named.id == jws.key_id) && is_signed_by(jws, named.key);
  });
}

bool has_key(const std::vector<NamedKey>& keys, std::string_view id) {
  return std::any_of(keys.begin(), keys.end(), [&](const NamedKey& named) { return named.id == id; });
}

}  // namespace tidegate::access
