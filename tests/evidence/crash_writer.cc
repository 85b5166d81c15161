// A process that tests/evidence_crash.py kills. `crash_writer write FOLDER RUN` appends from eight threads
// and signs from one until it dies, and says on a line of its own what was acknowledged: "entry INDEX NAME",
// "signed SIZE ROOT". `crash_writer check FOLDER FILE` opens the log that is left and holds it to all such
// lines of the file.
#include <fmt/format.h>
#include <sodium/randombytes.h>
#include <unistd.h>

#include <cstdio>
#include <fstream>
#include <iostream>
#include <string>
#include <thread>
#include <vector>

#include "tidegate/base/hash.h"
#include "tidegate/gate/evidence/shared_log.h"
#include "tidegate/ports/log_files.h"

namespace {

using namespace tidegate;
using evidence::KeptEntry;
using evidence::TreeHead;

const Sha256TreeHasher kHasher;
constexpr int kThreads = 8;

int stop(const Error& error) {
  fmt::print(stderr, "{} {}\n", error.where, error.what);
  return 1;
}

std::string entry(const std::string& name) { return name + std::string(name.size() * 31 % 300, '.'); }

// By one call, so that lines of several threads do not mix and none is held back.
void say(const std::string& line) {
  if (::write(STDOUT_FILENO, line.data(), line.size()) < 0) ::_exit(0);
}

Result<std::unique_ptr<evidence::Log>> open(LogFiles& files) {
  evidence::LogOptions options{"crash.example.cn/1", {}, std::nullopt};
  randombytes_buf(options.seed.bytes.data(), options.seed.bytes.size());
  return evidence::Log::open(files, options, {kHasher});
}

int write(const std::string& folder, const std::string& run) {
  const auto files = open_log_folder(folder);
  if (!files) return stop(files.error());
  auto opened = open(**files);
  if (!opened) return stop(opened.error());
  SharedLog log(std::move(*opened));
  std::vector<std::thread> threads;
  for (int t = 0; t < kThreads; ++t) {
    threads.emplace_back([&, t] {
      for (int i = 0;; ++i) {
        const std::string name = fmt::format("{}-{}-{}", run, t, i);
        const std::string text = entry(name);
        const auto index = log.append({text, name});
        if (!index) ::_exit(stop(index.error()));
        say(fmt::format("entry {} {}\n", *index, name));
      }
    });
  }
  for (;;) {
    const auto now = log.append_to_sign([](const TreeHead& below) -> Result<KeptEntry> {
      return KeptEntry{hex(below.root), ""};
    });
    if (!now) ::_exit(stop(now.error()));
    if (now->tiles) ::_exit(stop(*now->tiles));
    say(fmt::format("signed {} {}\n", now->head.size, hex(now->head.root)));
  }
}

int check(const std::string& folder, const std::string& file) {
  const auto files = open_log_folder(folder);
  if (!files) return stop(files.error());
  const auto opened = open(**files);
  if (!opened) return stop(opened.error());
  evidence::Log& log = **opened;
  std::uint64_t lost = 0;
  std::uint64_t largest = 0;
  std::ifstream lines(file);
  std::string kind;
  std::string name;
  for (std::uint64_t number = 0; lines >> kind >> number >> name;) {
    if (kind == "entry") {
      const auto found = log.read(number);
      lost += found && found->entry == entry(name) && found->sealed == name ? 0 : 1;
    } else {
      const auto root = root_of(number, log.tree(), kHasher);
      lost += root && hex(*root) == name && log.last_signed() && log.last_signed()->size >= number ? 0 : 1;
      largest = std::max(largest, number);
    }
  }
  if (const auto done = log.write_tiles(); !done) return stop(done.error());
  fmt::print("{} entries, {} signed, {} lost\n", log.size(), largest, lost);
  return lost == 0 ? 0 : 1;
}

}  // namespace

int main(int argc, char** argv) {
  const std::vector<std::string> words(argv + 1, argv + argc);
  if (words.size() == 3 && words[0] == "write") return write(words[1], words[2]);
  if (words.size() == 3 && words[0] == "check") return check(words[1], words[2]);
  fmt::print(stderr, "crash_writer write FOLDER RUN | check FOLDER FILE\n");
  return 2;
}
