#include "tidegate/cli/start.h"

#include <fmt/format.h>
#include <poll.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <charconv>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <optional>
#include <string>
#include <vector>

#include "tidegate/base/clock.h"
#include "tidegate/base/heap.h"
#include "tidegate/cli/hand_over.h"
#include "tidegate/cli/help.h"
#include "tidegate/cli/say.h"

namespace tidegate::cli {
namespace {

std::atomic<bool> cancelled{false};
static_assert(std::atomic<bool>::is_always_lock_free);

// Milliseconds until a wait for the terminal looks whether it was interrupted.
constexpr int kSignalLookMs = 100;

// While a password is asked for: the terminal, and how it was before; -1 else.
volatile std::sig_atomic_t asked_terminal = -1;
termios asked_before{};

// The first signal asks the journey to stop; a second one ends the program at once, its echo back.
extern "C" void on_signal(int) {
  if (!cancelled.exchange(true)) return;
  if (asked_terminal >= 0) tcsetattr(asked_terminal, TCSANOW, &asked_before);
  _exit(130);
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

// What the user says (COLUMNS), else what the terminal says; a pipe without a word of it is as wide as a
// page.
int screen_width() {
  constexpr int kNarrowest = 60;
  constexpr int kWidest = 120;
  const std::string said = variable("COLUMNS");
  int columns = 0;
  const auto [end, error] = std::from_chars(said.data(), said.data() + said.size(), columns);
  if (error == std::errc{} && end == said.data() + said.size() && columns > 0)
    return std::clamp(columns, kNarrowest, kWidest);
  winsize size{};
  if (isatty(STDOUT_FILENO) != 0 && ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0)
    return std::clamp<int>(size.ws_col, kNarrowest, kWidest);
  return 100;
}

// On the terminal itself, with its echo off.
std::optional<std::string> ask_password(const std::string& shown, Lang lang) {
  std::FILE* const terminal = std::fopen("/dev/tty", "r+");
  if (terminal == nullptr) return std::nullopt;
  const int number = fileno(terminal);
  termios before{};
  if (tcgetattr(number, &before) != 0) {
    std::fclose(terminal);
    return std::nullopt;
  }
  asked_before = before;
  asked_terminal = number;
  termios quiet = before;
  quiet.c_lflag &= ~static_cast<tcflag_t>(ECHO);
  tcsetattr(number, TCSAFLUSH, &quiet);
  std::fprintf(terminal, lang == Lang::kZh ? "%s 的密码：" : "Password for %s: ", shown.c_str());
  std::fflush(terminal);
  // A signal may come before the read, or to another thread: the wait for a line looks at it
  // again and again, since a read alone would sleep through both.
  std::string line;
  for (bool ended = false; !ended && !cancelled;) {
    pollfd waiting{number, POLLIN, 0};
    if (poll(&waiting, 1, kSignalLookMs) <= 0) continue;
    char typed = 0;
    ended = read(number, &typed, 1) != 1 || typed == '\n';
    if (!ended) line.push_back(typed);
  }
  tcsetattr(number, TCSAFLUSH, &before);
  asked_terminal = -1;
  std::fputc('\n', terminal);
  std::fclose(terminal);
  if (cancelled) return std::nullopt;
  return line;
}

}  // namespace

int start(int argc, char** argv, DeskCommands desk) {
  std::signal(SIGPIPE, SIG_IGN);
  const std::vector<std::string> words(argv + 1, argv + argc);
  Surroundings around;
  around.lang = language(words);
  around.width = screen_width();
  const auto arguments = parse_arguments(words);
  if (!arguments) return report(arguments.error(), around.lang);
  if (arguments->wants_version)
    return print(fmt::format("tidegate {}\n", TIDEGATE_VERSION), ExitCode::kProceed, around.lang);
  if (arguments->wants_help || arguments->command == nullptr) {
    return print(!arguments->group.empty() ? group_help(arguments->group, around.lang, around.width)
                 : arguments->command == nullptr
                     ? overview(around.lang, around.width)
                     : command_help(*arguments->command, around.lang, around.width),
                 ExitCode::kProceed, around.lang);
  }
  if (desk == nullptr && is_of_the_desk(*arguments->command)) return report(hand_over(argv), around.lang);
  keep_heap_on_large_pages();
  std::signal(SIGINT, on_signal);
  std::signal(SIGTERM, on_signal);
  around.cancelled = &cancelled;
  around.color = isatty(STDOUT_FILENO) != 0 && variable("NO_COLOR").empty();
  around.progress = isatty(STDERR_FILENO) != 0;
  const FixedClock clock(SystemClock{}.now_ms());
  around.now_ms = clock.now_ms();
  around.today = date_in_zone(clock, 480);
  around.home = state_folder();
  around.duckdb = variable("TIDEGATE_DUCKDB");
  around.evidence_passphrase_file = variable("TIDEGATE_EVIDENCE_PASSPHRASE_FILE");
  around.notify_socket = variable("NOTIFY_SOCKET");
  if (isatty(STDIN_FILENO) != 0) {
    around.ask_password = [lang = around.lang](const std::string& shown) {
      return ask_password(shown, lang);
    };
  }
  return run(*arguments, around, desk);
}

}  // namespace tidegate::cli
