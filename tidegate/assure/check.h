// What a credential proves, for whom, at which moment. Doubt never raises a grade: E3 needs a signature that
// holds by a key of an issuer on the trust list, the right to issue that kind with an unbroken chain of
// accreditation on the day of issue, the right entity, systems and sites, its days, and a status list that is
// fresh. What is unclear stays at E1 or below. A credential may be of one system among several: what a firm
// has of one kind proves as much together as its least covered system is proven.
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

// A system that must be covered, wherever it stands.
struct AskedSystem {
  std::string name;                // empty: it has none
  std::vector<std::string> sites;  // empty: nobody says where
};
// Each at all of these sites. Sites alone: of a system that has no name.
std::vector<AskedSystem> each_at(const std::vector<std::string>& names,
                                 const std::vector<std::string>& sites);

struct CredentialQuestion {
  std::string holder;  // USCC, or the foreign id: whose it must be
  // What must be covered, by this one or by others of its kind beside it; empty: nobody said, and then a
  // credential that is limited to some stays at E1.
  std::vector<AskedSystem> systems;
  std::vector<std::string> processes;
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
// Pure: same arguments, same answer. The credential stands alone: a system that it does not cover has none.
CredentialAssurance check_credential(std::string_view bytes, const CredentialQuestion& question,
                                     const TrustList& trust, StatusLists& statuses,
                                     std::span<const CredentialRule> rules, SignatureCheck& signatures,
                                     const ByCertificate& by_certificate = {});

// All that a firm has, each held to what stands beside it. Arguments as of check_credential; they outlive the
// object.
class CredentialsTogether {
 public:
  CredentialsTogether(const CredentialQuestion& question, const TrustList& trust, StatusLists& statuses,
                      std::span<const CredentialRule> rules, SignatureCheck& signatures)
      : question_(question), trust_(trust), statuses_(statuses), rules_(rules), signatures_(signatures) {}
  void add(std::string_view bytes, const ByCertificate& by_certificate = {});
  // One a credential, in the order they came. None is better than the best of its kind for each other system
  // that is asked for; a system without one above E1 leaves all of the kind at E1. Nothing is added after it.
  std::vector<CredentialAssurance> conclude();

 private:
  const CredentialQuestion& question_;
  const TrustList& trust_;
  StatusLists& statuses_;
  std::span<const CredentialRule> rules_;
  SignatureCheck& signatures_;
  std::vector<CredentialAssurance> found_{};  // each alone
};

// Where its status list may be asked for: what the credential names, once its issuer's signature holds and
// where the trust list lets that issuer keep lists. Empty: nowhere.
std::string status_address(std::string_view bytes, const TrustList& trust, SignatureCheck& signatures,
                           const ByCertificate& by_certificate = {});

}  // namespace tidegate::assure
