// Documents of a declaration that are manifests of backups, checked by what lies beside them and by whom this
// place trusts. One logic for the command line and for the desk; they differ in where the octets come from.
//   backups/keys/CODE.jwk        the firm's own key
//   backups/policy               whose word on a log is enough
//   backups/challenges/          what was drawn here
// Beside BASE.jwt: BASE.files, BASE.tgb, BASE.challenge, BASE.answer, BASE.verdict*.jwt, BASE.drill*.jwt; of
// verdicts and of drills the first 50 by the octets of their names, at either door.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tidegate/assure/trust_list.h"
#include "tidegate/base/result.h"
#include "tidegate/base/signature.h"
#include "tidegate/evidence/policy.h"
#include "tidegate/terms/assessment.h"
#include "tidegate/terms/assurance.h"
#include "tidegate/terms/data_profile.h"
#include "tidegate/terms/transfer.h"

namespace tidegate {

// at_ms: asked of. now_ms: by this machine's clock; nothing is dated after it, whatever is asked of.
struct BackupMoment {
  std::int64_t at_ms = 0;
  std::int64_t now_ms = 0;
};

// Whose word on backups of one firm counts.
struct BackupTrust {
  std::string home;                         // the folder that holds backups/
  std::optional<PublicKey> owner;           // the firm's own
  const assure::TrustList* list = nullptr;  // issuers who sign manifests, verdicts, drills; null: none
  std::optional<evidence::Policy> policy;
};
// Errors: of a file that is there and does not read.
Result<BackupTrust> backup_trust(const std::string& home, const std::string& uscc,
                                 const assure::TrustList* list);

// Documents by the names that a declaration gives them.
struct BackupPapers {
  // None: it is not there, or larger.
  std::function<std::optional<std::string>(const std::string& file, std::size_t limit)> octets;
  // One after another, none longer than a line of an answer is. None: it is not there.
  std::function<std::optional<std::function<bool(std::string&)>>(const std::string& file)> lines;
  // Hands over each name that begins so, in any order, one at a time: there may be many.
  std::function<void(const std::string& beginning, const std::function<void(const std::string&)>& take)>
      names;
};

// What is signed of a backup: its manifest, a verdict on a challenge, a drill. None of them is a credential.
bool is_of_backup(std::string_view bytes);
// Whether its name says that a file lies beside the manifest of a backup; whose: "crm.jwt" of "crm.tgb" and
// of "crm.drill-2.jwt". Empty: it does not.
std::string manifest_beside(std::string_view file_name);

// What is found of each, as a credential of factor B, 50 at most; `level` is the one of B that it supports.
// Each system that the declaration names must have one; where one has none that is proven, all prove little.
// profile: of the files that were scanned: is it a backup of these? None: nothing was scanned, and nobody can
// tell. Nobody who is trusted: nothing is found, each stays a document that no machine checked.
std::vector<CheckedCredential> check_claimed_backups(const Transfer& transfer,
                                                     const std::optional<DataProfile>& profile,
                                                     const BackupMoment& moment, const BackupTrust& trust,
                                                     const BackupPapers& papers);

bool is_backup(const CheckedCredential& one);
// The transfer as it is judged: no better level of B than the worst backup supports, and copies abroad that a
// manifest tells of are copies abroad.
void heed_backups(const std::vector<CheckedCredential>& found, Transfer& transfer);
// Countries of copies abroad that the declaration, as it was read, does not name for copies; sorted, each
// once.
std::vector<std::string> undeclared_copies(const std::vector<CheckedCredential>& found,
                                           const Transfer& declared);
// A copy in one of these countries fails V20.
void check_copies_abroad(const std::vector<CheckedCredential>& found,
                         const std::vector<std::string>& undeclared, std::vector<Finding>& findings);

}  // namespace tidegate
