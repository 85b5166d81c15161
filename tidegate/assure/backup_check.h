// What a backup proves, of whose data, at which moment. E2 is a signed manifest; E3 needs one that a log
// recorded and that holds the data that was assessed; E4 a challenge by a later checkpoint, which witnesses
// signed. Doubt never raises a grade.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tidegate/assure/backup_challenge.h"
#include "tidegate/assure/backup_manifest.h"
#include "tidegate/assure/trust_list.h"
#include "tidegate/base/signature.h"
#include "tidegate/terms/backup_assurance.h"

namespace tidegate::assure {

// From then on it is outdated (BackupFault::kOutdated): more than 365 whole days.
inline constexpr std::int64_t kBackupOutdatedAfterMs = std::int64_t{366} * 86'400'000;

// Since when a log has the manifest: its entry names the manifest's hash, and was proven by the verifier's
// policy.
struct RecordedManifest {
  std::string origin;
  std::uint64_t index = 0;
  std::int64_t dated_ms = 0;  // by the log; a tree that has it is no older
};

// The checkpoint that a challenge names, as the verifier's policy judges it.
struct SeedSource {
  bool is_trusted = false;    // signed by the log, and by as many witnesses as the policy asks for
  bool is_witnessed = false;  // the policy asks for some
  std::string origin;
  std::uint64_t size = 0;
  std::optional<std::int64_t> seen_ms;  // when so many witnesses as the policy asks for had seen it
  Sha256 seed{};
};

struct AnsweredChallenge {
  // Whoever verifies kept it before it was answered. One that came with the answer may have been picked:
  // checkpoints are many, and a draw that misses the damage is among them.
  bool is_kept = false;
  BackupChallenge challenge;
  SeedSource source;
  AnswerCheck answer;
};

// A file of the data that was assessed.
struct AssessedFile {
  std::string hash;  // SHA-256, hex
  std::uint64_t octets = 0;
};

struct BackupQuestion {
  std::string owner;                 // USCC: whose it must be
  std::vector<std::string> systems;  // each must have a backup; empty: nobody said which
  bool has_unnamed_system = false;   // one more of which nobody said the name
  std::int64_t at_ms = 0;
  std::vector<AssessedFile> assessed;     // empty: nothing to compare with
  std::vector<std::string> declared;      // countries that the declaration names: recipients' and links'
  std::optional<bool> deleted_with_data;  // whether copies abroad go with the data, as declared
  int fresh_days = 90;
};

// What lies beside a manifest; each may be missing.
struct BackupParts {
  std::optional<std::vector<BackedUpFile>> list;  // normalised: of the data that was backed up
  std::optional<RecordedManifest> recorded;
  std::optional<AnsweredChallenge> challenge;
  std::vector<std::string> verdicts;  // files of others who challenged it
  std::vector<std::string> drills;
};

// owner_key  of the firm itself, where whoever verifies knows it; null: only issuers of the trust list sign.
// trust      issuers of kinds backup_manifest, backup_challenge, restore_drill; null: none.
// Pure: same arguments, same answer. The manifest stands alone: where several systems are asked for, each
// other one has no backup.
BackupAssurance check_backup(std::string_view manifest, const BackupParts& parts,
                             const BackupQuestion& question, const PublicKey* owner_key,
                             const TrustList* trust, SignatureCheck& signatures);

// A manifest is of one system, and holds the data of that one; what a firm has of several proves something of
// all of them together. Arguments as of check_backup; they outlive the object.
struct BackupFound;
class BackupsTogether {
 public:
  BackupsTogether(const BackupQuestion& question, const PublicKey* owner_key, const TrustList* trust,
                  SignatureCheck& signatures);
  ~BackupsTogether();
  BackupsTogether(const BackupsTogether&) = delete;
  BackupsTogether& operator=(const BackupsTogether&) = delete;
  void add(std::string_view manifest, const BackupParts& parts);
  // One a manifest, in the order they came. None is better than the best backup of each other system that is
  // asked for; a system without one above E1 leaves all at E1, and so does data that was assessed and is in
  // none that is proven. Nothing is added after it.
  std::vector<BackupAssurance> conclude();

 private:
  const BackupQuestion& question_;
  const PublicKey* owner_key_;
  const TrustList* trust_;
  SignatureCheck& signatures_;
  std::vector<BackupFound> found_;  // each alone, whatever its system
};

// None: somebody who is known signed the manifest. Asked before anything is done with what it says.
std::optional<BackupFault> signature_fault(const BackupManifest& manifest, std::int64_t at_ms,
                                           const PublicKey* owner_key, const TrustList* trust,
                                           SignatureCheck& signatures);

Text words_of(BackupFault fault);
std::optional<BackupFault> backup_fault_named(std::string_view name);

}  // namespace tidegate::assure
