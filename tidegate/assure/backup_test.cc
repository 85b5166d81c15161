// Backups: their trees, what is drawn, what is found, and what each fault costs.
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <set>

#include "tidegate/assure/backup_check.h"
#include "tidegate/assure/backup_faults.h"
#include "tidegate/assure/sample_backup_test.h"
#include "tidegate/base/tree_hasher.h"

namespace tidegate::assure {
namespace {

std::vector<Sha256> some_leaves(std::size_t count) {
  std::vector<Sha256> out;
  for (std::size_t i = 0; i < count; ++i)
    out.push_back(chunk_leaf({i, 0, sha256("p")}, "chunk " + std::to_string(i)));
  return out;
}

// RFC 9162, 2.1.1, as it is written there.
Sha256 plain_root(std::span<const Sha256> leaves) {
  const Sha256TreeHasher hasher;
  if (leaves.empty()) return hasher.empty();
  if (leaves.size() == 1) return leaves[0];
  std::size_t k = 1;
  while (2 * k < leaves.size()) k *= 2;
  return hasher.parent(plain_root(leaves.first(k)), plain_root(leaves.subspan(k)));
}

TEST(ChunkTree, IsTheTreeOfTheStandardAndProvesEachLeafAndNoOther) {
  for (std::size_t size = 1; size <= 70; ++size) {
    const auto leaves = some_leaves(size);
    const ChunkTree tree(leaves);
    const Sha256 root = tree.root();
    ASSERT_EQ(root, plain_root(leaves)) << size;
    for (std::size_t i = 0; i < size; ++i) {
      auto proof = tree.proof(i);
      EXPECT_TRUE(is_in_tree(i, leaves[i], size, proof, root));
      EXPECT_FALSE(is_in_tree(i + 1, leaves[i], size, proof, root));
      EXPECT_FALSE(is_in_tree(i, leaves[(i + 1) % size], size, proof, size == 1 ? Sha256{} : root));
      proof.push_back(root);
      EXPECT_FALSE(is_in_tree(i, leaves[i], size, proof, root));
      if (proof.size() > 1) {
        proof.resize(proof.size() - 2);
        EXPECT_FALSE(is_in_tree(i, leaves[i], size, proof, root));
      }
    }
  }
  EXPECT_EQ(ChunkTree({}).root(), Sha256TreeHasher().empty());
}

TEST(ChunkTree, BindsAChunkToItsFilePlaceLengthAndName) {
  const ChunkPlace place{3, 65'536, sha256("a/b")};
  std::set<Sha256> all{chunk_leaf(place, "x"), chunk_leaf(place, std::string("x\0", 2)),
                       chunk_leaf({4, 65'536, sha256("a/b")}, "x"), chunk_leaf({3, 0, sha256("a/b")}, "x"),
                       chunk_leaf({3, 65'536, sha256("a/c")}, "x")};
  EXPECT_EQ(all.size(), 5U);
}

TEST(ChunkTree, TheFoldersThatAllHaveInCommonAreTakenAway) {
  std::vector<BackedUpFile> here{{"srv/crm/b.csv", 2, sha256("b")}, {"srv/crm/a/x.csv", 1, sha256("x")}};
  std::vector<BackedUpFile> there{{"restore/1/srv/crm/a/x.csv", 1, sha256("x")},
                                  {"restore/1/srv/crm/b.csv", 2, sha256("b")}};
  normalise(here);
  normalise(there);
  EXPECT_EQ(data_root(here), data_root(there));
  EXPECT_EQ(here.front().path, "a/x.csv");
  std::vector<BackedUpFile> alike{{"srv/crm", 1, {}}, {"srv/crmx", 2, {}}};
  normalise(alike);
  EXPECT_EQ(alike.front().path, "crm");
  std::vector<BackedUpFile> one{{"a/b/c.csv", 1, {}}};
  normalise(one);
  EXPECT_EQ(one.front().path, "c.csv");
}

TEST(BackupChallenge, ToldProbabilitiesAreThoseOfTheFormulaRoundedDown) {
  EXPECT_EQ(detection_e6(10'000, 300), 950'959);
  EXPECT_EQ(detection_e6(10'000, 460), 990'178);
  EXPECT_EQ(detection_e6(1'000, 2'995), 950'038);
  EXPECT_EQ(detection_e6(1'000, 4'603), 990'001);
  EXPECT_EQ(detection_e6(0, 300), 0);
  EXPECT_EQ(detection_e6(1'000'000, 1), 1'000'000);
  EXPECT_EQ(detection_e6(10'000, 0), 0);
  EXPECT_LT(detection_e6(10'000, 298), 950'000);
  EXPECT_GE(detection_e6(10'000, 299), 950'000);
}

// Each of 600 seeds draws 300 of 10,000 chunks, of which 100 are damaged: 95.1 % must find one.
TEST(BackupChallenge, DamageIsFoundAsOftenAsItIsTold) {
  constexpr int kSeeds = 600;
  for (const auto& [every, draws] : {std::pair{100U, 300U}, std::pair{1'000U, 460U}}) {
    int found = 0;
    for (int i = 0; i < kSeeds; ++i) {
      const auto drawn = drawn_chunks(sha256("seed " + std::to_string(i)), draws, 10'000);
      found +=
          std::any_of(drawn.begin(), drawn.end(), [every = every](std::uint64_t c) { return c % every == 7; })
              ? 1
              : 0;
    }
    const std::int64_t told = detection_e6(1'000'000 / every, draws);
    const std::int64_t seen = std::int64_t{found} * 1'000'000 / kSeeds;
    EXPECT_NEAR(static_cast<double>(seen), static_cast<double>(told), 60'000)
        << every;  // three deviations of the rarer
  }
}

TEST(BackupChallenge, ChunksAreDrawnEvenlyAndAlikeForAllWhoKnowTheSeed) {
  std::map<std::uint64_t, int> seen;
  for (const std::uint64_t chunk : drawn_chunks(sha256("even"), 14'000, 7)) ++seen[chunk];
  ASSERT_EQ(seen.size(), 7U);
  for (const auto& [chunk, times] : seen) EXPECT_NEAR(times, 2'000, 210) << chunk;
  EXPECT_EQ(drawn_chunks(sha256("a"), 50, 1'000), drawn_chunks(sha256("a"), 50, 1'000));
  EXPECT_NE(drawn_chunks(sha256("a"), 50, 1'000), drawn_chunks(sha256("b"), 50, 1'000));
  EXPECT_EQ(drawn_chunks(sha256("a"), 3, 1), (std::vector<std::uint64_t>{0, 0, 0}));
}

TEST(BackupChallenge, TheSeedHangsOnManifestCheckpointAndEachCosignature) {
  const std::string manifest = sha256_hex("m");
  const std::set<Sha256> all{challenge_seed(manifest, "note\n", {"w AA=="}),
                             challenge_seed(sha256_hex("n"), "note\n", {"w AA=="}),
                             challenge_seed(manifest, "note 2\n", {"w AA=="}),
                             challenge_seed(manifest, "note\n", {"w AB=="}),
                             challenge_seed(manifest, "note\n", {}),
                             challenge_seed(manifest, "note\n", {"w AA==", "w AA=="})};
  EXPECT_EQ(all.size(), 6U);
}

TEST(BackupChallenge, ComesBackAsWritten) {
  const BackupChallenge asked{sha256_hex("m"), 300, "note\n\n", sha256_hex("s")};
  const auto again = read_challenge(write_challenge(asked), "c");
  ASSERT_TRUE(again);
  EXPECT_EQ(write_challenge(*again), write_challenge(asked));
  for (const char* bad : {"", "{}", R"({"format":"tidegate.backup-challenge/1"})"})
    EXPECT_FALSE(read_challenge(bad, "c")) << bad;
}

BackupAssurance checked_backup(const BackupManifest& m, BackupParts parts = {}) {
  SampleCheck signatures;
  SampleSigner signer(1);
  BackupQuestion q;
  q.owner = kUscc;
  q.systems = {"crm"};
  q.at_ms = at("2026-06-01T12:00:00Z");
  q.assessed = {{sha256_hex("hello"), 5}};
  if (!parts.list) parts.list = std::vector<BackedUpFile>{{"f", 5, sha256("hello")}};
  const PublicKey key = signer.public_key();
  return check_backup(signed_manifest(m), parts, q, &key, nullptr, signatures);
}

std::vector<std::string> reasons_of(const BackupAssurance& a) {
  std::vector<std::string> out;
  for (const BackupReason& reason : a.why_not_higher) out.emplace_back(to_string(reason.fault));
  return out;
}

TEST(BackupManifest, ComesBackAsWritten) {
  BackupManifest m = sample_manifest();
  m.handler = kUscc;
  m.snapshot = "1f2e3d4c";
  m.copies = {{"SG", "Singapore"}, {"", "unknown"}};
  m.gbt20988 = 4;
  const auto again = read_manifest(signed_manifest(m), "m");
  ASSERT_TRUE(again) << again.error().what << again.error().where;
  EXPECT_EQ(canonical_text(manifest_payload(*again)), canonical_text(manifest_payload(m)));
}

TEST(BackupCheck, AManifestAloneIsAClaimThatIsWellSigned) {
  const auto a = checked_backup(sample_manifest());
  EXPECT_EQ(a.grade, EvidenceGrade::kE2);
  EXPECT_EQ(a.level, 2);
  EXPECT_EQ(reasons_of(a),
            (std::vector<std::string>{"drill_missing", "not_recorded", "not_challenged", "content_unshown"}));
}

TEST(BackupManifest, ASnapshotIsNeverAnOptionOfItsTool) {
  BackupManifest m = sample_manifest();
  for (const auto& [tool, name] :
       {std::pair{"restic", "--password-command=touch x"}, std::pair{"restic", "latest"},
        std::pair{"restic", "1f2e3d4"}, std::pair{"borg", "-x"}, std::pair{"borg", "a b"},
        std::pair{"borg", "a::b"}, std::pair{"files", "-x"}}) {
    m.tool = tool;
    m.snapshot = name;
    EXPECT_FALSE(read_manifest(signed_manifest(m), "m")) << tool << " " << name;
  }
  m.tool = "borg";
  m.snapshot = "crm-2026-05-20T02:00:00";
  EXPECT_TRUE(read_manifest(signed_manifest(m), "m"));
}

TEST(BackupManifest, ItsCountsFitEachOther) {
  BackupManifest m = sample_manifest();
  m.chunks = 3;
  EXPECT_FALSE(read_manifest(signed_manifest(m), "m"));
  m.chunks = 2;
  EXPECT_TRUE(read_manifest(signed_manifest(m), "m"));
  m.octets = 5'000;
  EXPECT_FALSE(read_manifest(signed_manifest(m), "m"));
  m = sample_manifest();
  m.data->octets = 6;
  EXPECT_TRUE(read_manifest(signed_manifest(m), "m")) << "restic makes data smaller";
  m.tool = "files";
  EXPECT_FALSE(read_manifest(signed_manifest(m), "m"));
}

TEST(BackupCheck, CopiesAsLargeAsTheDataAreNotEncrypted) {
  BackupManifest m = sample_manifest();
  m.tool = "files";
  const auto reasons = reasons_of(checked_backup(m));
  EXPECT_EQ(std::count(reasons.begin(), reasons.end(), "not_encrypted"), 1);
  EXPECT_EQ(std::count(reasons.begin(), reasons.end(), "content_unshown"), 1) << "sizes are no proof";
}

TEST(BackupCheck, AChallengeThatWasNotKeptMayHaveBeenPicked) {
  const BackupManifest m = sample_manifest();
  BackupParts parts;
  parts.recorded = RecordedManifest{"log", 3};
  AnsweredChallenge asked;
  asked.challenge.manifest = sha256_hex(signed_manifest(m));
  asked.challenge.draws = 300;
  asked.challenge.seed = hex(Sha256{});
  asked.source.is_trusted = asked.source.is_witnessed = true;
  asked.source.origin = "log";
  asked.source.size = 9;
  asked.source.seen_ms = at("2026-05-25T00:00:00Z");
  asked.answer.state = AnswerCheck::State::kHolds;
  parts.challenge = asked;
  const auto has = [&](const char* reason) {
    const auto all = reasons_of(checked_backup(m, parts));
    return std::find(all.begin(), all.end(), reason) != all.end();
  };
  EXPECT_TRUE(has("seed_chosen"));
  EXPECT_LE(checked_backup(m, parts).grade, EvidenceGrade::kE3);
  parts.challenge->is_kept = true;
  EXPECT_FALSE(has("seed_chosen"));
  EXPECT_FALSE(has("not_challenged"));
  parts.challenge->source.seen_ms = at("2026-06-01T12:11:00Z");  // later than the moment asked of
  EXPECT_TRUE(has("not_challenged"));
}

// Issuer "https://cert.example/v" with the key of seed 2.
TrustList verifiers() {
  SampleSigner signer(2);
  TrustList out;
  out.issued = *Date::parse("2026-01-01");
  out.expires = *Date::parse("2027-01-01");
  Issuer issuer;
  issuer.id = "https://cert.example/v";
  issuer.uscc = "91110000123456789Q";
  issuer.kinds = {"backup_challenge", "restore_drill"};
  issuer.keys.push_back({"k1", signer.public_key(), {}});
  out.issuers.push_back(std::move(issuer));
  return out;
}

TEST(BackupCheck, AChallengeBesideHidesNoVerdict) {
  const BackupManifest m = sample_manifest();
  const std::string text = signed_manifest(m);
  SampleSigner verifier(2);
  BackupVerdict verdict;
  verdict.issuer = "https://cert.example/v";
  verdict.manifest = sha256_hex(text);
  verdict.origin = "log";
  verdict.size = 9;
  verdict.draws = 460;
  verdict.at_ms = at("2026-05-26T00:00:00Z");
  BackupParts parts;
  parts.recorded = RecordedManifest{"log", 3};
  parts.verdicts = {sign_text(verdict_payload(verdict), kVerdictType, "k1", verifier).value_or("")};
  AnsweredChallenge beside;
  beside.challenge.manifest = sha256_hex(text);
  beside.challenge.draws = 300;
  beside.challenge.seed = hex(Sha256{});
  beside.source.is_trusted = beside.source.is_witnessed = true;
  beside.source.origin = "log";
  beside.source.size = 9;
  beside.answer.state = AnswerCheck::State::kHolds;
  parts.challenge = beside;
  SampleCheck signatures;
  SampleSigner firm(1);
  const PublicKey key = firm.public_key();
  const TrustList trust = verifiers();
  BackupQuestion q;
  q.owner = kUscc;
  q.at_ms = at("2026-06-01T12:00:00Z");
  const auto found = [&](const char* reason) {
    const auto all = reasons_of(check_backup(text, parts, q, &key, &trust, signatures));
    return std::count(all.begin(), all.end(), reason) == 1;
  };
  EXPECT_FALSE(found("seed_chosen"));
  EXPECT_FALSE(found("not_challenged"));
  parts.challenge->answer.state = AnswerCheck::State::kBitRotted;
  EXPECT_TRUE(found("bit_rotted")) << "damage that is shown is not talked away";
  parts.challenge->answer.state = AnswerCheck::State::kHolds;
  parts.verdicts.clear();
  EXPECT_TRUE(found("seed_chosen"));
}

TEST(BackupCheck, NobodyIsAThirdPartyByTheManifestsOwnKeyOrWithoutACode) {
  const BackupManifest m = sample_manifest();
  const std::string text = signed_manifest(m);
  const auto is_challenged = [&](const std::string& uscc, int key_seed, bool takes_owner_key) {
    TrustList trust = verifiers();
    Issuer& issuer = trust.issuers.front();
    issuer.uscc = uscc;
    SampleSigner verifier(2), firm(1), other(static_cast<std::uint8_t>(key_seed));
    issuer.keys.push_back({"k2", other.public_key(), {}});
    BackupVerdict verdict;
    verdict.issuer = issuer.id;
    verdict.manifest = sha256_hex(text);
    verdict.origin = "log";
    verdict.size = 9;
    verdict.draws = 460;
    verdict.at_ms = at("2026-05-26T00:00:00Z");
    BackupParts parts;
    parts.recorded = RecordedManifest{"log", 3};
    parts.verdicts = {sign_text(verdict_payload(verdict), kVerdictType, "k1", verifier).value_or("")};
    SampleCheck signatures;
    const PublicKey key = firm.public_key();
    BackupQuestion q;
    q.owner = kUscc;
    q.at_ms = at("2026-06-01T12:00:00Z");
    const auto all =
        reasons_of(check_backup(text, parts, q, takes_owner_key ? &key : nullptr, &trust, signatures));
    return std::count(all.begin(), all.end(), "not_challenged") == 0;
  };
  EXPECT_TRUE(is_challenged("91110000123456789Q", 3, true));
  EXPECT_FALSE(is_challenged("", 3, true)) << "whoever names no handler takes no guard away";
  EXPECT_FALSE(is_challenged("91110000123456789Q", 1, true)) << "it holds the key that signed the manifest";
}

TEST(BackupCheck, AnUndeclaredCopyAbroadIsToldAsTheExportThatItIs) {
  BackupManifest m = sample_manifest();
  m.copies = {{"SG", "Singapore"}};
  const auto a = checked_backup(m);
  EXPECT_EQ(a.level, 4);
  ASSERT_FALSE(a.why_not_higher.empty());
  EXPECT_EQ(a.why_not_higher.front().fault, BackupFault::kUndeclaredAbroad);
  EXPECT_NE(a.why_not_higher.front().says.en.find("SG"), std::string::npos);
  EXPECT_NE(a.why_not_higher.front().says.zh.find("数据出境"), std::string::npos);
}

// What each of these comes to, asked of these systems; "SYSTEM" of a manifest, and whether a log has it.
std::vector<BackupAssurance> checked_together(const std::vector<std::string>& systems,
                                              const std::vector<std::pair<std::string, bool>>& manifests,
                                              bool has_unnamed = false) {
  SampleCheck signatures;
  SampleSigner signer(1);
  const PublicKey key = signer.public_key();
  BackupQuestion q;
  q.owner = kUscc;
  q.systems = systems;
  q.has_unnamed_system = has_unnamed;
  q.at_ms = at("2026-06-01T12:00:00Z");
  q.assessed = {{sha256_hex("hello"), 5}};
  BackupsTogether together(q, &key, nullptr, signatures);
  for (const auto& [system, is_recorded] : manifests) {
    BackupManifest m = sample_manifest();
    m.system = system;
    BackupParts parts;
    parts.list = std::vector<BackedUpFile>{{"f", 5, sha256("hello")}, {system, 1, sha256("x")}};
    m.data = BackupManifest::Data{2, 6, hex(data_root(*parts.list))};
    if (is_recorded) parts.recorded = RecordedManifest{"log", 3};
    together.add(signed_manifest(m), parts);
  }
  return together.conclude();
}

const BackupReason* of_systems(const BackupAssurance& a) {
  for (const BackupReason& reason : a.why_not_higher) {
    if (reason.fault == BackupFault::kSystemUncovered) return &reason;
  }
  return nullptr;
}

TEST(BackupsTogether, EachSystemThatIsAskedForMustHaveOne) {
  const auto alone = checked_together({"crm"}, {{"crm", true}});
  EXPECT_EQ(alone[0].grade, EvidenceGrade::kE3);
  EXPECT_EQ(of_systems(alone[0]), nullptr);
  const auto one = checked_together({"crm", "hr"}, {{"crm", true}});
  EXPECT_EQ(one[0].grade, EvidenceGrade::kE1);
  EXPECT_EQ(one[0].level, 2) << "what no manifest supports is E1, too: to show one is no worse";
  ASSERT_NE(of_systems(one[0]), nullptr);
  EXPECT_EQ(of_systems(one[0])->says.en,
            "of 2 systems that must be covered 1 has no backup that is proven: hr");
  EXPECT_EQ(of_systems(one[0])->says.zh, "须覆盖的 2 个系统中有 1 个未见经证明的备份：hr");
  const auto both = checked_together({"crm", "hr"}, {{"crm", true}, {"hr", true}});
  for (const BackupAssurance& a : both) {
    EXPECT_EQ(a.grade, EvidenceGrade::kE3);
    EXPECT_EQ(a.level, alone[0].level);
    EXPECT_EQ(of_systems(a), nullptr);
  }
  const auto two_of_three = checked_together({"crm", "hr", "erp"}, {{"crm", true}, {"hr", true}});
  for (const BackupAssurance& a : two_of_three) EXPECT_EQ(a.grade, EvidenceGrade::kE1);
  EXPECT_EQ(checked_together({"crm", "crm"}, {{"crm", true}})[0].grade, EvidenceGrade::kE3);
}

TEST(BackupsTogether, NoneProvesMoreThanTheBestOfAnotherSystem) {
  const auto found = checked_together({"crm", "hr"}, {{"crm", true}, {"hr", false}});
  ASSERT_NE(of_systems(found[0]), nullptr);
  EXPECT_EQ(found[0].grade, EvidenceGrade::kE2);
  EXPECT_EQ(of_systems(found[1]), nullptr) << "it is held by its own";
  EXPECT_EQ(found[1].grade, EvidenceGrade::kE2);
  const auto best = checked_together({"crm", "hr"}, {{"hr", false}, {"crm", true}, {"hr", true}});
  EXPECT_EQ(best[1].grade, EvidenceGrade::kE3);
}

// A backup of one system: the files that it holds, by their contents.
struct SystemBackup {
  std::string system;
  std::vector<std::string> holds;
  std::string made = "2026-05-20T02:00:00Z";
  bool is_recorded = true;
  std::string owner = kUscc;
  bool has_list = true;
};

std::vector<BackupAssurance> checked_of_data(const std::vector<std::string>& systems,
                                             const std::vector<std::string>& assessed,
                                             const std::vector<SystemBackup>& backups,
                                             bool has_unnamed = false) {
  SampleCheck signatures;
  SampleSigner signer(1);
  const PublicKey key = signer.public_key();
  BackupQuestion q;
  q.owner = kUscc;
  q.systems = systems;
  q.has_unnamed_system = has_unnamed;
  q.at_ms = at("2026-06-01T12:00:00Z");
  for (const std::string& content : assessed) q.assessed.push_back({sha256_hex(content), content.size()});
  BackupsTogether together(q, &key, nullptr, signatures);
  for (const SystemBackup& one : backups) {
    BackupManifest m = sample_manifest();
    m.system = one.system;
    m.made_ms = at(one.made);
    std::vector<BackedUpFile> list;
    std::uint64_t octets = 0;
    for (const std::string& content : one.holds) {
      list.push_back({"f" + std::to_string(list.size()), content.size(), sha256(content)});
      octets += content.size();
    }
    m.data = BackupManifest::Data{list.size(), octets, hex(data_root(list))};
    BackupParts parts;
    if (one.has_list) parts.list = list;
    if (one.is_recorded) parts.recorded = RecordedManifest{"log", 3};
    m.owner = one.owner;
    if (one.owner != kUscc) m.issuer = one.owner;
    together.add(signed_manifest(m), parts);
  }
  return together.conclude();
}

const BackupReason* reason_in(const BackupAssurance& a, BackupFault fault) {
  for (const BackupReason& reason : a.why_not_higher) {
    if (reason.fault == fault) return &reason;
  }
  return nullptr;
}

const std::vector<std::string> kTwo{"crm", "hr"};

TEST(BackupsOfData, WhatSeveralHoldTogetherIsHeld) {
  const auto split = checked_of_data(kTwo, {"one", "two"}, {{"crm", {"one"}}, {"hr", {"two"}}});
  const auto whole =
      checked_of_data(kTwo, {"one", "two"}, {{"crm", {"one", "two"}}, {"hr", {"one", "two", "three"}}});
  for (std::size_t i = 0; i < 2; ++i) {
    EXPECT_EQ(split[i].grade, EvidenceGrade::kE3);
    EXPECT_EQ(split[i].level, whole[i].level);
    EXPECT_EQ(reason_in(split[i], BackupFault::kPartial), nullptr);
    EXPECT_EQ(of_systems(split[i]), nullptr);
    EXPECT_EQ(split[i].coverage->files, 1U);
    ASSERT_NE(reason_in(split[i], BackupFault::kPartHeld), nullptr);
    EXPECT_EQ(reason_in(split[i], BackupFault::kPartHeld)->says.en,
              "it holds 1/2 files of the data that was assessed, and other backups the rest, proven to E3");
  }
}

TEST(BackupsOfData, WhatNoBackupHoldsIsToldWithHowManyAndWhich) {
  const auto gap = checked_of_data(kTwo, {"one", "two", "gap"}, {{"crm", {"one"}}, {"hr", {"two"}}});
  for (const BackupAssurance& a : gap) {
    EXPECT_EQ(a.grade, EvidenceGrade::kE1);
    EXPECT_EQ(a.level, 3);
    ASSERT_NE(reason_in(a, BackupFault::kPartial), nullptr);
    EXPECT_NE(reason_in(a, BackupFault::kPartial)
                  ->says.en.find("1 file is in no backup that is proven: SHA-256 " +
                                 sha256_hex("gap").substr(0, 12)),
              std::string::npos)
        << reason_in(a, BackupFault::kPartial)->says.en;
    EXPECT_EQ(of_systems(a), nullptr) << "each system has one, and it is not said that it lacks one";
  }
}

// Nothing fills a gap but what is good, fresh, of the firm and of a system that was declared.
TEST(BackupsOfData, WhatIsNotProvenFillsNoGap) {
  for (const SystemBackup& filler :
       {SystemBackup{"hr", {"two"}, "2026-02-01T00:00:00Z"},  // stale
        SystemBackup{"hr", {"two"}, "2025-05-01T00:00:00Z"},  // outdated
        SystemBackup{"hr", {"two"}, "2026-05-20T02:00:00Z", true, "91310115MA1K0AAA1H"},
        SystemBackup{"hr", {"two"}, "2026-05-20T02:00:00Z", true, kUscc, false},
        SystemBackup{"erp", {"two"}}}) {
    const auto found = checked_of_data(kTwo, {"one", "two"}, {{"crm", {"one"}}, filler, {"hr", {"one"}}});
    EXPECT_EQ(found[0].grade, EvidenceGrade::kE1) << filler.system << filler.made;
    EXPECT_NE(reason_in(found[0], BackupFault::kPartial), nullptr) << filler.system << filler.made;
  }
}

TEST(BackupsOfData, NoneProvesMoreOfAPartThanTheRestIsProven) {
  const auto found = checked_of_data({"crm"}, {"one", "two"},
                                     {{"crm", {"one"}}, {"crm", {"two"}, "2026-05-20T02:00:00Z", false}});
  EXPECT_EQ(found[0].grade, EvidenceGrade::kE2);
  EXPECT_EQ(reason_in(found[0], BackupFault::kPartHeld)->limit, EvidenceGrade::kE2);
}

TEST(BackupsOfData, OfOneSystemBackupsRepeatEachOtherOfSeveralTheyAdd) {
  const auto same = checked_of_data({"crm"}, {"one", "one"}, {{"crm", {"one"}}, {"crm", {"one"}}});
  EXPECT_NE(reason_in(same[0], BackupFault::kPartial), nullptr) << "two equal files are two";
  const auto each = checked_of_data(kTwo, {"one", "one"}, {{"crm", {"one", "a"}}, {"hr", {"one", "b"}}});
  EXPECT_EQ(reason_in(each[0], BackupFault::kPartial), nullptr);
}

TEST(BackupsOfData, ABackupOfASystemThatWasNotScannedIsNoWorseThanNone) {
  const auto hidden = checked_of_data(kTwo, {"one"}, {{"crm", {"one"}}});
  const auto named = checked_of_data(kTwo, {"one"}, {{"crm", {"one"}}, {"hr", {"other"}}});
  EXPECT_EQ(hidden[0].level, 2);
  EXPECT_EQ(hidden[0].grade, EvidenceGrade::kE1);
  EXPECT_EQ(named[0].grade, EvidenceGrade::kE2) << "nobody compared what the other is of";
  EXPECT_EQ(named[1].grade, EvidenceGrade::kE2);
  EXPECT_EQ(reason_in(named[1], BackupFault::kWrongData), nullptr);
  EXPECT_LE(std::max(named[0].level, named[1].level), 2);
  const auto alone = checked_of_data(kTwo, {"one"}, {{"hr", {"other"}}});
  EXPECT_EQ(alone[0].level, 2);
  EXPECT_EQ(alone[0].grade, EvidenceGrade::kE1);
  // Nor is a newer one of a part beside an old one of the whole.
  const std::string old = "2026-02-01T00:00:00Z";
  const auto stale = checked_of_data({"crm"}, {"one", "two"}, {{"crm", {"one", "two"}, old}});
  const auto newer =
      checked_of_data({"crm"}, {"one", "two"}, {{"crm", {"one", "two"}, old}, {"crm", {"one"}}});
  EXPECT_EQ(newer[0], stale[0]);
  EXPECT_EQ(newer[1].grade, EvidenceGrade::kE2) << "it proves no more than the old one";
  EXPECT_LE(newer[1].level, stale[0].level);
  // One more of a system whose data another holds changes nothing.
  const auto once = checked_of_data({"crm"}, {"one"}, {{"crm", {"one"}}});
  const auto more = checked_of_data({"crm"}, {"one"}, {{"crm", {"one"}}, {"crm", {"other"}}});
  EXPECT_EQ(more[0], once[0]);
  EXPECT_EQ(more[1].grade, EvidenceGrade::kE2) << "it supports no more than its own";
  EXPECT_LE(more[1].level, once[0].level);
}

// E1 supports level 2, and so does a claim that no manifest supports: one that shows the backup of one of its
// systems, whatever of the data that holds, is no worse off than one that hides it.
TEST(BackupsOfData, ToShowOneSystemsBackupIsNeverWorseThanToShowNone) {
  for (const std::vector<std::string>& holds :
       {std::vector<std::string>{"one", "two"}, {"one"}, {"other"}, {"one", "other"}}) {
    const auto shown = checked_of_data(kTwo, {"one", "two"}, {{"crm", holds}});
    EXPECT_EQ(shown[0].grade, EvidenceGrade::kE1);
    EXPECT_EQ(shown[0].level, 2) << holds.size() << holds.front();
  }
  for (const auto& systems : {std::vector<std::string>{"crm"}, std::vector<std::string>{}}) {
    const auto beside_unnamed = checked_of_data(systems, {"one"}, {{"crm", {"other"}}}, true);
    EXPECT_EQ(beside_unnamed[0].grade, EvidenceGrade::kE1);
    EXPECT_EQ(beside_unnamed[0].level, 2);
  }
  // A gap that no backup is left to fill was found, and counts.
  const auto gap = checked_of_data({"crm"}, {"one", "two"}, {{"crm", {"one"}}});
  EXPECT_EQ(gap[0].level, 3);
}

TEST(BackupsOfData, WhatIsAttestedUnderTwoNamesIsABackupOfOneSystem) {
  const auto twice = checked_of_data(kTwo, {"one"}, {{"crm", {"one"}}, {"hr", {"one"}}});
  for (const BackupAssurance& a : twice) {
    EXPECT_EQ(a.grade, EvidenceGrade::kE1);
    EXPECT_EQ(a.level, 2) << "as with one of the two alone";
    ASSERT_NE(of_systems(a), nullptr);
  }
  EXPECT_EQ(of_systems(twice[0])->says.en,
            "of 2 systems that must be covered 1 has no backup that is proven: hr");
  EXPECT_EQ(of_systems(twice[1])->says.en,
            "of 2 systems that must be covered 1 has no backup that is proven: hr; this holds the same as "
            "the backup of crm");
  EXPECT_EQ(of_systems(twice[1])->says.zh,
            "须覆盖的 2 个系统中有 1 个未见经证明的备份：hr；本备份与“crm”的备份内容相同");
  // It fills no gap a second time.
  const auto copies = checked_of_data(kTwo, {"one", "one"}, {{"crm", {"one"}}, {"hr", {"one"}}});
  EXPECT_NE(reason_in(copies[0], BackupFault::kPartial), nullptr);
  // It goes to the system that has no other, and takes nothing from one that has.
  for (const auto& found :
       {checked_of_data(kTwo, {"one"}, {{"crm", {"one"}}, {"hr", {"one"}}, {"hr", {"one", "of hr"}}}),
        checked_of_data(kTwo, {"one"}, {{"crm", {"one"}}, {"hr", {"one"}}, {"crm", {"one", "of crm"}}}),
        checked_of_data(
            kTwo, {"one"},
            {{"crm", {"one"}}, {"hr", {"one"}}, {"crm", {"one", "of crm"}}, {"hr", {"one", "of hr"}}})}) {
    for (const BackupAssurance& a : found) EXPECT_EQ(of_systems(a), nullptr);
    EXPECT_EQ(found[0].grade, EvidenceGrade::kE3);
  }
  // Which of them is whose is decided so that the worst is the best that it can be.
  const std::string made = "2026-05-20T02:00:00Z";
  const auto best = checked_of_data(kTwo, {"one"},
                                    {{"crm", {"one"}, made, false},
                                     {"crm", {"one", "a"}},
                                     {"hr", {"one"}},
                                     {"hr", {"one", "b"}, made, false}});
  EXPECT_EQ(best[1].grade, EvidenceGrade::kE3);
  EXPECT_EQ(best[2].grade, EvidenceGrade::kE3);
  // Whoever has no right to speak for the firm takes nothing away, nor does a system that nobody asked for.
  const auto foreign = checked_of_data({"crm"}, {"one"},
                                       {{"crm", {"one"}},
                                        {"erp", {"one"}},
                                        {"hr", {"one"}, "2026-05-20T02:00:00Z", true, "91310115MA1K0AAA1H"}});
  EXPECT_EQ(foreign[0].grade, EvidenceGrade::kE3);
}

// Where a manifest does not say what was backed up, the snapshot is the same as it lies.
TEST(BackupsTogether, ASnapshotThatSaysNotWhatItIsOfIsOneBackup) {
  SampleCheck signatures;
  SampleSigner signer(1);
  const PublicKey key = signer.public_key();
  BackupQuestion q;
  q.owner = kUscc;
  q.systems = kTwo;
  q.at_ms = at("2026-06-01T12:00:00Z");
  const auto grade_of = [&](const std::string& snapshot, bool says) {
    BackupsTogether together(q, &key, nullptr, signatures);
    for (const std::string& system : kTwo) {
      BackupManifest m = sample_manifest();
      m.system = system;
      if (system == "hr") m.snapshot = snapshot;
      if (system == "hr" || !says) m.data.reset();
      together.add(signed_manifest(m), {});
    }
    return together.conclude().front().grade;
  };
  for (const bool says : {false, true}) {
    EXPECT_EQ(grade_of(sample_manifest().snapshot, says), EvidenceGrade::kE1);
    EXPECT_EQ(grade_of("1f2e3d4c", says), EvidenceGrade::kE2);
  }
}

TEST(BackupsOfData, WhereNoneHoldsItAndNoneIsLeftToBeScannedItIsOtherData) {
  for (const auto& found : {checked_of_data({"crm"}, {"one"}, {{"crm", {"other"}}}),
                            checked_of_data({}, {"one"}, {{"crm", {"other"}}}),
                            checked_of_data(kTwo, {"one"}, {{"crm", {"other"}}, {"hr", {"else"}}})}) {
    for (const BackupAssurance& a : found) {
      EXPECT_EQ(a.grade, EvidenceGrade::kE0);
      EXPECT_EQ(a.level, 4);
      EXPECT_NE(reason_in(a, BackupFault::kWrongData), nullptr);
    }
  }
}

TEST(BackupsTogether, WhereNobodySaysWhichSystemsNoneIsKnownToBeCovered) {
  for (const auto& found :
       {checked_together({}, {{"crm", true}}), checked_together({}, {{"crm", true}}, true),
        checked_together({"crm"}, {{"crm", true}}, true)}) {
    EXPECT_EQ(found[0].grade, EvidenceGrade::kE1);
    EXPECT_EQ(found[0].level, 2);
    EXPECT_NE(of_systems(found[0]), nullptr);
  }
}

TEST(BackupCheck, APlaceAtHomeThatNoTableHasIsStatedAlone) {
  BackupManifest m = sample_manifest();
  const auto told = [&] {
    const auto all = reasons_of(checked_backup(m));
    return std::count(all.begin(), all.end(), "site_claimed");
  };
  EXPECT_EQ(told(), 0);
  m.copies = {{"SG", "Singapore"}};
  EXPECT_EQ(told(), 0) << "said against oneself";
  m.copies = {{"CN", "Tianjin"}};
  EXPECT_EQ(told(), 1);
}

TEST(BackupCheck, BetterEvidenceNeverGivesAWorseLevel) {
  const auto without = checked_backup(sample_manifest());
  BackupParts recorded;
  recorded.recorded = RecordedManifest{"log", 3};
  const auto with_record = checked_backup(sample_manifest(), recorded);
  EXPECT_GE(with_record.grade, without.grade);
  EXPECT_LE(with_record.level, without.level);
}

TEST(BackupFaults, EachHasWordsInBothLanguagesANameAndALevelInRange) {
  std::set<std::string_view> names;
  for (std::size_t i = 0; i < kBackupFaultNames.size(); ++i) {
    const auto fault = static_cast<BackupFault>(i);
    EXPECT_FALSE(words_of(fault).en.empty());
    EXPECT_FALSE(words_of(fault).zh.empty());
    EXPECT_EQ(backup_fault_named(to_string(fault)), fault);
    EXPECT_GE(level_of(fault), 0);
    EXPECT_LE(level_of(fault), 4);
    EXPECT_TRUE(limit_of(fault) != EvidenceGrade::kE0 || level_of(fault) == 4) << to_string(fault);
    names.insert(to_string(fault));
  }
  EXPECT_EQ(names.size(), kBackupFaultNames.size());
  EXPECT_FALSE(backup_fault_named("none"));
}

TEST(RecoveryGrades, GrowStricter) {
  for (int grade = 2; grade <= 6; ++grade)
    EXPECT_LE(recovery_grade(grade)->rpo_minutes, recovery_grade(grade - 1)->rpo_minutes);
  EXPECT_EQ(recovery_grade(0), nullptr);
  EXPECT_EQ(recovery_grade(7), nullptr);
}

}  // namespace
}  // namespace tidegate::assure
