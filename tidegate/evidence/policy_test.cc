#include "tidegate/evidence/policy.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <limits>

#include "tidegate/evidence/proof_text.h"
#include "tidegate/evidence/signers_test.h"

namespace tidegate::evidence {
namespace {

std::string witness_key(std::uint8_t seed) {
  return VerifierKey{fmt::format("w{}.example", seed), KeyUse::kCosignature, TestSigner(seed).public_key()}
      .to_text();
}
std::string log_key() {
  return VerifierKey{"log.example", KeyUse::kNote, TestSigner(100).public_key()}.to_text();
}

// Two of three of one agency, and any of another.
std::string two_agencies() {
  std::string out = fmt::format("# agencies\n\nlog {} https://log.example/\n", log_key());
  for (int i = 1; i <= 5; ++i)
    out +=
        fmt::format(" witness\t{}{} {}\n", i <= 3 ? "X" : "Y", i, witness_key(static_cast<std::uint8_t>(i)));
  return out + "group X 2 X1 X2 X3\ngroup Y any Y4 Y5\ngroup both all X Y\nquorum both\n";
}

TEST(Policy, AgreesWithCountingForEverySetOfWitnesses) {
  const Policy policy = Policy::parse(two_agencies()).value();
  for (unsigned set = 0; set < 32; ++set) {
    std::vector<std::size_t> seen;
    for (std::size_t i = 0; i < 5; ++i)
      if ((set >> i & 1U) != 0) seen.push_back(i);
    const int x = __builtin_popcount(set & 7U);
    const bool holds = x >= 2 && (set & 24U) != 0;
    EXPECT_EQ(lacking(policy, seen).empty(), holds) << set;
  }
}

TEST(Policy, SaysWhoIsLacking) {
  const Policy policy = Policy::parse(two_agencies()).value();
  const std::vector<Lacking> expected{{"both", 2, 1, {"X"}}, {"X", 2, 1, {"X2", "X3"}}};
  EXPECT_EQ(lacking(policy, {0, 4}), expected);
  const Policy one = Policy::parse(fmt::format("witness a {}\nquorum a\n", witness_key(1))).value();
  const std::vector<Lacking> alone{{"a", 1, 0, {}}};
  EXPECT_EQ(lacking(one, {}), alone);
  EXPECT_TRUE(lacking(one, {0}).empty());
  EXPECT_TRUE(lacking(Policy::parse("quorum none\n").value(), {}).empty());
}

// For every set of witnesses and every order of their clocks: the moment of which the definition speaks,
// found by trying all of them.
TEST(Policy, TheQuorumsTimeIsTheLatestOfWhichAQuorumSaysThatItWasThenOrLater) {
  const Policy policy = Policy::parse(two_agencies()).value();
  std::vector<std::int64_t> clocks{0, 20, 20, 40, std::numeric_limits<std::int64_t>::max()};
  do {
    for (unsigned set = 0; set < 32; ++set) {
      std::vector<Cosigned> cosigned;
      for (std::size_t i = 0; i < 5; ++i)
        if ((set >> i & 1U) != 0) cosigned.push_back({i, clocks[i]});
      std::optional<std::int64_t> expected;
      for (const Cosigned& at : cosigned) {
        std::vector<std::size_t> then_or_later;
        for (const Cosigned& each : cosigned)
          if (each.time_s >= at.time_s) then_or_later.push_back(each.key);
        if (lacking(policy, then_or_later).empty())
          expected = std::max(expected.value_or(0), cosigned_ms(at.time_s));
      }
      ASSERT_EQ(quorum_time_ms(policy, cosigned), expected) << set;
    }
  } while (std::next_permutation(clocks.begin(), clocks.end()));
  const std::vector<Cosigned> any{{0, 20}};
  EXPECT_EQ(quorum_time_ms(Policy::parse("quorum none\n").value(), any), std::nullopt);
}

TEST(Policy, WrittenOutItReadsBackTheSame) {
  const Policy policy = Policy::parse(two_agencies()).value();
  EXPECT_EQ(policy.logs[0].url, "https://log.example/");
  EXPECT_EQ(Policy::parse(policy.to_text()).value(), policy);
}

TEST(Policy, RefusesWithTheLine) {
  const std::string a = fmt::format("witness a {}\n", witness_key(1));
  const std::string b = fmt::format("witness b {}\n", witness_key(2));
  for (const std::string& bad : {std::string(),
                                 a,
                                 a + "quorum a",
                                 a + "quorum a\nquorum a\n",
                                 a + "quorum b\n",
                                 a + a + "quorum a\n",
                                 a + fmt::format("witness c {}\n", witness_key(1)) + "quorum a\n",
                                 a + b + "group a all b\nquorum a\n",
                                 a + "group g 2 a\nquorum g\n",
                                 a + "group g 0 a\nquorum g\n",
                                 a + "group g 01 a\nquorum g\n",
                                 a + "group g all\nquorum g\n",
                                 a + "group g any a a\nquorum g\n",
                                 a + "group g any a\ngroup h any a\nquorum g\n",
                                 std::string("group g any g\nquorum g\n"),
                                 a + "group none any a\nquorum none\n",
                                 a + "group g any none\nquorum g\n",
                                 "log " + witness_key(1) + "\nquorum none\n",
                                 "witness a " + log_key() + "\nquorum a\n",
                                 "log " + log_key() + "\nlog " + log_key() + "\nquorum none\n",
                                 std::string("loG x\nquorum none\n"),
                                 std::string("quorum none\r\n"),
                                 std::string("quorum\n")}) {
    const auto read = Policy::parse(bad);
    ASSERT_FALSE(read) << bad;
    EXPECT_TRUE(read.error().where.starts_with("policy:")) << bad;
    EXPECT_FALSE(read.error().what_zh.empty()) << bad;
  }
}

// Keys of one name are of one witness, whatever the policy calls them: `witness init --algorithm both` makes
// two.
std::string keys_of(std::string_view holder, std::uint8_t seed) {
  return VerifierKey{std::string(holder), KeyUse::kCosignature, TestSigner(seed).public_key()}.to_text();
}
std::string customs_twice() {
  return fmt::format("witness customs {}\nwitness audit {}\nwitness court {}\nwitness bank {}\n",
                     keys_of("customs.example", 1), keys_of("customs.example", 2),
                     keys_of("court.example", 3), keys_of("bank.example", 4));
}

TEST(Policy, AWitnessWithTwoKeysCountsOnce) {
  const Policy two = Policy::parse(customs_twice() + "group g 2 customs audit court\nquorum g\n").value();
  const std::vector<Lacking> one{{"g", 2, 1, {"court"}}};
  EXPECT_EQ(lacking(two, {0, 1}), one) << "what would not help is not asked for";
  EXPECT_TRUE(lacking(two, {0, 2}).empty());
  EXPECT_TRUE(lacking(two, {1, 2}).empty());
  const Policy any = Policy::parse(customs_twice() + "group g any customs audit\nquorum g\n").value();
  EXPECT_TRUE(lacking(any, {1}).empty());
  // Nor by way of a group of its own.
  const Policy nested =
      Policy::parse(customs_twice() + "group c any customs\ngroup g 2 c audit court bank\nquorum g\n")
          .value();
  EXPECT_EQ(lacking(nested, {0, 1})[0].has, 1U);
  EXPECT_TRUE(lacking(nested, {0, 3}).empty());
}

TEST(Policy, RefusesAGroupThatOneWitnessesKeysWouldHaveToMeetAlone) {
  for (const std::string group :
       {"group g 2 customs audit\n", "group g all customs audit\n", "group g 3 customs audit court\n",
        "group c any customs bank\ngroup g 2 c audit\n"}) {
    const std::string text = customs_twice() + group + "quorum g\n";
    const auto read = Policy::parse(text);
    ASSERT_FALSE(read) << group;
    EXPECT_EQ(read.error().where, group.starts_with("group c") ? "policy:6" : "policy:5");
    EXPECT_NE(read.error().what.find("one witness, which counts once"), std::string::npos);
    EXPECT_FALSE(read.error().what_zh.empty());
    // What a log declared before is read, and its quorum never met.
    const auto declared = Policy::parse(text, PolicyFrom::kLog);
    ASSERT_TRUE(declared) << group;
    EXPECT_FALSE(lacking(*declared, {0, 1, 2, 3}).empty()) << group;
  }
}

TEST(Policy, HoldsToItsBounds) {
  std::string text;
  for (std::size_t i = 0; i < kMostPolicyLines; ++i)
    text += fmt::format("witness w{} {}\n", i, witness_key(static_cast<std::uint8_t>(i)));
  std::string chain = "w0";
  for (std::size_t i = 0; i < kMostPolicyLines; ++i) {  // each stands on the one before
    text += fmt::format("group g{} all {}\n", i, chain);
    chain = fmt::format("g{}", i);
  }
  const Policy deep = Policy::parse(text + "quorum " + chain + "\n").value();
  EXPECT_EQ(lacking(deep, {}).size(), kMostPolicyLines);
  EXPECT_TRUE(lacking(deep, {0}).empty());
  EXPECT_EQ(Policy::parse(text + "group g any g1\nquorum none\n").error().code, ErrorCode::kLimit);
  EXPECT_EQ(Policy::parse(text + "witness w " + witness_key(200) + "\nquorum none\n").error().code,
            ErrorCode::kLimit);
  EXPECT_EQ(Policy::parse(std::string(kLargestPolicy + 1, '\n')).error().code, ErrorCode::kLimit);
}

struct Proven {
  TlogProof proof;
  Hash leaf{};
};

// Entry 1 of a log of three, which witnesses 1 and 4 have seen.
Proven proven() {
  const Sha256TreeHasher hasher;
  const Hash a = hasher.leaf("a"), b = hasher.leaf("b"), c = hasher.leaf("c");
  TestSigner log(100), first(1), fourth(4);
  Note note{to_text(Checkpoint{"log.example", 3, hasher.parent(hasher.parent(a, b), c)}), {}};
  note.signatures.push_back(sign_note(note.text, "log.example", log).value());
  note.signatures.push_back(cosign(note.text, 1'700'000'000, "w1.example", first).value());
  note.signatures.push_back(cosign(note.text, 1'700'000'001, "w4.example", fourth).value());
  return {{"extra octets", 1, {a, c}, to_text(note)}, b};
}

TEST(ProofText, ProvesWithoutTheLogAndSaysWhatTheQuorumLacks) {
  const Sha256TreeHasher hasher;
  TestCheck check;
  const Policy policy = Policy::parse(two_agencies()).value();
  const auto [proof, leaf] = proven();
  const std::string text = to_text(proof);
  EXPECT_EQ(parse_tlog_proof(text).value(), proof);
  const auto seen = check_tlog_proof(proof, leaf, policy, hasher, check).value();
  const std::vector<Cosigned> times{{0, 1'700'000'000}, {3, 1'700'000'001}};
  EXPECT_EQ(seen.cosigned, times);
  ASSERT_FALSE(seen.lacks.empty());
  EXPECT_EQ(seen.lacks[0].name, "both");
  EXPECT_EQ(check_tlog_proof(proof, hasher.leaf("x"), policy, hasher, check).error().code,
            ErrorCode::kCorrupt);
}

// What was cosigned when it cannot have been counts for nothing, and is told apart.
TEST(Policy, ACosignatureOutsideTheWindowDoesNotCount) {
  TestCheck check;
  const Policy policy = Policy::parse(two_agencies()).value();
  const std::string checkpoint = proven().proof.checkpoint;
  const auto within = [&](CosigningWindow window) {
    const auto seen = check_by_policy(checkpoint, policy, check, window).value();
    return std::pair(seen.cosigned.size(), seen.mistimed.size());
  };
  constexpr std::int64_t kFirst = 1'700'000'000;
  EXPECT_EQ(within({}), std::pair(std::size_t{2}, std::size_t{0}));
  EXPECT_EQ(within({kFirst + 600, kFirst - 599}), std::pair(std::size_t{2}, std::size_t{0}));
  EXPECT_EQ(within({kFirst + 601, kFirst + 700}), std::pair(std::size_t{1}, std::size_t{1}));
  EXPECT_EQ(within({0, kFirst - 600}), std::pair(std::size_t{1}, std::size_t{1}));
  EXPECT_EQ(within({0, 0}), std::pair(std::size_t{0}, std::size_t{2}));
}

// The extra octets alone are vouched for by nobody.
TEST(ProofText, EveryChangedOctetIsSeen) {
  const Sha256TreeHasher hasher;
  TestCheck check;
  const Policy policy = Policy::parse(two_agencies()).value();
  auto [proof, leaf] = proven();
  proof.extra.reset();
  const std::string text = to_text(proof);
  const auto whole = check_tlog_proof(proof, leaf, policy, hasher, check).value();
  for (std::size_t i = 0; i < text.size(); ++i) {
    for (const int bit : {1, 0x20}) {
      std::string changed = text;
      changed[i] = static_cast<char>(changed[i] ^ bit);
      const auto read = parse_tlog_proof(changed);
      const auto held = read ? check_tlog_proof(*read, leaf, policy, hasher, check) : fail(read.error());
      // A name or id of a witness that is no longer known is a witness less.
      EXPECT_TRUE(!held || held->cosigned.size() < whole.cosigned.size()) << i;
    }
  }
}

TEST(ProofText, RefusesEveryOtherForm) {
  const std::string text = to_text(proven().proof);
  for (std::size_t cut = 0; cut < text.size(); ++cut) {
    const auto read = parse_tlog_proof(text.substr(0, cut));
    EXPECT_TRUE(!read || text[cut - 1] == '\n') << cut;  // a signature less is a note still
  }
  for (const auto& [from, to] : std::vector<std::pair<std::string, std::string>>{{"index 1", "index 01"},
                                                                                 {"index 1", "Index 1"},
                                                                                 {"index 1\n", ""},
                                                                                 {"@v1", "@v2"},
                                                                                 {"extra ", "extra  "},
                                                                                 {"extra ", "extra =="}}) {
    std::string bad = text;
    bad.replace(bad.find(from), from.size(), to);
    EXPECT_FALSE(parse_tlog_proof(bad)) << to;
  }
}

}  // namespace
}  // namespace tidegate::evidence
