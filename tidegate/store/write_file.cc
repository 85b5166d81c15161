#include "tidegate/store/write_file.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sodium/randombytes.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdio>
#include <utility>

#include "tidegate/base/hash.h"
#include "tidegate/base/system_text.h"

namespace tidegate {
namespace {

constexpr std::string_view kTemporaryEnd = ".tidegate-tmp";

std::string temporary_name() {
  std::array<std::uint8_t, 8> random;
  randombytes_buf(random.data(), random.size());
  return "." + hex(random) + std::string(kTemporaryEnd);
}

// 0, or what went wrong.
int write_all(int file, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t n = ::write(file, bytes.data(), bytes.size());
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) return errno;
    if (n == 0) return ENOSPC;
    bytes.remove_prefix(static_cast<std::size_t>(n));
  }
  return 0;
}

int fill(int folder, const std::string& name, std::string_view bytes, mode_t mode, Lasting lasting) {
  OpenFile file(::openat(folder, name.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600));
  if (!file) return errno;
  if (const int fault = write_all(file.get(), bytes); fault != 0) return fault;
  if (::fchmod(file.get(), mode) != 0) return errno;
  if (lasting == Lasting::kPowerCut && ::fsync(file.get()) != 0) return errno;
  // Some file systems report a full disk only here.
  return ::close(file.release()) == 0 ? 0 : errno;
}

}  // namespace

OpenFile& OpenFile::operator=(OpenFile&& other) noexcept {
  if (this != &other) {
    if (descriptor_ >= 0) ::close(descriptor_);
    descriptor_ = other.release();
  }
  return *this;
}
OpenFile::~OpenFile() {
  if (descriptor_ >= 0) ::close(descriptor_);
}
int OpenFile::release() { return std::exchange(descriptor_, -1); }

Error system_error(int error_number, std::string_view doing, std::string_view doing_zh, std::string where) {
  const Text why = system_text(error_number);
  return {ErrorCode::kUnavailable, fmt::format("{}: {}", doing, why.en), std::move(where),
          fmt::format("{}：{}", doing_zh, why.zh)};
}

bool is_temporary(std::string_view name) {
  return name.size() == 17 + kTemporaryEnd.size() && name.front() == '.' && name.substr(17) == kTemporaryEnd;
}

Result<void> write_file_in(int folder, const std::string& name, std::string_view bytes, mode_t mode,
                           Lasting lasting) {
  const std::string temporary = temporary_name();
  int fault = fill(folder, temporary, bytes, mode, lasting);
  if (fault == 0 && ::renameat(folder, temporary.c_str(), folder, name.c_str()) != 0) fault = errno;
  if (fault != 0) {
    ::unlinkat(folder, temporary.c_str(), 0);
    return fail(system_error(fault, "cannot write", "无法写入", name));
  }
  if (lasting == Lasting::kPowerCut && ::fsync(folder) != 0)
    return fail(system_error(errno, "cannot sync the folder of", "无法同步所在文件夹", name));
  return {};
}

Result<void> write_file(const std::string& path, std::string_view bytes, mode_t mode) {
  const std::size_t slash = path.rfind('/');
  const std::string folder = slash == std::string::npos ? "." : slash == 0 ? "/" : path.substr(0, slash);
  const OpenFile open_folder(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!open_folder) return fail(system_error(errno, "cannot open the folder", "无法打开文件夹", folder));
  auto written =
      write_file_in(open_folder.get(), path.substr(slash == std::string::npos ? 0 : slash + 1), bytes, mode);
  if (written) return written;
  Error error = std::move(written.error());
  error.where = path;
  return fail(std::move(error));
}

}  // namespace tidegate
