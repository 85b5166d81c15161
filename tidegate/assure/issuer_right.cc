#include "tidegate/assure/issuer_right.h"

#include <algorithm>

#include "tidegate/base/instant.h"

namespace tidegate::assure {
namespace {

bool names(const std::vector<std::string>& kinds, std::string_view kind) {
  return std::find(kinds.begin(), kinds.end(), kind) != kinds.end();
}

// Accreditors from this one to the root; empty: one of them did not hold on that day.
std::vector<std::string> chain_from(const std::string& id, Date day, const TrustList& trust) {
  std::vector<std::string> chain;
  const Accreditor* at = trust.accreditor(id);
  while (at != nullptr && chain.size() < kLongestChain) {
    if (!at->days.contains(day)) return {};
    chain.push_back(at->id);
    if (at->by.empty()) return chain;
    at = trust.accreditor(at->by);
  }
  return {};
}

bool had_ended(const Accreditation& a, Date day) { return a.days.to <= day || (a.since && *a.since <= day); }

}  // namespace

const IssuerKey* key_of(const SignedText& text, const Issuer& issuer) {
  if (text.key_id.empty()) return issuer.keys.size() == 1 ? &issuer.keys.front() : nullptr;
  const auto at = std::find_if(issuer.keys.begin(), issuer.keys.end(),
                               [&](const IssuerKey& key) { return key.id == text.key_id; });
  return at == issuer.keys.end() ? nullptr : &*at;
}

bool check_signed(const SignedText& text, std::int64_t issued_ms, const Issuer& issuer,
                  SignatureCheck& signatures, Findings& findings) {
  const IssuerKey* const key = key_of(text, issuer);
  if (key == nullptr) {
    findings.add(CredentialFault::kUnknownKey);
    return false;
  }
  if (key->key.algorithm != text.algorithm) {
    findings.add(CredentialFault::kWrongAlgorithm);
    return false;
  }
  const auto holds = signatures.is_signed_by(key->key, text.signed_part, text.signature);
  if (!holds) {
    findings.add(CredentialFault::kUnchecked, EvidenceGrade::kE1,
                 {holds.error().what, holds.error().what_zh});
  } else if (!*holds) {
    findings.add(CredentialFault::kBadSignature);
  }
  if (!key->days.contains(china_date(issued_ms))) findings.add(CredentialFault::kKeyOutOfTime);
  return !holds || *holds;
}

void check_right(std::string_view kind, std::int64_t issued_ms, std::int64_t at_ms, const Issuer& issuer,
                 const TrustList& trust, Findings& findings, std::vector<std::string>& chain) {
  if (!names(issuer.kinds, kind)) return findings.add(CredentialFault::kKindNotAllowed);
  const Date issued = china_date(issued_ms);
  const Date today = china_date(at_ms);
  bool has_ended = false;
  bool ended_since = false;
  for (const Accreditation& a : issuer.accreditations) {
    if (!names(a.kinds, kind) || issued < a.days.from) continue;
    if (had_ended(a, issued)) {
      has_ended = true;
      continue;
    }
    auto found = chain_from(a.by, issued, trust);
    if (found.empty()) continue;
    chain = std::move(found);
    // That its days ran out since is the common case: the credential was issued within them.
    if (!a.since || *a.since > today) return;
    ended_since = true;
  }
  findings.add(ended_since ? CredentialFault::kAccreditationNow
               : has_ended ? CredentialFault::kAccreditationEnded
                           : CredentialFault::kNotAccredited);
}

}  // namespace tidegate::assure
