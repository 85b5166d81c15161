#include "tidegate/store/private_files.h"

#include <dirent.h>
#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <memory>
#include <utility>

namespace tidegate::store {
namespace {

tl::unexpected<Error> refused(std::string what, std::string what_zh, std::string where) {
  return fail({ErrorCode::kUnavailable, std::move(what), std::move(where), std::move(what_zh)});
}

Result<std::string> read_all(int file, const std::string& where, std::size_t most) {
  std::string out;
  char block[65'536];
  for (;;) {
    const ssize_t n = ::read(file, block, sizeof block);
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) return fail(system_error(errno, "cannot read", "无法读取", where));
    if (n == 0) return out;
    out.append(block, static_cast<std::size_t>(n));
    if (out.size() > most) {
      return fail({ErrorCode::kCorrupt, fmt::format("is larger than {} octets", most), where,
                   fmt::format("超过 {} 字节", most)});
    }
  }
}

}  // namespace

bool is_lower_hex(std::string_view text) {
  return std::all_of(text.begin(), text.end(),
                     [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); });
}

Result<void> check_mine(int file, const std::string& where, unsigned mode) {
  struct stat status {};
  if (::fstat(file, &status) != 0) return fail(system_error(errno, "cannot look at", "无法查看", where));
  if (status.st_uid != ::geteuid()) {
    return refused("belongs to another user", "属于其他用户", where);
  }
  const unsigned has = status.st_mode & 07777U;
  if ((has & 077U) == 0) return {};
  return refused(fmt::format("is open to other users (mode {:04o}); run: chmod {:04o} {}", has, mode, where),
                 fmt::format("对其他用户开放（权限 {:04o}）；请执行：chmod {:04o} {}", has, mode, where),
                 where);
}

Error open_error(int error_number, const std::string& where) {
  if (error_number == ELOOP) {
    return {ErrorCode::kUnavailable, "is a symbolic link; name the real place", where,
            "是符号链接；请给出实际位置"};
  }
  return system_error(error_number, "cannot open", "无法打开", where);
}

Result<OpenFile> open_folder(int above, const std::string& name, const std::string& where) {
  OpenFile folder(::openat(above, name.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
  if (!folder) {
    const int fault = errno;
    struct stat status {};
    // A link to a folder is reported as "not a directory" by some kernels.
    const bool is_link =
        ::fstatat(above, name.c_str(), &status, AT_SYMLINK_NOFOLLOW) == 0 && S_ISLNK(status.st_mode);
    return fail(open_error(is_link ? ELOOP : fault, where));
  }
  if (const auto mine = check_mine(folder.get(), where, 0700); !mine) return fail(mine.error());
  return folder;
}

Result<OpenFile> make_folder(int above, const std::string& name, const std::string& where) {
  if (::mkdirat(above, name.c_str(), 0700) != 0 && errno != EEXIST) {
    return fail(system_error(errno, "cannot make the folder", "无法创建文件夹", where));
  }
  return open_folder(above, name, where);
}

Result<std::optional<OpenFile>> open_mine(int folder, const std::string& name, const std::string& where) {
  OpenFile file(::openat(folder, name.c_str(), O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK));
  if (!file && errno == ENOENT) return std::optional<OpenFile>();
  if (!file) return fail(open_error(errno, where));
  if (const auto mine = check_mine(file.get(), where, 0600); !mine) return fail(mine.error());
  return std::optional<OpenFile>(std::move(file));
}

Result<std::optional<std::string>> read_mine(int folder, const std::string& name, const std::string& where,
                                             std::size_t most) {
  const auto file = open_mine(folder, name, where);
  if (!file) return fail(file.error());
  if (!*file) return std::optional<std::string>();
  auto bytes = read_all((*file)->get(), where, most);
  if (!bytes) return fail(bytes.error());
  return std::optional<std::string>(std::move(*bytes));
}

std::vector<std::string> names_in(int folder) {
  std::vector<std::string> out;
  OpenFile again(::openat(folder, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  const std::unique_ptr<DIR, int (*)(DIR*)> listing(again ? ::fdopendir(again.get()) : nullptr, ::closedir);
  if (!listing) return out;
  again.release();  // the listing owns it now
  while (const dirent* entry = ::readdir(listing.get())) {
    const std::string_view name = entry->d_name;
    if (name != "." && name != "..") out.emplace_back(name);
  }
  std::sort(out.begin(), out.end());
  return out;
}

}  // namespace tidegate::store
