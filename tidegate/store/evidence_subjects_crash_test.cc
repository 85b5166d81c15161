// The power goes, or the disk fails, before every call that changes the file of subjects, and tears what was
// unsynced in every way: no subject that somebody was told of is lost or becomes another, and none that was
// destroyed comes back.
#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <map>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include "tidegate/store/evidence_subjects.h"
#include "tidegate/store/memory_subjects_file_test.h"
#include "tidegate/store/temporary_folder_test.h"

namespace tidegate {
namespace {

using Names = std::vector<std::string>;

// What somebody outside was told.
struct ToldSubjects {
  std::map<std::string, EvidenceSubjects::Subject> live;
  std::map<std::string, EvidenceSubjects::Pseudonym> destroyed;
  std::set<std::string> doubtful;  // a destruction of it failed
};

std::string made_file() {
  const TemporaryFolder folder;
  EXPECT_TRUE(EvidenceSubjects::make(folder.path() + "/subjects"));
  return open_subjects_file(folder.path() + "/subjects").value()->read().value();
}
const std::string& new_file() {
  static const std::string kFile = made_file();
  return kFile;
}

Result<EvidenceSubjects> open(SubjectsDisk& disk) { return EvidenceSubjects::open(disk.open(), "subjects"); }

Result<void> make(EvidenceSubjects& subjects, const std::string& prefix, int count, ToldSubjects& told) {
  Names names;
  for (int i = 0; i < count; ++i) names.push_back(prefix + std::to_string(i));
  const auto made = subjects.get_or_make(names);
  if (!made) return fail(made.error());
  for (std::size_t i = 0; i < names.size(); ++i) told.live[names[i]] = (*made)[i];
  return {};
}

Result<void> destroy(EvidenceSubjects& subjects, const std::string& name, ToldSubjects& told) {
  if (!told.live.contains(name)) return {};
  told.doubtful.insert(name);
  if (const auto done = subjects.destroy(name); !done) return fail(done.error());
  told.destroyed[name] = told.live[name].pseudonym;
  told.live.erase(name);
  told.doubtful.erase(name);
  return {};
}

// A day of the file. Names whose making fails are asked for again, as an owner would; the last error comes
// back.
Result<void> work(SubjectsDisk& disk, ToldSubjects& told) {
  Result<void> last;
  const auto keep = [&](const Result<void>& done) {
    if (!done) last = done;
  };
  for (const std::string day : {"one/", "two/"}) {
    auto subjects = open(disk);
    if (!subjects) return fail(subjects.error());
    for (const int count : {1, 1, 4, 40, 2}) {
      const std::string prefix = day + std::to_string(count) + "/";
      const auto made = make(*subjects, prefix, count, told);
      keep(made);
      if (!made) keep(make(*subjects, prefix, count, told));
      if (count == 4) keep(destroy(*subjects, prefix + "2", told));
    }
    keep(destroy(*subjects, day + "2/1", told));
  }
  return last;
}

void expect_told(const EvidenceSubjects& subjects, const ToldSubjects& told, const std::string& when) {
  std::set<EvidenceSubjects::Pseudonym> seen;
  for (const auto& [name, was] : told.live) {
    const auto is = subjects.find(name);
    ASSERT_TRUE(is) << when << ' ' << name;
    ASSERT_EQ(is->pseudonym, was.pseudonym) << when << ' ' << name;
    ASSERT_TRUE(seen.insert(is->pseudonym).second) << when << ' ' << name;
    if (!told.doubtful.contains(name)) {
      ASSERT_EQ(is->secret, was.secret) << when << ' ' << name;
    }
  }
  for (const auto& [name, pseudonym] : told.destroyed) {
    const auto is = subjects.find(name);
    ASSERT_TRUE(is) << when << ' ' << name;
    ASSERT_EQ(is->pseudonym, pseudonym) << when << ' ' << name;
    ASSERT_FALSE(is->secret) << when << ' ' << name;
  }
}

// What is left has all that was told, takes more, and keeps that through the next cut.
void expect_nothing_lost(SubjectsDisk& disk, ToldSubjects told, const std::string& when) {
  {
    auto subjects = open(disk);
    ASSERT_TRUE(subjects) << when << ": " << subjects.error().what;
    ASSERT_NO_FATAL_FAILURE(expect_told(*subjects, told, when));
    ASSERT_TRUE(make(*subjects, "after/", 7, told)) << when;
    ASSERT_TRUE(make(*subjects, "two/40/", 40, told)) << when;
    disk.fail_at(0, SubjectsFault::kPowerCut);
  }
  disk.power_on(SubjectsTear::kLost);
  const auto again = open(disk);
  ASSERT_TRUE(again) << when << ": " << again.error().what;
  ASSERT_NO_FATAL_FAILURE(expect_told(*again, told, when));
}

std::uint64_t calls_of_a_day() {
  SubjectsDisk disk;
  disk.now = disk.lasting = new_file();
  ToldSubjects told;
  EXPECT_TRUE(work(disk, told));
  EXPECT_EQ(told.live.size() + told.destroyed.size(), 94U);
  return disk.calls();
}

TEST(EvidenceSubjectsCrash, LosesNothingToldWhenThePowerGoesBeforeAnyCall) {
  const std::uint64_t calls = calls_of_a_day();
  EXPECT_GT(calls, 40U);
  for (std::uint64_t call = 0; call < calls; ++call) {
    for (const SubjectsTear tear : kSubjectsTears) {
      SubjectsDisk disk;
      disk.now = disk.lasting = new_file();
      disk.fail_at(call, SubjectsFault::kPowerCut);
      ToldSubjects told;
      static_cast<void>(work(disk, told));
      disk.power_on(tear);
      ASSERT_NO_FATAL_FAILURE(expect_nothing_lost(
          disk, told, "call " + std::to_string(call) + " tear " + std::to_string(static_cast<int>(tear))));
    }
  }
}

TEST(EvidenceSubjectsCrash, LosesNothingToldWhenThePowerGoesAgainDuringRecovery) {
  const std::uint64_t calls = calls_of_a_day();
  for (std::uint64_t call = 0; call < calls; ++call) {
    for (std::uint64_t second = 0; second < 8; ++second) {
      for (const SubjectsTear tear : kSubjectsTears) {
        SubjectsDisk disk;
        disk.now = disk.lasting = new_file();
        disk.fail_at(call, SubjectsFault::kPowerCut);
        ToldSubjects told;
        static_cast<void>(work(disk, told));
        disk.power_on(SubjectsTear::kHalfAppended);
        disk.fail_at(second, SubjectsFault::kPowerCut);
        if (auto subjects = open(disk); subjects) static_cast<void>(make(*subjects, "again/", 9, told));
        disk.power_on(tear);
        ASSERT_NO_FATAL_FAILURE(expect_nothing_lost(
            disk, told, "calls " + std::to_string(call) + " and " + std::to_string(second)));
      }
    }
  }
}

// A call fails once, the disk works again at once, and the same process goes on; then the power goes.
TEST(EvidenceSubjectsCrash, GoesOnAfterAFaultAndLosesNothing) {
  const std::uint64_t calls = calls_of_a_day();
  for (const SubjectsFault fault : {SubjectsFault::kDiskFull, SubjectsFault::kFailsOnce}) {
    for (std::uint64_t call = 0; call < calls; ++call) {
      for (const SubjectsTear tear : kSubjectsTears) {
        SubjectsDisk disk;
        disk.now = disk.lasting = new_file();
        disk.fail_at(call, fault);
        ToldSubjects told;
        static_cast<void>(work(disk, told));
        EXPECT_TRUE(disk.has_failed());
        disk.power_on(tear);
        ASSERT_NO_FATAL_FAILURE(expect_nothing_lost(
            disk, told,
            "fault " + std::to_string(static_cast<int>(fault)) + " call " + std::to_string(call)));
      }
    }
  }
}

// A program is killed between its write and the sync: the system holds what the disk does not. The next one
// makes it last before it tells anybody, though it makes nothing new.
TEST(EvidenceSubjectsCrash, WhatAKilledProgramLeftIsMadeToLastBeforeItIsTold) {
  SubjectsDisk disk;
  disk.now = disk.lasting = new_file();
  ToldSubjects told;
  {
    auto subjects = open(disk);
    ASSERT_TRUE(make(*subjects, "case/", 3, told));
    const std::uint64_t calls = disk.calls();
    ASSERT_TRUE(make(*subjects, "next/", 3, told));
    const std::uint64_t sync = disk.calls() - calls - 1;
    disk.fail_at(sync, SubjectsFault::kFailsOnce);
    EXPECT_FALSE(make(*subjects, "lost/", 3, told));
    disk.fail_at(0, SubjectsFault::kPowerCut);
  }
  const std::string held = disk.now;
  disk.power_on(SubjectsTear::kLost);
  disk.now = held;
  {
    auto subjects = open(disk);
    ASSERT_TRUE(make(*subjects, "lost/", 3, told));
    disk.fail_at(0, SubjectsFault::kPowerCut);
  }
  disk.power_on(SubjectsTear::kLost);
  const auto again = open(disk);
  ASSERT_TRUE(again);
  expect_told(*again, told, "killed");
}

// Those that come while one waits for the disk share the next write and its sync.
TEST(EvidenceSubjectsCrash, WritersThatWaitShareOneSync) {
  constexpr std::uint64_t kWaiting = 8;
  SubjectsDisk disk;
  disk.now = disk.lasting = new_file();
  auto subjects = open(disk);
  ASSERT_TRUE(subjects);
  const std::uint64_t before = disk.syncs();
  const std::uint64_t calls = disk.calls();
  std::atomic<std::uint64_t> come = 0;
  disk.before_sync = [&] {
    while (come < kWaiting) std::this_thread::yield();
    std::this_thread::sleep_for(std::chrono::milliseconds(100));
  };
  std::vector<std::thread> threads;
  threads.emplace_back([&] { EXPECT_TRUE(subjects->get_or_make(Names{"case/first"})); });
  while (disk.calls() == calls) std::this_thread::yield();
  for (std::uint64_t t = 0; t < kWaiting; ++t) {
    threads.emplace_back([&, t] {
      ++come;
      EXPECT_TRUE(subjects->get_or_make(Names{"case/" + std::to_string(t)}));
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_LT(disk.syncs() - before, 1 + kWaiting);
  disk.before_sync = [] {};
}

// Sixteen threads bring new names at once, some of them the same: each has one subject, and all last.
TEST(EvidenceSubjectsCrash, ManyWritersOfNewNamesAgree) {
  constexpr int kThreads = 16;
  constexpr int kEach = 50;
  SubjectsDisk disk;
  disk.now = disk.lasting = new_file();
  std::vector<ToldSubjects> told(kThreads);
  {
    auto subjects = open(disk);
    const std::uint64_t before = disk.syncs();
    std::vector<std::thread> threads;
    for (int t = 0; t < kThreads; ++t) {
      threads.emplace_back([&, t] {
        for (int i = 0; i < kEach; ++i) {
          const std::string own = std::to_string(t) + "/" + std::to_string(i) + "/";
          ASSERT_TRUE(make(*subjects, own, 2, told[static_cast<std::size_t>(t)]));
          ASSERT_TRUE(
              make(*subjects, "shared/" + std::to_string(i) + "/", 1, told[static_cast<std::size_t>(t)]));
        }
      });
    }
    for (std::thread& thread : threads) thread.join();
    EXPECT_LE(disk.syncs() - before, std::uint64_t{kThreads * kEach + kEach}) << "none for what is known";
    disk.fail_at(0, SubjectsFault::kPowerCut);
  }
  disk.power_on(SubjectsTear::kLost);
  const auto again = open(disk);
  ASSERT_TRUE(again);
  for (const ToldSubjects& one : told) expect_told(*again, one, "after");
  EXPECT_EQ(again->pseudonyms().size(), std::size_t{kThreads * kEach * 2 + kEach});
}

}  // namespace
}  // namespace tidegate
