#include "tidegate/evidence/monitor.h"

#include <gtest/gtest.h>

#include <map>

#include "tidegate/evidence/small_log_test.h"
#include "tidegate/evidence/tile.h"

namespace tidegate::evidence {
namespace {

const Sha256TreeHasher kHasher;

// The bundles of a log at one size, as its folder has them.
class Served final : public TileSource {
 public:
  void publish(const SmallLog& log, std::uint64_t from, std::uint64_t to) {
    const auto done = visit_new_tiles(from, to, [&](const TileName& name) -> Result<void> {
      if (name.level) return {};
      std::string bundle;
      for (int i = 0; i < name.width; ++i)
        append_to_bundle(bundle, log.entries()[name.index * kTileWidth + static_cast<std::size_t>(i)]);
      files[tile_path(name)] = bundle;
      return {};
    });
    ASSERT_TRUE(done);
  }
  Result<std::string> read(const std::string& path) override {
    const auto at = files.find(path);
    if (at == files.end()) return fail({ErrorCode::kNotFound, "no such file", path, "没有该文件"});
    return at->second;
  }
  std::map<std::string, std::string> files;
};

class Monitor : public testing::Test {
 protected:
  Result<Watched> look(SmallLog& log, std::uint64_t size) {
    auto said = watch(log.checkpoint(size), kept_, served_, keys_, kHasher, check_);
    if (said && said->state) kept_ = parse_monitor_state(to_text(*said->state)).value();
    return said;
  }
  SmallLog log_{"log.example", 600};
  Served served_;
  TestCheck check_;
  const std::vector<VerifierKey> keys_{log_.key()};
  std::optional<MonitorState> kept_;
};

TEST_F(Monitor, FollowsALogAsItGrows) {
  std::uint64_t before = 0;
  for (const std::uint64_t size : {1U, 2U, 255U, 256U, 257U, 300U, 512U, 600U}) {
    served_.publish(log_, before, size);
    EXPECT_EQ(look(log_, size).value().kind, before == 0 ? Watched::Kind::kFirst : Watched::Kind::kGrown)
        << size;
    EXPECT_EQ(look(log_, size).value().kind, Watched::Kind::kSame);
    EXPECT_EQ(kept_->tree.size(), size);
    before = size;
  }
}

// The log has grown since its checkpoint was read, and its partial bundle is gone.
TEST_F(Monitor, ReadsAFullBundleInThePlaceOfAPartialOne) {
  served_.publish(log_, 0, 512);
  EXPECT_EQ(look(log_, 300).value().kind, Watched::Kind::kFirst);
  EXPECT_EQ(look(log_, 310).value().kind, Watched::Kind::kGrown);
}

TEST_F(Monitor, ProvesAForkOfTheSameSizeAndOfALargerOne) {
  served_.publish(log_, 0, 300);
  ASSERT_EQ(look(log_, 300).value().kind, Watched::Kind::kFirst);
  SmallLog fork("log.example", 600, "other");
  EXPECT_EQ(look(fork, 300).value().kind, Watched::Kind::kFork);
  served_.publish(fork, 0, 600);
  const auto larger = look(fork, 600).value();
  EXPECT_EQ(larger.kind, Watched::Kind::kFork);
  EXPECT_FALSE(larger.state);
  EXPECT_EQ(kept_->tree.size(), 300U);
}

TEST_F(Monitor, ToldASmallerTreeItSaysSo) {
  served_.publish(log_, 0, 300);
  ASSERT_TRUE(look(log_, 300));
  const auto said = look(log_, 299).value();
  EXPECT_EQ(said.kind, Watched::Kind::kRolledBack);
  EXPECT_EQ(said.seen_size, 300U);
}

// Damage is no fork: nobody signed it.
TEST_F(Monitor, TellsDamageFromAFork) {
  served_.publish(log_, 0, 600);
  ASSERT_TRUE(look(log_, 300));
  Served whole = served_;
  for (auto& [path, octets] : served_.files) octets.back() = static_cast<char>(octets.back() ^ 1);
  EXPECT_EQ(look(log_, 600).error().code, ErrorCode::kCorrupt);
  served_ = whole;
  served_.files.erase("tile/entries/002.p/88");
  EXPECT_EQ(look(log_, 600).error().code, ErrorCode::kNotFound);
  served_ = whole;
  served_.files["tile/entries/002.p/88"] += "x";
  EXPECT_EQ(look(log_, 600).error().code, ErrorCode::kCorrupt);
  served_ = whole;
  EXPECT_EQ(look(log_, 600).value().kind, Watched::Kind::kGrown);
}

TEST_F(Monitor, EveryChangedOctetOfWhatItKeepsIsSeen) {
  served_.publish(log_, 0, 300);
  ASSERT_TRUE(look(log_, 300));
  const std::string text = to_text(*kept_);
  for (std::size_t i = 0; i < text.size(); ++i) {
    std::string bad = text;
    bad[i] = static_cast<char>(bad[i] ^ 1);
    EXPECT_FALSE(parse_monitor_state(bad)) << i;
    EXPECT_FALSE(parse_monitor_state(text.substr(0, i))) << i;
  }
}

TEST_F(Monitor, DoesNotTakeAnotherLogForTheOneItKnows) {
  served_.publish(log_, 0, 300);
  ASSERT_TRUE(look(log_, 300));
  SmallLog other("other.example", 600);
  const std::vector<VerifierKey> keys{other.key()};
  EXPECT_EQ(watch(other.checkpoint(400), kept_, served_, keys, kHasher, check_).error().code,
            ErrorCode::kCorrupt);
}

}  // namespace
}  // namespace tidegate::evidence
