// What a credential proves, for whom, at which moment. Doubt never raises a grade: E3 needs a signature that
// holds by a key of an issuer on the trust list, the right to issue that kind with an unbroken chain of
// accreditation on the day of issue, the right entity, systems and sites, its days, and a status list that is
// fresh. What is unclear stays at E1 or below.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "tidegate/assure/trust_list.h"
#include "tidegate/base/signature.h"
#include "tidegate/terms/assurance.h"

namespace tidegate::assure {

struct CredentialRule {  // one kind, of the weights of the risk model
  std::string code;
  Text name;
  std::vector<Factor> factors;
  EvidenceGrade best = EvidenceGrade::kE1;
  std::optional<int> fresh_days;
};

struct BindingAsked {
  std::string audience;
  std::string nonce;
};

struct CredentialQuestion {
  std::string holder;  // USCC, or the foreign id: whose it must be
  // What it must cover; empty: nobody said, and then a credential that is limited to some stays at E1.
  std::vector<std::string> systems;
  std::vector<std::string> sites;
  std::vector<std::string> processes;
  std::optional<int> least_level;
  std::int64_t at_ms = 0;
  int status_days = 7;  // how old a status list may be; the kind's fresh_days where they are fewer
  std::optional<BindingAsked> binding;
};

// bytes     the credential. statuses: signed status lists, whichever are kept; those of other lists are
// passed
//           over, of several the newest that its issuer signed counts.
// Pure: same arguments, same answer.
CredentialAssurance check_credential(std::string_view bytes, const CredentialQuestion& question,
                                     const TrustList& trust, std::span<const std::string> statuses,
                                     std::span<const CredentialRule> rules, SignatureCheck& signatures);

}  // namespace tidegate::assure
