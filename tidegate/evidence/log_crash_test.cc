// The power goes, or the disk fails, before every call that changes the disk, and tears what was unsynced in
// every way: no acknowledged entry is ever lost, nothing signed is ever taken back, and the tree is its
// twin's.
#include <gtest/gtest.h>

#include <map>

#include "tidegate/base/memory_log_files.h"
#include "tidegate/evidence/log.h"

namespace tidegate::evidence {
namespace {

const Sha256TreeHasher kHasher;

Result<std::unique_ptr<Log>> open(LogFiles& files) {
  return Log::open(files, {"evidence.example.cn/2026", SegmentSeed{{7}}, std::nullopt}, {kHasher});
}

std::string entry(std::uint64_t i) { return "entry " + std::to_string(i) + std::string(i * 37 % 190, 'e'); }

// The roots of all sizes, by leaves hashed here.
const std::vector<Hash>& roots() {
  static const std::vector<Hash> kRoots = [] {
    std::vector<Hash> roots{kHasher.empty()};
    Frontier tree;
    for (std::uint64_t i = 0; i < 2'000; ++i) {
      const Hash leaf = kHasher.leaf(entry(i));
      tree.append({&leaf, 1}, kHasher);
      roots.push_back(tree.root(kHasher));
    }
    return roots;
  }();
  return kRoots;
}

// What somebody outside was told.
struct Told {
  std::uint64_t entries = 0;
  TreeHead head{};
};

Result<void> append(Log& log, std::uint64_t count, Told& told) {
  std::vector<std::string> texts;
  for (std::uint64_t i = 0; i < count; ++i) texts.push_back(entry(log.size() + i));
  const std::vector<EntryView> views = [&] {
    std::vector<EntryView> all;
    for (const std::string& text : texts) all.push_back({text, "sealed"});
    return all;
  }();
  const auto first = log.append(views);
  if (!first) return fail(first.error());
  told.entries = *first + count;
  return {};
}

Result<void> sign(Log& log, Told& told) {
  const auto head = log.to_sign();
  if (!head) return fail(head.error());
  told.head = *head;
  return log.write_tiles();
}

// A day of a log, until something fails: batches that are small, empty a group, cross one, are large.
Result<void> work(LogFiles& files, Told& told) {
  auto opened = open(files);
  if (!opened) return fail(opened.error());
  Log& log = **opened;
  for (const std::uint64_t count : std::initializer_list<std::uint64_t>{1, 1, 5, 249, 2, 300}) {
    if (auto done = append(log, count, told); !done) return done;
    if (count == 1 || count == 300) continue;
    if (auto done = sign(log, told); !done) return done;
  }
  opened->reset();
  opened = open(files);
  if (!opened) return fail(opened.error());
  if (auto done = append(**opened, 3, told); !done) return done;
  return sign(**opened, told);
}

// The log that is left has all that was told, goes on, and is the same afterwards.
void expect_nothing_lost(MemoryLogFiles& files, Told told, const std::string& when) {
  auto log = open(files);
  ASSERT_TRUE(log) << when << ": " << log.error().what;
  ASSERT_GE((*log)->size(), told.entries) << when;
  if (const auto& cut = (*log)->cut()) {
    ASSERT_EQ(files.octets(cut->kept_as).size(), cut->octets) << when;
  }
  ASSERT_GE((*log)->size(), told.head.size) << when;
  ASSERT_EQ((*log)->head().root, roots()[(*log)->size()]) << when;
  if (told.head.size != 0) {
    ASSERT_TRUE((*log)->last_signed()) << when;
    ASSERT_GE((*log)->last_signed()->size, told.head.size) << when;
    ASSERT_EQ(*root_of(told.head.size, (*log)->tree(), kHasher), told.head.root) << when;
  }
  ASSERT_TRUE(append(**log, 2, told)) << when;
  ASSERT_TRUE(sign(**log, told)) << when;
  ASSERT_EQ(told.head.root, roots()[told.head.size]) << when;
  ASSERT_EQ((*log)->read(told.entries - 1)->entry, entry(told.entries - 1)) << when;
  log->reset();
  // What was told after the recovery outlasts the next cut, whatever the first left in the system's memory.
  files.power_on(Tear::kLost);
  log = open(files);
  ASSERT_TRUE(log) << when << ": " << log.error().what;
  ASSERT_EQ((*log)->head(), told.head) << when;
  ASSERT_EQ((*log)->last_signed(), told.head) << when;
  ASSERT_TRUE((*log)->write_tiles()) << when;
  for (const std::string& name : files.names()) {
    const auto tile = parse_tile_path(name);
    if (!tile || tile->level != 0) continue;
    ASSERT_TRUE(read_tile(files.octets(name), tile->width)) << when << ' ' << name;
  }
}

std::uint64_t calls_of_a_day() {
  MemoryLogFiles files;
  Told told;
  EXPECT_TRUE(work(files, told));
  EXPECT_EQ(told.head.size, 561U);
  return files.calls();
}

TEST(LogCrash, LosesNothingToldWhenThePowerGoesBeforeAnyCall) {
  const std::uint64_t calls = calls_of_a_day();
  EXPECT_GT(calls, 50U);
  for (std::uint64_t call = 0; call < calls; ++call) {
    for (const Tear tear : kTears) {
      MemoryLogFiles files;
      files.fail_at(call, DiskFault::kPowerCut);
      Told told;
      EXPECT_FALSE(work(files, told));
      files.power_on(tear);
      ASSERT_NO_FATAL_FAILURE(expect_nothing_lost(
          files, told, "call " + std::to_string(call) + " tear " + std::to_string(static_cast<int>(tear))));
    }
  }
}

// The power goes a second time while the first cut is being mended.
TEST(LogCrash, LosesNothingToldWhenThePowerGoesAgainDuringRecovery) {
  const std::uint64_t calls = calls_of_a_day();
  for (std::uint64_t call = 0; call < calls; call += 3) {
    for (std::uint64_t second = 0; second < 5; ++second) {
      for (const Tear tear : kTears) {
        MemoryLogFiles files;
        files.fail_at(call, DiskFault::kPowerCut);
        Told told;
        EXPECT_FALSE(work(files, told));
        files.power_on(Tear::kPrefix);
        files.fail_at(second, DiskFault::kPowerCut);
        if (auto log = open(files); log) static_cast<void>(append(**log, 1, told));
        files.power_on(tear);
        ASSERT_NO_FATAL_FAILURE(expect_nothing_lost(
            files, told, "calls " + std::to_string(call) + " and " + std::to_string(second)));
      }
    }
  }
}

// Whatever fails once, and though the disk works again at once, the log takes nothing more in this process;
// opened anew it has all that was told.
TEST(LogCrash, StopsForGoodAtTheFirstFault) {
  const std::uint64_t calls = calls_of_a_day();
  for (const DiskFault fault : {DiskFault::kDiskFull, DiskFault::kReadOnly, DiskFault::kFailsOnce}) {
    for (std::uint64_t call = 0; call < calls; ++call) {
      MemoryLogFiles files;
      files.fail_at(call, fault);
      Told told;
      const auto done = work(files, told);
      EXPECT_TRUE(!done || files.has_failed());
      if (!done) {
        EXPECT_EQ(done.error().code, ErrorCode::kUnavailable);
        EXPECT_FALSE(done.error().what_zh.empty());
      }
      ASSERT_NO_FATAL_FAILURE(expect_nothing_lost(
          files, told, "fault " + std::to_string(static_cast<int>(fault)) + " call " + std::to_string(call)));
    }
  }
}

TEST(LogCrash, SaysWhyItStoppedAndStillReads) {
  MemoryLogFiles files;
  auto log = open(files);
  Told told;
  ASSERT_TRUE(append(**log, 10, told));
  ASSERT_TRUE(sign(**log, told));
  files.fail_at(1, DiskFault::kFailsOnce);  // the sync
  const auto failed = append(**log, 1, told);
  ASSERT_FALSE(failed);
  EXPECT_NE(failed.error().what.find("input/output error"), std::string::npos);
  EXPECT_FALSE(append(**log, 1, told));
  EXPECT_EQ((*log)->to_sign().error().code, ErrorCode::kUnavailable);
  EXPECT_EQ((*log)->size(), 10U);
  EXPECT_EQ((*log)->read(9)->entry, entry(9));
  EXPECT_TRUE(inclusion_proof(9, 10, (*log)->tree(), kHasher));
}

// Damage before the tail is no torn tail, wherever it is: later batches are there.
TEST(LogCrash, DoesNotCutAwayWhatWasAcknowledged) {
  MemoryLogFiles files;
  Told told;
  {
    auto log = open(files);
    for (int i = 0; i < 3; ++i) ASSERT_TRUE(append(**log, 2, told));
  }
  const std::string right = files.octets("segment");
  const std::size_t last = right.rfind(kBatchMark);
  for (std::size_t i = kSegmentHeadOctets; i < last; ++i) {
    for (const std::size_t zeros : {std::size_t{1}, last - i}) {
      std::string damaged = right;
      for (std::size_t j = i; j < i + zeros; ++j)
        damaged[j] = static_cast<char>(zeros == 1 ? ~damaged[j] : 0);
      files.octets("segment") = damaged;
      const auto log = open(files);
      ASSERT_FALSE(log) << i;
      EXPECT_EQ(log.error().code, ErrorCode::kCorrupt);
      EXPECT_EQ(files.octets("segment"), damaged) << "what is damaged is not touched";
    }
  }
}

}  // namespace
}  // namespace tidegate::evidence
