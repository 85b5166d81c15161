#include "tidegate/permit/envelope.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>

#include "tidegate/base/base64.h"
#include "tidegate/base/hash.h"
#include "tidegate/base/json.h"
#include "tidegate/base/json_reader.h"

namespace tidegate::permit {
namespace {

constexpr std::string_view kEd25519 = "ed25519:";
constexpr std::size_t kHashDigits = 64;
constexpr std::size_t kSignatureOctets = 64;
constexpr std::array kKinds{DocumentKind::kPermit, DocumentKind::kStatus};

std::string octets_at(const JsonReader& in) {
  auto octets = from_base64(in.string());
  if (!octets) in.refuse(ErrorCode::kMalformed, "is not base64", "不是 base64");
  return octets ? std::move(*octets) : std::string();
}

DocumentKind kind_at(const JsonReader& in) {
  const std::string name = in.string();
  const auto kind =
      std::find_if(kKinds.begin(), kKinds.end(), [&](DocumentKind k) { return media_type(k) == name; });
  if (kind == kKinds.end())
    in.refuse(ErrorCode::kMalformed, "names contents that this program does not know",
              "本程序不认识的内容类型");
  return kind == kKinds.end() ? DocumentKind::kPermit : *kind;
}

Signature signature_at(const JsonReader& in) {
  in.only({"keyid", "sig"});
  Signature signature{in.member("keyid").string(), octets_at(in.member("sig"))};
  if (!is_key_id(signature.key_id))
    in.refuse(ErrorCode::kMalformed, "is a signature of an algorithm that this program does not know",
              "本程序不认识的签名算法");
  if (signature.octets.size() != kSignatureOctets)
    in.refuse(ErrorCode::kMalformed, "is no signature of 64 octets", "签名不是 64 字节");
  return signature;
}

// Whatever else it is: not told key by key.
Error no_envelope(std::string_view where) {
  return {ErrorCode::kMalformed,
          "is neither a permit nor a statement of status: such a file is JSON of payload, payloadType and "
          "signatures",
          std::string(where),
          "既不是许可，也不是状态声明：此类文件为含 payload、payloadType 与 signatures 的 JSON"};
}

bool names_a_member(const Json& json) {
  constexpr std::array<std::string_view, 3> kMembers{"payload", "payloadType", "signatures"};
  return std::any_of(kMembers.begin(), kMembers.end(),
                     [&](std::string_view member) { return json.find(member) != nullptr; });
}

}  // namespace

std::string_view media_type(DocumentKind kind) {
  return kind == DocumentKind::kPermit ? "application/vnd.tidegate.permit+json; version=1"
                                       : "application/vnd.tidegate.permit-status+json; version=1";
}

std::string key_id(const Ed25519Key& key) {
  constexpr std::string_view kDer("\x30\x2a\x30\x05\x06\x03\x2b\x65\x70\x03\x21\x00", 12);  // RFC 8410
  std::string der(kDer);
  der.append(key.bytes.begin(), key.bytes.end());
  return std::string(kEd25519) + sha256_hex(der);
}

bool is_key_id(std::string_view text) {
  if (!text.starts_with(kEd25519)) return false;
  text.remove_prefix(kEd25519.size());
  return text.size() == kHashDigits && text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

std::string signed_bytes(DocumentKind kind, std::string_view contents) {
  const std::string_view type = media_type(kind);
  return fmt::format("DSSEv1 {} {} {} {}", type.size(), type, contents.size(), contents);
}

void add_signature(Envelope& envelope, const Ed25519Secret& secret) {
  Signature fresh{key_id(secret.public_key()), secret.sign(signed_bytes(envelope.kind, envelope.contents))};
  auto& all = envelope.signatures;
  const auto at = std::lower_bound(all.begin(), all.end(), fresh, [](const Signature& a, const Signature& b) {
    return a.key_id < b.key_id;
  });
  if (at != all.end() && at->key_id == fresh.key_id) {
    *at = std::move(fresh);
  } else {
    all.insert(at, std::move(fresh));
  }
}

std::string write_envelope(const Envelope& envelope) {
  Json::Array signatures;
  for (const Signature& signature : envelope.signatures) {
    signatures.push_back(
        Json(Json::Object{{"keyid", Json(signature.key_id)}, {"sig", Json(to_base64(signature.octets))}}));
  }
  return canonical_text(Json(Json::Object{{"payload", Json(to_base64(envelope.contents))},
                                          {"payloadType", Json(std::string(media_type(envelope.kind)))},
                                          {"signatures", Json(std::move(signatures))}})) +
         "\n";
}

Result<Envelope> read_envelope(std::string_view bytes, std::string_view where) {
  if (bytes.size() > kLargestFile)
    return fail({ErrorCode::kLimit, "is larger than 1 MiB", std::string(where), "超过 1 MiB"});
  const auto json = parse_json(bytes, where);
  if (!json && json.error().code == ErrorCode::kLimit) return fail(json.error());
  if (!json || !names_a_member(*json)) return fail(no_envelope(where));
  JsonFault fault{std::string(where), {}};
  const JsonReader in(*json, fault);
  in.only({"payload", "payloadType", "signatures"});
  Envelope envelope;
  envelope.kind = kind_at(in.member("payloadType"));
  envelope.contents = octets_at(in.member("payload"));
  for (const JsonReader& item : in.member("signatures").items(1, kMostSignatures))
    envelope.signatures.push_back(signature_at(item));
  if (!fault.first && write_envelope(envelope) != bytes)
    in.refuse(ErrorCode::kMalformed, "is not written as such a file is, to the octet",
              "与规定的写法逐字节不一致");
  const auto not_apart = [](const Signature& a, const Signature& b) { return a.key_id >= b.key_id; };
  const auto& all = envelope.signatures;
  if (std::adjacent_find(all.begin(), all.end(), not_apart) != all.end())
    in.refuse(ErrorCode::kMalformed, "has signatures out of order, or two of one key",
              "签名次序有误或同一密钥重复");
  if (fault.first) {
    // Whatever is wrong with an element's number or a string's form, the file is no such file.
    fault.first->code = ErrorCode::kMalformed;
    return fail(std::move(*fault.first));
  }
  return envelope;
}

}  // namespace tidegate::permit
