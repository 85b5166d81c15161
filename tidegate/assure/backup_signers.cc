#include "tidegate/assure/backup_signers.h"

#include <algorithm>
#include <vector>

#include "tidegate/assure/findings.h"
#include "tidegate/assure/issuer_right.h"
#include "tidegate/base/instant.h"

namespace tidegate::assure {

BackupSigners::Signed BackupSigners::by(const SignedText& text, const std::string& issuer,
                                        std::string_view kind, std::int64_t at_ms) const {
  // A list that no longer holds makes nobody known.
  const bool is_current = trust != nullptr && china_date(asked_ms) < trust->expires;
  const Issuer* known = is_current ? trust->issuer(issuer) : nullptr;
  if (known != nullptr) {
    if (!may_sign(*known, kind, at_ms)) return {Who::kNobody, BackupFault::kUnknownSigner};
    for (const IssuerKey& key : known->keys) {
      if (!text.key_id.empty() && key.id != text.key_id) continue;
      const auto fault = fault_under(key.key, text);
      if (!fault && !key.days.contains(china_date(at_ms)))
        return {Who::kIssuer, BackupFault::kKeyOutOfTime, known, &key.key};
      return {Who::kIssuer, fault, known, &key.key};
    }
    return {Who::kNobody, BackupFault::kUnknownSigner};
  }
  if (owner_key != nullptr && issuer == owner)
    return {Who::kOwner, fault_under(*owner_key, text), nullptr, owner_key};
  return {Who::kNobody, BackupFault::kUnknownSigner};
}

// Where the list tells of accreditations for the kind, one must hold, as for credentials; those who verify
// backups need not have any.
bool BackupSigners::may_sign(const Issuer& issuer, std::string_view kind, std::int64_t at_ms) const {
  const auto has = [&](const std::vector<std::string>& kinds) {
    return std::find(kinds.begin(), kinds.end(), kind) != kinds.end();
  };
  if (!has(issuer.kinds)) return false;
  const auto& all = issuer.accreditations;
  if (std::none_of(all.begin(), all.end(), [&](const Accreditation& a) { return has(a.kinds); })) return true;
  Findings findings;
  std::vector<std::string> chain;
  check_right(kind, at_ms, asked_ms, issuer, *trust, findings, chain);
  return findings.sorted().empty();
}

std::optional<BackupFault> BackupSigners::fault_under(const PublicKey& key, const SignedText& text) const {
  if (key.algorithm != text.algorithm) return BackupFault::kBadSignature;
  const auto holds = signatures.is_signed_by(key, text.signed_part, text.signature);
  if (!holds) return BackupFault::kUnchecked;
  return *holds ? std::nullopt : std::optional(BackupFault::kBadSignature);
}

bool is_third_party(const Issuer& issuer, const BackupManifest& m, const BackupSigners& signers) {
  const auto is_one_of_them = [&](const std::string& who) {
    return who == m.issuer || who == m.owner || who == m.handler;
  };
  if (issuer.uscc.empty() || is_one_of_them(issuer.id) || is_one_of_them(issuer.uscc)) return false;
  const auto manifest = signers.by(m.text, m.issuer, "backup_manifest", m.made_ms);
  if (manifest.issuer != nullptr && manifest.issuer->uscc == issuer.uscc) return false;
  return std::none_of(issuer.keys.begin(), issuer.keys.end(), [&](const IssuerKey& key) {
    return (manifest.key != nullptr && key.key == *manifest.key) ||
           (signers.owner_key != nullptr && key.key == *signers.owner_key);
  });
}

}  // namespace tidegate::assure
