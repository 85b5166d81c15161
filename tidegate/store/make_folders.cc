#include "tidegate/store/make_folders.h"

#include <sys/stat.h>

#include <cerrno>

#include "tidegate/store/write_file.h"

namespace tidegate {

Result<void> make_folders(const std::string& path) {
  for (std::size_t at = path.find('/', 1);; at = path.find('/', at + 1)) {
    const std::string part = path.substr(0, at);
    if (::mkdir(part.c_str(), 0700) != 0 && errno != EEXIST) {
      return fail(system_error(errno, "cannot make the folder", "无法创建文件夹", part));
    }
    if (at == std::string::npos) return {};
  }
}

Result<void> make_folders_above(const std::string& path) {
  const std::size_t last = path.find_last_not_of('/');
  const std::size_t slash = last == std::string::npos ? last : path.rfind('/', last);
  if (slash == std::string::npos || slash == 0) return {};
  return make_folders(path.substr(0, slash));
}

}  // namespace tidegate
