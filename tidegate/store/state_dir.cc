#include "tidegate/store/state_dir.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sodium/randombytes.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <ctime>
#include <optional>
#include <utility>

#include "tidegate/store/bundle.h"
#include "tidegate/store/make_folders.h"
#include "tidegate/store/private_files.h"

namespace tidegate {
namespace {

constexpr const char* kKey = "key";
constexpr const char* kLock = "lock";
constexpr const char* kRecords = "records";
constexpr std::string_view kRecordEnd = ".tga";
constexpr std::size_t kHashDigits = 64;
constexpr std::size_t kLargestKeyFile = 256;
constexpr int kPollMs = 20;
constexpr std::time_t kDeadAfterS = 3600;  // no program takes that long over one file

Error at(Error error, std::string where) {
  error.where = std::move(where);
  return error;
}

// What killed programs left in a folder. A temporary of a running one is its own: it may be of a report that
// is written beside the records, without the lock. locked: a file that may be touched, whose time then is
// "now" by the clock that the folder's files have theirs from.
void sweep(int folder, int locked) {
  struct stat now {};
  if (::futimens(locked, nullptr) != 0 || ::fstat(locked, &now) != 0) return;
  for (const std::string& name : store::names_in(folder)) {
    struct stat left {};
    if (is_temporary(name) && ::fstatat(folder, name.c_str(), &left, AT_SYMLINK_NOFOLLOW) == 0 &&
        left.st_mtime < now.st_mtime - kDeadAfterS)
      ::unlinkat(folder, name.c_str(), 0);
  }
}

}  // namespace

Result<SubjectKeySecret> parse_subject_key(std::string_view text) {
  if (!text.empty() && text.back() == '\n') text.remove_suffix(1);
  if (!text.empty() && text.back() == '\r') text.remove_suffix(1);
  SubjectKeySecret key;
  if (text.size() != 2 * key.bytes.size() || !store::is_lower_hex(text)) {
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
  auto folder = store::open_folder(AT_FDCWD, path, path);
  if (!folder) return fail(folder.error());
  auto records = store::make_folder(folder->get(), kRecords, path + "/" + kRecords);
  if (!records) return fail(records.error());
  return StateDir(std::move(path), std::move(*folder), std::move(*records), options);
}

Result<StateDir> StateDir::open_there(const std::string& path) {
  struct stat status {};
  if (::stat((path + "/" + kRecords).c_str(), &status) == 0) return open(path);
  return fail({ErrorCode::kNotFound, "is no state folder of tidegate", path, "不是 tidegate 的状态文件夹"});
}

Result<OpenFile> StateDir::lock() const {
  const std::string where = path_ + "/" + kLock;
  OpenFile file(::openat(folder_.get(), kLock, O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0600));
  if (!file) return fail(store::open_error(errno, where));
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
  auto bytes = store::read_mine(folder_.get(), kKey, where, kLargestKeyFile);
  if (!bytes) return fail(bytes.error());
  if (*bytes) return held(**bytes);
  const auto locked = lock();
  if (!locked) return fail(locked.error());
  bytes = store::read_mine(folder_.get(), kKey, where,
                           kLargestKeyFile);  // another program may have made it meanwhile
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
  sweep(records_.get(), locked->get());
  const auto there = store::read_mine(records_.get(), name, record_path(id), kLargestBundle);
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
  if (id.size() != kHashDigits || !store::is_lower_hex(id)) {
    return fail({ErrorCode::kMalformed,
                 "a record is named by 64 hexadecimal digits",
                 {},
                 "记录以 64 位十六进制散列命名"});
  }
  const std::string where = record_path(id);
  auto bytes =
      store::read_mine(records_.get(), std::string(id) + std::string(kRecordEnd), where, kLargestBundle);
  if (!bytes) return fail(bytes.error());
  if (!*bytes) return fail({ErrorCode::kNotFound, "no such record", where, "没有该记录"});
  if (sha256_hex(**bytes) != id) {
    return fail({ErrorCode::kCorrupt, "the record does not match its name", where, "记录内容与其名称不符"});
  }
  return std::move(**bytes);
}

Result<std::vector<std::string>> StateDir::list_records() const {
  std::vector<std::string> out;
  for (const std::string& name : store::names_in(records_.get())) {
    const std::string_view id = std::string_view(name).substr(0, kHashDigits);
    if (name.size() == kHashDigits + kRecordEnd.size() && name.substr(kHashDigits) == kRecordEnd &&
        store::is_lower_hex(id)) {
      out.emplace_back(id);
    }
  }
  return out;
}

}  // namespace tidegate
