#include "tidegate/base/memory_log_files.h"

#include <algorithm>
#include <iterator>

namespace tidegate {

class MemoryLogFile final : public LogFile {
 public:
  MemoryLogFile(MemoryLogFiles& disk, std::shared_ptr<MemoryLogFiles::Inode> inode)
      : disk_(disk), inode_(std::move(inode)) {}

  Result<std::uint64_t> size() override {
    const std::lock_guard lock(disk_.mutex_);
    return std::uint64_t{inode_->now.size()};
  }
  Result<void> append(std::string_view octets) override {
    const std::lock_guard lock(disk_.mutex_);
    if (const auto fault = disk_.begin()) {
      // A cut in the middle of a write: how much of it is there is for the tear to say.
      if (*fault == DiskFault::kPowerCut) inode_->now += octets;
      if (*fault == DiskFault::kDiskFull) inode_->now += octets.substr(0, octets.size() / 2);
      return fail(MemoryLogFiles::error(*fault));
    }
    inode_->now += octets;
    return {};
  }
  Result<void> sync() override {
    const std::lock_guard lock(disk_.mutex_);
    if (const auto fault = disk_.begin()) {
      if (*fault == DiskFault::kFailsOnce) inode_->is_lost = true;
      return fail(MemoryLogFiles::error(*fault));
    }
    if (inode_->is_lost) return {};
    if (inode_->is_changed) inode_->lasting.clear();
    inode_->lasting.append(inode_->now, inode_->lasting.size());
    inode_->is_changed = false;
    return {};
  }
  Result<void> truncate(std::uint64_t size) override {
    const std::lock_guard lock(disk_.mutex_);
    const auto fault = disk_.begin();
    if (fault && *fault != DiskFault::kPowerCut) return fail(MemoryLogFiles::error(*fault));
    inode_->now.resize(size);
    inode_->is_changed = true;
    if (fault) return fail(MemoryLogFiles::error(*fault));
    return {};
  }
  Result<void> rewrite_end(std::string_view octets) override {
    const std::lock_guard lock(disk_.mutex_);
    if (const auto fault = disk_.begin()) return fail(MemoryLogFiles::error(*fault));
    if (inode_->now.size() - octets.size() <= inode_->lasting.size()) inode_->is_lost = false;
    return {};
  }
  Result<std::size_t> read_at(std::uint64_t offset, std::span<char> into) override {
    const std::lock_guard lock(disk_.mutex_);
    if (offset >= inode_->now.size()) return std::size_t{0};
    return inode_->now.copy(into.data(), into.size(), offset);
  }

 private:
  MemoryLogFiles& disk_;
  std::shared_ptr<MemoryLogFiles::Inode> inode_;
};

namespace {

// What is left of a file that held `lasting` for good and `now` when the power went.
std::string torn(const std::string& lasting, const std::string& now, Tear tear) {
  if (tear == Tear::kLost) return lasting;
  if (tear == Tear::kWhole || !now.starts_with(lasting)) return now;  // a cut happens or does not
  const std::string added = now.substr(lasting.size());
  const std::size_t half = added.size() / 2;
  const auto to_size = [&](std::string octets, char filler) {
    octets.resize(now.size(), filler);
    return octets;
  };
  switch (tear) {
    case Tear::kPrefix:
      return lasting + added.substr(0, half);
    case Tear::kOneOctet:
      return lasting + added.substr(0, 1);
    case Tear::kAllButOne:
      return lasting + added.substr(0, added.empty() ? 0 : added.size() - 1);
    case Tear::kThenZeros:
      return to_size(lasting + added.substr(0, half), '\0');
    case Tear::kThenGarbage:
      return to_size(lasting + added.substr(0, half), '\x5a');
    case Tear::kHole:
      return lasting + std::string(half, '\0') + added.substr(half);
    case Tear::kLost:
    case Tear::kWhole:
      break;
  }
  return now;
}

}  // namespace

Result<std::unique_ptr<LogFile>> MemoryLogFiles::open(const std::string& name, Opening opening) {
  const std::lock_guard lock(mutex_);
  const auto found = names_.find(name);
  const bool changes = found == names_.end() || opening == Opening::kEmpty;
  if (changes) {
    const auto fault = begin();
    if (fault && *fault != DiskFault::kPowerCut) return fail(error(*fault));
    // Emptied, it is a file of its own: of the old one either all is left or nothing is known.
    names_[name] = std::make_shared<Inode>();
    if (fault) return fail(error(*fault));
  }
  return std::unique_ptr<LogFile>(std::make_unique<MemoryLogFile>(*this, names_[name]));
}

Result<void> MemoryLogFiles::rename(const std::string& from, const std::string& to) {
  const std::lock_guard lock(mutex_);
  const auto fault = begin();
  if (fault && *fault != DiskFault::kPowerCut) return fail(error(*fault));
  const auto found = names_.find(from);
  if (found == names_.end()) return fail({ErrorCode::kUnavailable, "no such file", from, "没有该文件"});
  names_[to] = found->second;
  names_.erase(from);
  if (fault) return fail(error(*fault));
  return {};
}

Result<void> MemoryLogFiles::sync_folder_of(const std::string& name) {
  const std::lock_guard lock(mutex_);
  if (const auto fault = begin()) return fail(error(*fault));
  // A name lasts with the folder it lies in; that folder is the name's own, or stands above it.
  const auto is_synced = [&](const auto& file) {
    const std::size_t slash = file.first.rfind('/');
    return slash == std::string::npos || name.starts_with(file.first.substr(0, slash + 1));
  };
  std::erase_if(lasting_names_, is_synced);
  std::copy_if(names_.begin(), names_.end(), std::inserter(lasting_names_, lasting_names_.end()), is_synced);
  return {};
}

Result<void> MemoryLogFiles::remove_folder(const std::string& name) {
  const std::lock_guard lock(mutex_);
  const auto is_in = [&](const auto& file) { return file.first.starts_with(name + "/"); };
  if (std::none_of(names_.begin(), names_.end(), is_in)) return {};
  const auto fault = begin();
  if (fault && *fault != DiskFault::kPowerCut) return fail(error(*fault));
  std::erase_if(names_, is_in);
  if (fault) return fail(error(*fault));
  return {};
}

Result<std::vector<std::string>> MemoryLogFiles::names(const std::string& beginning) {
  const std::lock_guard lock(mutex_);
  std::vector<std::string> found;
  for (const auto& [name, inode] : names_) {
    if (name.starts_with(beginning) && name.find('/') == std::string::npos) found.push_back(name);
  }
  return found;
}

Result<std::optional<std::string>> MemoryLogFiles::read(const std::string& name, std::size_t largest) {
  const std::lock_guard lock(mutex_);
  const auto found = names_.find(name);
  if (found == names_.end()) return std::optional<std::string>();
  if (found->second->now.size() > largest) return fail({ErrorCode::kLimit, "is too large", name, "过大"});
  return std::optional(found->second->now);
}

void MemoryLogFiles::fail_at(std::uint64_t call, DiskFault fault) {
  fail_at_ = calls_ + call;
  fault_ = fault;
  has_failed_ = false;
}

void MemoryLogFiles::power_on(Tear tear) {
  // Names as unsure as octets: with kLost none of the unsynced ones came, else all.
  if (tear == Tear::kLost) names_ = lasting_names_;
  for (auto& [name, inode] : names_) {
    auto after = std::make_shared<Inode>();
    after->now = torn(inode->lasting, inode->is_lost ? inode->lasting : inode->now, tear);
    after->lasting = after->now;
    inode = after;
  }
  lasting_names_ = names_;
  fail_at_ = std::numeric_limits<std::uint64_t>::max();
  has_failed_ = false;
}

std::string& MemoryLogFiles::octets(const std::string& name) {
  std::shared_ptr<Inode>& inode = names_[name];
  if (inode == nullptr) inode = std::make_shared<Inode>();
  inode->is_changed = true;
  return inode->now;
}

std::vector<std::string> MemoryLogFiles::names() const {
  std::vector<std::string> names;
  for (const auto& [name, inode] : names_) names.push_back(name);
  return names;
}

std::optional<DiskFault> MemoryLogFiles::begin() {
  const std::uint64_t call = calls_++;
  const bool fails = fault_ == DiskFault::kPowerCut ? call >= fail_at_ : call == fail_at_;
  if (!fails) return std::nullopt;
  has_failed_ = true;
  // After the cut nothing happens any more: only the call that it met may have begun.
  return call == fail_at_ ? fault_ : DiskFault::kReadOnly;
}

Error MemoryLogFiles::error(DiskFault fault) {
  if (fault == DiskFault::kDiskFull)
    return {ErrorCode::kUnavailable, "no space left on device", {}, "设备上没有剩余空间"};
  return {ErrorCode::kUnavailable, "input/output error", {}, "输入/输出错误"};
}

}  // namespace tidegate
