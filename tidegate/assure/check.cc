#include "tidegate/assure/check.h"

#include <algorithm>
#include <array>

#include "tidegate/assure/certificate_check.h"
#include "tidegate/assure/credential.h"
#include "tidegate/assure/faults.h"
#include "tidegate/assure/findings.h"
#include "tidegate/assure/holder_binding.h"
#include "tidegate/assure/issuer_right.h"
#include "tidegate/assure/scope_check.h"
#include "tidegate/assure/status_address.h"
#include "tidegate/assure/status_check.h"
#include "tidegate/base/hash.h"
#include "tidegate/base/instant.h"

namespace tidegate::assure {
namespace {

constexpr int kHalfYear = 183;  // from level 4 of MLPS on, systems are tested half-yearly
constexpr int kHalfYearlyFrom = 4;
constexpr int kTestedFrom = 2;  // below, MLPS asks for neither filing nor test

// Kinds that speak of a test or audit, which is repeated: their freshness counts from that work too.
bool is_of_work(std::string_view kind) {
  constexpr std::array<std::string_view, 4> kKinds{"mlps", "cryptography", "audit", "important_data_report"};
  return std::find(kKinds.begin(), kKinds.end(), kind) != kKinds.end();
}

void check_time(const Credential& credential, std::int64_t at_ms, Findings& findings) {
  if (at_ms < credential.from_ms) findings.add(CredentialFault::kNotYetValid);
  if (!credential.expires_ms) {
    findings.add(CredentialFault::kNoExpiry);
  } else if (at_ms >= *credential.expires_ms) {
    findings.add(CredentialFault::kExpired);
  }
}

void check_kind(const Credential& credential, const CredentialRule* rule, std::int64_t at_ms,
                Findings& findings) {
  if (rule == nullptr) return findings.add(CredentialFault::kUnknownKind);
  if (credential.kind == "mlps_filing") {
    findings.add(CredentialFault::kFilingAlone);
  } else if (rule->best < EvidenceGrade::kE3) {
    findings.add(CredentialFault::kKindLimit, rule->best, words_of(CredentialFault::kKindLimit));
  }
  // Not shown, it could be that one.
  if (credential.kind == "mlps" && credential.level.value_or(0) < kTestedFrom)
    findings.add(CredentialFault::kLevelTooLow, EvidenceGrade::kE1,
                 {"of level 1 MLPS asks neither filing nor test, and no higher level is shown",
                  "等级保护第一级无须备案与测评，而未写明更高等级"});
  if (!is_of_work(credential.kind) || !rule->fresh_days) return;
  // And it could be a high one.
  const bool is_half_yearly =
      credential.kind == "mlps" && credential.level.value_or(kHalfYearlyFrom) >= kHalfYearlyFrom;
  const int days = is_half_yearly ? std::min(kHalfYear, *rule->fresh_days) : *rule->fresh_days;
  if (!credential.worked_on) {
    findings.add(CredentialFault::kWorkTooOld, EvidenceGrade::kE2,
                 {"it does not say when the test or audit was done", "未写明测评或审计的日期"});
  } else if (*credential.worked_on > china_date(std::min(at_ms, credential.issued_ms))) {
    findings.add(CredentialFault::kWorkTooOld, EvidenceGrade::kE1,
                 {"the test or audit is dated ahead", "测评或审计的日期晚于签发日或所问之日"});
  } else if (china_date(at_ms) > credential.worked_on->plus_days(days)) {
    findings.add(CredentialFault::kWorkTooOld, EvidenceGrade::kE2,
                 {"the test or audit lies more than " + std::to_string(days) + " days ago",
                  "测评或审计距今超过 " + std::to_string(days) + " 天"});
  }
}

void check_limits(const Credential& credential, const CredentialQuestion& question, Findings& findings) {
  if (question.holder.empty() || credential.holder != question.holder)
    findings.add(CredentialFault::kOtherEntity);
  check_scope({credential.kind, credential.scope}, question, findings);
  if (credential.withholds_scope)
    findings.add(CredentialFault::kOtherSystem, EvidenceGrade::kE1,
                 {"a part of its scope is withheld", "其范围有部分未予披露"});
  if (credential.withholds_more)
    findings.add(CredentialFault::kOtherProcess, EvidenceGrade::kE1,
                 {"it withholds more than its level and number, which could be a limit",
                  "除等级与编号外另有内容未予披露，可能是其限制"});
  if (credential.has_terms)
    findings.add(CredentialFault::kOtherProcess, EvidenceGrade::kE1,
                 {"it has terms of use, which are not read", "附有使用条款，而条款未予读取"});
  if (question.least_level && credential.level.value_or(0) < *question.least_level)
    findings.add(CredentialFault::kLevelTooLow);
}

CredentialAssurance described(const Credential& credential) {
  CredentialAssurance out;
  out.kind = credential.kind;
  out.holder = credential.holder;
  out.scope = credential.scope;
  out.level = credential.level;
  out.issuer = credential.issuer;
  out.issued_ms = credential.issued_ms;
  out.expires_ms = credential.expires_ms;
  if (credential.status) out.status_source = credential.status->uri;
  out.document_hash = credential.hash;
  return out;
}

void conclude(Findings findings, const CredentialRule* rule, CredentialAssurance& out) {
  out.grade = findings.grade();
  out.why_not_higher = findings.sorted();
  if (rule != nullptr && out.grade > EvidenceGrade::kE0) out.factors = rule->factors;
}

// A credential as it was handed in: its claims, and the signature by certificate where it has one.
struct Presented {
  Credential credential;
  std::optional<Certified> certified;
};

Result<Presented> read_presented(std::string_view bytes, const ByCertificate& by_certificate) {
  if (writing_of(bytes) == Writing::kJose) {
    auto credential = read_credential(bytes, "credential");
    if (!credential) return fail(credential.error());
    return Presented{std::move(*credential), std::nullopt};
  }
  auto certified = read_certified(bytes, by_certificate.beside, by_certificate.cms, "credential");
  if (!certified) return fail(certified.error());
  Presented out;
  if (certified->claims) {
    auto credential = read_claims(*certified->claims, "credential");
    if (!credential) return fail(credential.error());
    out.credential = std::move(*credential);
  }
  out.credential.hash = sha256_hex(bytes);
  out.certified = std::move(*certified);
  return out;
}

CredentialAssurance unreadable(std::string_view bytes, const Error& why) {
  CredentialAssurance out;
  out.document_hash = sha256_hex(bytes);
  Findings findings;
  const Text says{why.what, why.what_zh};
  switch (why.code) {
    case ErrorCode::kOutOfRange:
      findings.add(CredentialFault::kAlgorithm, EvidenceGrade::kE0, says);
      break;
    case ErrorCode::kUnavailable:
      findings.add(CredentialFault::kUnchecked, EvidenceGrade::kE1, says);
      break;
    default:
      findings.add(CredentialFault::kUnreadable, EvidenceGrade::kE0, says);
  }
  conclude(std::move(findings), nullptr, out);
  return out;
}

// How old what tells of a revocation may be.
int days_of(const CredentialQuestion& question, const CredentialRule* rule) {
  return rule != nullptr && rule->fresh_days ? std::min(question.status_days, *rule->fresh_days)
                                             : question.status_days;
}

CredentialStatus worse(CredentialStatus a, CredentialStatus b) {
  for (const CredentialStatus bad : {CredentialStatus::kRevoked, CredentialStatus::kSuspended}) {
    if (a == bad || b == bad) return bad;
  }
  return a;
}

// Whether its issuer may have signed it.
bool check_issuer(const Presented& presented, const CredentialQuestion& question, int days,
                  const Issuer& issuer, StatusLists& statuses, SignatureCheck& signatures,
                  const CmsCheck* cms, Findings& findings, CredentialAssurance& out) {
  const Credential& credential = presented.credential;
  if (!presented.certified)
    return check_signed(credential.text, credential.issued_ms, issuer, signatures, findings);
  return check_certified(*presented.certified, {credential.issued_ms, question.at_ms, days}, issuer, statuses,
                         *cms, findings, out) != SignedBy::kNobody;
}

// What it proves of the systems that it covers itself.
CredentialAssurance check_alone(std::string_view bytes, const CredentialQuestion& question,
                                const TrustList& trust, StatusLists& statuses,
                                std::span<const CredentialRule> rules, SignatureCheck& signatures,
                                const ByCertificate& by_certificate) {
  const auto presented = read_presented(bytes, by_certificate);
  if (!presented) return unreadable(bytes, presented.error());
  const Credential& credential = presented->credential;
  Findings findings;
  CredentialAssurance out = described(credential);
  if (presented->certified && !presented->certified->claims) {
    out = CredentialAssurance{};
    out.document_hash = credential.hash;
    check_mute(*presented->certified, question.at_ms, trust, *by_certificate.cms, findings, out);
    conclude(std::move(findings), nullptr, out);
    return out;
  }
  const auto rule = std::find_if(rules.begin(), rules.end(),
                                 [&](const CredentialRule& r) { return r.code == credential.kind; });
  const CredentialRule* const known = rule == rules.end() ? nullptr : &*rule;
  if (china_date(question.at_ms) >= trust.expires) findings.add(CredentialFault::kTrustListStale);
  const Issuer* const issuer = trust.issuer(credential.issuer);
  if (issuer == nullptr) {
    findings.add(CredentialFault::kUnknownIssuer);
  } else {
    out.issuer_name = issuer->name;
    const int days = days_of(question, known);
    const bool may_be_its = check_issuer(*presented, question, days, *issuer, statuses, signatures,
                                         by_certificate.cms, findings, out);
    check_right(credential.kind, credential.issued_ms, question.at_ms, *issuer, trust, findings,
                out.accreditation);
    // Of what its issuer did not sign nobody asks whether it was revoked.
    if (may_be_its) {
      const CredentialStatus of_certificates = out.status;
      check_status({credential.status, question.at_ms, days}, statuses, *issuer, signatures, findings, out);
      out.status = worse(out.status, of_certificates);
    }
    if (credential.status && credential.has_other_status)
      findings.add(CredentialFault::kStatusMissing, EvidenceGrade::kE1,
                   {"it names a second way to learn its status, which is not asked",
                    "另写明一种状态查询方式，而该方式未予查询"});
  }
  check_kind(credential, known, question.at_ms, findings);
  check_time(credential, question.at_ms, findings);
  check_limits(credential, question, findings);
  if (question.binding) check_binding(credential, *question.binding, question.at_ms, signatures, findings);
  conclude(std::move(findings), known, out);
  return out;
}

}  // namespace

void CredentialsTogether::add(std::string_view bytes, const ByCertificate& by_certificate) {
  found_.push_back(check_alone(bytes, question_, trust_, statuses_, rules_, signatures_, by_certificate));
}

std::vector<CredentialAssurance> CredentialsTogether::conclude() {
  hold_to_systems(question_, found_);
  return std::move(found_);
}

CredentialAssurance check_credential(std::string_view bytes, const CredentialQuestion& question,
                                     const TrustList& trust, StatusLists& statuses,
                                     std::span<const CredentialRule> rules, SignatureCheck& signatures,
                                     const ByCertificate& by_certificate) {
  CredentialsTogether alone(question, trust, statuses, rules, signatures);
  alone.add(bytes, by_certificate);
  return std::move(alone.conclude().front());
}

std::string status_address(std::string_view bytes, const TrustList& trust, SignatureCheck& signatures,
                           const ByCertificate& by_certificate) {
  const auto presented = read_presented(bytes, by_certificate);
  if (!presented || !presented->credential.status) return {};
  const Credential& credential = presented->credential;
  const Issuer* const issuer = trust.issuer(credential.issuer);
  if (issuer == nullptr) return {};
  Findings findings;
  CredentialAssurance none;
  StatusLists no_lists({});
  if (presented->certified) {
    const CertificateAsked asked{credential.issued_ms, credential.issued_ms, 0};
    if (check_certified(*presented->certified, asked, *issuer, no_lists, *by_certificate.cms, findings,
                        none) != SignedBy::kIssuer)
      return {};
  } else {
    const IssuerKey* const key = key_of(credential.text, *issuer);
    if (key == nullptr || key->key.algorithm != credential.text.algorithm) return {};
    const auto holds =
        signatures.is_signed_by(key->key, credential.text.signed_part, credential.text.signature);
    if (!holds || !*holds) return {};
  }
  const std::string& address = credential.status->uri;
  const auto& places = issuer->status_addresses;
  const bool is_there = std::any_of(places.begin(), places.end(),
                                    [&](const std::string& place) { return lies_below(address, place); });
  return is_there ? address : std::string();
}

}  // namespace tidegate::assure
