// What a firm has proved: one credential, graded, and why the grade is no higher. What it says of itself is
// kept only where the signature of an issuer that is trusted stands behind it.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tidegate/base/date.h"
#include "tidegate/base/text.h"
#include "tidegate/terms/risk_report.h"

namespace tidegate {

// Why a credential proves less than it could. Closed; the order is precedence: where several hold, the first
// is the reason. Grades and words of each: assure/faults.cc, docs/formats/credential.md.
enum class CredentialFault {
  kUnreadable,          // no credential, cut short, a member twice, too large
  kAlgorithm,           // none, HMAC, or any that is not taken
  kUnknownIssuer,       // not on the trust list
  kUnknownKey,          // the issuer has no such key
  kWrongAlgorithm,      // another than that key's own
  kBadSignature,        // somebody changed it, or another key signed it
  kUnchecked,           // this machine lacks the library of the algorithm
  kKeyOutOfTime,        // signed on a day on which the key did not hold
  kUnknownKind,         // no kind of credential that is known
  kKindNotAllowed,      // the issuer may not issue that kind
  kNotAccredited,       // no accreditation for the kind on the day of issue
  kAccreditationEnded,  // it had ended, or was suspended, before the day of issue
  kAccreditationNow,    // it was suspended or withdrawn since
  kRevoked,
  kSuspended,
  kNotYetValid,
  kExpired,
  kOtherEntity,
  kOtherSystem,
  kOtherSite,
  kOtherProcess,
  kSystemUncovered,  // a system beside those that it covers has none of this kind that is proven
  kLevelTooLow,
  kNotBound,        // the holder's proof was asked for, and does not hold
  kTrustListStale,  // the list of issuers is past its day
  kStatusForged,    // a status list that its issuer did not sign
  kStatusMissing,   // nobody knows whether it was revoked
  kStatusStale,     // the status list is too old
  kNoExpiry,
  kWorkTooOld,   // the test or audit lies longer ago than fresh_days
  kFilingAlone,  // a filing proves no test
  kKindLimit,    // the kind proves no more
};
inline constexpr std::array<std::string_view, 32> kCredentialFaultNames{
    "unreadable",        "algorithm",        "unknown_issuer", "unknown_key",
    "wrong_algorithm",   "bad_signature",    "unchecked",      "key_out_of_time",
    "unknown_kind",      "kind_not_allowed", "not_accredited", "accreditation_ended",
    "accreditation_now", "revoked",          "suspended",      "not_yet_valid",
    "expired",           "other_entity",     "other_system",   "other_site",
    "other_process",     "system_uncovered", "level_too_low",  "not_bound",
    "trust_list_stale",  "status_forged",    "status_missing", "status_stale",
    "no_expiry",         "work_too_old",     "filing_alone",   "kind_limit"};
std::string_view to_string(CredentialFault fault);  // "bad_signature"

struct CredentialScope {  // empty lists: it names none
  std::vector<std::string> systems;
  std::vector<std::string> sites;
  std::vector<std::string> processes;
  friend bool operator==(const CredentialScope&, const CredentialScope&) = default;
};

enum class CredentialStatus { kUnknown, kValid, kRevoked, kSuspended };
std::string_view to_string(CredentialStatus status);

struct CredentialReason {
  CredentialFault fault = CredentialFault::kUnreadable;
  EvidenceGrade limit = EvidenceGrade::kE0;  // no better with it
  Text says;
  friend bool operator==(const CredentialReason&, const CredentialReason&) = default;
};

struct CredentialAssurance {
  std::string kind;    // CredentialKind::code of models/risk; empty: unreadable
  std::string holder;  // USCC, or the foreign id
  CredentialScope scope;
  std::optional<int> level;
  std::string issuer;                      // its id, as the credential names it
  Text issuer_name;                        // of the trust list; empty: not on it
  std::vector<std::string> accreditation;  // who accredits the issuer, then who accredits them, up to a root
  std::optional<std::int64_t> issued_ms;
  std::optional<std::int64_t> expires_ms;
  CredentialStatus status = CredentialStatus::kUnknown;
  std::string status_source;              // address of the status list; empty: none is named
  std::optional<std::int64_t> status_ms;  // when that list was signed
  std::string document_hash;              // SHA-256 of the credential's own bytes, hex
  EvidenceGrade grade = EvidenceGrade::kE0;
  std::vector<CredentialReason> why_not_higher;  // by precedence; empty: the highest that a document reaches
  std::vector<Factor> factors;                   // that it may support at this grade
  friend bool operator==(const CredentialAssurance&, const CredentialAssurance&) = default;
};

// A document that a declaration names as evidence, and what was found of it.
struct CheckedCredential {
  std::string file;  // as the declaration names it
  CredentialAssurance found;
  friend bool operator==(const CheckedCredential&, const CheckedCredential&) = default;
};

}  // namespace tidegate
