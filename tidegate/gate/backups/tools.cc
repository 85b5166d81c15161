#include "tidegate/gate/backups/tools.h"

#include <fmt/format.h>

#include <filesystem>

#include "tidegate/gate/backups/each_tool.h"

namespace tidegate {

namespace fs = std::filesystem;

Result<BackupTold> read_repository(const BackupRepository& r, const GateOptions& options) {
  if (r.tool == "restic") return backup_tools::read_restic(r, options);
  if (r.tool == "borg") return backup_tools::read_borg(r, options);
  if (r.tool == "pg_basebackup") return backup_tools::read_pg(r, options);
  return backup_tools::read_copy(r);
}

Result<std::vector<std::string>> restore_repository(const BackupRepository& r, const std::string& into,
                                                    const GateOptions& options) {
  std::error_code error;
  if (fs::exists(into, error) && !fs::is_empty(into, error))
    return fail({ErrorCode::kMalformed, "is there already, and is not empty", into, "已存在且不为空"});
  fs::create_directories(into, error);
  if (error)
    return fail({ErrorCode::kUnavailable, fmt::format("cannot be made: {}", error.message()), into,
                 fmt::format("无法创建：{}", error.message())});
  fs::permissions(into, fs::perms::owner_all, error);
  if (r.tool == "restic") return backup_tools::restore_restic(r, into, options);
  if (r.tool == "borg") return backup_tools::restore_borg(r, into, options);
  if (r.tool == "pg_basebackup") return backup_tools::restore_pg(r, into, options);
  return backup_tools::restore_copy(r, into);
}

}  // namespace tidegate
