#include "tidegate/store/state_dir.h"

#include <dirent.h>
#include <fcntl.h>
#include <fmt/format.h>
#include <sodium/randombytes.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <ctime>
#include <memory>
#include <optional>
#include <utility>

#include "tidegate/store/bundle.h"

namespace tidegate {
namespace {

constexpr const char* kKey = "key";
constexpr const char* kLock = "lock";
constexpr const char* kRecords = "records";
constexpr std::string_view kRecordEnd = ".tga";
constexpr std::size_t kHashDigits = 64;
constexpr std::size_t kLargestKeyFile = 256;
constexpr int kPollMs = 20;

bool is_hex(std::string_view text) {
  return std::all_of(text.begin(), text.end(),
                     [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); });
}

Error at(Error error, std::string where) {
  error.where = std::move(where);
  return error;
}

tl::unexpected<Error> refused(std::string what, std::string what_zh, std::string where) {
  return fail({ErrorCode::kUnavailable, std::move(what), std::move(where), std::move(what_zh)});
}

// Refuses what others could have made or could read. `mode` is what it should be.
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

// Errors of opening without following links.
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

// The folder and those above it.
Result<void> make_folders(const std::string& path) {
  for (std::size_t at = path.find('/', 1);; at = path.find('/', at + 1)) {
    const std::string part = path.substr(0, at);
    if (::mkdir(part.c_str(), 0700) != 0 && errno != EEXIST) {
      return fail(system_error(errno, "cannot make the folder", "无法创建文件夹", part));
    }
    if (at == std::string::npos) return {};
  }
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

// A file of this installation, opened without following links. None: it is not there.
Result<std::optional<std::string>> read_mine(int folder, const std::string& name, const std::string& where,
                                             std::size_t most) {
  const OpenFile file(::openat(folder, name.c_str(), O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK));
  if (!file && errno == ENOENT) return std::optional<std::string>();
  if (!file) return fail(open_error(errno, where));
  if (const auto mine = check_mine(file.get(), where, 0600); !mine) return fail(mine.error());
  auto bytes = read_all(file.get(), where, most);
  if (!bytes) return fail(bytes.error());
  return std::optional<std::string>(std::move(*bytes));
}

std::vector<std::string> names_in(int folder) {
  std::vector<std::string> out;
  OpenFile again(::openat(folder, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  const std::unique_ptr<DIR, int (*)(DIR*)> listing(again ? ::fdopendir(again.get()) : nullptr, ::closedir);
  if (!listing) return out;
  again.release();  // the listing owns it now
  while (const dirent* entry = ::readdir(listing.get())) out.emplace_back(entry->d_name);
  std::sort(out.begin(), out.end());
  return out;
}

}  // namespace

Result<SubjectKeySecret> parse_subject_key(std::string_view text) {
  if (!text.empty() && text.back() == '\n') text.remove_suffix(1);
  if (!text.empty() && text.back() == '\r') text.remove_suffix(1);
  SubjectKeySecret key;
  if (text.size() != 2 * key.bytes.size() || !is_hex(text)) {
    return fail({ErrorCode::kMalformed,
                 "is not a key of 32 hexadecimal digits in lower case",
                 {},
                 "不是 32 位小写十六进制密钥"});
  }
  const auto digit = [](char c) { return static_cast<unsigned>(c <= '9' ? c - '0' : c - 'a' + 10); };
  for (std::size_t i = 0; i < key.bytes.size(); ++i) {
    key.bytes[i] = static_cast<std::uint8_t>(digit(text[2 * i]) << 4 | digit(text[2 * i + 1]));
  }
  return key;
}

SubjectKeySecret random_subject_key() {
  SubjectKeySecret key;
  randombytes_buf(key.bytes.data(), key.bytes.size());
  return key;
}

Result<StateDir> StateDir::open(const std::string& given, Options options) {
  std::string path = given;
  while (path.size() > 1 && path.back() == '/') path.pop_back();
  if (path.empty()) {
    return fail({ErrorCode::kMalformed, "no folder is named for the state", {}, "未指定状态文件夹"});
  }
  if (const auto made = make_folders(path); !made) return fail(made.error());
  auto folder = open_folder(AT_FDCWD, path, path);
  if (!folder) return fail(folder.error());
  const std::string records_path = path + "/" + kRecords;
  if (::mkdirat(folder->get(), kRecords, 0700) != 0 && errno != EEXIST) {
    return fail(system_error(errno, "cannot make the folder", "无法创建文件夹", records_path));
  }
  auto records = open_folder(folder->get(), kRecords, records_path);
  if (!records) return fail(records.error());
  return StateDir(std::move(path), std::move(*folder), std::move(*records), options);
}

Result<OpenFile> StateDir::lock() const {
  const std::string where = path_ + "/" + kLock;
  OpenFile file(::openat(folder_.get(), kLock, O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0600));
  if (!file) return fail(open_error(errno, where));
  for (int waited_ms = 0;; waited_ms += kPollMs) {
    if (::flock(file.get(), LOCK_EX | LOCK_NB) == 0) return file;
    if (errno != EWOULDBLOCK && errno != EINTR)
      return fail(system_error(errno, "cannot lock", "无法加锁", where));
    if (waited_ms >= options_.wait_ms) {
      return fail({ErrorCode::kUnavailable, "another tidegate is writing here; try again when it is done",
                   where, "另一个 tidegate 正在写入；请待其结束后重试"});
    }
    const timespec pause{0, kPollMs * 1'000'000L};
    ::nanosleep(&pause, nullptr);
  }
}

Result<SubjectKeySecret> StateDir::subject_key() {
  const std::string where = path_ + "/" + kKey;
  const auto held = [&](const std::string& bytes) -> Result<SubjectKeySecret> {
    auto key = parse_subject_key(bytes);
    if (key) return key;
    return fail({ErrorCode::kCorrupt, key.error().what, where, key.error().what_zh});
  };
  auto bytes = read_mine(folder_.get(), kKey, where, kLargestKeyFile);
  if (!bytes) return fail(bytes.error());
  if (*bytes) return held(**bytes);
  const auto locked = lock();
  if (!locked) return fail(locked.error());
  bytes =
      read_mine(folder_.get(), kKey, where, kLargestKeyFile);  // another program may have made it meanwhile
  if (!bytes) return fail(bytes.error());
  if (*bytes) return held(**bytes);
  const SubjectKeySecret key = random_subject_key();
  auto written = write_file_in(folder_.get(), kKey, hex(key.bytes) + "\n", 0600);
  if (!written) return fail(at(std::move(written.error()), where));
  return key;
}

std::string StateDir::record_path(std::string_view id) const {
  return fmt::format("{}/{}/{}{}", path_, kRecords, id, kRecordEnd);
}

Result<std::string> StateDir::put_record(std::string_view bytes) {
  const std::string id = sha256_hex(bytes);
  const std::string name = id + std::string(kRecordEnd);
  const auto locked = lock();
  if (!locked) return fail(locked.error());
  for (const std::string& left : names_in(records_.get())) {
    if (is_temporary(left)) ::unlinkat(records_.get(), left.c_str(), 0);  // of a program that was killed
  }
  const auto there = read_mine(records_.get(), name, record_path(id), kLargestBundle);
  if (!there) return fail(there.error());
  if (*there && **there == bytes) return id;
  if (*there) {
    return fail(
        {ErrorCode::kCorrupt, "other bytes lie under this hash", record_path(id), "该散列下的内容不同"});
  }
  auto written = write_file_in(records_.get(), name, bytes, 0600);
  if (!written) return fail(at(std::move(written.error()), record_path(id)));
  return id;
}

Result<std::string> StateDir::get_record(std::string_view id) const {
  if (id.size() != kHashDigits || !is_hex(id)) {
    return fail({ErrorCode::kMalformed,
                 "a record is named by 64 hexadecimal digits",
                 {},
                 "记录以 64 位十六进制散列命名"});
  }
  const std::string where = record_path(id);
  auto bytes = read_mine(records_.get(), std::string(id) + std::string(kRecordEnd), where, kLargestBundle);
  if (!bytes) return fail(bytes.error());
  if (!*bytes) return fail({ErrorCode::kNotFound, "no such record", where, "没有该记录"});
  if (sha256_hex(**bytes) != id) {
    return fail({ErrorCode::kCorrupt, "the record does not match its name", where, "记录内容与其名称不符"});
  }
  return std::move(**bytes);
}

Result<std::vector<std::string>> StateDir::list_records() const {
  std::vector<std::string> out;
  for (const std::string& name : names_in(records_.get())) {
    const std::string_view id = std::string_view(name).substr(0, kHashDigits);
    if (name.size() == kHashDigits + kRecordEnd.size() && name.substr(kHashDigits) == kRecordEnd &&
        is_hex(id)) {
      out.emplace_back(id);
    }
  }
  return out;
}

}  // namespace tidegate
