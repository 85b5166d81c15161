#include "tidegate/store/subjects_file.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <utility>

#include "tidegate/store/private_files.h"
#include "tidegate/store/write_file.h"

namespace tidegate {
namespace {

class SubjectsOnDisk final : public SubjectsFile {
 public:
  SubjectsOnDisk(OpenFile file, std::string where) : file_(std::move(file)), where_(std::move(where)) {}

  Result<std::uint64_t> size() override {
    struct stat status {};
    if (::fstat(file_.get(), &status) != 0) return fail(cannot_read(errno));
    return static_cast<std::uint64_t>(status.st_size);
  }
  Result<std::string> read() override {
    const auto octets = size();
    if (!octets) return fail(octets.error());
    std::string out(static_cast<std::size_t>(*octets), '\0');
    for (std::size_t at = 0; at < out.size();) {
      const ssize_t n = ::pread(file_.get(), out.data() + at, out.size() - at, static_cast<off_t>(at));
      if (n < 0 && errno == EINTR) continue;
      if (n <= 0) return fail(cannot_read(n < 0 ? errno : EIO));
      at += static_cast<std::size_t>(n);
    }
    return out;
  }
  Result<void> write_at(std::uint64_t offset, std::string_view octets) override {
    for (std::size_t at = 0; at < octets.size();) {
      const ssize_t n =
          ::pwrite(file_.get(), octets.data() + at, octets.size() - at, static_cast<off_t>(offset + at));
      if (n < 0 && errno == EINTR) continue;
      if (n < 0) return fail(cannot_write(errno));
      at += static_cast<std::size_t>(n);
    }
    return {};
  }
  Result<void> truncate(std::uint64_t size) override {
    if (::ftruncate(file_.get(), static_cast<off_t>(size)) != 0) return fail(cannot_write(errno));
    return {};
  }
  Result<void> sync() override {
    if (::fdatasync(file_.get()) != 0) return fail(cannot_write(errno));
    return {};
  }

 private:
  Error cannot_read(int why) const { return system_error(why, "cannot read", "无法读取", where_); }
  Error cannot_write(int why) const { return system_error(why, "cannot write", "无法写入", where_); }

  OpenFile file_;
  std::string where_;
};

}  // namespace

Result<std::unique_ptr<SubjectsFile>> open_subjects_file(const std::string& file) {
  OpenFile opened(::open(file.c_str(), O_RDWR | O_CLOEXEC | O_NOFOLLOW));
  // Never made anew: its subjects would come to bear other pseudonyms, and what is said of them to be lost.
  if (!opened && errno == ENOENT)
    return fail({ErrorCode::kCorrupt, "is missing; restore it from a backup", file, "缺失；请从备份恢复"});
  if (!opened) return fail(store::open_error(errno, file));
  if (const auto mine = store::check_mine(opened.get(), file, 0600); !mine) return fail(mine.error());
  if (::flock(opened.get(), LOCK_EX | LOCK_NB) != 0)
    return fail({ErrorCode::kUnavailable, "is open in another program", file, "正被其他程序使用"});
  return std::make_unique<SubjectsOnDisk>(std::move(opened), file);
}

}  // namespace tidegate
