// What each tool can do with a repository: one file each. Private to gate/backups; tools.h chooses.
#pragma once

#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include "tidegate/gate/backups/tools.h"

namespace tidegate::backup_tools {

// What it says of itself; for Errors see read_repository.
Result<BackupTold> read_restic(const BackupRepository& repository, const GateOptions& options);
Result<BackupTold> read_borg(const BackupRepository& repository, const GateOptions& options);
// The manifest that pg_basebackup wrote: its own sum, and each file's size and, where it has SHA-256, hash.
Result<BackupTold> read_pg(const BackupRepository& repository, const GateOptions& options);
Result<BackupTold> read_copy(const BackupRepository& repository);

// Into a folder that is there and empty; for Errors see restore_repository.
Result<BackupRestored> restore_restic(const BackupRepository& repository, const std::string& into,
                                      const GateOptions& options);
Result<BackupRestored> restore_borg(const BackupRepository& repository, const std::string& into,
                                    const GateOptions& options);
Result<BackupRestored> restore_pg(const BackupRepository& repository, const std::string& into,
                                  const GateOptions& options);
Result<BackupRestored> restore_copy(const BackupRepository& repository, const std::string& into);

// Of plain copies, which a base backup is one of.
bool is_held_below(const std::string& file, const std::string& folder);
// Links of a folder that lead to something else in it, as paths below it: where the link is, where it leads.
std::vector<std::pair<std::filesystem::path, std::filesystem::path>> inner_links(
    const std::filesystem::path& root);

}  // namespace tidegate::backup_tools
