// The journeys of backups: a manifest is made beside one, chunks are drawn by a later checkpoint and
// answered, a restore is drilled; whoever decides verifies all of it. docs/backups.md.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "tidegate/gate/credentials/credentials.h"
#include "tidegate/gate/gate.h"

namespace tidegate {

// A backup as its own tool keeps it.
struct BackupRepository {
  std::string path;  // a folder; of inspect also an address: sftp:host:/path
  std::string tool;  // restic borg pg_basebackup files
  std::string password_file;
  std::string snapshot;  // empty: the newest
};

struct BackupSigner {
  CredentialSigner key;
  std::string issuer;  // id of a trust list; empty: the owner's code
};

struct BackupAttestRequest {
  BackupRepository repository;
  std::string data;  // file or folder that was backed up; empty: of plain copies the repository itself
  std::string owner;
  std::string handler;
  std::string system;
  std::string site;                 // "CN/Beijing"; empty: as the table of sites says
  std::vector<std::string> copies;  // "CN/Tianjin"
  std::string sites;      // table of sites; empty: backups/sites.json of the state folder, where it is there
  std::string algorithm;  // of encryption; empty: as the tool says
  std::string key_owner;  // empty: the owner
  std::string key_country;
  std::optional<std::int64_t> rpo_minutes;
  std::optional<std::int64_t> rto_minutes;
  std::optional<int> gbt20988;
  std::int64_t chunk_octets = 16'384;
  std::optional<std::int64_t> made_ms;  // none: as the tool says, else now
  BackupSigner signer;
  std::string out;  // BASE.jwt, new; beside it BASE.files, BASE.held, BASE.leaves
};
// Recorded at once where the state folder has a log of evidence.
Result<Printed> backup_attest(const BackupAttestRequest& request, bool json, const Look& look,
                              const GateOptions& options);

// What a repository says of itself, and where it lies. Exit 4: abroad, in a country that is not declared.
struct BackupInspectRequest {
  BackupRepository repository;
  std::string sites;
  std::vector<std::string> declared;  // countries
};
Result<Printed> backup_inspect(const BackupInspectRequest& request, bool json, const Look& look,
                               const GateOptions& options);

struct BackupChallengeRequest {
  std::string manifest;
  std::string record;      // .tgb: the proof that a log has the manifest
  std::string checkpoint;  // later, of the same log
  std::string policy;      // the verifier's own
  std::uint64_t draws = 300;
  std::string out;
};
// Exit 6: the checkpoint is not later, or not what the policy asks for; nothing is written.
Result<Printed> backup_challenge(const BackupChallengeRequest& request, bool json, const Look& look,
                                 const GateOptions& options);

struct BackupAnswerRequest {
  std::string challenge;
  std::string manifest;    // BASE.jwt, with BASE.held and BASE.leaves beside it
  std::string repository;  // folder
  std::string out;
};
Result<Printed> backup_answer(const BackupAnswerRequest& request, bool json, const Look& look,
                              const GateOptions& options);

struct BackupVerifyRequest {
  std::string manifest;
  std::string owner;
  std::vector<std::string> systems;
  std::string owner_key;  // JWK of the firm; empty: only issuers of the trust list sign
  std::string trust;      // signed trust list; empty: none
  std::string trust_key;
  std::string policy;  // whose word on a log is enough; empty: no log is believed
  std::string list;    // BASE.files
  std::string record;  // .tgb
  std::string challenge;
  std::string answer;
  std::vector<std::string> verdicts;
  std::vector<std::string> drills;
  std::vector<std::string> data;      // files and folders that were assessed
  std::vector<std::string> declared;  // countries
  bool is_deleted_with_data = false;
  std::optional<std::int64_t> at_ms;
  BackupSigner verifier;  // signs a verdict on a challenge that holds; empty key: none
  std::string out;        // of the verdict
};
// Exit 0: E4 and level 0 or 1; 6: less, with every reason.
Result<Printed> backup_verify(const BackupVerifyRequest& request, bool json, const Look& look,
                              const GateOptions& options);

struct BackupDrillRequest {
  std::string manifest;
  std::string owner_key;  // as in BackupVerifyRequest; before a tool runs somebody known must have signed
  std::string trust;
  std::string trust_key;
  BackupRepository repository;           // empty path: it was restored already, into `into`
  std::string into;                      // a new folder, or the one that was restored into
  std::optional<std::int64_t> start_ms;  // of a restore that is over
  std::optional<std::int64_t> end_ms;
  std::optional<std::int64_t> loss_ms;  // the moment that stands for the loss; none: the start
  BackupSigner signer;
  std::string out;
};
// Exit 6: what was restored is not what was backed up; it is signed all the same.
Result<Printed> backup_drill(const BackupDrillRequest& request, bool json, const Look& look,
                             const GateOptions& options);

// Labelled backups (docs/formats/backup-cases.md): accuracy, false ease, by reason, every error.
Result<Printed> evaluate_backups(const std::string& file, bool json, const Look& look);

}  // namespace tidegate
