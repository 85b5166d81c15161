// Whose credentials count at this place, and who was revoked: the lists that an operator puts into a folder,
// and documents of a declaration checked by them. One logic for the command line and for the desk.
//   trust.jwt, trust-key.json    the list of issuers, and the key that opens it
//   status/*.jwt, .crl, .pem     status lists, and revocation lists of certificates, that are kept; of their
//                                age the grade tells
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "tidegate/assure/check.h"
#include "tidegate/assure/status_list.h"
#include "tidegate/assure/trust_list.h"
#include "tidegate/base/cms_check.h"
#include "tidegate/base/result.h"
#include "tidegate/terms/assurance.h"
#include "tidegate/terms/transfer.h"

namespace tidegate {

struct CredentialDocument {
  std::string octets;
  std::string beside;  // contents of a CMS that carries none; empty: there are none
};
// One after another; none: that was the last.
using NextDocument = std::function<std::optional<CredentialDocument>()>;

// Several threads at a time.
class CredentialLists {
 public:
  // nullptr: there is no trust list in that folder. Errors: one that does not open; kLimit (more than 2,000
  // status lists, or 64 MiB of them).
  static Result<std::shared_ptr<CredentialLists>> open(const std::string& folder);

  // SHA-256 over the trust list and the status lists, whatever their files are called, hex.
  const std::string& hash() const { return hash_; }
  const assure::TrustList& trust() const { return trust_; }
  // All that a firm has, in that order, each held to what stands beside it.
  std::vector<CredentialAssurance> check(const assure::CredentialQuestion& question,
                                         const NextDocument& next);

 private:
  CredentialLists(assure::TrustList trust, const std::vector<std::string>& statuses,
                  std::vector<assure::CredentialRule> rules);
  const assure::TrustList trust_;
  const std::vector<assure::CredentialRule> rules_;
  std::string hash_;
  std::mutex mutex_;  // they remember what was looked up
  assure::StatusLists statuses_;
  std::unique_ptr<SignatureCheck> signatures_;
  const std::unique_ptr<CmsCheck> cms_;
};

// What a firm's credentials must cover for this transfer at that moment.
assure::CredentialQuestion question_of_credentials(const Transfer& transfer, std::int64_t at_ms);

// Octets of a document by the name that the declaration gives it; none: it is not there, or is too large.
using DocumentOctets = std::function<std::optional<std::string>(const std::string& file)>;

// Whether lists are kept under that name.
bool is_kept_list(const std::filesystem::path& file);

// Documents of the declaration that are signed credentials, in its order, 200 at most, of 64 MiB in all, each
// looked at once however often it is named; those of one kind must cover its systems together. What is no
// credential (a scan, say), is not there, or would be more, is passed over, and supports at most E1.
std::vector<CheckedCredential> check_claimed(const Transfer& transfer, std::int64_t at_ms,
                                             CredentialLists& lists, const DocumentOctets& octets);

}  // namespace tidegate
