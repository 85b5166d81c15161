#include "tidegate/base/log_files.h"

namespace tidegate {
namespace {

// One name, since one process alone writes: what a crash leaves is overwritten.
const std::string kNew = "new";

Result<void> fill(LogFiles& files, std::string_view octets, bool does_last) {
  auto file = files.open(kNew, Opening::kEmpty);
  if (!file) return fail(file.error());
  if (auto done = (*file)->append(octets); !done || !does_last) return done;
  return (*file)->sync();
}

}  // namespace

Result<void> replace(LogFiles& files, const std::string& name, std::string_view octets) {
  if (auto done = fill(files, octets, true); !done) return done;
  if (auto done = files.rename(kNew, name); !done) return done;
  return files.sync_folder_of(name);
}

Result<void> put_derived(LogFiles& files, const std::string& name, std::string_view octets) {
  if (auto done = fill(files, octets, false); !done) return done;
  return files.rename(kNew, name);
}

}  // namespace tidegate
