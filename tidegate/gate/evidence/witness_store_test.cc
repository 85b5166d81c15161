#include "tidegate/gate/evidence/witness_store.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <thread>

#include "tidegate/evidence/cosignature.h"
#include "tidegate/evidence/small_log_test.h"
#include "tidegate/ports/signatures.h"
#include "tidegate/ports/tree_hashers.h"
#include "tidegate/store/temporary_folder_test.h"

namespace tidegate {
namespace {

using evidence::SmallLog;
using evidence::VerifierKey;

std::string body(SmallLog& log, std::uint64_t from, std::uint64_t to) {
  return to_text(evidence::AddCheckpoint{from, log.consistency(std::min(from, to), to), log.checkpoint(to)});
}

class WitnessStoreTest : public testing::Test {
 protected:
  void make(const std::vector<SignatureAlgorithm>& algorithms = {SignatureAlgorithm::kEd25519}) {
    std::vector<WitnessStore::NewKey> keys;
    for (const auto algorithm : algorithms) {
      pems_.push_back(new_signer_pem(algorithm, "").value());
      keys.push_back({pems_.back(), open_signer_pem(pems_.back(), "").value()->public_key()});
    }
    keys_ = WitnessStore::init(folder(), "w.example/1", keys).value();
    ASSERT_TRUE(WitnessStore::add_log(folder(), {log_.key().to_text()}));
  }
  std::string folder() const { return temporary_.path() + "/witness"; }
  Result<std::unique_ptr<WitnessStore>> open(std::function<void()> kept = [] {}) {
    WitnessStore::Options options;
    options.folder = folder();
    options.clock = &clock_;
    options.say = [this](const std::string& line) {
      const std::lock_guard lock(mutex_);
      said_.push_back(line);
    };
    options.kept = std::move(kept);
    std::vector<std::unique_ptr<OctetSigner>> signers;
    for (const std::string& pem : pems_) signers.push_back(open_signer_pem(pem, "").value());
    return WitnessStore::open(options, std::move(signers));
  }
  std::size_t cosigners(const WitnessAnswer& answer, std::uint64_t size) {
    auto note = evidence::parse_note(log_.checkpoint(size)).value();
    note.signatures = evidence::parse_signature_lines(answer.body).value();
    return evidence::cosigners_of(note, keys_, *check_).value().size();
  }
  std::string line_file() const {
    for (const auto& each : std::filesystem::directory_iterator(folder() + "/logs"))
      if (each.path().extension() == ".line") return each.path();
    return {};
  }

  TemporaryFolder temporary_;
  SmallLog log_{"log.example", 300};
  const FixedClock clock_{1'700'000'000'000};
  const std::unique_ptr<SignatureCheck> check_ = signature_check();
  std::vector<std::string> pems_;
  std::vector<VerifierKey> keys_;
  std::mutex mutex_;
  std::vector<std::string> said_;
};

TEST_F(WitnessStoreTest, CosignsWithEachOfItsKeysWhatGrows) {
  make({SignatureAlgorithm::kEd25519, SignatureAlgorithm::kSm2});
  const auto store = open().value();
  const auto first = store->add_checkpoint(body(log_, 0, 10));
  EXPECT_EQ(first.status, 200);
  EXPECT_EQ(cosigners(first, 10), 2U);
  const auto next = store->add_checkpoint(body(log_, 10, 300));
  EXPECT_EQ(next.status, 200);
  EXPECT_EQ(cosigners(next, 300), 2U);
  const auto stale = store->add_checkpoint(body(log_, 10, 300));
  EXPECT_EQ(stale.status, 409);
  EXPECT_EQ(stale.content_type, "text/x.tlog.size");
  EXPECT_EQ(stale.body, "300\n");
}

TEST_F(WitnessStoreTest, AnswersEachFaultWithItsNumber) {
  make();
  const auto store = open().value();
  SmallLog unknown("other.example", 5);
  std::string unsigned_one = body(log_, 0, 10);
  unsigned_one[unsigned_one.size() - 12] ^= 1;
  EXPECT_EQ(store->add_checkpoint("").status, 400);
  EXPECT_EQ(store->add_checkpoint("old 5\n\nnote\n").status, 400);
  EXPECT_EQ(store->add_checkpoint(std::string(evidence::kLargestAddCheckpoint + 1, 'x')).status, 413);
  EXPECT_EQ(store->add_checkpoint(body(unknown, 0, 5)).status, 404);
  const int forged = store->add_checkpoint(unsigned_one).status;
  EXPECT_TRUE(forged == 403 || forged == 400) << forged;
  EXPECT_EQ(store->add_checkpoint(body(log_, 0, 10)).status, 200);
  EXPECT_EQ(store->add_checkpoint(body(log_, 11, 10)).status, 400);
  SmallLog fork("log.example", 20, "other");
  EXPECT_EQ(store->add_checkpoint(body(fork, 10, 20)).status, 422);
}

// What a killed init leaves lies beside the folder, and the next one begins anew.
TEST_F(WitnessStoreTest, AnInitThatWasCutOffLeavesNoHalfWitness) {
  std::filesystem::create_directories(folder() + ".new/logs");
  std::ofstream(folder() + ".new/witness.key") << "half";
  EXPECT_EQ(WitnessStore::keys_in(folder()).error().code, ErrorCode::kNotFound);
  make();
  EXPECT_FALSE(std::filesystem::exists(folder() + ".new"));
  EXPECT_TRUE(open());
  EXPECT_EQ(WitnessStore::init(folder(), "w.example/1", {}).error().code, ErrorCode::kConflict);
}

TEST_F(WitnessStoreTest, InitTakesAnEmptyFolderAndTouchesNoOther) {
  std::filesystem::create_directory(folder());
  make();
  const std::string other = temporary_.path() + "/other";
  std::filesystem::create_directory(other);
  std::ofstream(other + "/letter") << "a";
  const auto refused = WitnessStore::init(other + "/", "w.example/1", {});
  ASSERT_FALSE(refused);
  EXPECT_NE(refused.error().what.find("must be new or empty"), std::string::npos);
  EXPECT_TRUE(std::filesystem::exists(other + "/letter"));
  EXPECT_FALSE(std::filesystem::exists(other + ".new"));
}

// The two signed checkpoints lie beside, for whoever asks the log about them.
TEST_F(WitnessStoreTest, KeepsBothCheckpointsOfAFork) {
  make();
  const auto store = open().value();
  ASSERT_EQ(store->add_checkpoint(body(log_, 0, 10)).status, 200);
  SmallLog fork("log.example", 20, "other");
  EXPECT_EQ(store->add_checkpoint(body(fork, 10, 10)).status, 409);
  const auto files = std::filesystem::directory_iterator(folder() + "/forks");
  std::ifstream in(begin(files)->path());
  const std::string kept((std::istreambuf_iterator<char>(in)), {});
  EXPECT_EQ(kept, log_.checkpoint(10) + "\n" + fork.checkpoint(10));
  EXPECT_THAT(said_, testing::Contains(testing::HasSubstr("fork=yes")));
}

// Whatever the order, of the requests that start from one size one is signed.
TEST_F(WitnessStoreTest, OfTwoRequestsFromOneSizeOneWins) {
  make();
  const auto store = open().value();
  ASSERT_EQ(store->add_checkpoint(body(log_, 0, 1)).status, 200);
  for (std::uint64_t from = 1; from < 160; from += 8) {
    std::vector<int> status(8);
    std::vector<std::string> bodies;
    for (std::uint64_t i = 1; i <= 8; ++i) bodies.push_back(body(log_, from, from + i));
    std::vector<std::thread> threads;
    for (std::size_t i = 0; i < 8; ++i)
      threads.emplace_back([&, i] { status[i] = store->add_checkpoint(bodies[i]).status; });
    for (std::thread& thread : threads) thread.join();
    EXPECT_EQ(std::count(status.begin(), status.end(), 200), 1);
    EXPECT_EQ(std::count(status.begin(), status.end(), 409), 7);
    const std::uint64_t now = std::stoull(store->add_checkpoint(body(log_, 0, 300)).body);
    ASSERT_EQ(status[now - from - 1], 200);  // what was signed is what was kept
    ASSERT_EQ(store->add_checkpoint(body(log_, now, from + 8)).status, 200);
  }
}

// Killed between the disk and the signature: what was kept binds whoever comes back.
TEST_F(WitnessStoreTest, KilledBeforeItAnswersItNeverSignsAFork) {
  make();
  ASSERT_EQ(open().value()->add_checkpoint(body(log_, 0, 10)).status, 200);
  for (std::uint64_t to = 11; to <= 15; ++to) {
    const pid_t child = ::fork();
    if (child == 0) {
      const auto store = open([] { ::raise(SIGKILL); });
      if (store) (*store)->add_checkpoint(body(log_, to - 1, to));
      ::_exit(1);  // it was not killed
    }
    int status = 0;
    ASSERT_EQ(::waitpid(child, &status, 0), child);
    ASSERT_TRUE(WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL);
    SmallLog fork("log.example", 20, "other");
    const auto store = open().value();
    EXPECT_EQ(store->add_checkpoint(body(fork, to - 1, to)).body, std::to_string(to) + "\n");
    EXPECT_EQ(store->add_checkpoint(body(fork, to, to)).status, 409);
    EXPECT_EQ(store->add_checkpoint(body(log_, to, to)).status, 200);
  }
}

TEST_F(WitnessStoreTest, SignsNothingThatTheDiskDidNotTake) {
  if (::geteuid() == 0) {
    // Root writes where it may not: a folder in the place of the line stops it all the same.
    make();
    const auto store = open().value();
    ASSERT_EQ(store->add_checkpoint(body(log_, 0, 10)).status, 200);
    const std::string line = line_file();
    std::filesystem::remove(line);
    std::filesystem::create_directory(line);
    EXPECT_EQ(store->add_checkpoint(body(log_, 10, 20)).status, 500);
    std::filesystem::remove(line);
    EXPECT_EQ(store->add_checkpoint(body(log_, 10, 20)).status, 500);  // until it is started again
    return;
  }
  make();
  const auto store = open().value();
  ASSERT_EQ(store->add_checkpoint(body(log_, 0, 10)).status, 200);
  ::chmod((folder() + "/logs").c_str(), 0500);
  EXPECT_EQ(store->add_checkpoint(body(log_, 10, 20)).status, 500);
  ::chmod((folder() + "/logs").c_str(), 0700);
  EXPECT_EQ(store->add_checkpoint(body(log_, 10, 20)).status, 200);
}

TEST_F(WitnessStoreTest, DoesNotOpenOverALineThatItCannotRead) {
  make();
  ASSERT_EQ(open().value()->add_checkpoint(body(log_, 0, 10)).status, 200);
  const std::string path = line_file();
  std::string text;
  {
    std::ifstream in(path);
    text.assign((std::istreambuf_iterator<char>(in)), {});
  }
  for (const std::size_t at : {std::size_t{0}, text.size() / 2, text.size() - 1}) {
    std::string bad = text;
    bad[at] = static_cast<char>(bad[at] ^ 1);
    std::ofstream(path, std::ios::trunc) << bad;
    const auto store = open();
    ASSERT_FALSE(store) << at;
    EXPECT_EQ(store.error().code, ErrorCode::kCorrupt);
    EXPECT_FALSE(store.error().what_zh.empty());
  }
  std::ofstream(path, std::ios::trunc) << text;
  EXPECT_TRUE(open());
}

TEST_F(WitnessStoreTest, OneProcessHoldsItsFolder) {
  make();
  const auto store = open().value();
  EXPECT_EQ(open().error().code, ErrorCode::kConflict);
  EXPECT_EQ(WitnessStore::init(folder(), "w.example/1", {}).error().code, ErrorCode::kConflict);
}

TEST_F(WitnessStoreTest, TakesTheNextKeyOfALogWhileItRuns) {
  make();
  const auto store = open().value();
  SmallLog late("late.example", 20);
  EXPECT_EQ(store->add_checkpoint(body(late, 0, 5)).status, 404);
  ASSERT_TRUE(WitnessStore::add_log(folder(), {late.key().to_text()}));
  EXPECT_EQ(store->add_checkpoint(body(late, 0, 5)).status, 200);
  evidence::TestSigner next(9);
  const VerifierKey key{"late.example", evidence::KeyUse::kNote, next.public_key()};
  ASSERT_TRUE(WitnessStore::add_log(folder(), {key.to_text()}));
  EXPECT_EQ(store->add_checkpoint(body(late, 5, 20)).status, 200);
  EXPECT_EQ(WitnessStore::logs(folder()).value().size(), 2U);
  const auto signer = open_signer_pem(new_signer_pem(SignatureAlgorithm::kSm2, "").value(), "").value();
  const VerifierKey other{"late.example", evidence::KeyUse::kNote, signer->public_key()};
  EXPECT_FALSE(WitnessStore::add_log(folder(), {other.to_text()}));  // a tree under SM3 is another log
  EXPECT_FALSE(WitnessStore::add_log(folder(), {keys_[0].to_text()}));
  EXPECT_FALSE(WitnessStore::add_log(folder(), {"log.example"}));
}

// SM2's checkpoint of a tree under SM3, in earnest.
TEST_F(WitnessStoreTest, SeesATreeUnderSm3ThatSm2Signs) {
  make({SignatureAlgorithm::kSm2});
  const auto signer = open_signer_pem(new_signer_pem(SignatureAlgorithm::kSm2, "").value(), "").value();
  const VerifierKey key{"log.example/sm3", evidence::KeyUse::kNote, signer->public_key()};
  ASSERT_TRUE(WitnessStore::add_log(folder(), {key.to_text()}));
  const auto hasher = sm3_tree_hasher().value();
  const auto a = hasher->leaf("a"), b = hasher->leaf("b");
  const auto signed_note = [&](std::uint64_t size, const TreeHash& root) {
    evidence::Note note{to_text(evidence::Checkpoint{key.name, size, root}), {}};
    note.signatures.push_back(evidence::sign_note(note.text, key.name, *signer).value());
    return to_text(note);
  };
  const auto store = open().value();
  EXPECT_EQ(store->add_checkpoint(to_text(evidence::AddCheckpoint{0, {}, signed_note(1, a)})).status, 200);
  const std::string next = signed_note(2, hasher->parent(a, b));
  EXPECT_EQ(store->add_checkpoint(to_text(evidence::AddCheckpoint{1, {a}, next})).status, 422);
  EXPECT_EQ(store->add_checkpoint(to_text(evidence::AddCheckpoint{1, {b}, next})).status, 200);
}

}  // namespace
}  // namespace tidegate
