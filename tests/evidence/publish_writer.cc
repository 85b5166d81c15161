// A process that tests/evidence_publish_crash.py kills. `publish_writer make FOLDER` makes a log and prints
// the policy by which it is trusted. `publish_writer write FOLDER RUN` records from four threads, each about
// subjects of its own, destroys some of them from a fifth and publishes from a sixth until it dies; it says
// on a line of its own what is about to be and what was acknowledged: "record INDEX SUBJECT", "erasing
// SUBJECT", "erased SUBJECT", "checkpoint SIZE ROOT". `publish_writer check FOLDER FILE` opens the log that
// is left, holds it to all such lines of the file, and says what came of an erasure that was not
// acknowledged.
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <deque>
#include <fstream>
#include <map>
#include <mutex>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include "tidegate/base/clock.h"
#include "tidegate/base/hash.h"
#include "tidegate/gate/evidence/evidence_log.h"
#include "tidegate/gate/evidence/log_folder.h"

namespace {

using namespace tidegate;

constexpr int kThreads = 4;
constexpr int kAgain = 3;         // each third subject gets a second record
constexpr std::size_t kLive = 6;  // as many of the newest are not destroyed yet

int stop(const Error& error) {
  fmt::print(stderr, "{} {}\n", error.where, error.what);
  return 1;
}

// By one call, so that lines of several threads do not mix and none is held back.
void say(const std::string& line) {
  if (::write(STDOUT_FILENO, line.data(), line.size()) < 0) ::_exit(0);
}

NamedRecord about(const std::string& subject) {
  NamedRecord one{subject, {}};
  one.record.kind = RecordKind::kCaseStep;
  one.record.status = RecordStatus::kLive;
  one.record.actor = "crash.example";
  one.record.time_ms = 1'764'300'000'000;
  one.record.statement = sha256(subject);
  one.record.fields = {{"value", subject}};
  return one;
}

int make(const std::string& folder) {
  if (const auto made = log_folder::make({folder, "crash.example/1", true, {}, {}}); !made)
    return stop(made.error());
  const SystemClock clock;
  const auto log = EvidenceLog::open({folder, {}, &clock, nullptr, {}});
  if (!log) return stop(log.error());
  fmt::print("{}", (*log)->policy_text());
  return 0;
}

// What was acknowledged, for the thread that destroys.
class Known {
 public:
  void add(const std::string& subject) {
    const std::lock_guard lock(mutex_);
    subjects_.push_back(subject);
  }
  // The oldest; empty: too few are left.
  std::string take() {
    const std::lock_guard lock(mutex_);
    if (subjects_.size() <= kLive) return {};
    std::string subject = subjects_.front();
    subjects_.pop_front();
    return subject;
  }

 private:
  std::mutex mutex_;
  std::deque<std::string> subjects_;
};

void record(EvidenceLog& log, const std::string& subject) {
  const NamedRecord one = about(subject);
  const auto index = log.append({&one, 1});
  if (index) say(fmt::format("record {} {}\n", *index, subject));
  // It may have been destroyed meanwhile: kNotFound.
  if (!index && index.error().code != ErrorCode::kNotFound) ::_exit(stop(index.error()));
}

int write(const std::string& folder, const std::string& run) {
  const SystemClock clock;
  const auto opened = EvidenceLog::open({folder, {}, &clock, nullptr, {}});
  if (!opened) return stop(opened.error());
  EvidenceLog& log = **opened;
  Known known;
  std::vector<std::thread> threads;
  for (int t = 0; t < kThreads; ++t) {
    threads.emplace_back([&, t] {
      for (int i = 0;; ++i) {
        const std::string subject = fmt::format("case/{}-{}-{}", run, t, i);
        record(log, subject);
        if (i % kAgain == 0) record(log, subject);
        known.add(subject);
      }
    });
  }
  threads.emplace_back([&] {
    for (;;) {
      const std::string subject = known.take();
      if (subject.empty()) {
        std::this_thread::yield();
        continue;
      }
      say(fmt::format("erasing {}\n", subject));
      const auto erased = log.erase(subject);
      if (!erased) ::_exit(stop(erased.error()));
      say(fmt::format("erased {}\n", subject));
      known.take();  // the next one stays
    }
  });
  for (std::uint64_t published = 0;;) {
    if (log.standing().entries == published) {
      std::this_thread::yield();
      continue;
    }
    const auto standing = log.publish();
    if (!standing) ::_exit(stop(standing.error()));
    if (standing->tiles) ::_exit(stop(*standing->tiles));
    const auto root = log.root_at(standing->checkpoint);
    if (!root) ::_exit(stop(root.error()));
    say(fmt::format("checkpoint {} {}\n", standing->checkpoint, hex(*root)));
    published = standing->checkpoint;
  }
}

struct Told {
  std::map<std::string, std::vector<std::uint64_t>> records;  // by subject
  std::set<std::string> erasing, erased;
  std::map<std::uint64_t, std::string> checkpoints;  // size -> root
};

Told read_told(const std::string& file) {
  Told told;
  std::ifstream lines(file);
  for (std::string kind; lines >> kind;) {
    std::uint64_t number = 0;
    std::string name;
    if (kind == "record" || kind == "checkpoint") lines >> number;
    lines >> name;
    if (kind == "record") told.records[name].push_back(number);
    if (kind == "erasing") told.erasing.insert(name);
    if (kind == "erased") told.erased.insert(name);
    if (kind == "checkpoint") told.checkpoints[number] = name;
  }
  return told;
}

// Why not; empty: the subject is as it was told.
std::string fault_of(EvidenceLog& log, const std::string& subject, const std::vector<std::uint64_t>& indexes,
                     const Told& told) {
  const auto all = log.about(subject);
  if (!all) return "lost, and all about it: " + all.error().what;
  bool was_erased = false;
  for (const std::uint64_t index : indexes) {
    if (std::find(all->begin(), all->end(), index) == all->end()) return fmt::format("lost record {}", index);
    const auto own = log.record(index, subject);
    if (!own) return "cannot be read: " + own.error().what;
    was_erased = own->was_erased;
    if (!was_erased && (own->fields.size() != 1 || own->fields[0].value != subject)) return "holds another";
  }
  if (was_erased && told.erasing.count(subject) == 0) return "was erased, and nobody asked for it";
  if (!was_erased && told.erased.count(subject) != 0) return "lives again";
  if (!was_erased) return {};
  if (told.erased.count(subject) == 0) say(fmt::format("erased {}\n", subject));
  const NamedRecord again = about(subject);
  const auto index = log.append({&again, 1});
  return !index && index.error().code == ErrorCode::kNotFound ? "" : "takes a record again";
}

int check(const std::string& folder, const std::string& file) {
  const SystemClock clock;
  const auto opened = EvidenceLog::open({folder, {}, &clock, nullptr, {}});
  if (!opened) return stop(opened.error());
  EvidenceLog& log = **opened;
  const Told told = read_told(file);
  const EvidenceStanding standing = log.standing();
  int faults = 0;
  const auto complain = [&](const std::string& what) {
    ++faults;
    fmt::print(stderr, "{}\n", what);
  };
  if (standing.checkpoint > standing.entries) complain("the checkpoint is ahead of the log");
  for (const auto& [size, root] : told.checkpoints) {
    const auto now = log.root_at(size);
    if (size > standing.checkpoint || !now || hex(*now) != root)
      complain(fmt::format("the checkpoint of {} entries was taken back", size));
  }
  std::uint64_t newest = 0;
  std::string proved;
  for (const auto& [subject, indexes] : told.records) {
    const std::string fault = fault_of(log, subject, indexes, told);
    if (!fault.empty()) complain(subject + " " + fault);
    const bool is_shown = told.erasing.count(subject) == 0 && indexes.back() < standing.checkpoint;
    if (!is_shown || indexes.back() < newest) continue;
    newest = indexes.back();
    proved = subject;
  }
  const std::vector<std::string> shown{"value"};
  if (!proved.empty()) {
    if (const auto bundle = log.bundle(newest, shown, proved, ""); !bundle)
      complain(fmt::format("entry {} cannot be proved: {}", newest, bundle.error().what));
  }
  return faults == 0 ? 0 : 1;
}

}  // namespace

int main(int argc, char** argv) {
  const std::vector<std::string> words(argv + 1, argv + argc);
  if (words.size() == 2 && words[0] == "make") return make(words[1]);
  if (words.size() == 3 && words[0] == "write") return write(words[1], words[2]);
  if (words.size() == 3 && words[0] == "check") return check(words[1], words[2]);
  fmt::print(stderr, "publish_writer make FOLDER | write FOLDER RUN | check FOLDER FILE\n");
  return 2;
}
