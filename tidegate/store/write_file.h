// Writes a file whole or not at all: to a temporary beside it, to the disk, then renamed over it.
#pragma once

#include <sys/types.h>

#include <string>
#include <string_view>

#include "tidegate/base/result.h"

namespace tidegate {

// path   a file that may be there already; a symbolic link is replaced, not followed. Its folder must be
// there. mode   permissions of the new file, exactly, whatever the umask. Errors kUnavailable: full disk,
// quota, no permission, no such folder. The old file, if any, is then untouched and
//        nothing half-written is left.
Result<void> write_file(const std::string& path, std::string_view bytes, mode_t mode);

// What a file that is written outlives: a machine that loses its power, or a program that is killed alone, at
// a fraction of the cost.
enum class Lasting { kPowerCut, kKill };

// The same in an open folder: `name` has no slash.
Result<void> write_file_in(int folder, const std::string& name, std::string_view bytes, mode_t mode,
                           Lasting lasting = Lasting::kPowerCut);

// Names that temporaries have; one that a killed program left behind may be removed.
bool is_temporary(std::string_view name);

// "cannot write key: No space left on device", for both languages; where is the file.
Error system_error(int error_number, std::string_view doing, std::string_view doing_zh, std::string where);

// A file descriptor that closes itself.
class OpenFile {
 public:
  explicit OpenFile(int descriptor = -1) : descriptor_(descriptor) {}
  OpenFile(OpenFile&& other) noexcept : descriptor_(other.release()) {}
  OpenFile& operator=(OpenFile&& other) noexcept;
  ~OpenFile();
  int get() const { return descriptor_; }
  explicit operator bool() const { return descriptor_ >= 0; }
  int release();

 private:
  int descriptor_;
};

}  // namespace tidegate
