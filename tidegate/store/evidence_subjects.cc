#include "tidegate/store/evidence_subjects.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sodium/randombytes.h>
#include <sodium/utils.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <utility>

#include "tidegate/store/private_files.h"

namespace tidegate {
namespace {

constexpr std::string_view kFormat = "tidegate.subjects/1\n";
constexpr std::size_t kName = 32;
constexpr std::size_t kPseudonym = 16;
constexpr std::size_t kSecret = 32;
constexpr std::size_t kCheck = 4;
// name, pseudonym, their check; state; secret, its check.
constexpr std::size_t kStateAt = kName + kPseudonym + kCheck;
constexpr std::size_t kSecretAt = kStateAt + 1;
constexpr std::size_t kRecord = kSecretAt + kSecret + kCheck;
constexpr char kLive = 'L';
constexpr char kDestroyed = 'x';

std::string checked(std::string_view octets) {
  const Sha256 hash = sha256(octets);
  return std::string(octets) + std::string(reinterpret_cast<const char*>(hash.data()), kCheck);
}

// The format, then how many records were promised to somebody; their check.
constexpr std::size_t kHead = kFormat.size() + 8 + kCheck;
std::string head_of(std::uint64_t records) {
  std::string count;
  for (int shift = 0; shift < 64; shift += 8) count.push_back(static_cast<char>(records >> shift & 0xFF));
  return std::string(kFormat) + checked(count);
}
std::optional<std::uint64_t> records_of(std::string_view head) {
  std::uint64_t records = 0;
  for (std::size_t i = 8; i-- > 0;)
    records = records << 8 | static_cast<unsigned char>(head[kFormat.size() + i]);
  return head == head_of(records) ? std::optional(records) : std::nullopt;
}

template <std::size_t N>
std::string_view view(const std::array<std::uint8_t, N>& octets) {
  return {reinterpret_cast<const char*>(octets.data()), N};
}

std::string record_of(const Sha256& name, const EvidenceSubjects::Subject& subject) {
  return checked(std::string(view(name)) + std::string(view(subject.pseudonym))) + kLive +
         checked(view(*subject.secret));
}

// None: a check does not hold.
std::optional<std::pair<Sha256, EvidenceSubjects::Subject>> subject_of(std::string_view record) {
  const std::string_view known = record.substr(0, kStateAt);
  const char state = record[kStateAt];
  const std::string_view secret = record.substr(kSecretAt);
  if (checked(known.substr(0, kStateAt - kCheck)) != known) return std::nullopt;
  std::pair<Sha256, EvidenceSubjects::Subject> out;
  std::memcpy(out.first.data(), known.data(), kName);
  std::memcpy(out.second.pseudonym.data(), known.data() + kName, kPseudonym);
  if (state == kDestroyed) return out;
  if (state != kLive || checked(secret.substr(0, kSecret)) != secret) return std::nullopt;
  std::memcpy(out.second.secret.emplace().data(), secret.data(), kSecret);
  return out;
}

Error corrupt(const std::string& where) {
  return {ErrorCode::kCorrupt, "is damaged; restore it from a backup", where, "已损坏；请从备份恢复"};
}

}  // namespace

EvidenceSubjects::EvidenceSubjects(EvidenceSubjects&& from) noexcept
    : file_(std::move(from.file_)),
      where_(std::move(from.where_)),
      kept_(std::move(from.kept_)),
      end_(from.end_) {}

EvidenceSubjects::~EvidenceSubjects() {
  for (auto& [name, kept] : kept_) {
    if (kept.subject.secret) sodium_memzero(kept.subject.secret->data(), kSecret);
  }
}

Result<void> EvidenceSubjects::make(const std::string& file) {
  struct stat status {};
  if (::lstat(file.c_str(), &status) == 0)
    return fail(system_error(EEXIST, "cannot be made", "无法创建", file));
  return write_file(file, head_of(0), 0600);
}

Result<EvidenceSubjects> EvidenceSubjects::open(const std::string& file) {
  OpenFile opened(::open(file.c_str(), O_RDWR | O_CLOEXEC | O_NOFOLLOW));
  // Never made anew: its subjects would come to bear other pseudonyms, and what is said of them to be lost.
  if (!opened && errno == ENOENT)
    return fail({ErrorCode::kCorrupt, "is missing; restore it from a backup", file, "缺失；请从备份恢复"});
  if (!opened) return fail(store::open_error(errno, file));
  if (const auto mine = store::check_mine(opened.get(), file, 0600); !mine) return fail(mine.error());
  if (::flock(opened.get(), LOCK_EX | LOCK_NB) != 0) {
    return fail({ErrorCode::kUnavailable, "is open in another program", file, "正被其他程序使用"});
  }
  EvidenceSubjects subjects(std::move(opened), file);
  if (const auto read = subjects.read(); !read) return fail(read.error());
  return subjects;
}

Result<void> EvidenceSubjects::read() {
  struct stat status {};
  if (::fstat(file_.get(), &status) != 0) return fail(system_error(errno, "cannot read", "无法读取", where_));
  const auto size = static_cast<std::uint64_t>(status.st_size);
  if (size > kHead + 2 * kMost * kRecord) return fail(corrupt(where_));
  std::string octets(static_cast<std::size_t>(size), '\0');
  for (std::size_t at = 0; at < octets.size();) {
    const ssize_t n = ::pread(file_.get(), octets.data() + at, octets.size() - at, static_cast<off_t>(at));
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) return fail(system_error(n < 0 ? errno : EIO, "cannot read", "无法读取", where_));
    at += static_cast<std::size_t>(n);
  }
  if (octets.size() < kHead) return fail(corrupt(where_));
  std::string_view left(octets);
  const auto records = records_of(left.substr(0, kHead));
  left.remove_prefix(kHead);
  if (!records || left.size() / kRecord < *records) return fail(corrupt(where_));
  // Behind them may lie what a power cut left of more.
  for (end_ = kHead; end_ < kHead + *records * kRecord; end_ += kRecord, left.remove_prefix(kRecord)) {
    auto found = subject_of(left.substr(0, kRecord));
    if (!found || !kept_.insert({found->first, {found->second, end_}}).second) return fail(corrupt(where_));
    // What a power cut left of a secret that was being destroyed.
    if (!found->second.secret &&
        left.substr(kSecretAt, kSecret + kCheck) != std::string(kSecret + kCheck, '\0')) {
      if (const auto wiped = wipe(end_); !wiped) return wiped;
    }
  }
  sodium_memzero(octets.data(), octets.size());
  if (end_ < size && ::ftruncate(file_.get(), static_cast<off_t>(end_)) != 0)
    return fail(system_error(errno, "cannot write", "无法写入", where_));
  return {};
}

Result<void> EvidenceSubjects::write_at(std::uint64_t offset, std::string_view octets) {
  for (std::size_t at = 0; at < octets.size();) {
    const ssize_t n =
        ::pwrite(file_.get(), octets.data() + at, octets.size() - at, static_cast<off_t>(offset + at));
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) return fail(system_error(errno, "cannot write", "无法写入", where_));
    at += static_cast<std::size_t>(n);
  }
  if (::fdatasync(file_.get()) != 0) return fail(system_error(errno, "cannot write", "无法写入", where_));
  return {};
}

Result<void> EvidenceSubjects::wipe(std::uint64_t record) {
  return write_at(record + kSecretAt, std::string(kSecret + kCheck, '\0'));
}

Result<std::vector<EvidenceSubjects::Subject>> EvidenceSubjects::get_or_make(
    std::span<const std::string> names) {
  const std::scoped_lock lock(mutex_);
  std::map<Sha256, Kept> made;
  std::string records;
  std::vector<Subject> out;
  for (const std::string& name : names) {
    const Sha256 hash = sha256(name);
    if (const auto known = kept_.find(hash); known != kept_.end()) {
      out.push_back(known->second.subject);
      continue;
    }
    if (const auto known = made.find(hash); known != made.end()) {
      out.push_back(known->second.subject);
      continue;
    }
    if (kept_.size() + made.size() >= kMost)
      return fail({ErrorCode::kLimit, fmt::format("holds {} subjects, no more", kMost), where_,
                   fmt::format("最多容纳 {} 个对象", kMost)});
    Subject subject;
    Secret secret;
    randombytes_buf(subject.pseudonym.data(), kPseudonym);
    randombytes_buf(secret.data(), kSecret);
    subject.secret = secret;
    made.insert({hash, {subject, end_ + records.size()}});
    records += record_of(hash, subject);
    out.push_back(std::move(subject));
  }
  if (!records.empty()) {
    // What may lie there half-written of an attempt that failed is written over.
    if (const auto wrote = write_at(end_, records); !wrote) return fail(wrote.error());
    if (const auto told = write_at(0, head_of(kept_.size() + made.size())); !told) return fail(told.error());
    end_ += records.size();
    kept_.merge(made);
    sodium_memzero(records.data(), records.size());
  }
  return out;
}

std::optional<EvidenceSubjects::Subject> EvidenceSubjects::find(std::string_view name) const {
  const std::scoped_lock lock(mutex_);
  const auto known = kept_.find(sha256(name));
  return known == kept_.end() ? std::nullopt : std::optional(known->second.subject);
}

std::set<EvidenceSubjects::Pseudonym> EvidenceSubjects::pseudonyms() const {
  const std::scoped_lock lock(mutex_);
  std::set<Pseudonym> out;
  for (const auto& [name, kept] : kept_) out.insert(kept.subject.pseudonym);
  return out;
}

Result<bool> EvidenceSubjects::destroy(std::string_view name) {
  const std::scoped_lock lock(mutex_);
  const auto known = kept_.find(sha256(name));
  if (known == kept_.end())
    return fail({ErrorCode::kNotFound, "no record is about it", std::string(name), "没有关于它的记录"});
  Kept& kept = known->second;
  if (!kept.subject.secret) return false;
  // The one octet first: whatever is left of the secret after a power cut is wiped when the file is opened.
  if (const auto wrote = write_at(kept.offset + kStateAt, std::string_view(&kDestroyed, 1)); !wrote)
    return fail(wrote.error());
  if (const auto wiped = wipe(kept.offset); !wiped) return fail(wiped.error());
  sodium_memzero(kept.subject.secret->data(), kSecret);
  kept.subject.secret.reset();
  return true;
}

}  // namespace tidegate
