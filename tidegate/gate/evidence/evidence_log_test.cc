#include "tidegate/gate/evidence/evidence_log.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <thread>

#include "tidegate/evidence/cosignature.h"
#include "tidegate/evidence/small_log_test.h"
#include "tidegate/evidence/verify.h"
#include "tidegate/evidence/witness.h"
#include "tidegate/gate/evidence/log_folder.h"
#include "tidegate/ports/signatures.h"
#include "tidegate/ports/tree_hashers.h"
#include "tidegate/store/temporary_folder_test.h"

namespace tidegate {
namespace {

constexpr std::int64_t kNow = 1'795'000'000'000;

// One honest witness that may be down; what it is asked comes to it in memory.
class OneWitness final : public HttpFetch {
 public:
  Result<HttpGot> fetch(const HttpAsk& ask) override {
    if (is_down) return fail({ErrorCode::kUnavailable, "no answer", {}, "没有答复"});
    const auto sent = evidence::parse_add_checkpoint(ask.body).value();
    const auto check = signature_check();
    const auto signed_by = evidence::open_checkpoint(sent.checkpoint, keys, *check);
    if (!signed_by) return HttpGot{403, {}, {}};
    const auto& opened = *signed_by;
    const auto said = evidence::decide(kept_, sent, opened, Sha256TreeHasher(), clock_s);
    if (said.status == 409) return HttpGot{409, {}, fmt::format("{}\n", said.kept_size)};
    if (said.status != 200) return HttpGot{said.status, {}, {}};
    kept_ = said.keep;
    return HttpGot{
        200, {}, evidence::to_line(*evidence::cosign(opened.note.text, clock_s, "w.example", signer))};
  }
  std::string policy_lines() {
    const evidence::VerifierKey key{"w.example", evidence::KeyUse::kCosignature, signer.public_key()};
    return "witness w " + key.to_text() + " http://w.example/\nquorum w\n";
  }
  std::atomic<bool> is_down{false};
  std::atomic<std::int64_t> clock_s{kNow / 1'000};
  std::vector<evidence::VerifierKey> keys;
  evidence::TestSigner signer{7};

  void forget() { kept_.reset(); }

 private:
  std::optional<evidence::WitnessLine> kept_;
};

class OwnLog : public testing::Test {
 protected:
  void make(bool has_sm = false, const std::string& passphrase = {}) {
    ASSERT_TRUE(log_folder::make({path_, "log.example/2026", has_sm, passphrase, witness_.policy_lines()})
                    .has_value());
    witness_.keys = log_folder::read(path_, passphrase)->policy.log_keys();
  }
  std::unique_ptr<EvidenceLog> open(const std::string& passphrase = {}) {
    auto log =
        EvidenceLog::open({path_, passphrase, &clock_, &witness_, {.whole_ms = 2'000, .allows_plain = true}});
    EXPECT_TRUE(log.has_value()) << log.error().what << log.error().where;
    return log ? std::move(*log) : nullptr;
  }
  static NamedRecord record(const std::string& subject, const std::string& route = "exempt") {
    NamedRecord one{subject, {}};
    one.record.kind = RecordKind::kAssessment;
    one.record.actor = "tidegate";
    one.record.time_ms = kNow - 1'000;
    one.record.fields = {{"route", route}, {"lane", "green"}};
    return one;
  }
  static std::uint64_t add(EvidenceLog& log, const NamedRecord& one) { return log.append({&one, 1}).value(); }
  evidence::Verified verified(EvidenceLog& log, const evidence::Bundle& bundle,
                              const std::string& trust = {}) {
    const auto check = signature_check();
    const auto sm3 = sm3_tree_hasher();
    const Sha256TreeHasher sha256;
    return evidence::verify_bundle(
        evidence::write_bundle(bundle),
        {evidence::Policy::parse(trust.empty() ? log.policy_text() : trust).value(), kNow, true},
        {sha256, sm3 ? sm3->get() : nullptr, *check, nullptr});
  }
  static std::string told(const evidence::Verified& verified) {
    std::string out;
    for (const auto& step : verified.steps)
      out += fmt::format("{} {} {}\n", step.name, evidence::to_string(step.state), step.says.en);
    return out;
  }

  TemporaryFolder folder_;
  const std::string path_ = folder_.path() + "/evidence";
  const FixedClock clock_{kNow};
  OneWitness witness_;
};

TEST_F(OwnLog, ProvesARecordWithTheFieldsThatItsOwnerShows) {
  make(true);
  const auto log = open();
  add(*log, record("case/a"));
  const std::uint64_t index = add(*log, record("case/b", "assessment"));
  const auto standing = log->publish();
  ASSERT_TRUE(standing.has_value()) << standing.error().what;
  EXPECT_TRUE(standing->lacks.empty());
  EXPECT_EQ(standing->checkpoint, 3U);  // two records and the state
  const auto bundle = log->bundle(index, std::vector<std::string>{"route"}, "case/b", "");
  ASSERT_TRUE(bundle.has_value()) << bundle.error().what;
  const auto seen = verified(*log, *bundle);
  EXPECT_TRUE(seen.holds) << told(seen);
  ASSERT_EQ(bundle->disclosed.size(), 1U);
  EXPECT_EQ(bundle->disclosed[0].field.field.value, "assessment");
  EXPECT_EQ(evidence::write_bundle(*bundle).find("green"), std::string::npos)
      << "what is not shown is not there";
  EXPECT_TRUE(bundle->sm3.has_value());
}

void copy_of(const std::string& from, const std::string& to) {
  std::filesystem::remove_all(to);
  std::filesystem::copy(from, to, std::filesystem::copy_options::recursive);
}

TEST_F(OwnLog, AForkOfARestoredCopyIsSignedNoFurtherOnceAWitnessAnswers) {
  make();
  {
    const auto log = open();
    add(*log, record("case/1"));
    ASSERT_TRUE(log->publish().has_value());
  }
  copy_of(path_, path_ + ".copy");
  {
    const auto log = open();
    add(*log, record("case/2"));
    ASSERT_TRUE(log->publish().has_value());
  }
  copy_of(path_ + ".copy", path_);
  witness_.is_down = true;
  const auto log = open();
  for (int i = 3; i < 9; ++i) add(*log, record(fmt::format("case/{}", i)));
  ASSERT_TRUE(log->publish().has_value());
  witness_.is_down = false;
  const auto seen = log->publish().value();
  EXPECT_TRUE(seen.is_doubted());
  EXPECT_EQ(seen.outcomes.at(0).kind, WitnessOutcome::Kind::kFork);
  add(*log, record("case/9"));  // recording goes on
  const auto held = log->publish().value();
  EXPECT_TRUE(held.is_doubted());
  EXPECT_EQ(held.checkpoint, seen.checkpoint);
  EXPECT_GT(held.entries, held.checkpoint);
}

TEST_F(OwnLog, ASm3CheckpointBeyondTheLogIsARollback) {
  make(true);
  {
    const auto log = open();
    add(*log, record("case/1"));
    ASSERT_TRUE(log->publish().has_value());
  }
  copy_of(path_, path_ + ".copy");
  {
    const auto log = open();
    add(*log, record("case/2"));
    ASSERT_TRUE(log->publish().has_value());
  }
  std::filesystem::copy_file(path_ + "/log/sm3/checkpoint", path_ + ".copy/log/sm3/checkpoint",
                             std::filesystem::copy_options::overwrite_existing);
  copy_of(path_ + ".copy", path_);
  const auto opened = EvidenceLog::open({path_, "", &clock_, &witness_, {}});
  ASSERT_FALSE(opened.has_value());
  EXPECT_EQ(opened.error().code, ErrorCode::kCorrupt);
  EXPECT_NE(opened.error().where.find("sm3"), std::string::npos);
}

TEST_F(OwnLog, HandsOutNothingWhileItsMapIsAheadOfItsCheckpoint) {
  make();
  const auto log = open();
  const std::uint64_t index = add(*log, record("case/a"));
  ASSERT_TRUE(log->publish().has_value());
  add(*log, record("case/b"));
  const std::string checkpoint = path_ + "/log/checkpoint";
  std::filesystem::remove(checkpoint);
  std::filesystem::create_directory(checkpoint);
  ASSERT_FALSE(log->publish().has_value());
  const auto refused = log->bundle(index, {}, "", "");
  ASSERT_FALSE(refused.has_value());
  EXPECT_EQ(refused.error().code, ErrorCode::kUnavailable);
  std::filesystem::remove(checkpoint);
  add(*log, record("case/b"));
  ASSERT_TRUE(log->publish().has_value());
  const auto bundle = log->bundle(index, {}, "", "");
  ASSERT_TRUE(bundle.has_value()) << bundle.error().what;
  const auto seen = verified(*log, *bundle);
  EXPECT_TRUE(seen.holds) << told(seen);
}

TEST_F(OwnLog, ARecordIsNoLongerTheNewestOnceAnotherFollows) {
  make();
  const auto log = open();
  const std::uint64_t first = add(*log, record("permit/a"));
  ASSERT_TRUE(log->publish().has_value());
  ASSERT_TRUE(verified(*log, *log->bundle(first, {}, "", "")).holds);
  NamedRecord revoked = record("permit/a");
  revoked.record.status = RecordStatus::kRevoked;
  const std::uint64_t second = add(*log, revoked);
  ASSERT_TRUE(log->publish().has_value());
  EXPECT_EQ(log->about("permit/a").value(), (std::vector<std::uint64_t>{first, second}));
  const auto newer = log->bundle(first, {}, "", "").value();
  EXPECT_EQ(newer.map->newest.index, second);
  EXPECT_EQ(newer.map->newest.status, RecordStatus::kRevoked);
}

TEST_F(OwnLog, IsTheSameWhenItIsOpenedAgain) {
  make(true, "a passphrase");
  std::uint64_t index = 0;
  {
    const auto log = open("a passphrase");
    index = add(*log, record("case/a"));
    ASSERT_TRUE(log->publish().has_value());
    add(*log, record("case/b"));
  }
  EXPECT_EQ(EvidenceLog::open({path_, "another", &clock_, &witness_, {}}).error().code,
            ErrorCode::kMalformed);
  const auto log = open("a passphrase");
  EXPECT_EQ(log->standing().checkpoint, 2U);
  EXPECT_TRUE(log->standing().lacks.empty()) << "what witnesses said is kept";
  EXPECT_EQ(log->standing().entries, 3U);
  EXPECT_EQ(log->about("case/b").value(), std::vector<std::uint64_t>{2});
  EXPECT_TRUE(verified(*log, *log->bundle(index, std::vector<std::string>{"lane"}, "case/a", "")).holds);
  EXPECT_EQ(log->bundle(2, {}, "", "").error().code, ErrorCode::kOutOfRange);
  ASSERT_TRUE(log->publish().has_value());
  EXPECT_TRUE(verified(*log, *log->bundle(2, {}, "", "")).holds);
}

// The head is promised before it is signed: a crash between both leaves a promise without a signature.
TEST_F(OwnLog, SignsWhatItHadPromisedToSign) {
  make(true);
  std::string before[2];
  const std::string files[] = {path_ + "/log/checkpoint", path_ + "/log/sm3/checkpoint"};
  const auto read = [](const std::string& file) {
    std::ifstream in(file, std::ios::binary);
    return std::string(std::istreambuf_iterator<char>(in), {});
  };
  {
    const auto log = open();
    add(*log, record("case/a"));
    ASSERT_TRUE(log->publish().has_value());
    for (int i = 0; i < 2; ++i) before[i] = read(files[i]);
    add(*log, record("case/b"));
    ASSERT_TRUE(log->publish().has_value());
  }
  for (const int lost : {0, 1, 2}) {
    for (int i = 0; i < 2; ++i) {
      if (lost == 2 || lost == i) std::ofstream(files[i], std::ios::binary | std::ios::trunc) << before[i];
    }
    const auto log = open();
    EXPECT_EQ(log->standing().checkpoint, 4U);
    ASSERT_TRUE(log->publish().has_value());
    EXPECT_EQ(log->standing().checkpoint, 4U) << "nothing came that asks for another";
    EXPECT_TRUE(verified(*log, *log->bundle(2, {}, "", "")).holds);
  }
}

TEST_F(OwnLog, ErasureLeavesTheProofAndTakesTheContent) {
  make();
  const auto log = open();
  const std::uint64_t index = add(*log, record("case/a"));
  ASSERT_TRUE(log->publish().has_value());
  EXPECT_TRUE(log->erase("case/a").value());
  EXPECT_FALSE(log->erase("case/a").value());
  EXPECT_EQ(log->bundle(index, std::vector<std::string>{"route"}, "case/a", "").error().code,
            ErrorCode::kNotFound);
  const NamedRecord more = record("case/a");
  EXPECT_EQ(log->append({&more, 1}).error().code, ErrorCode::kNotFound);
  EXPECT_TRUE(verified(*log, *log->bundle(index, {}, "", "")).holds);
  EXPECT_EQ(log->erase("case/none").error().code, ErrorCode::kNotFound);
}

// A witness's clock that is wrong makes nothing witnessed, and no time that is told; set right, it counts.
TEST_F(OwnLog, AWitnessWithAWrongClockIsToldAndWitnessesNothing) {
  make();
  auto log = open();
  add(*log, record("case/1"));
  for (const std::int64_t wrong : {std::int64_t{0}, kNow / 1'000 + 63'072'000}) {
    witness_.clock_s = wrong;
    const auto standing = log->publish();
    ASSERT_TRUE(standing);
    EXPECT_EQ(standing->lacks.size(), 1U);
    EXPECT_EQ(standing->witnessed_at_ms, 0);
    EXPECT_FALSE(standing->is_doubted()) << "it holds up nothing";
    ASSERT_EQ(standing->outcomes.size(), 1U);
    EXPECT_EQ(standing->outcomes[0].kind, WitnessOutcome::Kind::kWrongTime);
  }
  witness_.forget();  // a witness's times never go back: another takes its place
  witness_.clock_s = kNow / 1'000 + 60;
  const auto standing = log->publish();
  ASSERT_TRUE(standing);
  EXPECT_TRUE(standing->lacks.empty());
  EXPECT_EQ(standing->witnessed_at_ms, kNow + 60'000);
  log.reset();
  log = open();
  EXPECT_EQ(log->standing().witnessed_at_ms, kNow + 60'000);
  EXPECT_TRUE(log->standing().lacks.empty());
}

// What was written before times were looked at: a log that holds such a word does not call itself witnessed.
TEST_F(OwnLog, AWrongTimeThatItsCheckpointHoldsIsNoWitness) {
  make();
  auto log = open();
  add(*log, record("case/1"));
  witness_.is_down = true;
  ASSERT_TRUE(log->publish());
  log.reset();
  const std::string file = path_ + "/log/checkpoint";
  std::ifstream in(file, std::ios::binary);
  auto note = evidence::parse_note(std::string{std::istreambuf_iterator<char>(in), {}}).value();
  note.signatures.push_back(
      evidence::cosign(note.text, kNow / 1'000 + 63'072'000, "w.example", witness_.signer).value());
  std::ofstream(file, std::ios::binary) << evidence::to_text(note);
  log = open();
  EXPECT_EQ(log->standing().lacks.size(), 1U);
  EXPECT_EQ(log->standing().witnessed_at_ms, 0);
  witness_.is_down = false;
  EXPECT_TRUE(log->publish()->lacks.empty());
  EXPECT_EQ(log->standing().witnessed_at_ms, kNow);
}

// A witness that is down holds up nothing; once it is back, the same checkpoint is shown to it.
TEST_F(OwnLog, AWitnessThatIsDownIsAskedAgain) {
  make();
  const auto log = open();
  witness_.is_down = true;
  const std::uint64_t index = add(*log, record("case/a"));
  const auto without = log->publish();
  ASSERT_TRUE(without.has_value());
  EXPECT_FALSE(without->lacks.empty());
  EXPECT_EQ(without->outcomes.front().kind, WitnessOutcome::Kind::kDown);
  EXPECT_FALSE(verified(*log, *log->bundle(index, {}, "", "")).holds);
  witness_.is_down = false;
  const auto with = log->publish();
  ASSERT_TRUE(with.has_value());
  EXPECT_TRUE(with->lacks.empty());
  EXPECT_EQ(with->checkpoint, without->checkpoint);
  EXPECT_TRUE(verified(*log, *log->bundle(index, {}, "", "")).holds);
}

TEST_F(OwnLog, ARolledBackFolderDoesNotOpen) {
  make();
  const std::string copy = folder_.path() + "/copy";
  {
    const auto log = open();
    add(*log, record("case/a"));
    ASSERT_TRUE(log->publish().has_value());
  }
  std::filesystem::copy(path_ + "/log", copy, std::filesystem::copy_options::recursive);
  {
    const auto log = open();
    add(*log, record("case/b"));
    ASSERT_TRUE(log->publish().has_value());
  }
  for (const auto& entry : std::filesystem::directory_iterator(copy)) {
    const std::string name = entry.path().filename().string();
    if (name != "signed" && entry.is_regular_file() && name != "checkpoint")
      std::filesystem::copy_file(entry.path(), path_ + "/log/" + name,
                                 std::filesystem::copy_options::overwrite_existing);
  }
  EXPECT_EQ(EvidenceLog::open({path_, "", &clock_, &witness_, {}}).error().code, ErrorCode::kCorrupt);
}

// The copy opens, since nothing in it says that it is old; a witness knows.
TEST_F(OwnLog, AnOldCopyIsHeldBeforeASecondTreeIsSigned) {
  make();
  const std::string copy = folder_.path() + "/copy";
  {
    const auto log = open();
    add(*log, record("case/a"));
    ASSERT_TRUE(log->publish().has_value());
  }
  std::filesystem::copy(path_, copy, std::filesystem::copy_options::recursive);
  {
    const auto log = open();
    add(*log, record("case/b"));
    ASSERT_TRUE(log->publish().has_value());
  }
  std::filesystem::remove_all(path_);
  std::filesystem::rename(copy, path_);
  const auto log = open();
  add(*log, record("case/c"));
  const auto held = log->publish();
  ASSERT_TRUE(held.has_value());
  EXPECT_TRUE(held->is_doubted());
  EXPECT_EQ(held->checkpoint, 2U);
  EXPECT_EQ(held->entries, 3U) << "nothing recorded is lost";
  EXPECT_TRUE(log->publish()->is_doubted()) << "and asked again it is still held";
  EXPECT_EQ(log->publish(true)->checkpoint, 4U);
}

TEST_F(OwnLog, AFileOfSubjectsThatLacksSomeIsNotTaken) {
  make();
  const std::string subjects = path_ + "/private/subjects";
  std::filesystem::copy_file(subjects, folder_.path() + "/empty");
  {
    const auto log = open();
    add(*log, record("case/a"));
  }
  const auto opened = [&] { return EvidenceLog::open({path_, "", &clock_, &witness_, {}}); };
  std::filesystem::copy_file(folder_.path() + "/empty", subjects,
                             std::filesystem::copy_options::overwrite_existing);
  EXPECT_EQ(opened().error().code, ErrorCode::kCorrupt);
  std::filesystem::remove(subjects);
  EXPECT_EQ(opened().error().code, ErrorCode::kCorrupt);
}

// The last subjects of a program that was killed: damaged, not torn, as the log's records of them tell. They
// are not cut off, since a copy of the file may be mended by hand; what tore behind them is.
TEST_F(OwnLog, SubjectsOfRecordsAreNotCutOffThoughTheyLookTorn) {
  make();
  const std::string subjects = path_ + "/private/subjects";
  const auto read = [&] {
    std::ifstream in(subjects, std::ios::binary);
    return std::string(std::istreambuf_iterator<char>(in), {});
  };
  const auto write = [&](const std::string& octets) {
    std::ofstream(subjects, std::ios::binary | std::ios::trunc) << octets;
  };
  std::string killed;
  {
    const auto log = open();
    add(*log, record("case/a"));
    add(*log, record("case/b"));
    killed = read();
  }
  std::string damaged = killed;
  damaged.back() = static_cast<char>(damaged.back() ^ 1);
  write(damaged);
  const auto opened = EvidenceLog::open({path_, "", &clock_, &witness_, {}});
  ASSERT_FALSE(opened.has_value());
  EXPECT_EQ(opened.error().code, ErrorCode::kCorrupt);
  EXPECT_EQ(read(), damaged);
  write(killed + "torn");
  const auto log = open();
  EXPECT_EQ(log->about("case/b")->size(), 1U);
  EXPECT_EQ(read().size(), killed.size());
}

TEST_F(OwnLog, WhatWasErasedMayStillBeRevoked) {
  make();
  const auto log = open();
  const std::uint64_t first = add(*log, record("permit/a"));
  ASSERT_TRUE(log->erase("permit/a").value());
  NamedRecord revoked = record("permit/a");
  revoked.record.fields.clear();
  revoked.record.status = RecordStatus::kRevoked;
  const std::uint64_t second = add(*log, revoked);
  ASSERT_TRUE(log->publish().has_value());
  EXPECT_EQ(log->bundle(first, {}, "", "")->map->newest.index, second);
}

TEST_F(OwnLog, ARecordThatCannotBeMakesNoSubject) {
  make();
  const auto log = open();
  NamedRecord twice = record("case/a");
  twice.record.fields.push_back({"route", "b"});
  EXPECT_FALSE(log->append({&twice, 1}).has_value());
  EXPECT_EQ(log->about("case/a").error().code, ErrorCode::kNotFound);
}

TEST_F(OwnLog, KeysAndTwinsThatAreNotTheLogsAreFound) {
  make(true);
  {
    const auto log = open();
    add(*log, record("case/a"));
    ASSERT_TRUE(log->publish().has_value());
  }
  const auto spoil = [](const std::string& file, std::size_t from_end) {
    std::fstream in(file, std::ios::binary | std::ios::in | std::ios::out);
    in.seekg(-static_cast<std::streamoff>(from_end), std::ios::end);
    const char letter = static_cast<char>(in.get());
    in.seekp(-static_cast<std::streamoff>(from_end), std::ios::end);
    in.put(letter == 'A' ? 'B' : 'A');
  };
  const auto opened = [&] { return EvidenceLog::open({path_, "", &clock_, &witness_, {}}); };
  std::filesystem::copy_file(path_ + "/log/sm3/checkpoint", folder_.path() + "/twin");
  spoil(path_ + "/log/sm3/checkpoint", 20);
  EXPECT_EQ(opened().error().code, ErrorCode::kCorrupt);
  std::filesystem::copy_file(folder_.path() + "/twin", path_ + "/log/sm3/checkpoint",
                             std::filesystem::copy_options::overwrite_existing);
  ASSERT_TRUE(opened().has_value());
  ASSERT_TRUE(log_folder::make({folder_.path() + "/other", "log.example/2026", true, "", ""}).has_value());
  std::filesystem::copy_file(folder_.path() + "/other/private/log.pem", path_ + "/private/log.pem",
                             std::filesystem::copy_options::overwrite_existing);
  EXPECT_EQ(opened().error().code, ErrorCode::kCorrupt);
}

TEST_F(OwnLog, ManyAppendWhileItIsPublished) {
  make();
  const auto log = open();
  std::vector<std::thread> threads;
  for (int t = 0; t < 6; ++t) {
    threads.emplace_back([&, t] {
      for (int i = 0; i < 20; ++i) add(*log, record(fmt::format("case/{}", (t * 7 + i) % 25)));
    });
  }
  for (int i = 0; i < 10; ++i) EXPECT_TRUE(log->publish().has_value());
  for (std::thread& thread : threads) thread.join();
  ASSERT_TRUE(log->publish().has_value());
  std::size_t found = 0;
  for (int subject = 0; subject < 25; ++subject) {
    const auto about = log->about(fmt::format("case/{}", subject)).value();
    EXPECT_TRUE(std::is_sorted(about.begin(), about.end()));
    found += about.size();
    const auto seen = verified(*log, *log->bundle(about.back(), {}, "", ""));
    EXPECT_TRUE(seen.holds) << told(seen);
  }
  EXPECT_EQ(found, 120U);
}

TEST_F(OwnLog, IsMadeWholeOrNotAtAll) {
  EXPECT_EQ(log_folder::make({path_, "two words", false, "", ""}).error().code, ErrorCode::kMalformed);
  EXPECT_EQ(log_folder::make({path_, "log.example", false, "", "quorum nobody\n"}).error().code,
            ErrorCode::kMalformed);
  EXPECT_FALSE(std::filesystem::exists(path_));
  EXPECT_EQ(log_folder::read(path_, "").error().code, ErrorCode::kNotFound);
  ASSERT_TRUE(log_folder::make({path_, "log.example", false, "", ""}).has_value());
  EXPECT_EQ(log_folder::make({path_, "log.example", false, "", ""}).error().code, ErrorCode::kMalformed);
  EXPECT_EQ(std::filesystem::status(path_).permissions(), std::filesystem::perms::owner_all);
  const auto log = open();
  EXPECT_FALSE(log->publish()->has_witnesses);
}

// Bundles of before and after, under the old trust and the new.
TEST_F(OwnLog, GoesOnUnderANewKeyThatTheOneBeforeSignedFor) {
  make();
  auto log = open();
  const std::string old_trust = log->policy_text();
  const std::string old_actor = log->actor();
  add(*log, record("case/1"));
  ASSERT_TRUE(log->publish()->lacks.empty());
  const evidence::Bundle before = log->bundle(0, {}, "case/1", {}).value();
  const auto change = log->rotate_key(false);
  ASSERT_TRUE(change.has_value()) << change.error().what;
  EXPECT_EQ(change->index, 2U);
  EXPECT_NE(log->actor(), old_actor);
  EXPECT_EQ(log->rotate_key(false).error().code, ErrorCode::kConflict);  // publish first
  // The checkpoint is the old key's still, whose receipts nobody gives any more.
  const evidence::Bundle between = log->bundle(0, {}, "case/1", {}).value();
  EXPECT_FALSE(between.receipt.has_value());
  EXPECT_TRUE(verified(*log, before, old_trust).holds);
  EXPECT_TRUE(verified(*log, between, old_trust).holds);
  // A witness that was not told of it signs nothing; nothing is lost.
  EXPECT_FALSE(log->publish()->lacks.empty());
  witness_.keys.push_back(evidence::VerifierKey::parse(change->what).value());
  ASSERT_TRUE(log->publish()->lacks.empty());
  const evidence::Bundle after = log->bundle(0, {}, "case/1", {}).value();
  EXPECT_TRUE(after.receipt.has_value());
  EXPECT_TRUE(verified(*log, after, old_trust).holds);
  EXPECT_TRUE(verified(*log, after).holds);
  EXPECT_FALSE(verified(*log, before).holds);  // the new key did not stand in the log yet
  EXPECT_EQ(log->rotate_key(true).error().code, ErrorCode::kNotFound);
  const std::string actor = log->actor();
  log.reset();
  log = open();
  ASSERT_NE(log, nullptr);
  EXPECT_EQ(log->actor(), actor);
  EXPECT_FALSE(std::filesystem::exists(path_ + "/private/log.next.pem"));
  add(*log, record("case/2"));
  ASSERT_TRUE(log->publish()->lacks.empty());
  EXPECT_TRUE(verified(*log, log->bundle(0, {}, "case/1", {}).value(), old_trust).holds);
}

TEST_F(OwnLog, ChangesTheKeyOfItsTwinTreeToo) {
  make(true, "word");
  auto log = open("word");
  const std::string old_trust = log->policy_text();
  add(*log, record("case/1"));
  ASSERT_TRUE(log->publish()->lacks.empty());
  ASSERT_TRUE(log->rotate_key(true).has_value());
  ASSERT_TRUE(log->publish()->lacks.empty());
  const auto change = log->rotate_key(false);
  ASSERT_TRUE(change.has_value());
  witness_.keys.push_back(evidence::VerifierKey::parse(change->what).value());
  log.reset();
  log = open("word");
  ASSERT_NE(log, nullptr);
  ASSERT_TRUE(log->publish()->lacks.empty());
  for (const std::string& trust : {old_trust, log->policy_text()}) {
    const auto seen = verified(*log, log->bundle(0, {}, "case/1", {}).value(), trust);
    EXPECT_TRUE(seen.holds) << told(seen);
    EXPECT_EQ(seen.trusted.size(), 3U);  // two keys, a witness
  }
}

// Every state of the folder between the steps of log_keys.h.
TEST_F(OwnLog, IsUnderTheOldKeyOrTheNewOneWhereverAChangeIsCutOff) {
  make();
  const auto copy = [&](const std::string& name) {
    std::filesystem::remove_all(folder_.path() + "/" + name);
    std::filesystem::copy(path_, folder_.path() + "/" + name, std::filesystem::copy_options::recursive);
  };
  const auto back = [&](const std::string& name) {
    std::filesystem::remove_all(path_);
    std::filesystem::copy(folder_.path() + "/" + name, path_, std::filesystem::copy_options::recursive);
  };
  std::string trust, old_actor, new_actor;
  {
    auto log = open();
    trust = log->policy_text();
    old_actor = log->actor();
    add(*log, record("case/1"));
    ASSERT_TRUE(log->publish().has_value());
  }
  copy("before");
  {
    auto log = open();
    const auto change = log->rotate_key(false);
    ASSERT_TRUE(change.has_value());
    witness_.keys.push_back(evidence::VerifierKey::parse(change->what).value());
    new_actor = log->actor();
  }
  copy("entered");
  // Written beside, never entered.
  back("before");
  std::filesystem::copy(folder_.path() + "/entered/private/log.next.pem", path_ + "/private/log.next.pem");
  EXPECT_EQ(open()->actor(), old_actor);
  EXPECT_FALSE(std::filesystem::exists(path_ + "/private/log.next.pem"));
  // Entered, not published: the old key lies there and signs nothing.
  back("entered");
  {
    auto log = open();
    EXPECT_EQ(log->actor(), new_actor);
    EXPECT_TRUE(std::filesystem::exists(path_ + "/private/log.next.pem"));
    ASSERT_TRUE(log->publish()->lacks.empty());
    EXPECT_FALSE(std::filesystem::exists(path_ + "/private/log.next.pem"));
    EXPECT_TRUE(verified(*log, log->bundle(0, {}, "case/1", {}).value(), trust).holds);
  }
  copy("published");
  // Published, the old key's file not replaced yet.
  std::filesystem::copy(folder_.path() + "/entered/private/log.next.pem", path_ + "/private/log.next.pem");
  std::filesystem::copy(folder_.path() + "/entered/private/log.pem", path_ + "/private/log.pem",
                        std::filesystem::copy_options::overwrite_existing);
  EXPECT_EQ(open()->actor(), new_actor);
  EXPECT_FALSE(std::filesystem::exists(path_ + "/private/log.next.pem"));
  // Neither key is there.
  back("published");
  std::filesystem::copy(folder_.path() + "/before/private/log.pem", path_ + "/private/log.pem",
                        std::filesystem::copy_options::overwrite_existing);
  EXPECT_EQ(EvidenceLog::open({path_, {}, &clock_, &witness_, {}}).error().code, ErrorCode::kCorrupt);
}

TEST_F(OwnLog, AsksTheWitnessesThatItDeclaredLast) {
  make();
  auto log = open();
  const std::string trust = log->policy_text();
  add(*log, record("case/1"));
  ASSERT_TRUE(log->publish()->lacks.empty());
  EXPECT_EQ(log->declare_policy("quorum nobody\n").error().code, ErrorCode::kMalformed);
  EXPECT_EQ(log->declare_policy(trust).error().code, ErrorCode::kMalformed);  // lines of a log
  ASSERT_TRUE(log->declare_policy("quorum none\n").has_value());
  EXPECT_FALSE(log->standing().has_witnesses);
  log.reset();
  log = open();
  ASSERT_NE(log, nullptr);
  EXPECT_FALSE(log->standing().has_witnesses);
  EXPECT_FALSE(std::filesystem::exists(path_ + "/private/policy.next"));
  ASSERT_TRUE(log->publish().has_value());
  // Who asks for the witness still does.
  EXPECT_FALSE(verified(*log, log->bundle(0, {}, "case/1", {}).value(), trust).holds);
  EXPECT_TRUE(verified(*log, log->bundle(0, {}, "case/1", {}).value()).holds);
  ASSERT_TRUE(log->declare_policy(witness_.policy_lines()).has_value());
  ASSERT_TRUE(log->publish()->lacks.empty());
  const auto again = verified(*log, log->bundle(0, {}, "case/1", {}).value(), trust);
  EXPECT_TRUE(again.holds);
  EXPECT_EQ(again.declared.size(), 2U);
}

}  // namespace
}  // namespace tidegate
