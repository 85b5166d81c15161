// The queue against a node that answers in the forms that were recorded of a real one
// (tests/anchors/recorded.json) and does to it what chains do: forgets, takes back, is another one.
#include "tidegate/gate/evidence/anchor_queue.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <filesystem>
#include <map>
#include <mutex>
#include <thread>

#include "tidegate/base/json.h"
#include "tidegate/evidence/note.h"
#include "tidegate/gate/packs.h"
#include "tidegate/ports/chain_crypto.h"
#include "tidegate/store/temporary_folder_test.h"

namespace tidegate {
namespace {

constexpr const char* kKey = "4646464646464646464646464646464646464646464646464646464646464646";
constexpr std::int64_t kNow = 1'795'830'000'000;

std::string hex_text(std::string_view octets) {
  return "0x" + hex({reinterpret_cast<const std::uint8_t*>(octets.data()), octets.size()});
}

class Chain final : public HttpFetch {
 public:
  std::uint64_t chain_id = 20'200;
  std::uint64_t height = 5;
  std::uint64_t count = 0;
  std::string reverts;  // what the contract says to a call
  std::string refuses;  // what the node says to what is sent
  bool is_down = false;
  bool loses = false;  // takes what is sent and forgets it
  std::string balance = "0xffffffffffffffff";
  std::vector<std::string> sent;               // octets, hexadecimal
  std::map<std::string, std::uint64_t> mined;  // hash of a transaction -> block

  Result<HttpGot> fetch(const HttpAsk& ask) override {
    if (is_down) return fail({ErrorCode::kUnavailable, "no answer", {}, "没有答复"});
    const auto question = parse_json(ask.body, "ask");
    const std::string& method = *question->find("method")->string();
    const Json::Array& params = *question->find("params")->array();
    return HttpGot{200,
                   {},
                   fmt::format(R"({{"jsonrpc":"2.0","id":{},{}}})", *question->find("id")->integer(),
                               answer(method, params))};
  }

 private:
  static std::string number(std::uint64_t value) { return fmt::format(R"("result":"{:#x}")", value); }
  std::string answer(const std::string& method, const Json::Array& params) {
    if (method == "eth_chainId") return number(chain_id);
    if (method == "eth_blockNumber") return number(height);
    if (method == "eth_gasPrice") return number(1);
    if (method == "eth_estimateGas") return number(90'000);
    if (method == "eth_getTransactionCount") return number(count);
    if (method == "eth_getBalance") return R"("result":")" + balance + "\"";
    if (method == "eth_call")
      return reverts.empty() ? R"("result":"0x")"
                             : R"("error":{"code":3,"message":"execution reverted: )" + reverts + "\"}";
    if (method == "eth_sendRawTransaction") return take(*params[0].string());
    if (method == "eth_getTransactionReceipt") return receipt(*params[0].string());
    if (method == "eth_getBlockByNumber")
      return fmt::format(R"("result":{{"hash":"{}","number":"{}","timestamp":"{:#x}","transactions":[]}})",
                         block_hash(), *params[0].string(), kNow / 1'000);
    return R"("error":{"code":-32601,"message":"method not found"})";
  }
  static std::string block_hash() { return "0x" + std::string(64, '2'); }
  std::string take(const std::string& raw) {
    sent.push_back(raw);
    if (!refuses.empty()) return R"("error":{"code":-32000,"message":")" + refuses + "\"}";
    if (!loses) {
      mined[name_of(raw)] = height;
      ++count;
    }
    return R"("result":")" + name_of(raw) + "\"";
  }
  static std::string octets(const std::string& text) {
    std::string out;
    for (std::size_t i = 2; i + 1 < text.size(); i += 2)
      out += static_cast<char>(std::stoi(text.substr(i, 2), nullptr, 16));
    return out;
  }
  static std::string name_of(const std::string& raw) {
    return "0x" + hex(*chain_crypto()->keccak256(octets(raw)));
  }
  std::string receipt(const std::string& name) {
    const auto at = mined.find(name);
    if (at == mined.end()) return R"("result":null)";
    std::string data;
    for (const std::string& raw : sent) {
      if (name_of(raw) != name) continue;
      data = evidence::read_transaction(octets(raw))->transaction.data;
    }
    const std::string event =
        hex(*chain_crypto()->keccak256("Anchored(bytes32,uint64,bytes32,bytes32,address)"));
    return fmt::format(
        R"("result":{{"status":"0x1","type":"0x0","blockHash":"{}","blockNumber":"{:#x}","transactionIndex":"0x0","cumulativeGasUsed":"0x1","logsBloom":"0x{}",)"
        R"("contractAddress":null,"logs":[{{"address":"0x{}","topics":["0x{}","{}","{}"],"data":"{}{}"}}]}})",
        block_hash(), at->second, std::string(512, '0'), std::string(40, 'a'), event,
        hex_text(data.substr(4, 32)), hex_text(data.substr(36, 32)), hex_text(data.substr(68, 64)),
        std::string(64, '0'));
  }
};

class AnchorQueue : public testing::Test {
 protected:
  void SetUp() override {
    ASSERT_EQ(::mkdir(log().c_str(), 0700), 0);
    for (const char* folder : {"/log", "/private"}) ASSERT_EQ(::mkdir((log() + folder).c_str(), 0700), 0);
    keep_target(1);
  }
  void keep_target(std::uint64_t confirmations) {
    const auto files = AnchorFiles::open(log());
    ASSERT_TRUE(files.has_value());
    AnchorTarget target{"zone", AnchorKind::kEvm, "http://127.0.0.1:1/"};
    target.chain_id = 20'200;
    target.contract.fill(0xaa);
    target.confirmations = confirmations;
    ASSERT_TRUE(files->keep_targets({target}).has_value());
  }
  std::string log() const { return folder_ / "log"; }
  void publish(std::uint64_t size) {
    evidence::Checkpoint at{"log.example", size, sha256(std::to_string(size))};
    // As the log's own file has it; who signed it is not asked by the queue.
    const std::string text =
        to_text(at) +
        "\n\xe2\x80\x94 log.example "
        "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA==\n";
    ASSERT_TRUE(evidence::parse_note(text).has_value());
    ASSERT_TRUE(write_file(log() + "/log/checkpoint", text, 0644).has_value());
  }
  AnchorStanding run(std::int64_t now = kNow) {
    const auto all = work_anchors(log(), chain, [] { return open_chain_key(kKey, ""); }, now, {});
    EXPECT_TRUE(all.has_value() && all->size() == 1);
    return all ? all->front() : AnchorStanding{};
  }

  Chain chain;
  TemporaryFolder folder_;
};

TEST_F(AnchorQueue, AnchorsTheNewestCheckpointOnce) {
  EXPECT_FALSE(run().pending.has_value());  // nothing is published yet
  publish(7);
  EXPECT_EQ(run().anchored_size, 7U);
  run();
  EXPECT_EQ(chain.sent.size(), 1U);
  const auto held = anchors_held(log(), 6);
  ASSERT_EQ(held.size(), 1U);
  EXPECT_EQ(held[0].size, 7U);
  EXPECT_TRUE(anchors_held(log(), 7).empty());
  const auto& anchor = std::get<evidence::ChainAnchor>(held[0].held);
  EXPECT_TRUE(anchor.header.empty());  // this node's blocks are hashed in no way that we know
  EXPECT_EQ(anchor.time_s, static_cast<std::uint64_t>(kNow / 1'000));
  // Checked without a network it is told, not proven; by the node's own word it is; another word refutes it.
  const auto crypto = chain_crypto();
  const Sha256TreeHasher sha256_tree;
  const evidence::AnchoredEntry entry{"log.example", 6, 7, sha256("7")};
  const auto alone = check_anchor(held[0], entry, sha256_tree, {}, {crypto.get(), nullptr});
  ASSERT_TRUE(alone.has_value()) << alone.error().what;
  EXPECT_FALSE(alone->is_proven);
  evidence::NodeWord word{
      *crypto->keccak256(anchor.transaction), anchor.block, anchor.number, anchor.time_s, 20'200, true};
  EXPECT_TRUE(
      check_anchor(held[0], entry, sha256_tree, {{}, {}, {word}}, {crypto.get(), nullptr})->is_proven);
  word.takes_anchor = false;
  EXPECT_EQ(check_anchor(held[0], entry, sha256_tree, {{}, {}, {word}}, {crypto.get(), nullptr}).error().code,
            ErrorCode::kCorrupt);
  for (evidence::AnchoredEntry other : {evidence::AnchoredEntry{"other.example", 6, 7, sha256("7")},
                                        evidence::AnchoredEntry{"log.example", 7, 7, sha256("7")},
                                        evidence::AnchoredEntry{"log.example", 6, 7, sha256("8")},
                                        evidence::AnchoredEntry{"log.example", 6, 8, sha256("7")}})
    EXPECT_FALSE(check_anchor(held[0], other, sha256_tree, {}, {crypto.get(), nullptr}).has_value());
  // No flipped octet leaves it the same anchor of the same account.
  const std::string octets = write_anchor(held[0]);
  for (std::size_t i = 0; i < octets.size(); ++i) {
    std::string damaged = octets;
    damaged[i] = static_cast<char>(damaged[i] ^ 1);
    const auto read = evidence::read_anchor(damaged, "a");
    if (!read) continue;
    const auto time = check_anchor(*read, entry, sha256_tree, {}, {crypto.get(), nullptr});
    EXPECT_TRUE(!time || !time->is_proven) << i;
  }
}

TEST_F(AnchorQueue, SendsTheSameOctetsUntilABlockHasThem) {
  chain.loses = true;
  publish(3);
  EXPECT_EQ(run().pending->state, AnchorState::kSent);
  publish(9);
  run();
  run();
  ASSERT_EQ(chain.sent.size(), 4U);  // sent, followed up; and twice again
  for (const std::string& raw : chain.sent) EXPECT_EQ(raw, chain.sent.front());
  chain.loses = false;
  run();  // stands now, or at the next look
  EXPECT_EQ(run().anchored_size, 9U);
  EXPECT_EQ(chain.count, 2U);
}

TEST_F(AnchorQueue, KeepsSinceWhenItIsPendingThroughEveryOutage) {
  chain.is_down = true;
  publish(3);
  run(kNow);
  publish(5);
  const AnchorStanding standing = run(kNow + 5'000);
  ASSERT_TRUE(standing.pending.has_value());
  EXPECT_EQ(standing.pending->size, 5U);
  EXPECT_EQ(standing.pending->since_ms, kNow);
  EXPECT_EQ(standing.pending->tries, 2U);
  for (const Lang lang : {Lang::kEn, Lang::kZh}) {
    const std::string told = anchors_text({standing}, lang);
    EXPECT_TRUE(told.starts_with(lang == Lang::kEn ? "pending " : "待锚定 ")) << told;
    EXPECT_EQ(told.find(lang == Lang::kEn ? "anchored" : "已锚定"), std::string::npos) << told;
  }
  chain.is_down = false;
  EXPECT_EQ(run().anchored_size, 5U);
}

TEST_F(AnchorQueue, RefusalsAreAlarmsAndNothingIsSent) {
  publish(3);
  for (const char* reason : {"rollback", "fork", "owner"}) {
    chain.reverts = reason;
    publish(3 + chain.height++);
    const AnchorStanding standing = run();
    EXPECT_TRUE(is_refused({standing}));
    EXPECT_NE(anchors_text({standing}, Lang::kZh).find("合约拒绝"), std::string::npos);
    ASSERT_EQ(standing.refused.size(), 1U);
    publish(3 + chain.height++);
    EXPECT_FALSE(run().pending.has_value());  // nothing more is taken in until a person has looked
    EXPECT_EQ(run().refused.size(), 1U);
    ASSERT_TRUE(AnchorFiles::open(log())->forget(standing.refused[0]).has_value());
  }
  EXPECT_TRUE(chain.sent.empty());
}

TEST_F(AnchorQueue, SendsNothingToAnotherChainAndNothingThatCannotBePaid) {
  publish(3);
  chain.chain_id = 1;
  EXPECT_NE(run().pending->says.en.find("chain 1, not of 20200"), std::string::npos);
  chain.chain_id = 20'200;
  chain.balance = "0x10";
  EXPECT_NE(run().pending->says.en.find("balance is too low"), std::string::npos);
  EXPECT_TRUE(chain.sent.empty());
  chain.balance = "0x1000000000000000000000000";
  EXPECT_EQ(run().anchored_size, 3U);
}

TEST_F(AnchorQueue, ANonceThatIsGoneIsSignedAnew) {
  chain.loses = true;
  publish(3);
  run();
  chain.count = 1;  // another sender's transaction came into a block
  EXPECT_NE(run().pending->says.en.find("took nonce 0"), std::string::npos);
  chain.loses = false;
  run();
  EXPECT_EQ(run().anchored_size, 3U);
  EXPECT_NE(chain.sent.front(), chain.sent.back());
}

TEST_F(AnchorQueue, ABlockThatIsTakenBackIsNoAnchor) {
  keep_target(3);
  publish(3);
  run();
  EXPECT_NE(run().pending->says.en.find("not final yet (1 of 3)"), std::string::npos);
  chain.mined.clear();
  chain.count = 0;
  run();  // the same octets again
  EXPECT_EQ(chain.sent.front(), chain.sent.back());
  chain.height += 2;
  EXPECT_EQ(run().anchored_size, 3U);
}

TEST_F(AnchorQueue, OneCommandAtATimeAndADamagedFileIsTold) {
  publish(3);
  {
    const auto held = AnchorFiles::open(log());
    EXPECT_EQ(work_anchors(log(), chain, [] { return open_chain_key(kKey, ""); }, kNow, {}).error().code,
              ErrorCode::kConflict);
    EXPECT_FALSE(anchors_of(log()).empty());  // looking is always possible
  }
  run();
  const std::string job = log() + "/private/anchors/zone.3.job";
  const std::string whole = *read_file(job, 1U << 20);
  for (std::size_t at = 0; at + 1 < whole.size(); at += 7) {
    ASSERT_TRUE(write_file(job, whole.substr(0, at), 0600).has_value());
    EXPECT_TRUE(anchors_of(log())[0].damaged.has_value()) << at;
    EXPECT_TRUE(anchors_held(log(), 0).empty());
  }
}

TEST_F(AnchorQueue, TakesANotarysReceiptThatIsAFileOfItsOwnAndWhole) {
  const std::string drop = folder_ / "drop";
  ASSERT_EQ(::mkdir(drop.c_str(), 0777), 0);
  {
    const auto files = AnchorFiles::open(log());
    ASSERT_TRUE(files->keep_targets({AnchorTarget{"notary", AnchorKind::kFile, drop}}).has_value());
  }
  publish(3);
  EXPECT_EQ(run().pending->state, AnchorState::kWaiting);
  const std::string path = drop + "/" + hex(sha256("log.example")).substr(0, 16) + ".3.receipt";
  const std::string secret = log() + "/private/log.pem";
  const auto write = [](const std::string& where, const std::string& text, std::int64_t written_ms) {
    ASSERT_TRUE(write_file(where, text, 0644).has_value());
    const timespec at{written_ms / 1'000, 0};
    const timespec both[] = {at, at};
    ASSERT_EQ(::utimensat(AT_FDCWD, where.c_str(), both, 0), 0);
  };
  const auto is_refused_for = [&](const std::string& why) {
    const AnchorStanding standing = run();
    EXPECT_EQ(standing.anchored_size, 0U) << why;
    ASSERT_TRUE(standing.pending.has_value()) << why;
    EXPECT_NE(standing.pending->says.en.find(why), std::string::npos) << standing.pending->says.en;
  };
  write(secret, "the key", kNow - 60'000);
  ASSERT_EQ(::symlink(secret.c_str(), path.c_str()), 0);
  is_refused_for("not a file of its own");
  ASSERT_EQ(::unlink(path.c_str()), 0);
  ASSERT_EQ(::link(secret.c_str(), path.c_str()), 0);
  is_refused_for("not a file of its own");
  ASSERT_EQ(::unlink(path.c_str()), 0);
  ASSERT_EQ(::mkfifo(path.c_str(), 0666), 0);
  is_refused_for("not a file of its own");
  ASSERT_EQ(::unlink(path.c_str()), 0);
  ASSERT_EQ(::mkdir(path.c_str(), 0777), 0);
  is_refused_for("not a file of its own");
  ASSERT_EQ(::rmdir(path.c_str()), 0);
  write(path, "", kNow - 60'000);
  is_refused_for("empty");
  write(path, std::string((128U << 10) + 1, 'x'), kNow - 60'000);
  is_refused_for("larger than 128 KiB");
  write(path, "deed", kNow - 4'000);
  is_refused_for("written just now");
  write(path, "deed", kNow + 60'000);
  is_refused_for("later than this clock");
  write(path, "deed 17", kNow - 5'000);
  EXPECT_EQ(run().anchored_size, 3U);
  EXPECT_EQ(std::get<evidence::DepositAnchor>(anchors_held(log(), 0).at(0).held).receipt, "deed 17");
}

TEST_F(AnchorQueue, ABundleGetsTheEarliestAnchorThatIsWhole) {
  for (const std::uint64_t size : {3U, 9U, 12U}) {
    publish(size);
    EXPECT_EQ(run().anchored_size, size);
  }
  EXPECT_EQ(anchors_held(log(), 2).at(0).size, 3U);
  EXPECT_EQ(anchors_held(log(), 3).at(0).size, 9U);
  ASSERT_TRUE(write_file(log() + "/private/anchors/zone.9.job", "{", 0600).has_value());
  EXPECT_EQ(anchors_held(log(), 3).at(0).size, 12U);
}

TEST_F(AnchorQueue, AnAdapterHasNoMoreTimeThanItIsGiven) {
  {
    const auto files = AnchorFiles::open(log());
    AnchorTarget slow{"slow", AnchorKind::kAdapter};
    slow.command = {"sleep", "15"};
    ASSERT_TRUE(files->keep_targets({slow}).has_value());
  }
  const auto work = [&](std::int64_t whole_ms) {
    const auto all =
        work_anchors(log(), chain, [] { return open_chain_key(kKey, ""); }, kNow, {5'000, whole_ms});
    return all->at(0).pending.value_or(AnchorJob{});
  };
  publish(3);
  const auto began = std::chrono::steady_clock::now();
  const AnchorJob unasked = work(900);  // too little to answer in: it is not even started
  EXPECT_EQ(unasked.tries, 0U);
  EXPECT_EQ(unasked.says.en, "no time was left to ask");
  publish(5);
  const AnchorJob ended = work(1'500);
  EXPECT_EQ(ended.size, 5U);
  EXPECT_EQ(ended.tries, 1U);
  EXPECT_NE(ended.says.en.find("did not end within 1 s"), std::string::npos) << ended.says.en;
  EXPECT_LT(std::chrono::steady_clock::now() - began, std::chrono::seconds(10));
}

// A node that hangs for as long as another target is not anchored: asked one after the other, it would be
// waited for in vain.
class Hangs final : public HttpFetch {
 public:
  explicit Hangs(HttpFetch& others) : others_(others) {}
  Result<HttpGot> fetch(const HttpAsk& ask) override {
    if (ask.url != "http://127.0.0.1:2/") {
      auto got = others_.fetch(ask);
      const std::lock_guard lock(mutex_);
      is_answered_ = is_answered_ || ask.body.find("eth_getBlockByNumber") != std::string::npos;
      changed_.notify_all();
      return got;
    }
    std::unique_lock lock(mutex_);
    if (!changed_.wait_for(lock, std::chrono::seconds(60), [this] { return is_answered_; }))
      return fail({ErrorCode::kUnavailable, "nobody else was asked meanwhile", {}, "其间未询问他人"});
    return fail({ErrorCode::kUnavailable, "hung until the other one was anchored", {}, "直到另一目标锚定"});
  }

 private:
  HttpFetch& others_;
  std::mutex mutex_;
  std::condition_variable changed_;
  bool is_answered_ = false;
};

TEST_F(AnchorQueue, ATargetThatHangsHoldsUpNoOther) {
  {
    const auto files = AnchorFiles::open(log());
    auto targets = files->targets().value();
    AnchorTarget hanging = targets.front();
    hanging.name = "hanging";
    hanging.url = "http://127.0.0.1:2/";
    hanging.chain_id = 7;
    targets.insert(targets.begin(), hanging);
    ASSERT_TRUE(files->keep_targets(targets).has_value());
  }
  publish(3);
  Hangs fetch(chain);
  const auto all = work_anchors(log(), fetch, [] { return open_chain_key(kKey, ""); }, kNow, {});
  ASSERT_TRUE(all && all->size() == 2);
  EXPECT_EQ(all->at(0).target, "hanging");
  EXPECT_EQ(all->at(0).pending.value_or(AnchorJob{}).says.en, "hung until the other one was anchored");
  EXPECT_EQ(all->at(1).anchored_size, 3U);
}

// Answers one at a time, and says which nonces were asked for before the one before was sent.
class OneChain final : public HttpFetch {
 public:
  explicit OneChain(Chain& chain) : chain_(chain) {}
  int most_open = 0;
  Result<HttpGot> fetch(const HttpAsk& ask) override {
    const std::lock_guard lock(mutex_);
    if (ask.body.find("eth_getTransactionCount") != std::string::npos)
      most_open = std::max(most_open, ++open_);
    if (ask.body.find("eth_sendRawTransaction") != std::string::npos) --open_;
    return chain_.fetch(ask);
  }

 private:
  Chain& chain_;
  std::mutex mutex_;
  int open_ = 0;
};

TEST_F(AnchorQueue, TargetsOfOneChainTakeTheirNoncesInTurn) {
  constexpr std::size_t kTargets = AnchorFiles::kMostTargets;
  {
    const auto files = AnchorFiles::open(log());
    std::vector<AnchorTarget> targets(kTargets, files->targets()->front());
    for (std::size_t i = 0; i < kTargets; ++i) {
      targets[i].name = "zone-" + std::to_string(i);
      targets[i].contract.fill(0xaa);
    }
    ASSERT_TRUE(files->keep_targets(targets).has_value());
  }
  publish(3);
  OneChain fetch(chain);
  const auto all = work_anchors(log(), fetch, [] { return open_chain_key(kKey, ""); }, kNow, {});
  ASSERT_TRUE(all && all->size() == kTargets);
  for (const AnchorStanding& one : *all) EXPECT_EQ(one.anchored_size, 3U) << one.target;
  EXPECT_EQ(fetch.most_open, 1);
  EXPECT_EQ(chain.sent.size(), kTargets);
}

// Stopped while an adapter runs that never ends, and a node is asked that never answers.
class StopsOnce final : public HttpFetch {
 public:
  StopsOnce(std::string begun, std::atomic<bool>& stopping) : begun_(std::move(begun)), stopping_(stopping) {}
  Result<HttpGot> fetch(const HttpAsk& ask) override {
    while (!std::filesystem::exists(begun_)) std::this_thread::yield();
    stopping_ = true;
    was_told = ask.cancelled == &stopping_;
    return fail({ErrorCode::kCancelled, "interrupted", {}, "已中断"});
  }
  bool was_told = false;

 private:
  const std::string begun_;
  std::atomic<bool>& stopping_;
};

TEST_F(AnchorQueue, IsStoppedWhileAnAdapterRunsAndGoesOnLater) {
  const std::string begun = folder_ / "begun";
  {
    const auto files = AnchorFiles::open(log());
    auto targets = files->targets().value();
    AnchorTarget slow{"slow", AnchorKind::kAdapter};
    slow.command = {"sh", "-c", "echo > '" + begun + "'; exec sleep 1000"};
    targets.push_back(slow);
    ASSERT_TRUE(files->keep_targets(targets).has_value());
  }
  publish(3);
  std::atomic<bool> stopping{false};
  StopsOnce fetch(begun, stopping);
  const AnchorBounds bounds{5'000, std::nullopt, &stopping};
  const auto all = work_anchors(
      log(), fetch, [] { return open_chain_key(kKey, ""); }, kNow, bounds);
  ASSERT_TRUE(all && all->size() == 2);
  EXPECT_TRUE(fetch.was_told);
  const AnchorJob slow = all->at(1).pending.value_or(AnchorJob{});
  EXPECT_EQ(slow.says.en, "interrupted while a program was running");  // not: did not end within 20 s
  EXPECT_EQ(slow.size, 3U);
  const AnchorJob node = all->at(0).pending.value_or(AnchorJob{});
  EXPECT_EQ(node.says.en, "interrupted");
  // Nobody is asked any more; what waits is there for the next start.
  EXPECT_EQ(work_anchors(
                log(), fetch, [] { return open_chain_key(kKey, ""); }, kNow, bounds)
                ->at(0)
                .pending.value_or(AnchorJob{})
                .says.en,
            "interrupted before it was asked");
  keep_target(1);
  const auto after = work_anchors(log(), chain, [] { return open_chain_key(kKey, ""); }, kNow, {});
  EXPECT_EQ(after->at(0).anchored_size, 3U);
}

TEST(TargetName, HasSmallLettersAndFigures) {
  for (const char* good : {"zone", "a", "fisco-1"}) EXPECT_TRUE(is_target_name(good));
  for (const char* bad : {"", "-a", "A", "a.b", "../x", "account", "a b"}) EXPECT_FALSE(is_target_name(bad));
}

}  // namespace
}  // namespace tidegate
