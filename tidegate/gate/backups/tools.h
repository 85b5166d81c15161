// Programs that keep backups, driven and read: restic, borg, pg_basebackup; and plain copies. Passwords go by
// file. Private to gate.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "tidegate/assure/backup_manifest.h"
#include "tidegate/gate/backups/backups.h"

namespace tidegate {

struct BackupTold {  // what a repository says of itself
  std::string snapshot;
  std::optional<std::int64_t> made_ms;
  std::size_t snapshots = 0;
  std::uint64_t files = 0;
  std::uint64_t octets = 0;  // of the data, before it was made smaller
  std::optional<bool> is_encrypted;
  std::string algorithm;
  std::string checked;  // what of it was verified: "sha256", "pg_verifybackup", "sizes"; empty: nothing
};

// Errors: kUnavailable (the program is not here or says no; a lost network), kCorrupt (its own sums do not
// hold), kNotFound (no such snapshot), kLimit. What the program writes is not repeated: it may name files.
Result<BackupTold> read_repository(const BackupRepository& repository, const GateOptions& options);

struct BackupRestored {
  std::vector<std::string> checks;  // what the tool itself went through
  // The tool opened the repository, gave the restore up, and its own check finds damage: a drill that failed.
  bool is_refused = false;
};
// Restores into a folder that must not be there, or must be empty. Errors: as read_repository, where it could
// not begin (no program, no repository, another password) or stopped although the repository holds (no room).
Result<BackupRestored> restore_repository(const BackupRepository& repository, const std::string& into,
                                          const GateOptions& options);

}  // namespace tidegate
