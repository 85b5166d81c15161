#include "tidegate/gate/desk/served_desk.h"

#include <fcntl.h>
#include <sys/file.h>

#include <cerrno>
#include <filesystem>

namespace tidegate {
namespace {

constexpr const char* kDatabase = "/desk.db";

}  // namespace

bool is_desk_there(const DeskOptions& options) {
  std::error_code none;
  return !options.database_url.empty() || std::filesystem::exists(options.folder + kDatabase, none);
}

Result<OpenFile> hold_desk(const DeskOptions& options) {
  if (!options.database_url.empty()) return OpenFile();
  OpenFile folder(::open(options.folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!folder) return fail(system_error(errno, "cannot open the folder", "无法打开文件夹", options.folder));
  if (::flock(folder.get(), LOCK_EX | LOCK_NB) == 0) return folder;
  if (errno != EWOULDBLOCK)
    return fail(system_error(errno, "cannot hold the folder", "无法锁定文件夹", options.folder));
  return fail(
      {ErrorCode::kConflict,
       "another tidegate serves this desk: stop it first; several at once need PostgreSQL (--database)",
       options.folder,
       "该办理台正由另一 tidegate 进程提供服务：请先停止它；多个进程同时运行须用 PostgreSQL（--database）"});
}

}  // namespace tidegate
