#include "tidegate/cli/hand_over.h"

#include <limits.h>
#include <unistd.h>

#include <array>
#include <string>

namespace tidegate::cli {
namespace {

// Of this program, links followed; empty: not known.
std::string own_folder() {
  std::array<char, PATH_MAX> path{};
  const auto size = readlink("/proc/self/exe", path.data(), path.size());
  const std::string whole(path.data(), size > 0 ? static_cast<std::size_t>(size) : 0);
  return whole.substr(0, whole.rfind('/') + 1);
}

}  // namespace

Error hand_over(char** argv) {
  const std::string folder = own_folder();
  for (const char* place : {"tidegated", "../libexec/tidegate/tidegated"}) {
    const std::string path = folder + place;
    if (!folder.empty()) execv(path.c_str(), argv);
  }
  return {ErrorCode::kUnavailable,
          "this command is run by tidegated, which is not beside this program nor in ../libexec/tidegate; "
          "install it too",
          {},
          "该命令由 tidegated 执行，但在本程序所在目录及 ../libexec/tidegate 中均未找到；请一并安装"};
}

}  // namespace tidegate::cli
