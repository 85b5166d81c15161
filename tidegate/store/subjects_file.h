// The file of the evidence log's subjects as they see it: octets at places, and what a power cut leaves of
// them. On disk here; in memory, for tests that stop it before any call, in memory_subjects_file_test.h.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "tidegate/base/result.h"

namespace tidegate {

// Errors of every call: kUnavailable (disk full, read-only, a disk that failed). write_at and sync are called
// from several threads at once, for places apart.
class SubjectsFile {
 public:
  virtual ~SubjectsFile() = default;
  virtual Result<std::uint64_t> size() = 0;
  virtual Result<std::string> read() = 0;  // all of it
  // Failed: any part of it may be there. Lasts from the next sync on; of what is written over, a power cut
  // leaves each sector of 512 octets as it was or as it is.
  virtual Result<void> write_at(std::uint64_t offset, std::string_view octets) = 0;
  virtual Result<void> truncate(std::uint64_t size) = 0;
  virtual Result<void> sync() = 0;
};

// Held by this process alone. Errors: kCorrupt (it is missing), kUnavailable (disk, a link, open permissions;
// another program has it open).
Result<std::unique_ptr<SubjectsFile>> open_subjects_file(const std::string& file);

}  // namespace tidegate
