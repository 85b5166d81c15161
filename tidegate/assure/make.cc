#include "tidegate/assure/make.h"

#include <algorithm>
#include <array>

#include "tidegate/assure/credential.h"
#include "tidegate/assure/fields.h"
#include "tidegate/assure/sd_jwt.h"
#include "tidegate/base/base64.h"
#include "tidegate/base/check.h"
#include "tidegate/base/instant.h"

namespace tidegate::assure {
namespace {

constexpr std::array<std::string_view, 7> kSubject{"kind",      "holder",   "scope", "level",
                                                   "worked_on", "standard", "number"};
constexpr std::array<std::string_view, 2> kMayBeWithheld{"level", "number"};
constexpr std::int64_t kMsASecond = 1'000;
constexpr std::size_t kSalt = 16;

Json text(std::string_view said) { return Json(std::string(said)); }

Json strings(std::initializer_list<std::string_view> items) {
  Json::Array out;
  for (const std::string_view item : items) out.push_back(text(item));
  return Json(std::move(out));
}

struct Head {
  std::string issuer;
  std::int64_t issued_ms = 0;
  std::int64_t expires_ms = 0;
  Json status;
};

Result<Head> head_of(const Json& contents) {
  JsonFault fault{"credential", {}};
  const JsonReader in(contents, fault);
  in.only({"issuer", "issued", "expires", "status", "kind", "holder", "scope", "level", "worked_on",
           "standard", "number"});
  Head head{
      word_at(in.member("issuer")), instant_at(in.member("issued")), instant_at(in.member("expires")), {}};
  if (const auto status = in.optional("status")) {
    status->only({"uri", "index"});
    head.status = Json(Json::Object{
        {"status_list",
         Json(Json::Object{{"uri", Json(word_at(status->member("uri")))},
                           {"idx", Json(status->member("index").integer(0, (1LL << 31) - 1))}})}});
  }
  if (head.expires_ms <= head.issued_ms)
    in.refuse(ErrorCode::kMalformed, "ends before it begins", "终止早于起始");
  if (fault.first) return fail(std::move(*fault.first));
  return head;
}

Json::Object subject_of(const Json& contents) {
  Json::Object out;
  for (const std::string_view name : kSubject) {
    if (const Json* member = contents.find(name)) out.emplace_back(std::string(name), *member);
  }
  return out;
}

Json::Object claims_of(const Head& head) {
  Json::Object out{{"iss", Json(head.issuer)},
                   {"iat", Json(head.issued_ms / kMsASecond)},
                   {"exp", Json(head.expires_ms / kMsASecond)}};
  if (!head.status.is_null()) out.emplace_back("status", head.status);
  return out;
}

Result<std::string> vc_jwt(const ToIssue& to_issue, const Head& head, OctetSigner& signer) {
  Json::Object claims = claims_of(head);
  claims.emplace_back("@context", strings({"https://www.w3.org/ns/credentials/v2"}));
  claims.emplace_back("type", strings({"VerifiableCredential", kVcType}));
  claims.emplace_back("issuer", Json(head.issuer));
  claims.emplace_back("validFrom", Json(instant_text(head.issued_ms)));
  claims.emplace_back("validUntil", Json(instant_text(head.expires_ms)));
  claims.emplace_back("credentialSubject", Json(subject_of(to_issue.contents)));
  return sign_text(Json(std::move(claims)), "vc+jwt", to_issue.key_id, signer);
}

Result<std::string> sd_jwt(const ToIssue& to_issue, const Head& head, OctetSigner& signer) {
  TIDEGATE_CHECK(to_issue.salts.size() >= kSaltOctets);
  Json::Object claims = claims_of(head);
  claims.emplace_back("vct", text(kCredentialType));
  Json::Array digests;
  std::string disclosed;
  std::size_t used = 0;
  for (auto& [name, value] : subject_of(to_issue.contents)) {
    if (std::find(kMayBeWithheld.begin(), kMayBeWithheld.end(), name) == kMayBeWithheld.end()) {
      claims.emplace_back(name, value);
      continue;
    }
    const Json parts(Json::Array{Json(to_base64url(to_issue.salts.substr(used, kSalt))), Json(name), value});
    used += kSalt;
    const std::string disclosure = to_base64url(canonical_text(parts));
    digests.push_back(Json(sd_digest(disclosure)));
    disclosed += disclosure + "~";
  }
  if (!digests.empty()) {
    claims.emplace_back("_sd", Json(std::move(digests)));
    claims.emplace_back("_sd_alg", text("sha-256"));
  }
  const auto made = sign_text(Json(std::move(claims)), "dc+sd-jwt", to_issue.key_id, signer);
  return made ? Result<std::string>(*made + "~" + disclosed) : made;
}

}  // namespace

Result<std::string> issue_credential(const ToIssue& to_issue, OctetSigner& signer) {
  const auto head = head_of(to_issue.contents);
  if (!head) return fail(head.error());
  auto made = to_issue.form == CredentialForm::kSdJwt ? sd_jwt(to_issue, *head, signer)
                                                      : vc_jwt(to_issue, *head, signer);
  if (!made) return made;
  const auto read = read_credential(*made, "credential");  // what nobody could read is not issued
  return read ? made : Result<std::string>(fail(read.error()));
}

}  // namespace tidegate::assure
