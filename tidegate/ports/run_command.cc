#include "tidegate/ports/run_command.h"

#include <fmt/format.h>
#include <sys/wait.h>

#include <cstdio>

namespace tidegate {

Result<std::string> output_of(const std::string& command, std::size_t limit) {
  std::FILE* pipe = ::popen(command.c_str(), "re");
  if (pipe == nullptr) {
    return fail({ErrorCode::kUnavailable, "the command cannot be started", command, "无法启动该命令"});
  }
  std::string out;
  char buffer[4096];
  for (std::size_t n = 0; out.size() <= limit && (n = std::fread(buffer, 1, sizeof buffer, pipe)) > 0;)
    out.append(buffer, n);
  const int status = ::pclose(pipe);
  if (out.size() > limit) {
    return fail({ErrorCode::kLimit, fmt::format("the command writes more than {} bytes", limit), command,
                 fmt::format("该命令的输出超过 {} 字节", limit)});
  }
  if (!WIFEXITED(status) || WEXITSTATUS(status) != 0) {
    return fail(
        {ErrorCode::kUnavailable,
         fmt::format("the command failed with status {}", WIFEXITED(status) ? WEXITSTATUS(status) : 128),
         command, fmt::format("该命令失败，状态 {}", WIFEXITED(status) ? WEXITSTATUS(status) : 128)});
  }
  return out;
}

}  // namespace tidegate
