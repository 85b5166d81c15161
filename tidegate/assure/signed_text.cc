#include "tidegate/assure/signed_text.h"

#include <optional>
#include <utility>

#include "tidegate/assure/keys.h"
#include "tidegate/base/base64.h"

namespace tidegate::assure {
namespace {

constexpr std::size_t kLongestHeader = 4'096;  // octets; certificates in it are not needed
constexpr std::size_t kLongestName = 300;
constexpr std::size_t kLongestSignature = 64;

tl::unexpected<Error> malformed(std::string_view where) {
  return fail({ErrorCode::kMalformed, "is no signed text in the compact form of JWS", std::string(where),
               "不是紧凑格式的 JWS 签名文本"});
}

std::optional<Json> object_of(std::string_view part, std::string_view where) {
  const auto octets = from_base64url(part);
  if (!octets) return std::nullopt;
  auto json = parse_json(*octets, where);
  if (!json || json->object() == nullptr) return std::nullopt;
  return std::move(*json);
}

// A member that is a short text or not there; false: it is something else.
bool take_name(const Json& header, std::string_view key, std::string& out) {
  const Json* member = header.find(key);
  if (member == nullptr) return true;
  const std::string* text = member->string();
  if (text == nullptr || text->size() > kLongestName) return false;
  out = *text;
  return true;
}

}  // namespace

Result<SignedText> parse_signed_text(std::string_view compact, std::size_t most, std::string_view where) {
  if (compact.size() > most)
    return fail({ErrorCode::kLimit, "is larger than " + std::to_string(most) + " octets", std::string(where),
                 "超过 " + std::to_string(most) + " 字节"});
  const std::size_t first = compact.find('.');
  const std::size_t second = first == compact.npos ? first : compact.find('.', first + 1);
  if (second == compact.npos || first > kLongestHeader) return malformed(where);
  const auto header = object_of(compact.substr(0, first), where);
  if (!header) return malformed(where);
  const Json* named = header->find("alg");
  if (named == nullptr || named->string() == nullptr) return malformed(where);
  const auto algorithm = algorithm_named(*named->string());
  if (!algorithm)
    return fail({ErrorCode::kOutOfRange, "is signed by an algorithm that is not taken: ES256, EdDSA, SM2 are",
                 std::string(where), "签名算法不被接受，仅接受 ES256、EdDSA、SM2"});
  SignedText out;
  out.algorithm = *algorithm;
  // Critical extensions (b64 among them) change what was signed: none is known, so none is taken.
  if (header->find("crit") != nullptr || header->find("b64") != nullptr || header->find("zip") != nullptr ||
      !take_name(*header, "kid", out.key_id) || !take_name(*header, "typ", out.type))
    return malformed(where);
  auto payload = object_of(compact.substr(first + 1, second - first - 1), where);
  const auto signature = from_base64url(compact.substr(second + 1));
  if (!payload || !signature || signature->size() != kLongestSignature) return malformed(where);
  out.payload = std::move(*payload);
  out.signed_part = compact.substr(0, second);
  out.signature = *signature;
  return out;
}

Result<std::string> sign_text(const Json& payload, std::string_view type, std::string_view key_id,
                              OctetSigner& signer) {
  const Json header(Json::Object{{"alg", Json(std::string(jose_name(signer.public_key().algorithm)))},
                                 {"kid", Json(std::string(key_id))},
                                 {"typ", Json(std::string(type))}});
  std::string out = to_base64url(canonical_text(header)) + "." + to_base64url(canonical_text(payload));
  const auto signature = signer.sign(out);
  if (!signature) return fail(signature.error());
  return out + "." + to_base64url(*signature);
}

}  // namespace tidegate::assure
