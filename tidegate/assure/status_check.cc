#include "tidegate/assure/status_check.h"

#include <utility>

#include "tidegate/assure/issuer_right.h"
#include "tidegate/assure/status_list.h"
#include "tidegate/base/instant.h"

namespace tidegate::assure {
namespace {

constexpr std::int64_t kDayMs = 86'400'000;
constexpr std::int64_t kClocksDifferMs = 300'000;

bool is_of_issuer(const StatusList& list, const Issuer& issuer, SignatureCheck& signatures) {
  const IssuerKey* const key = key_of(list.text, issuer);
  if (key == nullptr || key->key.algorithm != list.text.algorithm ||
      !key->days.contains(china_date(list.issued_ms)))
    return false;
  const auto holds = signatures.is_signed_by(key->key, list.text.signed_part, list.text.signature);
  return holds && *holds;
}

// The newest that the issuer signed. is_forged: there was one for the address that it did not sign.
std::optional<StatusList> newest(const std::string& uri, std::span<const std::string> statuses,
                                 const Issuer& issuer, SignatureCheck& signatures, bool& is_forged) {
  std::optional<StatusList> out;
  for (const std::string& bytes : statuses) {
    auto list = read_status_list(bytes, "status list");
    if (!list || list->uri != uri) continue;
    if (!is_of_issuer(*list, issuer, signatures)) {
      is_forged = true;
    } else if (!out || out->issued_ms < list->issued_ms) {
      out = std::move(*list);
    }
  }
  return out;
}

void check_age(const StatusList& list, const StatusAsked& asked, Findings& findings) {
  if (list.expires_ms && asked.at_ms >= *list.expires_ms)
    return findings.add(CredentialFault::kStatusMissing, EvidenceGrade::kE1,
                        {"its status list is past its end", "其状态列表已过截止时间"});
  if (list.issued_ms > asked.at_ms + kClocksDifferMs)
    return findings.add(
        CredentialFault::kStatusStale, EvidenceGrade::kE2,
        {"its status list was signed after the moment asked of", "状态列表的签名时间晚于所问时刻"});
  const std::int64_t age_ms = asked.at_ms - list.issued_ms;
  if (age_ms <= asked.days * kDayMs) return;
  const std::string days = std::to_string(age_ms / kDayMs);
  const std::string most = std::to_string(asked.days);
  findings.add(CredentialFault::kStatusStale, EvidenceGrade::kE2,
               {"its status list is " + days + " days old, more than " + most,
                "状态列表距今 " + days + " 天，超过 " + most + " 天"});
}

}  // namespace

void check_status(const StatusAsked& asked, std::span<const std::string> statuses, const Issuer& issuer,
                  SignatureCheck& signatures, Findings& findings, CredentialAssurance& out) {
  if (!asked.entry)
    return findings.add(CredentialFault::kStatusMissing, EvidenceGrade::kE1,
                        {"it names no status list that can be read", "未写明可读取的状态列表"});
  bool is_forged = false;
  const auto list = newest(asked.entry->uri, statuses, issuer, signatures, is_forged);
  if (is_forged && !list) return findings.add(CredentialFault::kStatusForged);
  if (!list) return findings.add(CredentialFault::kStatusMissing);
  out.status_ms = list->issued_ms;
  const auto status = status_at(*list, asked.entry->index);
  if (!status)
    return findings.add(CredentialFault::kStatusMissing, EvidenceGrade::kE1,
                        {"its status list has no such entry", "状态列表中没有对应条目"});
  if (*status == kStatusSuspended) {
    out.status = CredentialStatus::kSuspended;
    return findings.add(CredentialFault::kSuspended);
  }
  if (*status != kStatusValid) {  // any other value is the issuer's own way to say that it does not hold
    out.status = CredentialStatus::kRevoked;
    return findings.add(CredentialFault::kRevoked);
  }
  out.status = CredentialStatus::kValid;
  check_age(*list, asked, findings);
}

}  // namespace tidegate::assure
