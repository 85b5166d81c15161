#include "tidegate/evidence/monitor.h"

#include <gtest/gtest.h>

#include <map>

#include "tidegate/evidence/own_entries_test.h"
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
    ++asked;
    const auto at = files.find(path);
    if (at == files.end()) return fail({ErrorCode::kNotFound, "no such file", path, "没有该文件"});
    return at->second;
  }
  std::map<std::string, std::string> files;
  int asked = 0;
};

class Monitor : public testing::Test {
 protected:
  Result<Watched> look(SmallLog& log, std::uint64_t size) { return look(log.checkpoint(size)); }
  Result<Watched> look(const std::string& note) {
    std::optional<Statements> known;
    if (auto parsed = Statements::parse(statements_, kHasher, nullptr)) known.emplace(std::move(*parsed));
    auto said = watch(note, kept_, std::move(known), served_, keys_, {kHasher}, check_);
    if (said && said->state) {
      kept_ = parse_monitor_state(to_text(*said->state)).value();
      statements_ = said->statements->to_text();
    }
    return said;
  }
  SmallLog log_{"log.example", 600};
  Served served_;
  TestCheck check_;
  const std::vector<VerifierKey> keys_{log_.key()};
  std::optional<MonitorState> kept_;
  std::string statements_;
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
  const Error withheld = look(log_, 600).error();
  EXPECT_EQ(withheld.code, ErrorCode::kUnavailable);
  EXPECT_EQ(withheld.where, "tile/entries/002.p/88");
  EXPECT_NE(withheld.what.find("does not serve what it signed"), std::string::npos);
  EXPECT_NE(withheld.what_zh.find("未提供其已签名的内容"), std::string::npos);
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

TEST_F(Monitor, OfAnotherApplicationsEntriesItChecksTheTreeAlone) {
  served_.publish(log_, 0, 300);
  const auto said = look(log_, 300).value();
  EXPECT_EQ(said.kind, Watched::Kind::kFirst);
  EXPECT_EQ(said.statements->scope(), Statements::Scope::kTreeAlone);
  EXPECT_EQ(look(log_, 300).value().statements->scope(), Statements::Scope::kTreeAlone);
}

TEST_F(Monitor, SaysAtEachLookWhichEntryLies) {
  OwnEntries own;
  own.add_records(300);
  own.state();
  SmallLog honest("log.example", own.entries);
  served_.publish(honest, 0, 301);
  ASSERT_EQ(look(honest, 301).value().kind, Watched::Kind::kFirst);
  own.add_records(300);
  own.state([](StateEntry& state) { state.map_root[0] ^= 1; });
  own.add_records(5);
  own.state();
  SmallLog lying("log.example", own.entries);
  served_.publish(lying, 301, 601);
  served_.publish(lying, 601, own.entries.size());
  for (int i = 0; i < 2; ++i) {
    const auto said = look(lying, own.entries.size()).value();
    EXPECT_EQ(said.kind, Watched::Kind::kFalse);
    EXPECT_EQ(said.first_false, (FalseEntry{601, FalseEntry::What::kMapRoot}));
    EXPECT_FALSE(said.state);
    EXPECT_EQ(kept_->tree.size(), 301U);
  }
  EXPECT_EQ(look(lying, 601).value().kind, Watched::Kind::kGrown);  // up to there it is true
}

// What lies beside the state may be lost, damaged, or of another look: the entries themselves are read again.
TEST_F(Monitor, WithoutItsStatementsItReadsEveryEntryAnew) {
  OwnEntries own;
  own.add_records(300);
  own.state();
  const std::size_t before = own.entries.size();
  own.add_records(100);
  own.state();
  SmallLog log("log.example", own.entries);
  served_.publish(log, 0, before);
  ASSERT_TRUE(look(log, before));
  const std::string older = statements_;
  served_.publish(log, before, own.entries.size());
  ASSERT_TRUE(look(log, own.entries.size()));
  const std::string whole = statements_;
  for (const std::string& bad : {std::string(), older, whole.substr(0, whole.size() - 1)}) {
    statements_ = bad;
    served_.asked = 0;
    EXPECT_EQ(look(log, own.entries.size()).value().kind, Watched::Kind::kSame);
    EXPECT_EQ(statements_, whole);
    EXPECT_EQ(served_.asked, 2);
    EXPECT_EQ(look(log, own.entries.size()).value().kind, Watched::Kind::kSame);
    EXPECT_EQ(served_.asked, 2);
  }
}

TEST_F(Monitor, DoesNotTakeAnotherLogForTheOneItKnows) {
  served_.publish(log_, 0, 300);
  ASSERT_TRUE(look(log_, 300));
  SmallLog other("other.example", 600);
  const std::vector<VerifierKey> keys{other.key()};
  EXPECT_EQ(watch(other.checkpoint(400), kept_, {}, served_, keys, {kHasher}, check_).error().code,
            ErrorCode::kCorrupt);
}

}  // namespace
}  // namespace tidegate::evidence
