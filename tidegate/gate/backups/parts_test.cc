#include "tidegate/gate/backups/parts.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <limits>

#include "tidegate/evidence/cosignature.h"
#include "tidegate/evidence/small_log_test.h"
#include "tidegate/evidence/tree.h"
#include "tidegate/gate/backups/sites.h"

namespace tidegate {
namespace {

// Two rooms have a tree by the same standard, and neither includes the other.
TEST(Backups, TheirTreeIsTheOneOfTheLog) {
  const Sha256TreeHasher hasher;
  for (std::size_t size : {1U, 2U, 3U, 7U, 8U, 9U, 100U, 255U, 256U, 257U}) {
    std::vector<Sha256> leaves;
    for (std::size_t i = 0; i < size; ++i) leaves.push_back(hasher.leaf(std::to_string(i)));
    const assure::ChunkTree tree(leaves);
    evidence::Frontier frontier;
    frontier.append(leaves, hasher);
    ASSERT_EQ(tree.root(), frontier.root(hasher)) << size;
    for (std::size_t i = 0; i < size; ++i)
      EXPECT_TRUE(evidence::is_included(hasher, i, leaves[i], size, tree.proof(i), tree.root()))
          << size << " " << i;
  }
}

// Whether a draw is late enough, and not too old, hangs on the quorum's time: one clock that stands makes no
// challenge early or old, and one that runs ahead makes none fresh.
TEST(Backups, ADrawIsAsOldAsTheQuorumSaysAndNotAsOneWitnessDoes) {
  constexpr std::int64_t kSeenS = 1'795'000'000;
  evidence::SmallLog log("log.example", 5);
  evidence::TestCheck check;
  const auto seen_ms = [&](std::int64_t third_s, const char* needs) {
    auto note = evidence::parse_note(log.checkpoint(5)).value();
    std::string text = fmt::format("log {}\n", log.key().to_text());
    for (const std::uint8_t i : {std::uint8_t{1}, std::uint8_t{2}, std::uint8_t{3}}) {
      evidence::TestSigner signer(i);
      const std::string name = fmt::format("w{}.example", i);
      note.signatures.push_back(
          evidence::cosign(note.text, i == 3 ? third_s : kSeenS + i, name, signer).value());
      const evidence::VerifierKey key{name, evidence::KeyUse::kCosignature, signer.public_key()};
      text += fmt::format("witness w{} {}\n", i, key.to_text());
    }
    const auto policy =
        evidence::Policy::parse(fmt::format("{}group g {} w1 w2 w3\nquorum g\n", text, needs));
    return seed_source(evidence::to_text(note), std::string(64, 'a'), policy.value(), check, {}).seen_ms;
  };
  EXPECT_EQ(seen_ms(0, "2"), (kSeenS + 1) * 1'000);
  EXPECT_EQ(seen_ms(std::numeric_limits<std::int64_t>::max(), "2"), (kSeenS + 2) * 1'000);
  EXPECT_EQ(seen_ms(0, "all"), 0);
}

// What is dated years ahead of whoever verifies, or before the log had it, makes no quorum. The seed is that
// of all who signed: what was drawn today stays drawn when the clock has come there.
TEST(Backups, ACosignatureThatCannotBeOfItsTimeMakesNoQuorum) {
  constexpr std::int64_t kNowS = 1'795'000'000;
  constexpr std::int64_t kYearS = 31'536'000;
  evidence::SmallLog log("log.example", 5);
  evidence::TestCheck check;
  const auto source = [&](std::int64_t second_s, std::int64_t since_s, std::int64_t now_s) {
    auto note = evidence::parse_note(log.checkpoint(5)).value();
    std::string text = fmt::format("log {}\n", log.key().to_text());
    for (const std::uint8_t i : {std::uint8_t{1}, std::uint8_t{2}}) {
      evidence::TestSigner signer(i);
      const std::string name = fmt::format("w{}.example", i);
      note.signatures.push_back(evidence::cosign(note.text, i == 1 ? kNowS : second_s, name, signer).value());
      const evidence::VerifierKey key{name, evidence::KeyUse::kCosignature, signer.public_key()};
      text += fmt::format("witness w{} {}\n", i, key.to_text());
    }
    const auto policy = evidence::Policy::parse(text + "group g all w1 w2\nquorum g\n");
    const assure::RecordedManifest recorded{"log.example", 3, since_s * 1'000};
    return seed_source(evidence::to_text(note), std::string(64, 'a'), policy.value(), check,
                       seen_since(recorded, now_s * 1'000));
  };
  EXPECT_TRUE(source(kNowS + 600, kNowS - 60, kNowS).is_trusted) << "clocks differ";
  const auto ahead = source(kNowS + 2 * kYearS, kNowS - 60, kNowS);
  EXPECT_FALSE(ahead.is_trusted);
  EXPECT_FALSE(ahead.seen_ms);
  EXPECT_FALSE(source(kNowS - kYearS, kNowS - 60, kNowS).is_trusted) << "before the log had it";
  const auto later = source(kNowS + 2 * kYearS, kNowS - 60, kNowS + 3 * kYearS);
  EXPECT_TRUE(later.is_trusted);
  EXPECT_EQ(later.seed, ahead.seed);
}

TEST(Backups, AListComesBackAsWritten) {
  const std::vector<assure::BackedUpFile> files{{"a \"b\".csv", 3, sha256("x")}, {"旧/c", 0, sha256("")}};
  const auto again = read_list(write_list(files), "list");
  ASSERT_TRUE(again);
  EXPECT_EQ(assure::data_root(*again), assure::data_root(files));
  for (const char* bad : {"{}\n", "x\n", "\n", R"({"octets":-1,"path":"a","sha256":"ab"})"}) {
    const auto read = read_list(bad, "list");
    ASSERT_FALSE(read) << bad;
    EXPECT_FALSE(read.error().what_zh.empty()) << bad;
  }
}

TEST(Backups, AnAddressIsOfTheLongestSiteThatEndsWhereAPartEnds) {
  const std::vector<KnownSite> sites{{"/srv", {"CN", "Beijing"}},
                                     {"/srv/far", {"HK", "Hong Kong"}},
                                     {"sftp:backup.example.sg:", {"SG", "Singapore"}}};
  EXPECT_EQ(site_of("/srv/crm", sites)->country, "CN");
  EXPECT_EQ(site_of("/srv/far/crm", sites)->country, "HK");
  EXPECT_EQ(site_of("/srv/farther", sites)->country, "CN");
  EXPECT_EQ(site_of("sftp:backup.example.sg:/crm", sites)->country, "SG");
  EXPECT_FALSE(site_of("/srvx", sites));
  EXPECT_FALSE(site_of("sftp:backup.example.sgx:/crm", sites));
}

TEST(Backups, APathOfTheTableIsFollowedWhereItLeads) {
  const std::vector<KnownSite> sites{{"/srv", {"CN", "Beijing"}},
                                     {"/sg", {"SG", "Singapore"}, "/srv/real"},
                                     {"/home", {"CN", "Tianjin"}, "/srv/real"}};
  EXPECT_EQ(site_of("/srv/real/crm", sites)->country, "SG") << "of two names of one place the one abroad";
  EXPECT_EQ(site_of("/sg/crm", sites)->country, "SG");
  EXPECT_EQ(site_of("/srv/crm", sites)->country, "CN");
}

TEST(Backups, TheHostOfAnAddressStandsBehindWhoLogsIn) {
  const std::vector<KnownSite> sites{{"sftp:vault.example.cn", {"CN", "Tianjin"}},
                                     {"sftp:vault.example.cn:", {"CN", "Tianjin"}},
                                     {"rest:https://vault.example.cn", {"CN", "Tianjin"}},
                                     {"ssh://borg@vault.example.cn/", {"CN", "Tianjin"}}};
  for (const char* abroad :
       {"sftp:vault.example.cn@evil.example.us:/crm", "rest:https://vault.example.cn:x@evil.example.us/crm",
        "rest:https://vault.example.cn@evil.us/", "sftp:evil.example.us:x@vault.example.cn:/crm",
        "rest:https://evil.example.us?@vault.example.cn/"})
    EXPECT_FALSE(site_of(abroad, sites)) << abroad;
  for (const char* home : {"sftp:borg@vault.example.cn:/crm", "rest:https://u:p@vault.example.cn/crm",
                           "ssh://other@vault.example.cn/crm", "sftp:vault.example.cn:/crm"})
    EXPECT_TRUE(site_of(home, sites)) << home;
}

TEST(Backups, WhatLiesOnAnotherMachineIsKnownByItsAddress) {
  for (const char* there :
       {"sftp:h:/x", "s3:s3.amazonaws.com/b", "rest:https://h/", "ssh://u@h/x", "user@host:path", "host:x"})
    EXPECT_TRUE(is_elsewhere(there)) << there;
  for (const char* here : {"/srv/x", "relative/x", "file:///srv", "./a:b"})
    EXPECT_FALSE(is_elsewhere(here)) << here;
}

TEST(Backups, ASiteIsACountryAndAPlace) {
  EXPECT_EQ(parse_site("CN/Beijing DC1", "--site")->place, "Beijing DC1");
  for (const char* bad : {"", "CN", "CN/", "XX/there", "cn/Beijing", "/Beijing"})
    EXPECT_FALSE(parse_site(bad, "--site")) << bad;
}

TEST(Backups, LinesThatAreTooLongAreNoLinesOfAnAnswer) {
  auto next = lines_of("a\nb\n\nc");
  std::vector<std::string> seen;
  for (std::string line; next(line);) seen.push_back(line);
  EXPECT_EQ(seen, (std::vector<std::string>{"a", "b", "", "c"}));
}

}  // namespace
}  // namespace tidegate
