#include "tidegate/evidence/witness.h"

#include <gtest/gtest.h>

#include "tidegate/evidence/signers_test.h"
#include "tidegate/evidence/small_log_test.h"

namespace tidegate::evidence {
namespace {

const Sha256TreeHasher kHasher;

// A witness that keeps what it is told to.
class Witness {
 public:
  WitnessDecision ask(SmallLog& log, std::uint64_t from, std::uint64_t to) {
    return ask({from, log.consistency(std::min(from, to), to), log.checkpoint(to)}, log);
  }
  WitnessDecision ask(const AddCheckpoint& asked, SmallLog& log) {
    const std::vector<VerifierKey> keys{log.key()};
    const auto opened = open_checkpoint(asked.checkpoint, keys, check_);
    const auto said = decide(kept_, asked, opened.value(), kHasher, ++now_);
    if (said.keep) kept_ = said.keep;
    return said;
  }
  std::uint64_t size() const { return kept_ ? kept_->checkpoint.size : 0; }
  std::optional<WitnessLine> kept_;
  std::int64_t now_ = 1'700'000'000;

 private:
  TestCheck check_;
};

TEST(Witness, FollowsALogThatOnlyGrows) {
  SmallLog log("log.example", 300);
  Witness witness;
  std::uint64_t before = 0;
  for (const std::uint64_t size : {0U, 1U, 2U, 3U, 7U, 8U, 255U, 256U, 257U, 257U, 300U}) {
    EXPECT_EQ(witness.ask(log, before, size).status, 200) << size;
    EXPECT_EQ(witness.size(), size);
    EXPECT_EQ(parse_witness_line(to_text(*witness.kept_)).value(), *witness.kept_);
    before = size;
  }
}

TEST(Witness, TellsTheSizeItHasWhereTheOldSizeIsAnother) {
  SmallLog log("log.example", 20);
  Witness witness;
  ASSERT_EQ(witness.ask(log, 0, 10).status, 200);
  for (const std::uint64_t from : {0U, 1U, 9U, 11U, 20U}) {
    const auto said = witness.ask(log, from, 20);
    EXPECT_EQ(said.status, 409) << from;
    EXPECT_EQ(said.kept_size, 10U);
    EXPECT_FALSE(said.is_fork);
  }
  EXPECT_EQ(witness.ask(log, 10, 5).status, 400);  // an older tree
  EXPECT_EQ(witness.ask(log, 0, 5).status, 409);   // replayed
  EXPECT_EQ(witness.ask(log, 10, 10).status, 200);
  EXPECT_EQ(witness.size(), 10U);
}

TEST(Witness, NeverFollowsAFork) {
  SmallLog log("log.example", 20);
  SmallLog fork("log.example", 20, "other");  // signed by the same key
  Witness witness;
  ASSERT_EQ(witness.ask(log, 0, 10).status, 200);
  const auto kept = witness.kept_;
  for (std::uint64_t to = 11; to <= 20; ++to) EXPECT_EQ(witness.ask(fork, 10, to).status, 422);
  const auto same_size = witness.ask(fork, 10, 10);
  EXPECT_EQ(same_size.status, 409);
  EXPECT_TRUE(same_size.is_fork);
  EXPECT_EQ(witness.kept_, kept);
  EXPECT_EQ(witness.ask(log, 10, 20).status, 200);
}

TEST(Witness, RefusesProofsThatAreNone) {
  SmallLog log("log.example", 20);
  Witness witness;
  AddCheckpoint first{0, {Hash{}}, log.checkpoint(10)};
  EXPECT_EQ(witness.ask(first, log).status, 422);  // from nothing there is nothing to prove
  ASSERT_EQ(witness.ask(log, 0, 10).status, 200);
  AddCheckpoint next{10, log.consistency(10, 20), log.checkpoint(20)};
  AddCheckpoint bad = next;
  bad.proof.pop_back();
  EXPECT_EQ(witness.ask(bad, log).status, 422);
  bad = next;
  bad.proof.push_back(Hash{});
  EXPECT_EQ(witness.ask(bad, log).status, 422);
  for (std::size_t i = 0; i < next.proof.size(); ++i) {
    bad = next;
    bad.proof[i][0] ^= 1;
    EXPECT_EQ(witness.ask(bad, log).status, 422) << i;
  }
  EXPECT_EQ(witness.ask({10, {Hash{}}, log.checkpoint(10)}, log).status, 422);
  EXPECT_EQ(witness.ask(next, log).status, 200);
}

// A clock that goes back contradicts no earlier cosignature.
TEST(Witness, ItsTimesNeverGoBack) {
  SmallLog log("log.example", 20);
  Witness witness;
  ASSERT_EQ(witness.ask(log, 0, 10).status, 200);
  const std::int64_t before = witness.kept_->time_s;
  witness.now_ -= 1'000;
  EXPECT_EQ(witness.ask(log, 10, 20).keep->time_s, before);
}

TEST(Witness, ReadsTheOneFormOfARequest) {
  SmallLog log("log.example", 20);
  const AddCheckpoint asked{10, log.consistency(10, 20), log.checkpoint(20)};
  const std::string body = to_text(asked);
  EXPECT_EQ(parse_add_checkpoint(body).value(), asked);
  EXPECT_EQ(parse_add_checkpoint("old 10\n\nx").value().checkpoint, "x");
  for (const std::string& bad :
       {std::string(), std::string("old 10\n"), std::string("old 10\n\n"), "Old" + body.substr(3),
        "old 010" + body.substr(6), "old -1" + body.substr(6), "old 10 " + body.substr(6),
        "old 10\r" + body.substr(6), "\n" + body})
    EXPECT_FALSE(parse_add_checkpoint(bad)) << bad;
  AddCheckpoint long_one = asked;
  long_one.proof.assign(kMostWitnessHashes, Hash{});
  EXPECT_TRUE(parse_add_checkpoint(to_text(long_one)));
  long_one.proof.push_back(Hash{});
  EXPECT_FALSE(parse_add_checkpoint(to_text(long_one)));
  EXPECT_EQ(parse_add_checkpoint(std::string(kLargestAddCheckpoint + 1, 'x')).error().code,
            ErrorCode::kLimit);
}

TEST(Witness, EveryChangedOctetOfItsLineIsSeen) {
  SmallLog log("log.example", 20);
  Witness witness;
  ASSERT_EQ(witness.ask(log, 0, 10).status, 200);
  const std::string line = to_text(*witness.kept_);
  EXPECT_EQ(std::count(line.begin(), line.end(), '\n'), 1);
  for (std::size_t i = 0; i < line.size(); ++i) {
    for (const int bit : {1, 4, 0x20}) {
      std::string bad = line;
      bad[i] = static_cast<char>(bad[i] ^ bit);
      EXPECT_FALSE(parse_witness_line(bad)) << i;
    }
    EXPECT_FALSE(parse_witness_line(line.substr(0, i))) << i;
  }
}

}  // namespace
}  // namespace tidegate::evidence
