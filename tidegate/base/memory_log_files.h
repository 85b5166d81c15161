// LogFiles in memory, as a disk that can be stopped before any call that changes it, and that loses or tears
// then what had not been synced. For tests of what must survive a power cut.
#pragma once

#include <cstdint>
#include <limits>
#include <map>
#include <mutex>
#include <string>
#include <vector>

#include "tidegate/base/log_files.h"

namespace tidegate {

// What a power cut makes of octets that were appended and not synced, of cuts and of names.
enum class Tear {
  kLost,         // nothing of it reached the disk
  kWhole,        // all of it did
  kPrefix,       // the first half
  kOneOctet,     // the first octet
  kAllButOne,    // all but the last octet
  kThenZeros,    // the first half, zeros for the rest
  kThenGarbage,  // the first half, other octets for the rest
  kHole,         // zeros for the first half, the rest as written
};
inline constexpr Tear kTears[] = {Tear::kLost,      Tear::kWhole,     Tear::kPrefix,      Tear::kOneOctet,
                                  Tear::kAllButOne, Tear::kThenZeros, Tear::kThenGarbage, Tear::kHole};

enum class DiskFault {
  kPowerCut,   // the call and all that follow fail; power_on() shows what is left
  kDiskFull,   // half of what the call should append is there; later calls succeed
  kReadOnly,   // the call changes nothing; later calls succeed
  kFailsOnce,  // as kReadOnly; of a sync, what was unsynced is lost at the next power cut though later syncs
               // succeed
};

class MemoryLogFiles final : public LogFiles {
 public:
  Result<std::unique_ptr<LogFile>> open(const std::string& name, Opening opening) override;
  Result<void> rename(const std::string& from, const std::string& to) override;
  Result<void> sync_folder() override { return sync_folder_of({}); }
  Result<void> sync_folder_of(const std::string& name) override;
  Result<void> remove_folder(const std::string& name) override;
  Result<std::vector<std::string>> names(const std::string& beginning) override;
  Result<std::optional<std::string>> read(const std::string& name, std::size_t largest) override;

  // The call number `call` from now on that changes the disk, 0 the next one, goes wrong.
  void fail_at(std::uint64_t call, DiskFault fault);
  std::uint64_t calls() const { return calls_; }  // that changed the disk so far
  bool has_failed() const { return has_failed_; }
  // The disk after a power cut now. Whoever has a file of it open must be gone.
  void power_on(Tear tear);

  // For tests that put a disk together or damage it.
  std::string& octets(const std::string& name);
  bool has(const std::string& name) const { return names_.contains(name); }
  std::vector<std::string> names() const;
  void remove(const std::string& name) {
    names_.erase(name);
    lasting_names_.erase(name);
  }

 private:
  friend class MemoryLogFile;
  struct Inode {
    std::string now;
    std::string lasting;
    bool is_changed = true;  // not only at its end, since its last sync
    bool is_lost = false;    // a sync of it failed: what it held then never reaches the disk
  };
  using Names = std::map<std::string, std::shared_ptr<Inode>>;

  // Whether the call goes ahead; if not, which fault.
  std::optional<DiskFault> begin();
  static Error error(DiskFault fault);

  std::mutex mutex_;  // for readers beside a writer
  Names names_;
  Names lasting_names_;
  std::uint64_t calls_ = 0;
  std::uint64_t fail_at_ = std::numeric_limits<std::uint64_t>::max();
  DiskFault fault_ = DiskFault::kPowerCut;
  bool has_failed_ = false;
};

}  // namespace tidegate
