#include "tidegate/gate/backups/tools.h"

#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <filesystem>

#include "tidegate/gate/backups/each_tool.h"
#include "tidegate/store/write_file.h"

namespace tidegate {

namespace fs = std::filesystem;

namespace {

// What a tool would answer in words of its own, or by asking for a password.
Result<void> can_be_opened(const BackupRepository& r) {
  const bool is_far = r.path.find(':') != std::string::npos;  // sftp:..., ssh://...
  if (!is_far && ::access(r.path.c_str(), F_OK) != 0)
    return fail(system_error(errno, "cannot be opened", "无法打开", r.path));
  if (!r.password_file.empty() && ::access(r.password_file.c_str(), R_OK) != 0)
    return fail(system_error(errno, "cannot be read", "无法读取", r.password_file));
  if (r.tool == "restic" && r.password_file.empty())
    return fail({ErrorCode::kMalformed, "is not given, and restic opens nothing without a password",
                 "--password-file", "未提供，restic 没有口令无法打开仓库"});
  return {};
}

}  // namespace

Result<BackupTold> read_repository(const BackupRepository& r, const GateOptions& options) {
  if (const auto can = can_be_opened(r); !can) return fail(can.error());
  if (r.tool == "restic") return backup_tools::read_restic(r, options);
  if (r.tool == "borg") return backup_tools::read_borg(r, options);
  if (r.tool == "pg_basebackup") return backup_tools::read_pg(r, options);
  return backup_tools::read_copy(r);
}

Result<BackupRestored> restore_repository(const BackupRepository& r, const std::string& into,
                                          const GateOptions& options) {
  if (const auto can = can_be_opened(r); !can) return fail(can.error());
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
