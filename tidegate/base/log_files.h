// The files of a log: one that grows at its end, small ones that are replaced whole. What each call promises
// about a power cut is said here; ports/log_files.h keeps it on disk, memory_log_files.h breaks it for tests.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "tidegate/base/result.h"

namespace tidegate {

// Errors of every call: kUnavailable (disk full, read-only, a disk that failed), in the system's words.
class LogFile {
 public:
  virtual ~LogFile() = default;
  virtual Result<std::uint64_t> size() = 0;
  // All of it behind what is there. Failed: any part of it may be there. It lasts from the next sync on.
  virtual Result<void> append(std::string_view octets) = 0;
  // What was appended and cut lasts. Failed: nothing is known of it any more, and trying again proves
  // nothing.
  virtual Result<void> sync() = 0;
  virtual Result<void> truncate(std::uint64_t size) = 0;
  // The last octets of the file once more over themselves, so that the next sync must bring them to the disk:
  // of what was appended and never known to last, the system may believe that it does.
  virtual Result<void> rewrite_end(std::string_view octets) = 0;
  // How many octets were read: fewer than asked for only at the end of the file. From several threads at
  // once.
  virtual Result<std::size_t> read_at(std::uint64_t offset, std::span<char> into) = 0;
};

enum class Opening { kKeep, kEmpty };  // what stands in the file already

// One folder, held by this process alone. Names are relative, "tile/0/000"; folders in them are made.
class LogFiles {
 public:
  virtual ~LogFiles() = default;
  // Made where it is missing; that it exists lasts from the next sync_folder on.
  virtual Result<std::unique_ptr<LogFile>> open(const std::string& name, Opening opening) = 0;
  // At once, over what bears that name; lasts from the next sync_folder_of that name on.
  virtual Result<void> rename(const std::string& from, const std::string& to) = 0;
  // The names directly in the folder last.
  virtual Result<void> sync_folder() = 0;
  // The names in the folder that this name lies in, and in all above it up to the folder itself.
  virtual Result<void> sync_folder_of(const std::string& name) = 0;
  // A folder of files and those in it; none: nothing is done.
  virtual Result<void> remove_folder(const std::string& name) = 0;
  // Names directly in the folder that begin so, in order.
  virtual Result<std::vector<std::string>> names(const std::string& beginning) = 0;
  // The whole file; none: it is not there. Errors also: kLimit (more than `largest` octets).
  virtual Result<std::optional<std::string>> read(const std::string& name, std::size_t largest) = 0;
};

// The file holds these octets or, after a crash, what it held before; when this returns they last.
Result<void> replace(LogFiles& files, const std::string& name, std::string_view octets);

// The same without lasting: for what can be made again. After a power cut the file may hold anything.
Result<void> put_derived(LogFiles& files, const std::string& name, std::string_view octets);

}  // namespace tidegate
