#include "tidegate/ports/run_command.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>

extern char** environ;

namespace tidegate {
namespace {

using Clock = std::chrono::steady_clock;

class End {  // of a pipe
 public:
  explicit End(int number) : number_(number) {}
  ~End() { ::close(number_); }
  End(const End&) = delete;
  End& operator=(const End&) = delete;
  int get() const { return number_; }

 private:
  int number_;
};

// The first word that sets no variable: "TOKEN=... vault read" is "vault".
std::string program_of(const std::string& command) {
  for (std::size_t at = command.find_first_not_of(" \t"); at < command.size();) {
    const std::size_t end = std::min(command.find_first_of(" \t;|&", at), command.size());
    const std::string word = command.substr(at, end - at);
    if (word.find_first_of("='\"$`") == std::string::npos) return word;
    at = command.find_first_not_of(" \t", end);
  }
  return "--key-command";
}

// /bin/sh in a process group of its own, its output into `out`. 0: it did not start.
pid_t start(const std::string& command, int out) {
  posix_spawn_file_actions_t actions;
  posix_spawnattr_t attributes;
  posix_spawn_file_actions_init(&actions);
  posix_spawnattr_init(&attributes);
  posix_spawn_file_actions_adddup2(&actions, out, STDOUT_FILENO);
  posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETPGROUP);
  std::string text = command;
  std::string sh = "sh";
  std::string flag = "-c";
  std::array<char*, 4> words{sh.data(), flag.data(), text.data(), nullptr};
  pid_t child = 0;
  const int failed = ::posix_spawn(&child, "/bin/sh", &actions, &attributes, words.data(), environ);
  posix_spawn_file_actions_destroy(&actions);
  posix_spawnattr_destroy(&attributes);
  return failed == 0 ? child : 0;
}

// False: it was still running at `until`.
bool ends_by(pid_t child, Clock::time_point until, int& status) {
  for (;;) {
    const pid_t ended = ::waitpid(child, &status, WNOHANG);
    if (ended == child) return true;
    if (ended < 0 && errno != EINTR) return true;
    if (Clock::now() >= until) return false;
    ::poll(nullptr, 0, 5);
  }
}

}  // namespace

Result<std::string> output_of(const std::string& command, std::size_t limit,
                              std::chrono::milliseconds patience) {
  const Clock::time_point until = Clock::now() + patience;
  const std::string program = program_of(command);
  std::array<int, 2> ends{-1, -1};
  if (::pipe2(ends.data(), O_CLOEXEC) != 0) {
    return fail({ErrorCode::kUnavailable, "the command cannot be started", program, "无法启动该命令"});
  }
  const End in(ends[0]);
  pid_t child = 0;
  {
    const End out(ends[1]);
    child = start(command, out.get());
  }
  if (child == 0) {
    return fail({ErrorCode::kUnavailable, "the command cannot be started", program, "无法启动该命令"});
  }
  std::string out;
  bool is_late = false;
  for (bool is_open = true; is_open && !is_late && out.size() <= limit;) {
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(until - Clock::now()).count();
    pollfd watched{in.get(), POLLIN, 0};
    const int ready = left > 0 ? ::poll(&watched, 1, static_cast<int>(left)) : 0;
    is_late = ready == 0;
    if (ready <= 0) continue;  // late, or a signal: look at the clock again
    std::array<char, 4096> buffer;
    const ssize_t n = ::read(in.get(), buffer.data(), buffer.size());
    if (n > 0) out.append(buffer.data(), static_cast<std::size_t>(n));
    is_open = n > 0 || (n < 0 && errno == EINTR);
  }
  int status = 0;
  const bool is_long = out.size() > limit;
  if (is_late || is_long || !ends_by(child, until, status)) {
    ::kill(-child, SIGKILL);
    ::waitpid(child, &status, 0);
    if (is_long) {
      return fail({ErrorCode::kLimit, fmt::format("the command writes more than {} bytes", limit), program,
                   fmt::format("该命令的输出超过 {} 字节", limit)});
    }
    return fail({ErrorCode::kLimit, fmt::format("the command did not end within {} ms", patience.count()),
                 program, fmt::format("该命令未在 {} 毫秒内结束", patience.count())});
  }
  if (!WIFEXITED(status) || WEXITSTATUS(status) != 0) {
    return fail(
        {ErrorCode::kUnavailable,
         fmt::format("the command failed with status {}", WIFEXITED(status) ? WEXITSTATUS(status) : 128),
         program, fmt::format("该命令失败，状态 {}", WIFEXITED(status) ? WEXITSTATUS(status) : 128)});
  }
  return out;
}

}  // namespace tidegate
