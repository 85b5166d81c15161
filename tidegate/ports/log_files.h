// LogFiles on disk: a folder of its own (0700), files 0600, held by one process through a lock.
#pragma once

#include <memory>
#include <string>

#include "tidegate/base/log_files.h"

namespace tidegate {

// The folder is made where it is missing, the one above it must be there. Errors: kUnavailable (in the
// system's words), kConflict (another process holds it).
Result<std::unique_ptr<LogFiles>> open_log_folder(const std::string& path);

}  // namespace tidegate
