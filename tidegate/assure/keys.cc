#include "tidegate/assure/keys.h"

#include <array>

#include "tidegate/base/base64.h"

namespace tidegate::assure {
namespace {

constexpr std::size_t kNumber = 32;
constexpr std::size_t kLargestKey = 4'096;
constexpr char kUncompressed = '\x04';

std::string number_at(const JsonReader& in) {
  const auto octets = from_base64url(in.string());
  if (!octets || octets->size() != kNumber) {
    in.refuse(ErrorCode::kMalformed, "is not base64url of 32 octets", "不是 32 字节的 base64url");
    return {};
  }
  return *octets;
}

}  // namespace

std::optional<SignatureAlgorithm> algorithm_named(std::string_view name) {
  if (name == "ES256") return SignatureAlgorithm::kEs256;
  if (name == "EdDSA") return SignatureAlgorithm::kEd25519;
  if (name == "SM2") return SignatureAlgorithm::kSm2;
  return std::nullopt;
}

std::string_view jose_name(SignatureAlgorithm algorithm) {
  switch (algorithm) {
    case SignatureAlgorithm::kEs256:
      return "ES256";
    case SignatureAlgorithm::kEd25519:
      return "EdDSA";
    case SignatureAlgorithm::kSm2:
      return "SM2";
    case SignatureAlgorithm::kRs256:
      break;
  }
  return "RS256";
}

PublicKey key_at(const JsonReader& in) {
  in.only({"kty", "crv", "x", "y", "kid", "alg", "use"});
  constexpr std::array<std::string_view, 3> kCurves{"Ed25519", "P-256", "SM2"};
  const std::size_t curve = in.member("crv").one_of(kCurves);
  const JsonReader kty = in.member("kty");
  if (kty.string() != (curve == 0 ? "OKP" : "EC"))
    kty.refuse(ErrorCode::kMalformed, "is not the kty of that curve", "与曲线的 kty 不符");
  PublicKey key;
  if (curve == 0) {
    key.octets = number_at(in.member("x"));
  } else {
    key.algorithm = curve == 1 ? SignatureAlgorithm::kEs256 : SignatureAlgorithm::kSm2;
    key.octets = kUncompressed + number_at(in.member("x")) + number_at(in.member("y"));
  }
  if (const auto alg = in.optional("alg"); alg && alg->string() != jose_name(key.algorithm))
    alg->refuse(ErrorCode::kMalformed, "is not the algorithm of that curve", "与曲线的算法不符");
  return key;
}

Result<PublicKey> read_key(std::string_view bytes, std::string_view where) {
  if (bytes.size() > kLargestKey)
    return fail({ErrorCode::kLimit, "is larger than 4 KiB", std::string(where), "超过 4 KiB"});
  const auto json = parse_json(bytes, where);
  if (!json) return fail(json.error());
  JsonFault fault{std::string(where), {}};
  PublicKey key = key_at(JsonReader(*json, fault));
  if (fault.first) return fail(std::move(*fault.first));
  return key;
}

Json key_json(const PublicKey& key) {
  const std::string_view octets = key.octets;
  if (key.algorithm == SignatureAlgorithm::kEd25519) {
    return Json(Json::Object{{"kty", Json(std::string("OKP"))},
                             {"crv", Json(std::string("Ed25519"))},
                             {"x", Json(to_base64url(octets))}});
  }
  const bool is_sm2 = key.algorithm == SignatureAlgorithm::kSm2;
  return Json(Json::Object{{"kty", Json(std::string("EC"))},
                           {"crv", Json(std::string(is_sm2 ? "SM2" : "P-256"))},
                           {"x", Json(to_base64url(octets.substr(1, kNumber)))},
                           {"y", Json(to_base64url(octets.substr(1 + kNumber)))}});
}

}  // namespace tidegate::assure
