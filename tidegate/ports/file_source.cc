#include "tidegate/ports/file_source.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <optional>
#include <utility>

#include "tidegate/base/check.h"
#include "tidegate/base/system_text.h"
#include "tidegate/ports/file_hash.h"

namespace tidegate {
namespace {

ErrorCode code_of(int number) {
  if (number == ENOENT || number == ENOTDIR) return ErrorCode::kNotFound;
  if (number == EISDIR || number == ENAMETOOLONG || number == ELOOP) return ErrorCode::kMalformed;
  return ErrorCode::kUnavailable;
}

tl::unexpected<Error> system_fault(const char* what, const char* what_zh, int number,
                                   const std::string& path) {
  const Text why = system_text(number);
  return fail(
      {code_of(number), std::string(what) + ": " + why.en, path, std::string(what_zh) + "：" + why.zh});
}

}  // namespace

struct FileSource::State {
  State(int opened, std::string name, const Options& wished)
      : descriptor(opened), path(std::move(name)), options(wished) {}
  State(const State&) = delete;
  State& operator=(const State&) = delete;
  ~State() { ::close(descriptor); }

  bool is_cancelled() const {
    return options.cancel != nullptr && options.cancel->load(std::memory_order_relaxed);
  }

  int descriptor;
  std::string path;
  Options options;
  std::optional<FileHash> hash;
  std::uint64_t size_bytes = 0;
  std::uint64_t bytes_read = 0;
};

Result<FileSource> FileSource::open(std::string path, const Options& options) {
  const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) return system_fault("cannot open the file", "无法打开文件", errno, path);
  auto state = std::make_unique<State>(descriptor, std::move(path), options);
  struct stat status {};
  if (::fstat(descriptor, &status) != 0) {
    return system_fault("cannot look at the file", "无法读取文件信息", errno, state->path);
  }
  if (S_ISDIR(status.st_mode)) return system_fault("cannot read", "无法读取", EISDIR, state->path);
  if (options.takes_hash) {
    state->hash = FileHash::begin();
    if (!state->hash) {
      return fail({ErrorCode::kUnavailable,
                   "OpenSSL's libcrypto, which takes the hash of files, is not installed (libssl3)",
                   state->path, "未安装计算文件哈希所需的 OpenSSL libcrypto（libssl3）"});
    }
  }
  if (S_ISREG(status.st_mode)) state->size_bytes = static_cast<std::uint64_t>(status.st_size);
  // A hint to read ahead; a file system that does not take it loses nothing but speed.
  static_cast<void>(::posix_fadvise(descriptor, 0, 0, POSIX_FADV_SEQUENTIAL));
  return FileSource(std::move(state));
}

FileSource::FileSource(std::unique_ptr<State> state) : state_(std::move(state)) {}
FileSource::FileSource(FileSource&& other) noexcept = default;
FileSource& FileSource::operator=(FileSource&& other) noexcept = default;
FileSource::~FileSource() = default;

Result<std::size_t> FileSource::read(std::span<char> into) {
  for (;;) {
    if (state_->is_cancelled())
      return fail({ErrorCode::kCancelled, "interrupted while reading", state_->path, "读取时被中断"});
    const ssize_t n = ::read(state_->descriptor, into.data(), into.size());
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) return system_fault("cannot read on in the file", "文件读取中断", errno, state_->path);
    const auto length = static_cast<std::size_t>(n);
    if (state_->hash) state_->hash->add(into.first(length));
    state_->bytes_read += length;
    if (state_->options.progress_bytes != nullptr) {
      state_->options.progress_bytes->fetch_add(length, std::memory_order_relaxed);
    }
    return length;
  }
}

std::uint64_t FileSource::size_bytes() const { return state_->size_bytes; }

std::uint64_t FileSource::bytes_read() const { return state_->bytes_read; }

std::string FileSource::stamp() const {
  struct stat now {};
  if (::fstat(state_->descriptor, &now) != 0) return {};
  return fmt::format("{}:{} {} {}.{}", now.st_dev, now.st_ino, now.st_size, now.st_mtim.tv_sec,
                     now.st_mtim.tv_nsec);
}

Sha256 FileSource::sha256() const {
  TIDEGATE_CHECK(state_->hash);
  return state_->hash->so_far();
}

}  // namespace tidegate
