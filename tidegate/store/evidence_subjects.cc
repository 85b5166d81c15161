#include "tidegate/store/evidence_subjects.h"

#include <fmt/format.h>
#include <sodium/randombytes.h>
#include <sodium/utils.h>
#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <utility>

#include "tidegate/store/write_file.h"

namespace tidegate {
namespace {

// Of version 1 nothing counts but what the head counts.
constexpr std::string_view kFormat1 = "tidegate.subjects/1\n";
constexpr std::string_view kFormat = "tidegate.subjects/2\n";
static_assert(kFormat1.size() == kFormat.size());
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

// The format, then how many records are known to last; their check. One sector: it is written over whole.
constexpr std::size_t kHead = kFormat.size() + 8 + kCheck;
std::string head_of(std::string_view format, std::uint64_t records) {
  std::string count;
  for (int shift = 0; shift < 64; shift += 8) count.push_back(static_cast<char>(records >> shift & 0xFF));
  return std::string(format) + checked(count);
}
std::string head_of(std::uint64_t records) { return head_of(kFormat, records); }
struct Head {
  bool is_first_version = false;
  std::uint64_t records = 0;
};
std::optional<Head> read_head(std::string_view octets) {
  Head head{octets.starts_with(kFormat1), 0};
  for (std::size_t i = 8; i-- > 0;)
    head.records = head.records << 8 | static_cast<unsigned char>(octets[kFormat.size() + i]);
  const bool is_it = octets == head_of(head.is_first_version ? kFormat1 : kFormat, head.records);
  return is_it ? std::optional(head) : std::nullopt;
}
bool is_later(std::string_view octets) {
  const std::size_t version = kFormat.size() - 2;
  return octets.starts_with(kFormat.substr(0, version)) && octets[version] > '2' && octets[version] <= '9';
}

template <std::size_t N>
std::string_view view(const std::array<std::uint8_t, N>& octets) {
  return {reinterpret_cast<const char*>(octets.data()), N};
}

std::string record_of(const Sha256& name, const EvidenceSubjects::Subject& subject) {
  const std::string known = checked(std::string(view(name)) + std::string(view(subject.pseudonym)));
  if (!subject.secret) return known + kDestroyed + std::string(kSecret + kCheck, '\0');
  return known + kLive + checked(view(*subject.secret));
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
      end_(from.end_),
      size_(from.size_),
      told_(from.told_),
      is_settled_(from.is_settled_),
      has_torn_(from.has_torn_) {}

EvidenceSubjects::~EvidenceSubjects() {
  // Damage of the last ones is then told from a torn end. Nothing is lost where it fails.
  if (file_ && is_settled_ && told_ < kept_.size())
    static_cast<void>(write_and_sync(0, head_of(kept_.size())));
  for (auto& [name, kept] : kept_) {
    if (kept.subject.secret) sodium_memzero(kept.subject.secret->data(), kSecret);
  }
}

EvidenceSubjects::Group::~Group() { sodium_memzero(records.data(), records.size()); }

Result<void> EvidenceSubjects::make(const std::string& file) {
  struct stat status {};
  if (::lstat(file.c_str(), &status) == 0)
    return fail(system_error(EEXIST, "cannot be made", "无法创建", file));
  return write_file(file, head_of(0), 0600);
}

Result<EvidenceSubjects> EvidenceSubjects::open(const std::string& file) {
  auto opened = open_subjects_file(file);
  if (!opened) return fail(opened.error());
  return open(std::move(*opened), file);
}

Result<EvidenceSubjects> EvidenceSubjects::open(std::unique_ptr<SubjectsFile> file,
                                                const std::string& where) {
  EvidenceSubjects subjects(std::move(file), where);
  if (const auto read = subjects.read(); !read) return fail(read.error());
  return subjects;
}

Result<void> EvidenceSubjects::read() {
  const auto size = file_->size();
  if (!size) return fail(size.error());
  if (*size < kHead || *size > kHead + 2 * kMost * kRecord) return fail(corrupt(where_));
  auto octets = file_->read();
  if (!octets) return fail(octets.error());
  size_ = octets->size();
  std::string_view left(*octets);
  const auto head = read_head(left.substr(0, kHead));
  if (!head && is_later(left))
    return fail(
        {ErrorCode::kMalformed, "is of a version that this program does not know", where_, "版本未知"});
  left.remove_prefix(kHead);
  if (!head || left.size() / kRecord < head->records) return fail(corrupt(where_));
  end_ = kHead;
  told_ = head->records;
  // Behind those that the head counts stand those of the last write: each that is whole counts. Where one is
  // not, or its name stood before, the write tore; nobody was told of it.
  const auto most = head->is_first_version ? head->records : left.size() / kRecord;
  while (kept_.size() < most && take(left.substr(0, kRecord))) left.remove_prefix(kRecord);
  if (kept_.size() < head->records) return fail(corrupt(where_));
  is_settled_ = !head->is_first_version && kept_.size() == told_ && end_ == size_;
  // What a power cut left of a secret that was being destroyed.
  for (const auto& [name, kept] : kept_) {
    const std::size_t secret = static_cast<std::size_t>(kept.offset) + kSecretAt;
    if (kept.subject.secret || octets->find_first_not_of('\0', secret) >= secret + kSecret + kCheck) continue;
    if (const auto wiped = wipe(kept.offset); !wiped) return wiped;
  }
  sodium_memzero(octets->data(), octets->size());
  return {};
}

// The record that stands at the end of those taken. False: it is none, or is there already.
bool EvidenceSubjects::take(std::string_view record) {
  const auto found = subject_of(record);
  if (!found || !kept_.insert({found->first, {found->second, end_}}).second) return false;
  end_ += kRecord;
  return true;
}

Result<void> EvidenceSubjects::write_and_sync(std::uint64_t offset, std::string_view octets) {
  if (const auto wrote = file_->write_at(offset, octets); !wrote) return wrote;
  return file_->sync();
}

Result<void> EvidenceSubjects::wipe(std::uint64_t record) {
  return write_and_sync(record + kSecretAt, std::string(kSecret + kCheck, '\0'));
}

Result<void> EvidenceSubjects::settle() {
  const std::scoped_lock lock(mutex_);
  return settle_locked();
}

Result<void> EvidenceSubjects::settle_locked() {
  if (is_settled_) return {};
  if (size_ > end_) {
    if (const auto cut = file_->truncate(end_); !cut) return cut;
  }
  // They may never have been synced: their program was killed, or its sync failed, after which a system may
  // believe of what it holds that it lasts.
  for (const auto& [name, kept] : kept_) {
    if (kept.offset < kHead + told_ * kRecord) continue;
    Group again;
    again.records = record_of(name, kept.subject);
    if (const auto wrote = file_->write_at(kept.offset, again.records); !wrote) return wrote;
  }
  if (const auto synced = file_->sync(); !synced) return synced;
  if (const auto told = write_and_sync(0, head_of(kept_.size())); !told) return told;
  told_ = kept_.size();
  is_settled_ = true;
  return {};
}

std::optional<std::vector<EvidenceSubjects::Subject>> EvidenceSubjects::known(
    std::span<const Sha256> names) const {
  std::vector<Subject> out;
  out.reserve(names.size());
  for (const Sha256& name : names) {
    const auto kept = kept_.find(name);
    if (kept == kept_.end()) return std::nullopt;
    out.push_back(kept->second.subject);
  }
  return out;
}

Result<std::vector<EvidenceSubjects::Subject>> EvidenceSubjects::get_or_make(
    std::span<const std::string> names) {
  std::vector<Sha256> hashes;
  hashes.reserve(names.size());
  for (const std::string& name : names) hashes.push_back(sha256(name));
  {
    const std::scoped_lock lock(mutex_);
    if (const auto settled = settle_locked(); !settled) return fail(settled.error());
    if (auto all = known(hashes)) return std::move(*all);
  }
  const auto me = line_.stand({std::move(hashes)});
  if (!me)
    return fail({ErrorCode::kLimit, "too many wait for new subjects", where_, "等待新建对象的请求过多"});
  if (me->is_first()) make_for_all();
  return std::move(me->wish.subjects);
}

// By whoever stands first, alone.
void EvidenceSubjects::make_for_all() {
  std::size_t names = 0;
  const auto together = line_.together([&](const Wish& one) {
    names += one.names.size();
    return names <= kMostNames;
  });
  Group group;
  {
    const std::scoped_lock lock(mutex_);
    for (const auto& one : together) one->wish.subjects = draw(one->wish.names, group);
  }
  if (const auto lasts = write(group); !lasts) {
    for (const auto& one : together) one->wish.subjects = fail(lasts.error());
  }
  line_.leave(together.size());
}

// Of each name, and those that are new to the group. Errors: kLimit; the group has then none of them.
Result<std::vector<EvidenceSubjects::Subject>> EvidenceSubjects::draw(std::span<const Sha256> names,
                                                                      Group& group) const {
  std::vector<Subject> out;
  out.reserve(names.size());
  AllKept mine;
  Group more;
  for (const Sha256& name : names) {
    const AllKept* const where = kept_.contains(name)        ? &kept_
                                 : group.made.contains(name) ? &group.made
                                                             : &mine;
    if (const auto found = where->find(name); found != where->end()) {
      out.push_back(found->second.subject);
      continue;
    }
    if (kept_.size() + group.made.size() + mine.size() >= kMost)
      return fail({ErrorCode::kLimit, fmt::format("holds {} subjects, no more", kMost), where_,
                   fmt::format("最多容纳 {} 个对象", kMost)});
    Subject subject;
    randombytes_buf(subject.pseudonym.data(), kPseudonym);
    randombytes_buf(subject.secret.emplace().data(), kSecret);
    mine.insert({name, {subject, end_ + group.records.size() + more.records.size()}});
    more.records += record_of(name, subject);
    out.push_back(std::move(subject));
  }
  group.made.merge(mine);
  group.records += more.records;
  return out;
}

// The records, and in the head how many lasted before them, with one sync: each record bears its own check,
// so that a write which tore is found. Only its records are doubted when the file is opened, since the next
// one is begun when this one lasts.
Result<void> EvidenceSubjects::write(Group& group) {
  if (group.records.empty()) return {};
  const auto written = [&]() -> Result<void> {
    if (has_torn_) {
      if (const auto cut = file_->truncate(end_); !cut) return cut;
      if (const auto synced = file_->sync(); !synced) return synced;
      has_torn_ = false;
    }
    if (const auto wrote = file_->write_at(end_, group.records); !wrote) return wrote;
    if (told_ < kept_.size()) {
      if (const auto wrote = file_->write_at(0, head_of(kept_.size())); !wrote) return wrote;
    }
    return file_->sync();
  }();
  const std::scoped_lock lock(mutex_);
  if (!written) {
    has_torn_ = true;
    return written;
  }
  told_ = kept_.size();
  end_ += group.records.size();
  kept_.merge(group.made);
  return {};
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
  if (const auto settled = settle_locked(); !settled) return fail(settled.error());
  Kept& kept = known->second;
  if (!kept.subject.secret) return false;
  // The one octet first: whatever is left of the secret after a power cut is wiped when the file is opened.
  if (const auto wrote = write_and_sync(kept.offset + kStateAt, std::string_view(&kDestroyed, 1)); !wrote)
    return fail(wrote.error());
  if (const auto wiped = wipe(kept.offset); !wiped) return fail(wiped.error());
  sodium_memzero(kept.subject.secret->data(), kSecret);
  kept.subject.secret.reset();
  return true;
}

}  // namespace tidegate
