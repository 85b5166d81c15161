#include "tidegate/ports/run_program.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <spawn.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstdlib>

namespace tidegate {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::size_t kErrorBytes = 4096;
constexpr int kGlance = 100;  // milliseconds between two looks at the clock and at `cancelled`

class Descriptor {
 public:
  Descriptor() = default;
  explicit Descriptor(int number) : number_(number) {}
  ~Descriptor() { close(); }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  void hold(int number) { number_ = number; }
  void close() {
    if (number_ >= 0) ::close(number_);
    number_ = -1;
  }
  int get() const { return number_; }
  bool is_open() const { return number_ >= 0; }

 private:
  int number_ = -1;
};

struct Pair {
  Descriptor ours;
  Descriptor theirs;
  // A socket, since writing to one whose reader is gone need not raise a signal.
  bool open() {
    std::array<int, 2> ends{-1, -1};
    if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends.data()) != 0) return false;
    ours.hold(ends[0]);
    theirs.hold(ends[1]);
    return true;
  }
};

class Child {
 public:
  explicit Child(pid_t id) : id_(id) {}
  ~Child() { end(); }
  Child(const Child&) = delete;
  Child& operator=(const Child&) = delete;

  void bound(int what, rlim_t most) const {
    const rlimit limit{most, most};
    static_cast<void>(::prlimit(id_, static_cast<__rlimit_resource>(what), &limit, nullptr));
  }
  bool has_ended() {
    if (is_over_) return true;
    const pid_t ended = ::waitpid(id_, &status_, WNOHANG);
    is_over_ = ended == id_ || (ended < 0 && errno != EINTR);
    return is_over_;
  }
  void end() {
    ::kill(-id_, SIGKILL);
    if (!is_over_) ::waitpid(id_, &status_, 0);
    is_over_ = true;
  }
  int status() const { return WIFEXITED(status_) ? WEXITSTATUS(status_) : 128; }

 private:
  pid_t id_;
  bool is_over_ = false;
  int status_ = 0;
};

// 0: it could not be started; `number` says why.
pid_t start(std::vector<std::string> words, const std::array<Pair, 3>& pairs, const std::string& home,
            int& number) {
  posix_spawn_file_actions_t actions;
  posix_spawnattr_t attributes;
  posix_spawn_file_actions_init(&actions);
  posix_spawnattr_init(&attributes);
  for (int i = 0; i < 3; ++i)
    posix_spawn_file_actions_adddup2(&actions, pairs[static_cast<std::size_t>(i)].theirs.get(), i);
  posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETPGROUP);
  std::vector<char*> arguments;
  for (std::string& word : words) arguments.push_back(word.data());
  arguments.push_back(nullptr);
  const char* const path = std::getenv("PATH");
  std::string path_variable = std::string("PATH=") + (path == nullptr ? "/usr/bin:/bin" : path);
  std::string locale_variable = "LC_ALL=C.UTF-8";
  std::string home_variable = "HOME=" + home;
  std::array<char*, 4> environment{path_variable.data(), locale_variable.data(),
                                   home.empty() ? nullptr : home_variable.data(), nullptr};
  pid_t child = 0;
  number =
      ::posix_spawnp(&child, words[0].c_str(), &actions, &attributes, arguments.data(), environment.data());
  posix_spawn_file_actions_destroy(&actions);
  posix_spawnattr_destroy(&attributes);
  return number == 0 ? child : 0;
}

// Reads what there is; closes the end when nothing can follow.
void take(Descriptor& from, std::string& into) {
  std::array<char, 64 * 1024> buffer;
  const ssize_t n = ::read(from.get(), buffer.data(), buffer.size());
  if (n > 0) into.append(buffer.data(), static_cast<std::size_t>(n));
  if (n == 0 || (n < 0 && errno != EINTR && errno != EAGAIN)) from.close();
}

void give(Descriptor& to, std::string_view& left) {
  const ssize_t n = ::send(to.get(), left.data(), std::min<std::size_t>(left.size(), 64 * 1024),
                           MSG_NOSIGNAL | MSG_DONTWAIT);
  if (n > 0) left.remove_prefix(static_cast<std::size_t>(n));
  if (left.empty() || (n < 0 && errno != EINTR && errno != EAGAIN)) to.close();
}

}  // namespace

Result<ProgramOutput> run_program(const std::vector<std::string>& words, std::string_view input,
                                  const ProgramBounds& bounds) {
  const std::string& program = words.at(0);
  const auto cannot_start = [&] {
    return fail({ErrorCode::kUnavailable, fmt::format("the program {} cannot be started", program), program,
                 fmt::format("无法启动程序 {}", program)});
  };
  std::array<Pair, 3> pairs;
  for (Pair& pair : pairs) {
    if (!pair.open()) return cannot_start();
  }
  int number = 0;
  const pid_t id = start(words, pairs, bounds.home, number);
  if (id == 0) return cannot_start();
  Child child(id);
  child.bound(RLIMIT_AS, bounds.memory_bytes);
  child.bound(RLIMIT_CORE, 0);
  if (bounds.home.empty()) child.bound(RLIMIT_FSIZE, 0);
  for (Pair& pair : pairs) pair.theirs.close();
  Descriptor& in = pairs[0].ours;
  Descriptor& out = pairs[1].ours;
  Descriptor& err = pairs[2].ours;
  if (input.empty()) in.close();
  ProgramOutput result;
  const Clock::time_point until = Clock::now() + bounds.patience;
  while (out.is_open() || err.is_open() || !child.has_ended()) {
    if (bounds.cancelled != nullptr && bounds.cancelled->load()) {
      return fail(
          {ErrorCode::kCancelled, "interrupted while a program was running", program, "程序运行时被中断"});
    }
    if (Clock::now() >= until) {
      return fail({ErrorCode::kLimit,
                   fmt::format("{} did not end within {} s", program, bounds.patience.count() / 1000),
                   program, fmt::format("{} 未在 {} 秒内结束", program, bounds.patience.count() / 1000)});
    }
    std::array<pollfd, 3> watched{pollfd{in.get(), POLLOUT, 0}, pollfd{out.get(), POLLIN, 0},
                                  pollfd{err.get(), POLLIN, 0}};
    const bool any = in.is_open() || out.is_open() || err.is_open();
    ::poll(watched.data(), watched.size(), any ? kGlance : 5);
    if (in.is_open() && watched[0].revents != 0) give(in, input);
    if (out.is_open() && watched[1].revents != 0) take(out, result.output);
    if (err.is_open() && watched[2].revents != 0) take(err, result.errors);
    if (result.errors.size() > kErrorBytes) result.errors.resize(kErrorBytes);
    if (result.output.size() > bounds.output_bytes) {
      return fail({ErrorCode::kLimit,
                   fmt::format("{} writes more than {} octets", program, bounds.output_bytes), program,
                   fmt::format("{} 的输出超过 {} 字节的上限", program, bounds.output_bytes)});
    }
    // Only its children hold the ends now, and they get no more time.
    if (child.has_ended() && !in.is_open() && watched[1].revents == 0 && watched[2].revents == 0) break;
    if (child.has_ended()) in.close();
  }
  result.status = child.status();
  return result;
}

}  // namespace tidegate
