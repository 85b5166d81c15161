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

#include "tidegate/assure/status_list.h"
#include "tidegate/assure/trust_list.h"
#include "tidegate/base/cms_check.h"
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
  // Something that it must cover has no name, or nobody says where it stands.
  bool has_unnamed_system = false;
  bool has_unnamed_site = false;
  std::optional<int> least_level;
  std::int64_t at_ms = 0;
  int status_days = 7;  // how old a status list may be; the kind's fresh_days where they are fewer
  std::optional<BindingAsked> binding;
};

// Of a credential that is signed by certificate (CMS, PDF).
struct ByCertificate {
  const CmsCheck* cms = nullptr;  // null: nobody here checks such signatures, and it stays at E1
  std::string_view beside;        // contents that lie beside a CMS that carries none; empty: none do
};

// bytes     the credential, however it is written. statuses: whichever lists are kept; they remember what was
//           looked up in them, under this trust list.
// Pure: same arguments, same answer.
CredentialAssurance check_credential(std::string_view bytes, const CredentialQuestion& question,
                                     const TrustList& trust, StatusLists& statuses,
                                     std::span<const CredentialRule> rules, SignatureCheck& signatures,
                                     const ByCertificate& by_certificate = {});

// Where its status list may be asked for: what the credential names, once its issuer's signature holds and
// where the trust list lets that issuer keep lists. Empty: nowhere.
std::string status_address(std::string_view bytes, const TrustList& trust, SignatureCheck& signatures,
                           const ByCertificate& by_certificate = {});

}  // namespace tidegate::assure
