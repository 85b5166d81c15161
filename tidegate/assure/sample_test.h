// A small authority for tests: Ed25519 alone, whose signatures need no chance.
#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <memory>
#include <string>
#include <vector>

#include "tidegate/assure/check.h"
#include "tidegate/assure/keys.h"
#include "tidegate/assure/make.h"
#include "tidegate/assure/signed_text.h"
#include "tidegate/assure/status_list.h"
#include "tidegate/assure/trust_list.h"
#include "tidegate/base/base64.h"
#include "tidegate/base/ed25519.h"
#include "tidegate/base/ed25519_secret.h"
#include "tidegate/base/instant.h"

namespace tidegate::assure {

class SampleCheck final : public SignatureCheck {
 public:
  Result<bool> is_signed_by(const PublicKey& key, std::string_view bytes,
                            std::string_view signature) override {
    Ed25519Key known;
    if (key.algorithm != SignatureAlgorithm::kEd25519)
      return fail({ErrorCode::kUnavailable, "no library", {}, "没有程序库"});
    std::copy(key.octets.begin(), key.octets.end(), known.bytes.begin());
    return tidegate::is_signed_by(known, bytes, signature);
  }
};

class SampleSigner final : public OctetSigner {
 public:
  explicit SampleSigner(std::uint8_t seed) : secret_(seed_of(seed)) {
    const Ed25519Key half = secret_.public_key();
    half_.octets.assign(half.bytes.begin(), half.bytes.end());
  }
  const PublicKey& public_key() const override { return half_; }
  Result<std::string> sign(std::string_view bytes) override { return secret_.sign(bytes); }

 private:
  static std::array<std::uint8_t, 32> seed_of(std::uint8_t seed) {
    std::array<std::uint8_t, 32> out{};
    out.fill(seed);
    return out;
  }
  Ed25519Secret secret_;
  PublicKey half_;
};

inline Json parsed(std::string_view text) {
  const auto json = parse_json(text, "sample");
  EXPECT_TRUE(json) << text;
  return json ? *json : Json();
}

// An object with other members in the place of those of the same name; null takes one away.
inline Json with(const Json& object, std::string_view changes) {
  Json::Object out;
  const Json changed = parsed(changes);
  for (const auto& [name, value] : *object.object()) {
    if (changed.find(name) == nullptr) out.emplace_back(name, value);
  }
  for (const auto& [name, value] : *changed.object()) {
    if (!value.is_null()) out.emplace_back(name, value);
  }
  return Json(std::move(out));
}

inline constexpr const char* kStatusUri = "https://cert.example/status/1";
inline constexpr const char* kUscc = "91110108MA01ABCD0B";

inline std::int64_t at(std::string_view instant) { return parse_instant(instant).value_or(0); }

inline Json sample_contents() {
  return parsed(R"({"issuer":"https://cert.example/dsm","issued":"2026-03-01T00:00:00Z",
    "expires":"2029-03-01T00:00:00Z","status":{"uri":"https://cert.example/status/1","index":5},"kind":"dsm",
    "holder":{"uscc":"91110108MA01ABCD0B"},"scope":{"systems":["crm","billing"],"sites":["Beijing DC1"]},
    "level":3})");
}

inline std::string issued(const Json& contents, CredentialForm form = CredentialForm::kVcJwt,
                          std::uint8_t seed = 1, const char* key_id = "k1") {
  SampleSigner signer(seed);
  const auto made = issue_credential({contents, key_id, form, std::string(kSaltOctets, 's')}, signer);
  EXPECT_TRUE(made) << (made ? "" : made.error().what + made.error().where);
  return made.value_or("");
}

inline std::string status_list(std::string_view issued_at,
                               const std::vector<int>& entries = std::vector<int>(16), std::uint8_t seed = 1,
                               const char* uri = kStatusUri) {
  SampleSigner signer(seed);
  const auto payload = status_payload(uri, at(issued_at), std::nullopt, 2, entries);
  return sign_text(payload.value_or(Json()), kStatusListType, "k1", signer).value_or("");
}

inline Json sample_trust() {
  SampleSigner signer(1);
  const std::string jwk = canonical_text(key_json(signer.public_key()));
  return parsed(R"({"format":"tidegate.trust-list/1","issued":"2026-01-01","expires":"2027-01-01",
    "accreditors":[{"id":"cnca","name":{"en":"CNCA","zh":"国家认监委"}},
                   {"id":"cnas","name":{"en":"CNAS","zh":"国家认可委"},"by":"cnca"}],
    "issuers":[{"id":"https://cert.example/dsm","name":{"en":"A body","zh":"某机构"},
      "kinds":["dsm","mlps","mlps_filing","staff"],
      "keys":[{"kid":"k1","jwk":)" +
                jwk + R"(,"from":"2025-01-01","to":"2028-01-01"}],
      "accreditations":[{"by":"cnas","kinds":["dsm","mlps","mlps_filing","staff"],"from":"2025-01-01","to":"2028-01-01"}],
      "status_addresses":["https://cert.example/status/"]}]})");
}

inline TrustList trust(const Json& contents = sample_trust()) {
  const auto list = read_trust_list(contents, "trust");
  EXPECT_TRUE(list) << (list ? "" : list.error().what + " " + list.error().where);
  return list.value_or(TrustList{});
}

inline std::vector<CredentialRule> rules() {
  return {{"dsm", {"DSM", "数据安全管理认证"}, {Factor::kX}, EvidenceGrade::kE4, 1},
          {"mlps", {"MLPS", "等保"}, {Factor::kX, Factor::kT}, EvidenceGrade::kE4, 365},
          {"mlps_filing", {"filing", "备案"}, {Factor::kX, Factor::kT}, EvidenceGrade::kE1, 365},
          {"cryptography", {"cryptography", "密评"}, {Factor::kT}, EvidenceGrade::kE4, 365},
          {"audit", {"audit", "审计"}, {Factor::kX}, EvidenceGrade::kE4, 365},
          {"iso27001", {"ISO/IEC 27001", "ISO/IEC 27001"}, {Factor::kX}, EvidenceGrade::kE4, 90},
          {"staff", {"staff", "人员"}, {Factor::kX}, EvidenceGrade::kE2, 365}};
}

inline CredentialQuestion question() {
  CredentialQuestion q;
  q.holder = kUscc;
  q.systems = {{"crm", {"Beijing DC1"}}};
  q.at_ms = at("2026-06-01T12:00:00Z");
  return q;
}

inline constexpr const char* kFresh = "2026-06-01T00:00:00Z";

inline CredentialAssurance checked(const std::string& credential, const CredentialQuestion& q = question(),
                                   const TrustList& list = trust(),
                                   const std::vector<std::string>& statuses = {status_list(kFresh)}) {
  SampleCheck signatures;
  const auto known = rules();
  StatusLists kept(statuses);
  return check_credential(credential, q, list, kept, known, signatures);
}

inline std::string reason(const CredentialAssurance& a) {
  return a.why_not_higher.empty() ? "" : std::string(to_string(a.why_not_higher.front().fault));
}

}  // namespace tidegate::assure
