// Files, folders and proofs that the journeys of backups share. Private to gate.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tidegate/assure/backup_check.h"
#include "tidegate/evidence/policy.h"
#include "tidegate/gate/backups/backups.h"
#include "tidegate/gate/backups/claimed.h"

namespace tidegate {

// BASE of BASE.jwt; of another name the name itself.
std::string backup_base(const std::string& manifest);
// The one challenge of a manifest that counts as drawn by whoever keeps this state folder.
std::string kept_challenge(const std::string& home, const std::string& manifest_hash);
Error backup_needs(const char* option);

// Regular files of a folder, or one file, in the order of the paths' octets below it; links are passed over.
Result<std::vector<assure::BackedUpFile>> files_below(const std::string& root);
// The same with their hashes. leaves  of their chunks are added to, where it is not null.
Result<std::vector<assure::BackedUpFile>> hashed_files(const std::string& root, std::int64_t chunk_octets,
                                                       std::vector<Sha256>* leaves,
                                                       const GateOptions& options);
// One file a line, canonical JSON: {"octets","path","sha256"}.
std::string write_list(const std::vector<assure::BackedUpFile>& files);
Result<std::vector<assure::BackedUpFile>> read_list(std::string_view bytes, std::string_view where);
inline constexpr std::size_t kLargestList = std::size_t{1} << 30;

Result<evidence::Policy> read_log_policy(const std::string& path);
// When witnesses can have seen a tree that has the manifest, by whoever verifies: neither before it was
// recorded nor after now, whatever moment is asked of.
evidence::CosigningWindow seen_since(const std::optional<assure::RecordedManifest>& recorded,
                                     std::int64_t now_ms);
// What the policy says of a checkpoint, and the seed that it gives for a manifest. A cosignature outside of
// the window counts for no quorum; it stays in the seed, which must not change as the clock goes on.
assure::SeedSource seed_source(std::string_view checkpoint, std::string_view manifest_hash,
                               const evidence::Policy& policy, SignatureCheck& check,
                               const evidence::CosigningWindow& window);
// None: the bundle does not prove that a log has that manifest, or nothing did yet at that moment.
std::optional<assure::RecordedManifest> recorded_manifest(std::string_view bundle,
                                                          std::string_view manifest_hash,
                                                          const evidence::Policy& policy,
                                                          const BackupMoment& moment);

// Lines of a file as they are asked for, none longer than `longest`: a longer one is given cut, and is then
// no line of an answer.
std::function<bool(std::string&)> lines_of(std::string_view bytes);
Result<std::function<bool(std::string&)>> lines_of_file(const std::string& path, std::size_t longest);

Result<std::unique_ptr<OctetSigner>> open_backup_signer(const BackupSigner& signer,
                                                        const GateOptions& options);

// at_ms, exit  of its headline.
std::string backup_text(const BackupAssurance& a, std::int64_t at_ms, ExitCode exit, const Look& look);
std::string backup_json(const BackupAssurance& a);

}  // namespace tidegate
