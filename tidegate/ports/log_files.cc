#include "tidegate/ports/log_files.h"

#include <dirent.h>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <utility>

#include "tidegate/base/system_text.h"

namespace tidegate {
namespace {

constexpr const char* kLock = "lock";

Error system_fault(const char* what, const char* what_zh, int number, std::string where) {
  const Text why = system_text(number);
  return {ErrorCode::kUnavailable, std::string(what) + ": " + why.en, std::move(where),
          std::string(what_zh) + "：" + why.zh};
}

class Descriptor {
 public:
  explicit Descriptor(int number) : number_(number) {}
  Descriptor(Descriptor&& other) noexcept : number_(std::exchange(other.number_, -1)) {}
  Descriptor& operator=(Descriptor&&) = delete;
  ~Descriptor() {
    if (number_ >= 0) ::close(number_);
  }
  int get() const { return number_; }
  explicit operator bool() const { return number_ >= 0; }

 private:
  int number_;
};

// As often as a signal comes in between.
template <typename Call>
auto unbroken(const Call& call) {
  auto done = call();
  while (done < 0 && errno == EINTR) done = call();
  return done;
}

class DiskLogFile final : public LogFile {
 public:
  DiskLogFile(Descriptor file, std::string path) : file_(std::move(file)), path_(std::move(path)) {}

  Result<std::uint64_t> size() override {
    struct stat status {};
    if (::fstat(file_.get(), &status) != 0) return fail(fault("cannot look at the file", "无法读取文件信息"));
    return static_cast<std::uint64_t>(status.st_size);
  }
  Result<void> append(std::string_view octets) override {
    const auto end = size();
    return end ? write_at(*end, octets) : fail(end.error());
  }
  Result<void> sync() override {
    if (unbroken([&] { return ::fdatasync(file_.get()); }) != 0)
      return fail(fault("cannot sync", "无法同步到磁盘"));
    return {};
  }
  Result<void> truncate(std::uint64_t to) override {
    if (unbroken([&] { return ::ftruncate(file_.get(), static_cast<off_t>(to)); }) != 0)
      return fail(fault("cannot cut the file", "无法截断文件"));
    return {};
  }
  Result<void> rewrite_end(std::string_view octets) override {
    const auto end = size();
    if (!end) return fail(end.error());
    return write_at(*end - octets.size(), octets);
  }
  Result<std::size_t> read_at(std::uint64_t offset, std::span<char> into) override {
    std::size_t done = 0;
    while (done < into.size()) {
      const ssize_t n = unbroken([&] {
        return ::pread(file_.get(), into.data() + done, into.size() - done,
                       static_cast<off_t>(offset + done));
      });
      if (n < 0) return fail(fault("cannot read", "无法读取"));
      if (n == 0) break;
      done += static_cast<std::size_t>(n);
    }
    return done;
  }

 private:
  Error fault(const char* what, const char* what_zh) const {
    return system_fault(what, what_zh, errno, path_);
  }
  Result<void> write_at(std::uint64_t offset, std::string_view octets) {
    while (!octets.empty()) {
      const ssize_t n = unbroken(
          [&] { return ::pwrite(file_.get(), octets.data(), octets.size(), static_cast<off_t>(offset)); });
      if (n == 0) errno = ENOSPC;
      if (n <= 0) return fail(fault("cannot write", "无法写入"));
      octets.remove_prefix(static_cast<std::size_t>(n));
      offset += static_cast<std::size_t>(n);
    }
    return {};
  }

  Descriptor file_;
  const std::string path_;
};

class DiskLogFiles final : public LogFiles {
 public:
  DiskLogFiles(Descriptor folder, Descriptor lock, std::string path)
      : folder_(std::move(folder)), lock_(std::move(lock)), path_(std::move(path)) {}

  Result<std::unique_ptr<LogFile>> open(const std::string& name, Opening opening) override {
    const int flags = O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC | (opening == Opening::kEmpty ? O_TRUNC : 0);
    Descriptor file(::openat(folder_.get(), name.c_str(), flags, 0600));
    if (!file) return fail(system_fault("cannot open", "无法打开", errno, whole(name)));
    return std::unique_ptr<LogFile>(std::make_unique<DiskLogFile>(std::move(file), whole(name)));
  }
  Result<void> rename(const std::string& from, const std::string& to) override {
    int done = ::renameat(folder_.get(), from.c_str(), folder_.get(), to.c_str());
    if (done != 0 && errno == ENOENT && make_folders(to))
      done = ::renameat(folder_.get(), from.c_str(), folder_.get(), to.c_str());
    if (done != 0) return fail(system_fault("cannot rename", "无法重命名", errno, whole(to)));
    return {};
  }
  Result<void> sync_folder() override {
    if (unbroken([&] { return ::fsync(folder_.get()); }) != 0)
      return fail(system_fault("cannot sync the folder", "无法同步文件夹", errno, path_));
    return {};
  }
  Result<void> sync_folder_of(const std::string& name) override {
    for (std::size_t at = name.rfind('/'); at != std::string::npos && at > 0; at = name.rfind('/', at - 1)) {
      const std::string above = name.substr(0, at);
      const Descriptor folder(
          ::openat(folder_.get(), above.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
      if (!folder || unbroken([&] { return ::fsync(folder.get()); }) != 0)
        return fail(system_fault("cannot sync the folder", "无法同步文件夹", errno, whole(above)));
    }
    return sync_folder();
  }
  Result<void> remove_folder(const std::string& name) override {
    const Descriptor folder(
        ::openat(folder_.get(), name.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
    if (!folder && errno == ENOENT) return {};
    if (folder) remove_files(folder.get());
    if (!folder || ::unlinkat(folder_.get(), name.c_str(), AT_REMOVEDIR) != 0)
      return fail(system_fault("cannot remove", "无法删除", errno, whole(name)));
    return {};
  }
  Result<std::vector<std::string>> names(const std::string& beginning) override {
    // Opened anew: where in the folder reading stands is the open folder's.
    const int again = ::openat(folder_.get(), ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    DIR* const listed = again < 0 ? nullptr : ::fdopendir(again);
    if (listed == nullptr) {
      const int number = errno;
      if (again >= 0) ::close(again);
      return fail(system_fault("cannot read the folder", "无法读取文件夹", number, path_));
    }
    std::vector<std::string> found;
    errno = 0;
    while (const dirent* one = ::readdir(listed)) {
      if (std::string_view(one->d_name).starts_with(beginning)) found.emplace_back(one->d_name);
    }
    const int number = errno;
    ::closedir(listed);
    if (number != 0) return fail(system_fault("cannot read the folder", "无法读取文件夹", number, path_));
    std::sort(found.begin(), found.end());
    return found;
  }
  Result<std::optional<std::string>> read(const std::string& name, std::size_t largest) override {
    Descriptor file(::openat(folder_.get(), name.c_str(), O_RDONLY | O_NOFOLLOW | O_CLOEXEC));
    if (!file && errno == ENOENT) return std::optional<std::string>();
    if (!file) return fail(system_fault("cannot open", "无法打开", errno, whole(name)));
    std::string octets(largest + 1, '\0');
    const auto n = DiskLogFile(std::move(file), whole(name)).read_at(0, octets);
    if (!n) return fail(n.error());
    if (*n > largest) return fail({ErrorCode::kLimit, "is too large", whole(name), "文件过大"});
    octets.resize(*n);
    return std::optional(std::move(octets));
  }

 private:
  std::string whole(const std::string& name) const { return path_ + "/" + name; }
  // Those above a file; whether the last of them is there, with errno if not.
  bool make_folders(const std::string& name) const {
    int done = 0;
    for (std::size_t at = name.find('/'); at != std::string::npos; at = name.find('/', at + 1))
      done = ::mkdirat(folder_.get(), name.substr(0, at).c_str(), 0700);
    return done == 0 || errno == EEXIST;
  }
  static void remove_files(int folder) {
    const int again = ::fcntl(folder, F_DUPFD_CLOEXEC, 0);
    DIR* const listed = again < 0 ? nullptr : ::fdopendir(again);
    if (listed == nullptr) return;
    while (const dirent* one = ::readdir(listed)) {
      const std::string name = one->d_name;
      if (name != "." && name != "..") ::unlinkat(folder, one->d_name, 0);
    }
    ::closedir(listed);
  }

  const Descriptor folder_;
  const Descriptor lock_;
  const std::string path_;
};

}  // namespace

Result<std::unique_ptr<LogFiles>> open_log_folder(const std::string& path) {
  if (::mkdir(path.c_str(), 0700) != 0 && errno != EEXIST)
    return fail(system_fault("cannot make the folder", "无法创建文件夹", errno, path));
  Descriptor folder(::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!folder) return fail(system_fault("cannot open the folder", "无法打开文件夹", errno, path));
  Descriptor lock(::openat(folder.get(), kLock, O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0600));
  if (!lock) return fail(system_fault("cannot open the lock", "无法打开锁文件", errno, path));
  if (::flock(lock.get(), LOCK_EX | LOCK_NB) != 0) {
    if (errno != EWOULDBLOCK) return fail(system_fault("cannot lock", "无法加锁", errno, path));
    return fail({ErrorCode::kConflict, "another process holds the log", path, "日志正由另一进程使用"});
  }
  return std::unique_ptr<LogFiles>(std::make_unique<DiskLogFiles>(std::move(folder), std::move(lock), path));
}

}  // namespace tidegate
