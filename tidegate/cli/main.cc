// The command line door: finds out about the world, reads the words, runs the command.
#include <fmt/format.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <csignal>
#include <cstdlib>
#include <string>
#include <vector>

#include "tidegate/base/clock.h"
#include "tidegate/base/heap.h"
#include "tidegate/cli/commands.h"
#include "tidegate/cli/help.h"

namespace {

using tidegate::Lang;

std::atomic<bool> cancelled{false};
static_assert(std::atomic<bool>::is_always_lock_free);

// The first signal asks the journey to stop; a second one ends the program at once.
extern "C" void on_signal(int) {
  if (cancelled.exchange(true)) _exit(130);
}

std::string variable(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? "" : value;
}

Lang language(const std::vector<std::string>& words) {
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (words[i] == "--lang" && i + 1 < words.size()) return words[i + 1] == "zh" ? Lang::kZh : Lang::kEn;
    if (words[i].starts_with("--lang=")) return words[i] == "--lang=zh" ? Lang::kZh : Lang::kEn;
  }
  for (const char* name : {"LC_ALL", "LC_MESSAGES", "LANG"}) {
    const std::string value = variable(name);
    if (!value.empty()) return value.starts_with("zh") ? Lang::kZh : Lang::kEn;
  }
  return Lang::kEn;
}

std::string state_folder() {
  if (const std::string home = variable("TIDEGATE_HOME"); !home.empty()) return home;
  if (const std::string data = variable("XDG_DATA_HOME"); !data.empty()) return data + "/tidegate";
  if (const std::string home = variable("HOME"); !home.empty()) return home + "/.local/share/tidegate";
  return "";
}

int screen_width() {
  winsize size{};
  if (isatty(STDOUT_FILENO) != 0 && ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0) {
    return std::clamp<int>(size.ws_col, 60, 120);
  }
  return 100;
}

}  // namespace

int main(int argc, char** argv) {
  const std::vector<std::string> words(argv + 1, argv + argc);
  tidegate::cli::Surroundings around;
  around.lang = language(words);
  around.width = screen_width();
  const auto arguments = tidegate::cli::parse_arguments(words);
  if (!arguments) {
    const tidegate::Error& e = arguments.error();
    fmt::print(stderr, "tidegate: {}\n", around.lang == Lang::kZh ? e.what_zh : e.what);
    return 2;
  }
  if (arguments->wants_version) {
    fmt::print("tidegate {}\n", TIDEGATE_VERSION);
    return 0;
  }
  if (arguments->wants_help || arguments->command == nullptr) {
    fmt::print("{}", !arguments->group.empty()
                         ? tidegate::cli::group_help(arguments->group, around.lang, around.width)
                     : arguments->command == nullptr
                         ? tidegate::cli::overview(around.lang, around.width)
                         : tidegate::cli::command_help(*arguments->command, around.lang, around.width));
    return 0;
  }
  tidegate::keep_heap_on_large_pages();
  std::signal(SIGINT, on_signal);
  std::signal(SIGTERM, on_signal);
  std::signal(SIGPIPE, SIG_IGN);
  around.cancelled = &cancelled;
  around.color = isatty(STDOUT_FILENO) != 0 && variable("NO_COLOR").empty();
  around.progress = isatty(STDERR_FILENO) != 0;
  around.today = tidegate::date_in_zone(tidegate::SystemClock{}, 480);
  around.home = state_folder();
  return tidegate::cli::run(*arguments, around);
}
