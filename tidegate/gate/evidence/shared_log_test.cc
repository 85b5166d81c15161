#include "tidegate/gate/evidence/shared_log.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <string>
#include <thread>

#include "tidegate/base/memory_log_files.h"

namespace tidegate {
namespace {

using evidence::EntryView;
using evidence::KeptEntry;
using evidence::Log;
using evidence::TreeHead;

const Sha256TreeHasher kHasher;

std::unique_ptr<Log> open(LogFiles& files) {
  auto log = Log::open(files, {"evidence.example.cn/2026", {{5}}, std::nullopt}, {kHasher});
  EXPECT_TRUE(log) << log.error().what;
  return std::move(*log);
}

std::string name(int thread, int i) { return std::to_string(thread) + "/" + std::to_string(i); }

constexpr int kThreads = 16;
constexpr int kEach = 200;

// Sixteen threads append, one signs, one reads: each index is given once, for the entry that then stands
// there; each head that is signed ends in the entry that names the one below.
TEST(SharedLog, GivesEachWriterTheIndexOfItsOwnEntry) {
  MemoryLogFiles files;
  SharedLog log(open(files));
  std::vector<std::vector<std::uint64_t>> given(kThreads);
  std::atomic<bool> is_over = false;
  std::vector<TreeHead> heads;
  std::vector<std::thread> threads;
  for (int t = 0; t < kThreads; ++t) {
    threads.emplace_back([&, t] {
      for (int i = 0; i < kEach; ++i) {
        const std::string one = name(t, i);
        const std::vector<EntryView> some(i % 5 == 0 ? 3 : 1, EntryView{one, "sealed"});
        const auto index = log.append(some);
        ASSERT_TRUE(index) << index.error().what;
        for (std::size_t k = 0; k < some.size(); ++k)
          given[static_cast<std::size_t>(t)].push_back(*index + k);
      }
    });
  }
  std::thread signer([&] {
    while (!is_over) {
      const auto now = log.append_to_sign([](const TreeHead& below) -> Result<KeptEntry> {
        return KeptEntry{"below " + std::to_string(below.size), ""};
      });
      ASSERT_TRUE(now);
      ASSERT_FALSE(now->tiles);
      heads.push_back(now->head);
    }
  });
  std::thread reader([&] {
    while (!is_over) {
      const TreeHead head = log.head();
      if (head.size == 0) continue;
      const auto last = log.read(head.size - 1);
      ASSERT_TRUE(last);
      const auto proof = log.prove_inclusion(LogTree::kFirst, head.size - 1, head.size);
      ASSERT_TRUE(proof);
      EXPECT_TRUE(evidence::is_included(kHasher, head.size - 1, kHasher.leaf(last->entry), head.size, *proof,
                                        head.root));
      EXPECT_TRUE(log.prove_consistency(LogTree::kFirst, head.size / 2, head.size));
      EXPECT_FALSE(log.prove_consistency(LogTree::kSecond, 0, head.size));
    }
  });
  for (std::thread& thread : threads) thread.join();
  is_over = true;
  signer.join();
  reader.join();

  std::set<std::uint64_t> all;
  for (int t = 0; t < kThreads; ++t) {
    const auto& mine = given[static_cast<std::size_t>(t)];
    EXPECT_TRUE(std::is_sorted(mine.begin(), mine.end()));
    all.insert(mine.begin(), mine.end());
    EXPECT_EQ(log.read(mine.back())->entry, name(t, kEach - 1));
    EXPECT_EQ(log.read(mine.front())->entry, name(t, 0));
  }
  EXPECT_EQ(all.size(), static_cast<std::size_t>(kThreads * kEach * 7 / 5));
  EXPECT_EQ(log.head().size, all.size() + heads.size());
  for (const TreeHead& head : heads)
    EXPECT_EQ(log.read(head.size - 1)->entry, "below " + std::to_string(head.size - 1));
  EXPECT_EQ(log.last_signed(), heads.back());
  EXPECT_EQ(open(files)->head(), log.head());
}

// One write and one sync serve many; how many depends on the moment, but never is it two calls for each.
TEST(SharedLog, SyncsOnceForAllThatWait) {
  MemoryLogFiles files;
  SharedLog log(open(files));
  const std::uint64_t before = files.calls();
  const std::vector<EntryView> many(500, EntryView{"entry", "sealed"});
  ASSERT_TRUE(log.append(many));
  EXPECT_EQ(files.calls() - before, 2U);
}

TEST(SharedLog, RefusesWhatIsTooLargeWithoutFailingOthers) {
  MemoryLogFiles files;
  SharedLog log(open(files));
  const std::string large(evidence::kMaxEntryOctets + 1, 'x');
  EXPECT_EQ(log.append({large, ""}).error().code, ErrorCode::kOutOfRange);
  EXPECT_EQ(log.append(std::span<const EntryView>()).error().code, ErrorCode::kOutOfRange);
  EXPECT_EQ(*log.append({"small", ""}), 0U);
}

TEST(SharedLog, SignsNothingWhenTheLastEntryCannotBeMade) {
  MemoryLogFiles files;
  SharedLog log(open(files));
  ASSERT_TRUE(log.append({"one", ""}));
  const auto failed = log.append_to_sign([](const TreeHead&) -> Result<KeptEntry> {
    return fail({ErrorCode::kUnavailable, "no map"});
  });
  EXPECT_EQ(failed.error().what, "no map");
  EXPECT_FALSE(log.last_signed());
  EXPECT_EQ(*log.append({"two", ""}), 1U);
}

// A sync fails while many write: all whose entries it would have carried are told so, and all who come later;
// those who were given an index have it on the disk.
TEST(SharedLog, StopsForGoodWhenASyncFails) {
  MemoryLogFiles files;
  std::vector<std::atomic<std::uint64_t>> told(kThreads);
  {
    SharedLog log(open(files));
    ASSERT_TRUE(log.append({"first", ""}));
    files.fail_at(31, DiskFault::kFailsOnce);  // the sixteenth batch's sync
    std::vector<std::thread> threads;
    for (std::size_t t = 0; t < kThreads; ++t) {
      threads.emplace_back([&, t] {
        for (int i = 0;; ++i) {
          const std::string one = name(static_cast<int>(t), i);
          const auto index = log.append({one, ""});
          if (!index) {
            EXPECT_EQ(index.error().code, ErrorCode::kUnavailable);
            return;
          }
          told[t] = std::max(told[t].load(), *index + 1);
        }
      });
    }
    for (std::thread& thread : threads) thread.join();
    EXPECT_FALSE(log.append({"later", ""}));
    EXPECT_FALSE(log.append_to_sign([](const TreeHead&) -> Result<KeptEntry> {
      return KeptEntry{"state", ""};
    }));
    EXPECT_EQ(log.read(0)->entry, "first");
  }
  files.power_on(Tear::kLost);
  const auto log = open(files);
  for (const auto& size : told) EXPECT_GE(log->size(), size);
  EXPECT_TRUE(log->append(std::vector<EntryView>{{"again", ""}}));
}

}  // namespace
}  // namespace tidegate
