#include "tidegate/gate/evidence/ask_witnesses.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <chrono>
#include <map>

#include "tidegate/evidence/cosignature.h"
#include "tidegate/evidence/small_log_test.h"
#include "tidegate/evidence/witness.h"

namespace tidegate {
namespace {

using evidence::SmallLog;
using Kind = WitnessOutcome::Kind;

constexpr int kWitnesses = 5;
constexpr std::int64_t kNowS = 1'700'000'000;
constexpr evidence::CosigningWindow kWindow{kNowS - 60, kNowS};

// Witnesses in memory, each with a way to misbehave.
class Network final : public HttpFetch {
 public:
  enum class Way { kHonest, kDown, kHangs, kLies, kOtherKey, kUnknown, kNonsense, kAhead };
  explicit Network(SmallLog& log) : log_(log) {}
  Result<HttpGot> fetch(const HttpAsk& ask) override {
    const std::size_t place = static_cast<std::size_t>(ask.url.at(8) - '0');  // "http://w0/add-checkpoint"
    ++asked[place];
    const Way way = ways[place];
    if (way == Way::kDown) return fail({ErrorCode::kUnavailable, "no answer", {}, "没有答复"});
    if (way == Way::kHangs) {
      std::this_thread::sleep_for(std::chrono::milliseconds(ask.whole_ms));
      return fail({ErrorCode::kUnavailable, "no answer in time", {}, "超时"});
    }
    if (way == Way::kUnknown) return HttpGot{404, {}, "no such log\n"};
    if (way == Way::kNonsense) return HttpGot{200, {}, "<html>"};
    if (way == Way::kAhead) return HttpGot{409, {}, "299\n"};
    const auto sent = evidence::parse_add_checkpoint(ask.body).value();
    const std::vector<evidence::VerifierKey> keys{log_.key()};
    evidence::TestCheck check;
    const auto opened = evidence::open_checkpoint(sent.checkpoint, keys, check).value();
    const auto said = evidence::decide(kept_[place], sent, opened, Sha256TreeHasher(), clocks[place]);
    if (said.status == 409) return HttpGot{409, {}, fmt::format("{}\n", said.kept_size)};
    if (said.status != 200) return HttpGot{said.status, {}, {}};
    kept_[place] = said.keep;
    evidence::TestSigner signer(static_cast<std::uint8_t>(place + (way == Way::kOtherKey ? 100 : 1)));
    const std::string text = way == Way::kLies ? "another text\n" : opened.note.text;
    auto signature = evidence::cosign(text, said.keep->time_s, fmt::format("w{}.example", place), signer);
    if (way == Way::kOtherKey) signature->id ^= 1;
    return HttpGot{200, {}, evidence::to_line(*signature)};
  }
  std::map<std::size_t, Way> ways;
  std::array<std::int64_t, kWitnesses> clocks{kNowS, kNowS, kNowS, kNowS, kNowS};
  std::array<std::atomic<int>, kWitnesses> asked{};

  void forget() { kept_.fill(std::nullopt); }

 private:
  SmallLog& log_;
  std::array<std::optional<evidence::WitnessLine>, kWitnesses> kept_;
};

class AskWitnesses : public testing::Test {
 protected:
  AskWitnesses() {
    for (std::size_t i = 0; i < kWitnesses; ++i) network_.ways[i] = Network::Way::kHonest;
  }
  evidence::Policy policy(const std::string& rule) {
    std::string text = fmt::format("log {}\n", log_.key().to_text());
    for (int i = 0; i < kWitnesses; ++i) {
      evidence::TestSigner signer(static_cast<std::uint8_t>(i + 1));
      const evidence::VerifierKey key{fmt::format("w{}.example", i), evidence::KeyUse::kCosignature,
                                      signer.public_key()};
      text += fmt::format("witness w{} {} http://w{}/\n", i, key.to_text(), i);
    }
    return evidence::Policy::parse(text + rule).value();
  }
  AskedWitnesses ask(WitnessAsker& asker, std::uint64_t size) {
    return asker
        .ask(
            log_.checkpoint(size),
            [this, size](std::uint64_t from) -> Result<std::vector<evidence::Hash>> {
              return log_.consistency(from, size);
            },
            kWindow)
        .value();
  }

  SmallLog log_{"log.example", 300};
  Network network_{log_};
  const WitnessAsker::Options options_{.whole_ms = 300, .allows_plain = true};
};

TEST_F(AskWitnesses, AllOfThemCosignAndThePolicyHolds) {
  const auto all = policy("group all5 all w0 w1 w2 w3 w4\nquorum all5\n");
  WitnessAsker asker(all, network_, options_);
  evidence::TestCheck check;
  for (const std::uint64_t size : {3U, 100U, 300U}) {
    const auto said = ask(asker, size);
    EXPECT_TRUE(said.lacks.empty());
    const auto seen = evidence::check_by_policy(said.checkpoint, all, check).value();
    EXPECT_TRUE(seen.lacks.empty());
    EXPECT_EQ(seen.cosigned.size(), 5U);
  }
  EXPECT_EQ(network_.asked[0], 3);  // the sizes they have are remembered
}

// One that another told of the log meanwhile names its size, and is given the proof from there.
TEST_F(AskWitnesses, AWitnessThatKnowsTheLogNamesItsSize) {
  const auto one = policy("quorum w2\n");
  {
    WitnessAsker before(one, network_, options_);
    ask(before, 100);
  }
  WitnessAsker asker(one, network_, options_);
  EXPECT_TRUE(ask(asker, 200).lacks.empty());
  EXPECT_GE(network_.asked[2], 3);
}

TEST_F(AskWitnesses, EachThatMisbehavesIsToldAndTheOthersCount) {
  network_.ways[0] = Network::Way::kDown;
  network_.ways[1] = Network::Way::kLies;
  network_.ways[2] = Network::Way::kOtherKey;
  const auto some = policy("group g 3 w0 w1 w2 w3 w4\nquorum g\n");
  WitnessAsker asker(some, network_, options_);
  const auto said = ask(asker, 100);
  ASSERT_EQ(said.lacks.size(), 1U);
  EXPECT_EQ(said.lacks[0].has, 2U);
  const std::vector<Kind> expected{Kind::kDown, Kind::kLied, Kind::kLied, Kind::kCosigned, Kind::kCosigned};
  for (std::size_t i = 0; i < expected.size(); ++i) {
    EXPECT_EQ(said.outcomes[i].kind, expected[i]) << i;
    EXPECT_EQ(said.outcomes[i].why.zh.empty(), expected[i] == Kind::kCosigned) << i;
  }
  evidence::TestCheck check;  // what lied is not in the note
  EXPECT_EQ(evidence::check_by_policy(said.checkpoint, some, check).value().cosigned.size(), 2U);
  network_.ways[0] = Network::Way::kUnknown;
  network_.ways[1] = Network::Way::kNonsense;
  network_.ways[2] = Network::Way::kAhead;
  const auto again = ask(asker, 200);
  EXPECT_EQ(again.outcomes[0].kind, Kind::kRefused);
  EXPECT_NE(again.outcomes[0].why.en.find("tidegate witness add-log"), std::string::npos) << "what helps";
  EXPECT_NE(again.outcomes[0].why.zh.find("tidegate witness add-log"), std::string::npos);
  EXPECT_EQ(again.outcomes[1].kind, Kind::kLied);
  EXPECT_EQ(again.outcomes[2].kind, Kind::kAhead);
  EXPECT_EQ(again.outcomes[2].size, 299U);
}

// One whose clock runs ahead, or was never set: its word is told, is not written, and the others are enough.
TEST_F(AskWitnesses, OneWithAWrongClockIsToldAndIsNotWritten) {
  const auto some = policy("group g 3 w0 w1 w2 w3 w4\nquorum g\n");
  evidence::TestCheck check;
  WitnessAsker asker(some, network_, options_);
  std::uint64_t size = 100;
  for (const std::int64_t wrong : {kNowS + 63'072'000, kNowS + 601, kNowS - 661, std::int64_t{1}}) {
    network_.clocks = {kNowS, kNowS - 600, wrong, wrong, kNowS + 600};
    const auto said = [&] {
      WitnessAsker anew(some, network_, options_);
      return ask(anew, size++);
    }();
    EXPECT_TRUE(said.lacks.empty()) << wrong;
    const auto seen = evidence::check_by_policy(said.checkpoint, some, check).value();
    EXPECT_EQ(seen.cosigned.size(), 3U) << "nor is it in the note";
    // "Times never go back": what a witness once dated ahead it dates so for good.
    if (wrong > kNowS) network_.forget();
    for (const std::size_t i : {2U, 3U}) {
      if (said.outcomes[i].kind == Kind::kPending) continue;  // the three others were faster
      EXPECT_EQ(said.outcomes[i].kind, Kind::kWrongTime);
      EXPECT_EQ(to_string(said.outcomes[i].kind), "wrong_time");
      EXPECT_NE(said.outcomes[i].why.en.find("clock"), std::string::npos);
      EXPECT_NE(said.outcomes[i].why.zh.find("时钟"), std::string::npos);
    }
  }
  // Where they are needed, it is said what is lacking.
  network_.clocks = {kNowS, kNowS, kNowS + 601, kNowS + 601, kNowS + 601};
  const auto said = ask(asker, 200);
  ASSERT_EQ(said.lacks.size(), 1U);
  EXPECT_EQ(said.lacks[0].has, 2U);
  for (const std::size_t i : {2U, 3U, 4U}) EXPECT_EQ(said.outcomes[i].kind, Kind::kWrongTime);
}

// A checkpoint that was written before anybody looked at times: the word is asked for anew, and takes the
// other's place.
TEST_F(AskWitnesses, AWrongTimeThatStandsInTheCheckpointIsAskedForAnew) {
  const auto one = policy("quorum w1\n");
  const auto proof = [this](std::uint64_t from) -> Result<std::vector<evidence::Hash>> {
    return log_.consistency(from, 100);
  };
  network_.clocks[1] = kNowS + 63'072'000;
  const std::string before =
      WitnessAsker(one, network_, options_).ask(log_.checkpoint(100), proof, {}).value().checkpoint;
  network_.forget();
  network_.clocks[1] = kNowS;
  WitnessAsker asker(one, network_, options_);
  const auto said = asker.ask(before, proof, kWindow).value();
  EXPECT_TRUE(said.lacks.empty());
  evidence::TestCheck check;
  const auto seen = evidence::check_by_policy(said.checkpoint, one, check).value();
  const auto own = std::find_if(seen.cosigned.begin(), seen.cosigned.end(),
                                [](const evidence::Cosigned& each) { return each.key == 1; });
  ASSERT_NE(own, seen.cosigned.end());
  EXPECT_EQ(own->time_s, kNowS);
  // Where nobody knows its address it is told, and not counted.
  evidence::Policy unknown = one;
  unknown.witnesses[1].url.clear();
  WitnessAsker nobody(unknown, network_, options_);
  const auto told = nobody.ask(before, proof, kWindow).value();
  EXPECT_EQ(told.outcomes[1].kind, Kind::kWrongTime);
  EXPECT_EQ(told.lacks.size(), 1U);
}

TEST_F(AskWitnesses, OneThatHangsHoldsUpNobodyOnceTheQuorumIsThere) {
  network_.ways[0] = Network::Way::kHangs;
  WitnessAsker asker(policy("group g 2 w0 w1 w2\nquorum g\n"), network_,
                     {.whole_ms = 5'000, .allows_plain = true});
  const auto begin = std::chrono::steady_clock::now();
  EXPECT_TRUE(ask(asker, 100).lacks.empty());
  const auto again = ask(asker, 200);  // it is busy still: it is not asked twice
  EXPECT_TRUE(again.lacks.empty());
  EXPECT_EQ(again.outcomes[0].kind, Kind::kPending);
  EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(3));
  EXPECT_EQ(network_.asked[0], 1);
}

TEST_F(AskWitnesses, AskedAgainOnlyThoseThatWereLackingAreAsked) {
  network_.ways[3] = Network::Way::kDown;
  WitnessAsker asker(policy("group g all w0 w1 w2 w3 w4\nquorum g\n"), network_, options_);
  const auto first = ask(asker, 100);
  EXPECT_FALSE(first.lacks.empty());
  network_.ways[3] = Network::Way::kHonest;
  const auto again = asker
                         .ask(
                             first.checkpoint,
                             [this](std::uint64_t from) -> Result<std::vector<evidence::Hash>> {
                               return log_.consistency(from, 100);
                             },
                             kWindow)
                         .value();
  EXPECT_TRUE(again.lacks.empty());
  EXPECT_EQ(network_.asked[0], 1);
  EXPECT_EQ(network_.asked[3], 2);
  EXPECT_EQ(evidence::parse_note(again.checkpoint)->signatures.size(), 6U);
}

TEST_F(AskWitnesses, AForkThatAWitnessKnowsIsToldAsOne) {
  const auto one = policy("quorum w1\n");
  WitnessAsker asker(one, network_, options_);
  ASSERT_TRUE(ask(asker, 100).lacks.empty());
  SmallLog fork("log.example", 300, "other");
  const auto said = asker
                        .ask(
                            fork.checkpoint(100),
                            [&](std::uint64_t from) -> Result<std::vector<evidence::Hash>> {
                              return fork.consistency(from, 100);
                            },
                            kWindow)
                        .value();
  EXPECT_EQ(said.outcomes[1].kind, Kind::kFork);
  EXPECT_FALSE(said.lacks.empty());
}

// A log that was restored from an old copy and grew again: the witness names what it has, and takes no proof
// from there.
TEST_F(AskWitnesses, AForkThatGrewBeyondWhatAWitnessKnowsIsToldAsOne) {
  const auto one = policy("quorum w1\n");
  WitnessAsker asker(one, network_, options_);
  ASSERT_TRUE(ask(asker, 100).lacks.empty());
  SmallLog fork("log.example", 300, "other");
  const auto of_fork = [&](WitnessAsker& by) {
    return by
        .ask(
            fork.checkpoint(200),
            [&](std::uint64_t from) -> Result<std::vector<evidence::Hash>> {
              return fork.consistency(from, 200);
            },
            kWindow)
        .value();
  };
  WitnessAsker started_again(one, network_, options_);
  for (WitnessAsker* by : {&asker, &started_again}) {  // by the size that is remembered, and that it names
    const auto said = of_fork(*by);
    EXPECT_EQ(said.outcomes[1].kind, Kind::kFork);
    EXPECT_EQ(said.outcomes[1].size, 100U);
    EXPECT_FALSE(said.lacks.empty());
  }
}

// What is said to be there is what the written checkpoint proves, not what was answered.
TEST_F(AskWitnesses, ACosignatureThatTheNoteCannotHoldDoesNotCount) {
  const auto one = policy("quorum w1\n");
  auto full = evidence::parse_note(log_.checkpoint(100)).value();
  evidence::TestSigner stranger(200);
  while (full.signatures.size() < evidence::kMostNoteSignatures)
    full.signatures.push_back(
        evidence::sign_note(full.text, fmt::format("stranger{}.example", full.signatures.size()), stranger)
            .value());
  WitnessAsker asker(one, network_, options_);
  const auto said = asker
                        .ask(
                            to_text(full),
                            [this](std::uint64_t from) -> Result<std::vector<evidence::Hash>> {
                              return log_.consistency(from, 100);
                            },
                            kWindow)
                        .value();
  EXPECT_EQ(said.outcomes[1].kind, Kind::kCosigned);
  EXPECT_EQ(said.lacks.size(), 1U);
  evidence::TestCheck check;
  EXPECT_EQ(evidence::check_by_policy(said.checkpoint, one, check).value().lacks, said.lacks);
}

TEST_F(AskWitnesses, APolicyOfMoreWitnessesThanANoteHoldsIsRefused) {
  evidence::Policy many = policy("quorum w1\n");
  many.witnesses.resize(kMostAskedWitnesses, many.witnesses.front());
  EXPECT_TRUE(may_be_asked(many));
  many.witnesses.push_back(many.witnesses.front());
  const auto refused = may_be_asked(many);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, ErrorCode::kLimit);
  EXPECT_NE(refused.error().what.find("63"), std::string::npos);
  EXPECT_NE(refused.error().what_zh.find("63"), std::string::npos);
}

TEST_F(AskWitnesses, EachOutcomeHasAWordInBothLanguages) {
  for (int kind = 0; kind <= static_cast<int>(Kind::kWrongTime); ++kind) {
    const Text word = name_of(static_cast<Kind>(kind));
    EXPECT_FALSE(word.en.empty());
    for (const char c : word.zh) EXPECT_LT(c, 0) << word.zh;  // no letter of ASCII
  }
}

TEST_F(AskWitnesses, AsksNobodyAboutACheckpointThatItsLogDidNotSign) {
  WitnessAsker asker(policy("quorum w1\n"), network_, options_);
  SmallLog other("other.example", 5);
  EXPECT_FALSE(asker.ask(
      other.checkpoint(5),
      [](std::uint64_t) -> Result<std::vector<evidence::Hash>> { return std::vector<evidence::Hash>{}; },
      kWindow));
  EXPECT_EQ(network_.asked[1], 0);
}

}  // namespace
}  // namespace tidegate
