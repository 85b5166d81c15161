// SubjectsFile in memory, as a disk that can be stopped before any call that changes it, and that loses or
// tears then what had not been synced.
#pragma once

#include <algorithm>
#include <cstdint>
#include <functional>
#include <limits>
#include <memory>
#include <mutex>
#include <set>
#include <string>

#include "tidegate/store/subjects_file.h"

namespace tidegate {

// What a power cut makes of sectors that were written over and of octets that were appended, neither synced.
enum class SubjectsTear {
  kLost,          // nothing of it reached the disk
  kWhole,         // all of it did
  kEvenSectors,   // of the sectors every second one
  kOddSectors,    // the others
  kHeadAlone,     // the first sector
  kAllButHead,    // all but the first sector
  kHalfAppended,  // what was written over, and half of what was appended
  kThenZeros,     // the same, zeros for the rest
  kThenGarbage,   // the same, other octets for the rest
};
inline constexpr SubjectsTear kSubjectsTears[] = {
    SubjectsTear::kLost,         SubjectsTear::kWhole,     SubjectsTear::kEvenSectors,
    SubjectsTear::kOddSectors,   SubjectsTear::kHeadAlone, SubjectsTear::kAllButHead,
    SubjectsTear::kHalfAppended, SubjectsTear::kThenZeros, SubjectsTear::kThenGarbage};

enum class SubjectsFault {
  kPowerCut,   // the call and all that follow fail
  kDiskFull,   // half of what the call should write is there; later calls succeed
  kFailsOnce,  // the call changes nothing; of a sync, what was unsynced is believed to last, and does not
};

class SubjectsDisk {
 public:
  std::string now;
  std::string lasting;
  std::function<void()> before_sync = [] {};  // of a disk that takes its time

  std::unique_ptr<SubjectsFile> open() { return std::make_unique<File>(*this); }
  // The call number `call` from now on that changes the disk, 0 the next one, goes wrong.
  void fail_at(std::uint64_t call, SubjectsFault fault) {
    fail_at_ = calls_ + call;
    fault_ = fault;
  }
  bool has_failed() const { return has_failed_; }
  std::uint64_t calls() const {
    const std::lock_guard lock(mutex_);
    return calls_;
  }
  std::uint64_t syncs() const {
    const std::lock_guard lock(mutex_);
    return syncs_;
  }

  // The disk after a power cut now. Whoever has the file open must be gone.
  void power_on(SubjectsTear tear) {
    now = torn(tear);
    lasting = now;
    lost_.clear();
    fail_at_ = std::numeric_limits<std::uint64_t>::max();
    has_failed_ = false;
  }

 private:
  static constexpr std::size_t kSector = 512;

  class File final : public SubjectsFile {
   public:
    explicit File(SubjectsDisk& disk) : disk_(disk) {}
    Result<std::uint64_t> size() override { return disk_.now.size(); }
    Result<std::string> read() override { return disk_.now; }
    Result<void> write_at(std::uint64_t offset, std::string_view octets) override {
      const std::lock_guard lock(disk_.mutex_);
      const bool fails = disk_.fails();
      if (fails && disk_.fault_ != SubjectsFault::kDiskFull) return fail(broken());
      const auto some = octets.substr(0, fails ? octets.size() / 2 : octets.size());
      if (disk_.now.size() < offset + some.size()) disk_.now.resize(offset + some.size());
      disk_.now.replace(offset, some.size(), some);
      for (std::size_t at = offset / kSector; at * kSector < offset + some.size(); ++at)
        disk_.lost_.erase(at);
      return fails ? Result<void>(fail(broken())) : Result<void>();
    }
    Result<void> truncate(std::uint64_t size) override {
      const std::lock_guard lock(disk_.mutex_);
      if (disk_.fails()) return fail(broken());
      disk_.now.resize(size);
      disk_.lost_.erase(size / kSector);
      return {};
    }
    Result<void> sync() override {
      disk_.before_sync();
      const std::lock_guard lock(disk_.mutex_);
      ++disk_.syncs_;
      if (disk_.fails()) {
        if (disk_.fault_ == SubjectsFault::kFailsOnce) disk_.lose();
        return fail(broken());
      }
      disk_.lasting = disk_.with_sectors([&](std::size_t sector) { return !disk_.lost_.contains(sector); });
      return {};
    }

   private:
    static Error broken() { return {ErrorCode::kUnavailable, "broken", "disk", "磁盘故障"}; }
    SubjectsDisk& disk_;
  };

  bool fails() {
    const bool is_now = fault_ == SubjectsFault::kPowerCut ? calls_ >= fail_at_ : calls_ == fail_at_;
    ++calls_;
    has_failed_ = has_failed_ || is_now;
    return is_now;
  }

  std::string torn(SubjectsTear tear) const {
    if (tear == SubjectsTear::kLost) return lasting;
    if (tear == SubjectsTear::kWhole) return now;
    const bool halves = tear == SubjectsTear::kHalfAppended || tear == SubjectsTear::kThenZeros ||
                        tear == SubjectsTear::kThenGarbage;
    if (halves) {
      const std::size_t had = std::min(lasting.size(), now.size());
      const std::size_t half = had + (now.size() - had) / 2;
      std::string out = now.substr(0, half);
      if (tear != SubjectsTear::kHalfAppended)
        out.resize(now.size(), tear == SubjectsTear::kThenZeros ? '\0' : 'g');
      return out;
    }
    return with_sectors([&](std::size_t sector) {
      return tear == SubjectsTear::kEvenSectors  ? sector % 2 == 0
             : tear == SubjectsTear::kOddSectors ? sector % 2 == 1
             : tear == SubjectsTear::kHeadAlone  ? sector == 0
                                                 : sector != 0;
    });
  }
  // The file as it is now where is_new, as it lasts elsewhere.
  template <typename IsNew>
  std::string with_sectors(const IsNew& is_new) const {
    std::string out = now;
    for (std::size_t at = 0; at < now.size(); at += kSector) {
      if (is_new(at / kSector)) continue;
      std::string old = at < lasting.size() ? lasting.substr(at, kSector) : "";
      old.resize(std::min(kSector, now.size() - at));
      out.replace(at, old.size(), old);
    }
    return out;
  }
  void lose() {
    for (std::size_t at = 0; at < now.size(); at += kSector) {
      if (at >= lasting.size() || now.compare(at, kSector, lasting, at, kSector) != 0)
        lost_.insert(at / kSector);
    }
  }

  mutable std::mutex mutex_;
  std::set<std::size_t> lost_;  // sectors that the system believes to last
  std::uint64_t calls_ = 0;
  std::uint64_t syncs_ = 0;
  std::uint64_t fail_at_ = std::numeric_limits<std::uint64_t>::max();
  SubjectsFault fault_ = SubjectsFault::kPowerCut;
  bool has_failed_ = false;
};

}  // namespace tidegate
