// What recovery cuts is kept first: whatever fails while it does, the octets stand in the segment or beside
// it.
#include "tidegate/evidence/torn_tail.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "tidegate/base/memory_log_files.h"
#include "tidegate/evidence/log.h"

namespace tidegate::evidence {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

const Sha256TreeHasher kHasher;
const SegmentSeed kSeed{{7}};
constexpr std::int64_t kNow = 1'764'300'000'000;

Result<std::unique_ptr<Log>> open(LogFiles& files, std::int64_t now_ms = kNow) {
  return Log::open(files, {"evidence.example.cn/2026", kSeed, std::nullopt, now_ms}, {kHasher});
}

Result<std::uint64_t> append(Log& log, const std::vector<std::string>& entries) {
  std::vector<EntryView> views;
  for (const std::string& entry : entries) views.push_back({entry, "sealed"});
  return log.append(views);
}

// A log of one batch that lasts and of a second one of three entries, which was acknowledged.
struct Kept {
  MemoryLogFiles files;
  std::size_t end = 0;  // of the first batch
  Kept() {
    auto log = open(files);
    EXPECT_TRUE(append(**log, {"first"}));
    end = files.octets("segment").size();
    EXPECT_TRUE(append(**log, {"second", "third", "fourth"}));
    log->reset();
    files.power_on(Tear::kLost);
  }
  std::string tail() { return files.octets("segment").substr(end); }
};

std::vector<std::string> torn_names(MemoryLogFiles& files) { return torn_tails(files).value(); }

// The last octet of the last record: the batch is none, and two of its entries are whole.
void damage(Kept& log) {
  log.files.octets("segment").back() ^= 1;
  log.files.power_on(Tear::kWhole);
}
// No entry is whole: the batch tore within its first.
void tear(Kept& log) {
  log.files.octets("segment").resize(log.end + kBatchHeadOctets + kRecordHeadOctets + 9);
  log.files.power_on(Tear::kWhole);
}

TEST(TornTail, IsKeptBesideTheSegmentBeforeItIsCut) {
  Kept log;
  damage(log);
  const std::string tail = log.tail();
  const auto opened = open(log.files);
  ASSERT_TRUE(opened) << opened.error().what;
  EXPECT_EQ((*opened)->size(), 1U);
  ASSERT_TRUE((*opened)->cut());
  const std::string name = "torn-1764300000000-" + std::to_string(log.end);
  EXPECT_EQ((*opened)->cut()->kept_as, name);
  EXPECT_EQ((*opened)->cut()->octets, tail.size());
  EXPECT_EQ((*opened)->cut()->offset, log.end);
  EXPECT_EQ(log.files.octets(name), tail);
  EXPECT_EQ(log.files.octets("segment").size(), log.end);
}

TEST(TornTail, IsToldOnceAndKeptForGood) {
  Kept log;
  damage(log);
  ASSERT_TRUE(open(log.files));
  const auto again = open(log.files, kNow + 1);
  ASSERT_TRUE(again);
  EXPECT_FALSE((*again)->cut());
  EXPECT_EQ(torn_names(log.files).size(), 1U);
}

// However often the power goes while the tail is kept and cut: it is there whole, in one file or in the
// segment.
TEST(TornTail, OutlastsAPowerCutBeforeAnyCallOfItsRecovery) {
  const auto calls = [] {
    Kept log;
    damage(log);
    const std::uint64_t before = log.files.calls();
    EXPECT_TRUE(open(log.files));
    return log.files.calls() - before;
  }();
  EXPECT_GE(calls, 6U);  // make, write, sync, rename, sync the folder, cut
  for (std::uint64_t call = 0; call < calls; ++call) {
    for (const Tear tear : kTears) {
      Kept log;
      damage(log);
      const std::string tail = log.tail();
      log.files.fail_at(call, DiskFault::kPowerCut);
      EXPECT_FALSE(open(log.files));
      log.files.power_on(tear);
      const auto opened = open(log.files, kNow + 5'000);
      ASSERT_TRUE(opened) << call << ' ' << opened.error().what;
      EXPECT_EQ((*opened)->size(), 1U);
      const auto names = torn_names(log.files);
      ASSERT_EQ(names.size(), 1U) << "call " << call << " tear " << static_cast<int>(tear);
      EXPECT_EQ(log.files.octets(names.front()), tail) << call;
      log.files.power_on(Tear::kLost);  // it lasts
      EXPECT_THAT(torn_names(log.files), ElementsAre(names.front()));
      EXPECT_EQ(log.files.octets(names.front()), tail) << call;
    }
  }
}

// A disk that is full, or fails, at any call: a tail with an entry is never cut that is not kept.
TEST(TornTail, ThatHoldsAnEntryIsNotCutWhereItCannotBeKept) {
  int refused = 0;
  for (const DiskFault fault : {DiskFault::kDiskFull, DiskFault::kReadOnly, DiskFault::kFailsOnce}) {
    for (std::uint64_t call = 0;; ++call) {
      Kept log;
      damage(log);
      const std::string segment = log.files.octets("segment");
      const std::string tail = log.tail();
      log.files.fail_at(call, fault);
      const auto opened = open(log.files);
      if (!log.files.has_failed()) break;
      const auto names = torn_names(log.files);
      for (const std::string& name : names) EXPECT_EQ(log.files.octets(name), tail) << call;
      if (names.empty()) {
        ++refused;
        ASSERT_FALSE(opened) << call;
        EXPECT_EQ(opened.error().code, ErrorCode::kUnavailable);
        EXPECT_EQ(opened.error().where, "segment");
        EXPECT_THAT(opened.error().what, HasSubstr("nothing was changed"));
        EXPECT_THAT(opened.error().what_zh, HasSubstr("未作任何更改"));
        EXPECT_EQ(log.files.octets("segment"), segment);
      }
      // When there is room again, it opens and keeps it.
      const auto again = open(log.files);
      ASSERT_TRUE(again) << again.error().what;
      EXPECT_EQ((*again)->size(), 1U);
      ASSERT_EQ(torn_names(log.files).size(), 1U);
      EXPECT_EQ(log.files.octets(torn_names(log.files).front()), tail);
    }
  }
  EXPECT_GE(refused, 10);
}

// A full disk must not keep a log shut for octets that nobody can miss: the tear is what filled it.
TEST(TornTail, WithoutAnEntryIsCutOnAFullDisk) {
  for (std::uint64_t call = 0; call < 2; ++call) {  // making the file, writing it
    Kept log;
    tear(log);
    const std::size_t octets = log.tail().size();
    log.files.fail_at(call, DiskFault::kDiskFull);
    const auto opened = open(log.files);
    ASSERT_TRUE(opened) << opened.error().what;
    EXPECT_TRUE(log.files.has_failed());
    ASSERT_TRUE((*opened)->cut());
    EXPECT_EQ((*opened)->cut()->kept_as, "");
    EXPECT_EQ((*opened)->cut()->octets, octets);
    ASSERT_TRUE((*opened)->cut()->why_not);
    EXPECT_THAT((*opened)->cut()->why_not->what, HasSubstr("no space left"));
    EXPECT_TRUE(torn_names(log.files).empty());
    EXPECT_EQ(log.files.octets("segment").size(), log.end);
  }
}

TEST(TornTail, IsNeverWrittenOverAnotherOne) {
  Kept log;
  damage(log);
  const std::string first = log.tail();
  ASSERT_TRUE(open(log.files));
  log.files.octets("segment") += "of the same place and moment";
  ASSERT_TRUE(open(log.files));
  const auto names = torn_names(log.files);
  ASSERT_EQ(names.size(), 2U);
  EXPECT_EQ(log.files.octets(names[0]), first);
  EXPECT_EQ(log.files.octets(names[1]), "of the same place and moment");
}

TEST(TornTail, AreKeptUpToABoundAndThenOnlyOctetsWithoutAnEntryAreCut) {
  Kept log;
  for (std::size_t i = 0; i < kMostTornTails; ++i) {
    log.files.octets("segment").resize(log.end);
    log.files.octets("segment") += "torn " + std::to_string(i);
    ASSERT_TRUE(open(log.files, kNow + static_cast<std::int64_t>(i)));
  }
  ASSERT_EQ(torn_names(log.files).size(), kMostTornTails);
  log.files.octets("segment") += "one more";
  {
    const auto opened = open(log.files);
    ASSERT_TRUE(opened);
    ASSERT_TRUE((*opened)->cut()->why_not);
    EXPECT_EQ((*opened)->cut()->why_not->code, ErrorCode::kLimit);
  }
  Kept other;
  damage(other);
  log.files.octets("segment") += other.tail();
  const std::string segment = log.files.octets("segment");
  const auto refused = open(log.files);
  ASSERT_FALSE(refused);
  EXPECT_THAT(refused.error().what, HasSubstr("32 torn tails"));
  EXPECT_THAT(refused.error().what_zh, HasSubstr("32 份残尾"));
  EXPECT_EQ(log.files.octets("segment"), segment);
  EXPECT_EQ(torn_names(log.files).size(), kMostTornTails);
  log.files.remove(torn_names(log.files).front());  // as its operator moves it away
  EXPECT_TRUE(open(log.files));
}

// More than one batch never tears.
TEST(TornTail, LongerThanABatchIsDamage) {
  Kept log;
  log.files.octets("segment").append(kMostTornOctets, 'x');
  EXPECT_TRUE(open(log.files));
  EXPECT_EQ(torn_names(log.files).size(), 1U);
  log.files.octets("segment").append(kMostTornOctets + 1, 'x');
  const std::string segment = log.files.octets("segment");
  EXPECT_EQ(open(log.files).error().code, ErrorCode::kCorrupt);
  EXPECT_EQ(log.files.octets("segment"), segment);
}

// Wherever a batch is cut, and wherever its head is lost: an entry is seen exactly where it is whole.
TEST(TornTail, HoldsAnEntryWhereARecordIsWhole) {
  Kept log;
  const std::string tail = log.tail();
  const std::size_t head = kBatchHeadOctets;
  const std::size_t record = kRecordHeadOctets + kCheckOctets + std::string("sealed").size();
  const std::size_t first = head + record + std::string("second").size();
  const std::size_t second = first + record + std::string("third").size();
  ASSERT_EQ(tail.size(), second + record + std::string("fourth").size());
  for (std::size_t end = 0; end <= tail.size(); ++end)
    EXPECT_EQ(may_hold_entry(tail.substr(0, end), kSeed, 1), end >= first) << end;
  for (std::size_t begin = 0; begin <= tail.size(); ++begin) {
    std::string hole = tail;
    hole.replace(0, begin, begin, 'x');
    EXPECT_EQ(may_hold_entry(hole, kSeed, 1), begin <= second) << begin;
    EXPECT_EQ(may_hold_entry(tail.substr(begin), kSeed, 1), begin <= second) << begin;
  }
  std::string each = tail;
  for (const std::size_t at : {first - 1, second - 1, tail.size() - 1}) each[at] ^= 1;
  EXPECT_FALSE(may_hold_entry(each, kSeed, 1));
  EXPECT_FALSE(may_hold_entry(tail, SegmentSeed{{8}}, 1));
  EXPECT_FALSE(may_hold_entry(tail, kSeed, 5)) << "entries that the log has already";
  EXPECT_FALSE(may_hold_entry(std::string(100'000, '\0'), kSeed, 1));
}

// What looks like a large record at every place is not hashed for ever: it is held to be one.
TEST(TornTail, ThatIsFullOfLooksIsDoubted) {
  std::string looks;
  while (looks.size() + 16 <= kMostTornOctets) looks += std::string("\0\0\0\0\0\0\0\1\0\0\0\0\0\x0f\0\0", 16);
  EXPECT_TRUE(may_hold_entry(looks, kSeed, 0));
}

}  // namespace
}  // namespace tidegate::evidence
