// Who may have signed what lies beside a backup, and how much their word is. Private to assure.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "tidegate/assure/backup_manifest.h"
#include "tidegate/assure/trust_list.h"
#include "tidegate/base/signature.h"
#include "tidegate/terms/backup_assurance.h"

namespace tidegate::assure {

struct BackupSigners {
  const std::string& owner;
  const PublicKey* owner_key;  // null: not known
  const TrustList* trust;      // null: none
  std::int64_t asked_ms;
  SignatureCheck& signatures;

  enum class Who { kNobody, kOwner, kIssuer };
  struct Signed {
    Who who = Who::kNobody;
    std::optional<BackupFault> fault{};
    const Issuer* issuer = nullptr;  // where kIssuer
    const PublicKey* key = nullptr;  // that it was held to
  };
  // kind  of what was signed at that moment: "backup_manifest".
  Signed by(const SignedText& text, const std::string& issuer, std::string_view kind,
            std::int64_t at_ms) const;

 private:
  bool may_sign(const Issuer& issuer, std::string_view kind, std::int64_t at_ms) const;
  std::optional<BackupFault> fault_under(const PublicKey& key, const SignedText& text) const;
};

// Neither who signed the manifest nor whose data it is nor who keeps it, by id, by credit code and by key:
// ids are mostly addresses, and an issuer without a code may be any of them, whatever the manifest says of a
// handler. Of somebody whose key signed the manifest, or is the owner's, no name makes another.
bool is_third_party(const Issuer& issuer, const BackupManifest& manifest, const BackupSigners& signers);

}  // namespace tidegate::assure
