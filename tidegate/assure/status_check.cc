#include "tidegate/assure/status_check.h"

#include <algorithm>
#include <vector>

#include "tidegate/assure/issuer_right.h"
#include "tidegate/assure/status_list.h"
#include "tidegate/base/instant.h"

namespace tidegate::assure {
namespace {

constexpr std::int64_t kDayMs = 86'400'000;
constexpr std::int64_t kClocksDifferMs = 300'000;

using Kept = StatusLists::Kept;
using Signed = Kept::Signed;

Signed signed_by(const StatusList& list, const Issuer& issuer, SignatureCheck& signatures) {
  const IssuerKey* const key = key_of(list.text, issuer);
  if (key == nullptr || key->key.algorithm != list.text.algorithm ||
      !key->days.contains(china_date(list.issued_ms)))
    return Signed::kNo;
  const auto holds = signatures.is_signed_by(key->key, list.text.signed_part, list.text.signature);
  return !holds ? Signed::kUnchecked : *holds ? Signed::kYes : Signed::kNo;
}

// Those for the address that the issuer signed.
struct Authentic {
  std::vector<Kept*> lists;
  bool is_forged = false;     // there was one that it did not sign
  bool is_unchecked = false;  // there was one whose signature nobody could check here
};

Authentic authentic(const std::string& uri, StatusLists& statuses, const Issuer& issuer,
                    SignatureCheck& signatures) {
  Authentic out;
  for (Kept* const kept : statuses.of(uri)) {
    if (kept->issuer != &issuer) {
      kept->is_signed = signed_by(kept->list, issuer, signatures);
      kept->issuer = &issuer;
    }
    if (kept->is_signed == Signed::kYes) out.lists.push_back(kept);
    out.is_forged = out.is_forged || kept->is_signed == Signed::kNo;
    out.is_unchecked = out.is_unchecked || kept->is_signed == Signed::kUnchecked;
  }
  return out;
}

struct Said {
  const StatusList* list = nullptr;
  std::optional<int> status;  // none: it has no such entry
};

bool is_revoked(const std::optional<int>& status) {  // any other value is the issuer's own way to say so
  return status && *status != kStatusValid && *status != kStatusSuspended;
}

// How bad: of two lists of one second the worse counts.
int badness(const std::optional<int>& status) {
  if (!status) return 1;
  return *status == kStatusValid ? 0 : *status == kStatusSuspended ? 2 : 3;
}

// What the lists say that were signed by the moment asked of; where there are none, those signed later. One
// that says revoked counts for ever, a suspension until a newer one lifts it.
Said what_counts(const std::vector<Kept*>& lists, StatusLists& statuses, const StatusAsked& asked) {
  const std::int64_t until_ms = asked.at_ms + kClocksDifferMs;
  const bool has_earlier = std::any_of(lists.begin(), lists.end(),
                                       [&](const Kept* kept) { return kept->list.issued_ms <= until_ms; });
  Said out;
  for (Kept* const kept : lists) {
    if (has_earlier && kept->list.issued_ms > until_ms) continue;
    const Said said{&kept->list, statuses.status(*kept, asked.entry->index)};
    if (out.list != nullptr && is_revoked(out.status) != is_revoked(said.status)) {
      if (is_revoked(said.status)) out = said;
      continue;
    }
    const bool is_newer = out.list == nullptr || said.list->issued_ms > out.list->issued_ms;
    const bool is_worse = out.list != nullptr && said.list->issued_ms == out.list->issued_ms &&
                          badness(said.status) > badness(out.status);
    if (is_newer || is_worse) out = said;
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

void check_status(const StatusAsked& asked, StatusLists& statuses, const Issuer& issuer,
                  SignatureCheck& signatures, Findings& findings, CredentialAssurance& out) {
  if (!asked.entry)
    return findings.add(CredentialFault::kStatusMissing, EvidenceGrade::kE1,
                        {"it names no status list that can be read", "未写明可读取的状态列表"});
  const Authentic found = authentic(asked.entry->uri, statuses, issuer, signatures);
  if (found.lists.empty()) {
    if (found.is_unchecked)
      return findings.add(CredentialFault::kUnchecked, EvidenceGrade::kE1,
                          {"this machine lacks what checks its status list's signature",
                           "本机缺少核验其状态列表签名的程序库"});
    return findings.add(found.is_forged ? CredentialFault::kStatusForged : CredentialFault::kStatusMissing);
  }
  const Said said = what_counts(found.lists, statuses, asked);
  out.status_ms = said.list->issued_ms;
  if (!said.status)
    return findings.add(CredentialFault::kStatusMissing, EvidenceGrade::kE1,
                        {"its status list has no such entry", "状态列表中没有对应条目"});
  if (is_revoked(said.status)) {
    out.status = CredentialStatus::kRevoked;
    return findings.add(CredentialFault::kRevoked);
  }
  if (*said.status == kStatusSuspended) {
    out.status = CredentialStatus::kSuspended;
    return findings.add(CredentialFault::kSuspended);
  }
  out.status = CredentialStatus::kValid;
  check_age(*said.list, asked, findings);
}

}  // namespace tidegate::assure
