#include "tidegate/gate/backups/claimed.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "tidegate/assure/sample_backup_test.h"
#include "tidegate/store/temporary_folder_test.h"

namespace tidegate {
namespace {

CheckedCredential backup(int level, std::vector<std::string> sites) {
  CheckedCredential out{"crm.jwt", {}};
  out.found.kind = "backup_manifest";
  out.found.level = level;
  out.found.scope.sites = std::move(sites);
  return out;
}

Transfer claiming(int level) {
  Transfer transfer;
  FactorClaim& claim = transfer.factors[static_cast<std::size_t>(Factor::kB)];
  claim.answered = true;
  claim.level = level;
  return transfer;
}

int level_of(const Transfer& transfer) {
  return transfer.factors[static_cast<std::size_t>(Factor::kB)].level;
}

std::vector<Finding> found_of_copies(CheckState state) {
  Finding finding;
  finding.rule = "V20";
  finding.state = state;
  return {finding};
}

TEST(ClaimedBackups, TheWorstRaisesTheLevelAndNoneLowersIt) {
  Transfer transfer = claiming(1);
  heed_backups({backup(0, {"CN/Beijing"})}, transfer);
  EXPECT_EQ(level_of(transfer), 1);
  EXPECT_FALSE(transfer.scenario.backups_abroad);
  heed_backups({backup(3, {}), backup(2, {})}, transfer);
  EXPECT_EQ(level_of(transfer), 3);
  CheckedCredential credential = backup(4, {"SG/Singapore"});
  credential.found.kind = "dsm";  // its level is another
  heed_backups({credential}, transfer);
  EXPECT_EQ(level_of(transfer), 3);
  EXPECT_FALSE(transfer.scenario.backups_abroad);
}

TEST(ClaimedBackups, ACopyAbroadIsOneWhateverIsDeclared) {
  Transfer transfer = claiming(0);
  transfer.scenario.backups_abroad = false;
  heed_backups({backup(0, {"CN/Beijing", "/", "SG/Singapore"})}, transfer);
  EXPECT_EQ(transfer.scenario.backups_abroad, true);
}

TEST(ClaimedBackups, ACountryThatIsNotDeclaredForCopiesIsNamed) {
  const std::vector<CheckedCredential> found = {backup(4, {"CN/Beijing", "SG/Singapore", "SG/Jurong"})};
  Transfer declared = claiming(0);
  Recipient recipient;
  recipient.region = "SG";
  declared.recipients = {recipient};
  auto findings = found_of_copies(CheckState::kPasses);
  check_copies_abroad(found, undeclared_copies(found, declared), findings);
  ASSERT_EQ(findings.size(), 1U);
  EXPECT_EQ(findings[0].state, CheckState::kFails) << "a recipient's country is not one for copies";
  EXPECT_TRUE(findings[0].says.en.starts_with("crm.jwt tells of a copy in SG, ")) << findings[0].says.en;
  EXPECT_NE(findings[0].says.zh.find("SG"), std::string::npos);
  // What else it fails for stays.
  findings = found_of_copies(CheckState::kFails);
  check_copies_abroad(found, undeclared_copies(found, declared), findings);
  EXPECT_EQ(findings.size(), 2U);
  declared.scenario.backups_abroad = true;
  findings = found_of_copies(CheckState::kPasses);
  check_copies_abroad(found, undeclared_copies(found, declared), findings);
  EXPECT_EQ(findings[0].state, CheckState::kPasses);
}

TEST(ClaimedBackups, WhatAManifestSaidBeforeItCompletedTheDeclarationStays) {
  const std::vector<CheckedCredential> found = {backup(4, {"SG/Singapore", "DE/Berlin", "CN/Beijing"})};
  Transfer declared = claiming(0);
  Recipient recipient;
  recipient.region = "SG";
  declared.recipients = {recipient};
  const std::vector<std::string> both{"DE", "SG"};
  EXPECT_EQ(undeclared_copies(found, declared), both);
  heed_backups(found, declared);  // now its copies are declared, by nobody but the manifest
  EXPECT_EQ(undeclared_copies(found, declared), std::vector<std::string>{"DE"});
}

// Manifests of these systems, named by them; the declaration's systems.
std::vector<CheckedCredential> claimed(const std::vector<std::string>& manifests,
                                       const std::vector<std::string>& systems) {
  Transfer transfer = claiming(0);
  transfer.uscc = assure::kUscc;
  for (const std::string& name : systems) {
    StorageSystem system;
    system.name = name;
    transfer.scenario.domestic_systems.push_back(system);
  }
  BackupPapers papers;
  papers.octets = [](const std::string& file, std::size_t) -> std::optional<std::string> {
    if (!file.ends_with(".jwt")) return std::nullopt;
    assure::BackupManifest m = assure::sample_manifest();
    m.system = file.substr(0, file.size() - 4);
    m.data->root = sha256_hex(m.system);
    return assure::signed_manifest(m);
  };
  papers.lines = [](const std::string&) { return std::nullopt; };
  papers.names = [](const std::string&, const auto&) {};
  for (const std::string& name : manifests) {
    EvidenceClaim claim;
    claim.file = name + ".jwt";
    transfer.evidence_claims.push_back(claim);
  }
  BackupTrust trust;
  trust.owner = assure::SampleSigner(1).public_key();
  const std::int64_t now_ms = assure::at("2026-06-01T12:00:00Z");
  return check_claimed_backups(transfer, std::nullopt, {now_ms, now_ms}, trust, papers);
}

TEST(ClaimedBackups, EachDeclaredSystemMustHaveOne) {
  using enum EvidenceGrade;
  const auto whole = claimed({"crm"}, {"crm"}).at(0).found;
  EXPECT_EQ(whole.grade, kE2);
  EXPECT_EQ(whole.expires_ms, *whole.issued_ms + std::int64_t{366} * 86'400'000)
      << "then it is looked at again";
  const auto one = claimed({"crm"}, {"crm", "hr"}).at(0).found;
  EXPECT_EQ(one.grade, kE1);
  EXPECT_EQ(one.level, 2);
  ASSERT_FALSE(one.why_not_higher.empty());
  EXPECT_EQ(one.why_not_higher.front().fault, CredentialFault::kSystemUncovered);
  EXPECT_EQ(one.why_not_higher.front().limit, kE1) << "nobody says that it is of another";
  for (const CheckedCredential& each : claimed({"crm", "hr"}, {"hr", "crm"}))
    EXPECT_EQ(each.found.grade, kE2);
  for (const std::vector<std::string>& systems : {std::vector<std::string>{}, {""}, {"crm", ""}})
    EXPECT_EQ(claimed({"crm"}, systems).at(0).found.grade, kE1);
  EXPECT_EQ(claimed({"crm"}, {"hr"}).at(0).found.grade, kE0);
}

TEST(ClaimedBackups, AFilesNameSaysWhoseItIs) {
  for (const char* name : {"crm.files", "crm.tgb", "crm.challenge", "crm.answer", "crm.drill.jwt",
                           "crm.drill-2.jwt", "crm.verdict.jwt"})
    EXPECT_EQ(manifest_beside(name), "crm.jwt") << name;
  for (const char* name : {"crm.jwt", "dsm.sd-jwt", ".tgb", ".drill.jwt", "drill.jwt", "crm.driller.jwt", ""})
    EXPECT_EQ(manifest_beside(name), "") << name;
}

TEST(ClaimedBackups, WithoutAnybodyWhoIsTrustedNothingIsFound) {
  Transfer transfer = claiming(0);
  EvidenceClaim claim;
  claim.file = "crm.jwt";
  transfer.evidence_claims = {claim};
  EXPECT_TRUE(check_claimed_backups(transfer, std::nullopt, {1, 1}, BackupTrust{}, BackupPapers{}).empty());
}

TEST(ClaimedBackups, ACodeThatIsNoNameOfAFileOpensNone) {
  const TemporaryFolder home;
  std::filesystem::create_directories(home / "backups/keys");
  std::ofstream(home / "stray.jwk") << "no key";
  const auto trust = backup_trust(home.path(), "../../stray", nullptr);
  ASSERT_TRUE(trust);
  EXPECT_FALSE(trust->owner);
  std::ofstream(home / "backups/keys/stray.jwk") << "no key";
  EXPECT_FALSE(backup_trust(home.path(), "stray", nullptr));
}

}  // namespace
}  // namespace tidegate
