#include "tidegate/assure/certificate_check.h"

#include <algorithm>
#include <vector>

#include "tidegate/base/instant.h"

namespace tidegate::assure {
namespace {

constexpr std::int64_t kDayMs = 86'400'000;
constexpr std::int64_t kClocksDifferMs = 300'000;

using State = CmsSigned::State;

// Under those certificates alone that held on the day of issue, or under any.
Result<CmsSigned> checked(const Certified& document, const CertificateAsked& asked, const Issuer& issuer,
                          bool of_any_day, const StatusLists& statuses, const CmsCheck& cms) {
  std::vector<std::string> anchors;
  for (const IssuerCertificate& one : issuer.certificates) {
    if (of_any_day || one.days.contains(china_date(asked.issued_ms))) anchors.push_back(one.der);
  }
  return cms.check({document.cms, document.contents, anchors, statuses.crls(), asked.issued_ms});
}

bool is_named(const SignerName& wanted, const CmsSigned& found) {
  return std::all_of(wanted.begin(), wanted.end(), [&](const auto& part) {
    const auto same_kind = [&](const auto& one) { return one.first == part.first; };
    return std::count_if(found.subject.begin(), found.subject.end(), same_kind) == 1 &&
           std::find(found.subject.begin(), found.subject.end(), part) != found.subject.end();
  });
}

// A certificate of a public authority stands behind many: which of them may sign, the trust list says.
bool may_sign(const CmsSigned& found, const Issuer& issuer) {
  const auto anchor = std::find_if(issuer.certificates.begin(), issuer.certificates.end(),
                                   [&](const auto& one) { return one.hash == found.chain.back().hash; });
  if (anchor == issuer.certificates.end()) return false;
  // Whom an authority certified nobody knows: the list names its signers, or means that certificate alone.
  if (anchor->signers.empty()) return found.chain.size() == 1;
  return std::any_of(anchor->signers.begin(), anchor->signers.end(),
                     [&](const SignerName& wanted) { return is_named(wanted, found); });
}

bool hold_at(const std::vector<CertificateDays>& chain, std::int64_t ms) {
  return std::all_of(chain.begin(), chain.end(),
                     [&](const CertificateDays& one) { return one.from_ms <= ms && ms <= one.to_ms; });
}

CredentialFault fault_of(State state) {
  switch (state) {
    case State::kAlgorithm:
      return CredentialFault::kAlgorithm;
    case State::kBadSignature:
      return CredentialFault::kBadSignature;
    default:
      return CredentialFault::kUnknownKey;
  }
}

struct Revocation {
  std::vector<CrlWord> words;  // of one certificate
  bool has_earlier = false;    // one of them was signed by the moment asked of
};

Revocation words_on(std::size_t certificate, const CmsSigned& found, std::int64_t until_ms) {
  Revocation out;
  for (const CrlWord& word : found.crls) {
    if (word.certificate != certificate) continue;
    out.words.push_back(word);
    out.has_earlier = out.has_earlier || word.issued_ms <= until_ms;
  }
  return out;
}

// As status lists are read: what counts are those signed by the moment asked of, where there are any; the
// newest of them, and one that says revoked for ever.
std::optional<CrlWord> what_counts(const Revocation& all, std::int64_t until_ms) {
  std::optional<CrlWord> out;
  for (const CrlWord& word : all.words) {
    if (all.has_earlier && word.issued_ms > until_ms) continue;
    const bool was = out && out->state == CrlWord::State::kRevoked;
    const bool is = word.state == CrlWord::State::kRevoked;
    const bool is_newer = out && (word.issued_ms > out->issued_ms ||
                                  (word.issued_ms == out->issued_ms && word.state > out->state));
    if (!out || (was == is ? is_newer : is)) out = word;
  }
  return out;
}

// Of one certificate of the chain. is_signers: it is the signer's own; lists on authorities come seldom, and
// of these none need be younger than it says of itself.
void check_word(const CrlWord& word, bool is_signers, const CertificateAsked& asked, Findings& findings,
                CredentialAssurance& out) {
  if (word.state == CrlWord::State::kRevoked) {
    out.status = CredentialStatus::kRevoked;
    return findings.add(CredentialFault::kRevoked, EvidenceGrade::kE0,
                        {"a certificate behind its signature was revoked", "其签名所依据的证书已被撤销"});
  }
  if (word.state == CrlWord::State::kOnHold) {
    if (out.status != CredentialStatus::kRevoked) out.status = CredentialStatus::kSuspended;
    return findings.add(CredentialFault::kSuspended, EvidenceGrade::kE0,
                        {"a certificate behind its signature is suspended", "其签名所依据的证书已被暂停"});
  }
  if (asked.at_ms > word.until_ms)
    return findings.add(CredentialFault::kStatusMissing, EvidenceGrade::kE1,
                        {"the revocation list of a certificate behind its signature is past its end",
                         "其签名所依据证书的吊销列表已过截止时间"});
  if (word.issued_ms > asked.at_ms + kClocksDifferMs)
    return findings.add(CredentialFault::kStatusStale, EvidenceGrade::kE2,
                        {"the revocation list of a certificate behind its signature was signed after the "
                         "moment asked of",
                         "其签名所依据证书的吊销列表签名时间晚于所问时刻"});
  const std::int64_t age_ms = asked.at_ms - word.issued_ms;
  if (!is_signers || age_ms <= asked.days * kDayMs) return;
  const std::string days = std::to_string(age_ms / kDayMs);
  const std::string most = std::to_string(asked.days);
  findings.add(CredentialFault::kStatusStale, EvidenceGrade::kE2,
               {"the revocation list of its signer's certificate is " + days + " days old, more than " + most,
                "签名者证书的吊销列表距今 " + days + " 天，超过 " + most + " 天"});
}

void check_revocation(const CmsSigned& found, const StatusLists& statuses, const CertificateAsked& asked,
                      Findings& findings, CredentialAssurance& out) {
  const std::int64_t until_ms = asked.at_ms + kClocksDifferMs;
  bool is_missing = false;
  for (std::size_t i = 0; i + 1 < found.chain.size(); ++i) {
    const auto word = what_counts(words_on(i, found, until_ms), until_ms);
    is_missing = is_missing || !word;
    if (word) check_word(*word, i == 0, asked, findings, out);
  }
  if (found.has_unread_crl || statuses.has_unread())
    findings.add(CredentialFault::kStatusMissing, EvidenceGrade::kE1,
                 {"a revocation list cannot be read, or is of a kind that is not: of changes alone, of a "
                  "part, with marks unknown",
                  "有吊销列表无法读取，或属于不予读取的类型（增量列表、分区列表、含未知的关键扩展）"});
  if (!is_missing) return;
  if (found.has_forged_crl)
    return findings.add(
        CredentialFault::kStatusForged, EvidenceGrade::kE1,
        {"a revocation list was not signed by the authority that it names", "吊销列表并非由所称的机构签名"});
  findings.add(CredentialFault::kStatusMissing, EvidenceGrade::kE1,
               {"no revocation list tells of a certificate behind its signature",
                "没有吊销列表说明其签名所依据的证书"});
}

}  // namespace

SignedBy check_certified(const Certified& document, const CertificateAsked& asked, const Issuer& issuer,
                         const StatusLists& statuses, const CmsCheck& cms, Findings& findings,
                         CredentialAssurance& out) {
  bool is_out_of_days = false;
  auto found = checked(document, asked, issuer, false, statuses, cms);
  if (found && found->state == State::kNoChain) {
    auto under_any = checked(document, asked, issuer, true, statuses, cms);
    is_out_of_days = under_any && under_any->state == State::kHolds;
    if (is_out_of_days) found = std::move(under_any);
  }
  if (!found) {
    const bool is_here = found.error().code != ErrorCode::kUnavailable;
    findings.add(is_here ? CredentialFault::kUnreadable : CredentialFault::kUnchecked,
                 is_here ? EvidenceGrade::kE0 : EvidenceGrade::kE1,
                 {found.error().what, found.error().what_zh});
    return is_here ? SignedBy::kNobody : SignedBy::kUnchecked;
  }
  if (found->state != State::kHolds) {
    findings.add(fault_of(found->state), EvidenceGrade::kE0, found->why);
    return SignedBy::kNobody;
  }
  if (!may_sign(*found, issuer)) {
    findings.add(CredentialFault::kUnknownKey, EvidenceGrade::kE0,
                 {"its signer's certificate names another than the trust list does for its issuer",
                  "签名者证书的主体与信任清单为其签发者所列的不符"});
    return SignedBy::kNobody;
  }
  if (is_out_of_days || !hold_at(found->chain, asked.issued_ms))
    findings.add(CredentialFault::kKeyOutOfTime, EvidenceGrade::kE0,
                 {"a certificate behind its signature did not hold at the moment of issue",
                  "签发时其签名所依据的证书不在有效期内"});
  else if (!hold_at(found->chain, asked.at_ms))
    // Of what has ended nobody keeps a revocation list, and the moment of issue is the signer's own word.
    findings.add(CredentialFault::kStatusMissing, EvidenceGrade::kE1,
                 {"a certificate behind its signature has ended since, and nothing proves that it was signed "
                  "before",
                  "其签名所依据的证书其后已到期，无从证明签名在此之前作出"});
  check_revocation(*found, statuses, asked, findings, out);
  return SignedBy::kIssuer;
}

void check_mute(const Certified& document, std::int64_t at_ms, const TrustList& trust, const CmsCheck& cms,
                Findings& findings, CredentialAssurance& out) {
  const auto says = [&](std::string en, std::string zh) {
    findings.add(CredentialFault::kUnknownKind, EvidenceGrade::kE1, {std::move(en), std::move(zh)});
  };
  if (!document.flaw.empty())
    return says("says nothing that a machine can read (no credential.json), and " + document.flaw.en,
                "未含机器可读的内容（credential.json），且" + document.flaw.zh);
  std::vector<std::string> anchors;
  for (const Issuer& issuer : trust.issuers) {
    for (const IssuerCertificate& one : issuer.certificates) anchors.push_back(one.der);
  }
  const auto found = cms.check({document.cms, document.contents, anchors, {}, at_ms});
  says("is signed, yet says nothing that a machine can read (no credential.json)",
       "已签名，但未含机器可读的内容（credential.json）");
  if (!found)
    return findings.add(CredentialFault::kUnchecked, EvidenceGrade::kE1,
                        {found.error().what, found.error().what_zh});
  if (found->state == State::kBadSignature)
    return findings.add(CredentialFault::kBadSignature, EvidenceGrade::kE0, found->why);
  const auto whose = std::find_if(trust.issuers.begin(), trust.issuers.end(), [&](const Issuer& issuer) {
    return found->state == State::kHolds && may_sign(*found, issuer);
  });
  if (whose == trust.issuers.end()) return findings.add(CredentialFault::kUnknownIssuer);
  out.issuer = whose->id;
  out.issuer_name = whose->name;
}

}  // namespace tidegate::assure
