#include "tidegate/gate/desk/filing_credentials.h"

#include <filesystem>
#include <fstream>
#include <set>

#include "tidegate/assure/sample_backup_test.h"
#include "tidegate/base/hash.h"
#include "tidegate/store/temporary_folder_test.h"

namespace tidegate::desk {
namespace {

using assure::at;
using assure::SampleSigner;

constexpr const char* kNow = "2026-06-01T12:00:00Z";

Transfer declaring(const std::string& file) {
  Transfer transfer;
  transfer.uscc = assure::kUscc;
  StorageSystem system;
  system.name = "crm";
  system.city = "Beijing DC1";
  transfer.scenario.domestic_systems = {system};
  EvidenceClaim claim;
  claim.file = file;
  claim.kind = "dsm";
  transfer.evidence_claims = {claim};
  return transfer;
}

const DocumentOctets kNothing = [](const std::string&) { return std::nullopt; };
BackupPapers no_papers() {
  return backup_papers({}, [](const std::string&) { return std::nullopt; });
}

class Shelf : public ::testing::Test {
 protected:
  void write(const std::string& name, const std::string& bytes) {
    const std::filesystem::path path = std::filesystem::path(folder_ / "credentials") / name;
    std::filesystem::create_directories(path.parent_path());
    std::ofstream(path, std::ios::binary) << bytes;
  }
  void write_trust() {
    SampleSigner owner(9);
    write("trust-key.json", canonical_text(assure::key_json(owner.public_key())));
    write("trust.jwt",
          assure::sign_text(assure::sample_trust(), assure::kTrustListType, "owner", owner).value());
  }
  LookUp look(const std::string& document, const std::string& file = "dsm.jwt") {
    const auto octets = [&](const std::string& name) {
      return name == "dsm.jwt" ? std::optional(document) : std::nullopt;
    };
    return look_up(&shelf_, declaring(file), at(kNow), octets, no_papers());
  }

  TemporaryFolder folder_;
  CredentialShelf shelf_{folder_.path()};
};

TEST_F(Shelf, WithoutATrustListNothingIsBelievedAndItIsSaid) {
  const std::string document = assure::issued(assure::sample_contents());
  const LookUp none = look(document);
  EXPECT_TRUE(none.looked.found.empty());
  EXPECT_EQ(none.looked.lists, "");
  ASSERT_TRUE(none.unbelieved);
  EXPECT_FALSE(none.unbelieved->zh.empty());
  EXPECT_TRUE(look_up(nullptr, declaring("dsm.jwt"), 1, kNothing, no_papers()).unbelieved);
  EXPECT_FALSE(look_up(&shelf_, Transfer{}, 1, kNothing, no_papers()).unbelieved)
      << "nothing is named: nothing is to be said";
  write_trust();
  write("trust.jwt", "ey.ey.AA");
  const LookUp damaged = look(document);
  EXPECT_TRUE(damaged.looked.found.empty());
  ASSERT_TRUE(damaged.unbelieved);
  EXPECT_NE(damaged.unbelieved->en, none.unbelieved->en);
}

TEST_F(Shelf, AListThatIsPutThereCountsFromTheNextQuestionOn) {
  write_trust();
  const std::string document = assure::issued(assure::sample_contents());
  EXPECT_EQ(look(document).looked.found.at(0).found.grade, EvidenceGrade::kE1) << "no status list yet";
  write("status/a.jwt", assure::status_list(assure::kFresh));
  const LookUp good = look(document);
  EXPECT_EQ(good.looked.found.at(0).found.grade, EvidenceGrade::kE3);
  EXPECT_EQ(good.looked.at_ms, at(kNow));
  EXPECT_EQ(good.looked.lists, (*shelf_.lists())->hash());
  std::vector<int> entries(16);
  entries[5] = assure::kStatusRevoked;
  write("status/a.jwt", assure::status_list(assure::kFresh, entries));
  const LookUp revoked = look(document);
  EXPECT_NE(revoked.looked.lists, good.looked.lists);
  EXPECT_EQ(assure::reason(revoked.looked.found.at(0).found), "revoked");
  std::filesystem::rename(folder_ / "credentials/status/a.jwt", folder_ / "credentials/status/b.jwt");
  EXPECT_EQ(look(document).looked.lists, revoked.looked.lists) << "by what they say, not by their names";
}

TEST_F(Shelf, WhatIsNoCredentialOrNotThereIsPassedOver) {
  write_trust();
  EXPECT_TRUE(look("%PDF-1.7").looked.found.empty());
  EXPECT_TRUE(look(assure::issued(assure::sample_contents()), "other.jwt").looked.found.empty());
}

CredentialAssurance lowered(EvidenceGrade grade, CredentialFault fault) {
  CredentialAssurance found;
  found.grade = grade;
  found.why_not_higher = {{fault, grade, {"a", "一"}}};
  return found;
}

TEST(Loss, IsWhatSomebodyStatedAndNothingElse) {
  using enum CredentialFault;
  using enum EvidenceGrade;
  for (const CredentialFault fault : {kRevoked, kSuspended, kExpired, kUnknownIssuer, kAccreditationNow})
    EXPECT_EQ(loss_below(kE3, lowered(kE0, fault)), fault);
  for (const CredentialFault fault : {kStatusStale, kStatusMissing, kTrustListStale, kUnchecked, kWorkTooOld})
    EXPECT_EQ(loss_below(kE3, lowered(kE1, fault)), std::nullopt) << to_string(fault);
  EXPECT_EQ(loss_below(kE1, lowered(kE1, kOtherSite)), std::nullopt) << "it was no higher before";
  CredentialAssurance both = lowered(kE1, kOtherSite);
  both.why_not_higher.push_back({kStatusMissing, kE1, {"b", "二"}});
  EXPECT_EQ(loss_below(kE1, both), std::nullopt);
}

// One that others hold down is lost with one of these that somebody stated something of, not by their age.
TEST(Loss, OfOneIsALossOfThoseThatItHeldUp) {
  using enum CredentialFault;
  using enum EvidenceGrade;
  const auto of_kind = [](const char* kind, EvidenceGrade grade, CredentialFault fault) {
    CredentialAssurance found = lowered(grade, fault);
    found.kind = kind;
    return LookedAgain{kE3, found};
  };
  using Losses = std::vector<std::optional<CredentialFault>>;
  const LookedAgain held = of_kind("mlps", kE1, kSystemUncovered);
  EXPECT_EQ(losses_among({held, of_kind("mlps", kE0, kRevoked)}), (Losses{kSystemUncovered, kRevoked}));
  EXPECT_EQ(losses_among({held, of_kind("mlps", kE1, kStatusMissing)}), (Losses{std::nullopt, std::nullopt}));
  EXPECT_EQ(losses_among({held, of_kind("dsm", kE0, kRevoked)}), (Losses{std::nullopt, kRevoked}));
  EXPECT_EQ(losses_among({of_kind("backup_challenge", kE1, kSystemUncovered),
                          of_kind("backup_manifest", kE0, kExpired)}),
            (Losses{kSystemUncovered, kExpired}));
  const LookedAgain was_low{kE1, held.now};
  EXPECT_EQ(losses_among({was_low, of_kind("mlps", kE0, kRevoked)}), (Losses{std::nullopt, kRevoked}));
}

TEST(LookedUpOfAVersion, ComesBackAsItWasWritten) {
  LookedUp looked{at(kNow),
                  std::string(64, 'a'),
                  {{"dsm.jwt", lowered(EvidenceGrade::kE3, CredentialFault::kKindLimit)},
                   {"gone.jwt", lowered(EvidenceGrade::kE3, CredentialFault::kKindLimit)},
                   {"again.jwt", lowered(EvidenceGrade::kE3, CredentialFault::kKindLimit)},
                   {"bad.jwt", lowered(EvidenceGrade::kE0, CredentialFault::kRevoked)}}};
  looked.found[0].found.expires_ms = 77;
  JsonWriter json;
  json.begin_object();
  write_looked_up(json.key("credentials"), looked);
  json.end_object();
  const std::string text = json.take();
  const auto back = looked_up_of(FilingDocument(text));
  ASSERT_TRUE(back) << back.error().what;
  EXPECT_EQ(back->at_ms, looked.at_ms);
  EXPECT_EQ(back->lists, looked.lists);
  EXPECT_EQ(back->found, looked.found);
  EXPECT_EQ(looked_up_of(FilingDocument("{}"))->at_ms, 0) << "a version of before";
  EXPECT_EQ(looked_up_of(FilingDocument(R"({"credentials":{"at_ms":1}})")).error().code, ErrorCode::kCorrupt);

  DeskPaper paper;
  paper.file_name = "dsm.jwt";
  paper.sha256 = "s1";
  DeskPaper same = paper;
  same.file_name = "again.jwt";
  DeskPaper bad = paper;
  bad.file_name = "bad.jwt";
  bad.sha256 = "s2";
  const auto rows = rows_of("c1", looked, {paper, same, bad});
  ASSERT_EQ(rows.size(), 1U) << "one a document, and only of what proves something";
  EXPECT_EQ(rows[0], (CaseCredentialRow{"c1", "s1", "dsm.jwt", static_cast<std::int64_t>(EvidenceGrade::kE3),
                                        77, looked.lists, looked.at_ms}));
}

// What lies beside one manifest is bounded by whoever checks it, not by whoever hands it over.
TEST(BackupPapersOfAFiling, OfDrillsTheFirstFiftyAreRead) {
  const std::string manifest = assure::signed_manifest(assure::sample_manifest());
  std::vector<DeskPaper> papers;
  const auto add = [&](const std::string& name, const std::string& octets) {
    DeskPaper paper;
    paper.file_name = name;
    paper.sha256 = name;
    paper.size_bytes = static_cast<std::int64_t>(octets.size());
    papers.push_back(paper);
  };
  add("crm.jwt", manifest);
  for (int i = 58; i >= 0; --i)
    add((i < 10 ? "crm.drill-0" : "crm.drill-") + std::to_string(i) + ".jwt", "x");
  std::set<std::string> read;
  const auto blob = [&](const std::string& name) -> std::optional<std::string> {
    read.insert(name);
    return name == "crm.jwt" ? manifest : "x";
  };
  BackupTrust trust;
  trust.owner = SampleSigner(1).public_key();
  const auto found = check_claimed_backups(declaring("crm.jwt"), std::nullopt, {at(kNow), at(kNow)}, trust,
                                           backup_papers(papers, blob));
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].found.grade, EvidenceGrade::kE2);
  EXPECT_EQ(read.size(), 51U);
  EXPECT_EQ(read.count("crm.drill-00.jwt"), 1U);
  EXPECT_EQ(read.count("crm.drill-49.jwt"), 1U) << "by the octets of their names";
  EXPECT_EQ(read.count("crm.drill-50.jwt"), 0U);
}

}  // namespace
}  // namespace tidegate::desk
