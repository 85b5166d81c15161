#include "tidegate/gate/evidence/anchor_work.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sodium/randombytes.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>

#include "tidegate/base/base64.h"
#include "tidegate/base/check.h"
#include "tidegate/base/json_reader.h"
#include "tidegate/base/json_writer.h"
#include "tidegate/evidence/rlp.h"
#include "tidegate/evidence/time_stamp_request.h"
#include "tidegate/gate/evidence/chain_node.h"
#include "tidegate/gate/packs.h"
#include "tidegate/gate/resources.h"
#include "tidegate/ports/run_program.h"

namespace tidegate {
namespace {

using evidence::AnchorWords;
using evidence::ChainAddress;

constexpr std::uint64_t kMostGas = 1'000'000;
constexpr std::uint64_t kMostDeployGas = 3'000'000;
constexpr std::uint64_t kMostSeconds = 253'402'300'799;  // the year 9999
constexpr std::size_t kMostStamp = std::size_t{128} << 10;
constexpr std::size_t kMostNotary = std::size_t{128} << 10;
constexpr std::int64_t kReceiptRestsMs = 5'000;  // younger, somebody may be writing it still
constexpr std::size_t kMostProved = 200;         // transactions of a block whose receipts are asked for
constexpr std::size_t kLargestDeploy = std::size_t{64} << 10;
constexpr std::size_t kMostSaidByAdapter = 200;
constexpr std::chrono::milliseconds kAdapterPatience = std::chrono::seconds(20);
constexpr std::chrono::milliseconds kLeastPatience = std::chrono::seconds(1);

Text said(const Error& error) { return {error.what, error.what_zh.empty() ? error.what : error.what_zh}; }

// Of a tree that the target has, by the target's clock; 0: it says none.
void done_at(AnchorJob& job, std::int64_t target_ms) {
  job.state = AnchorState::kDone;
  job.anchored_ms = target_ms;
  if (target_ms == 0 || is_time_believed(target_ms, job.since_ms, job.tried_ms)) return;
  job.anchored_ms = kNoBelievedTime;
  job.says.en += "; the time of the target is not believed";
  job.says.zh += "；目标所称时间不予采信";
}

// Evidence of a target, before the proof that leads to a bundle's checkpoint.
template <typename Held>
std::string anchor_of(const AnchorJob& job, Held held) {
  return evidence::write_anchor({job.size, job.root, {}, std::move(held)});
}

ChainNode node_of(const AnchorTarget& target, const AnchorWorkTools& tools) {
  return {tools.fetch, {target.url, target.ca_file, tools.whole_ms, target.allows_plain}};
}

Result<void> is_that_chain(ChainNode& node, const AnchorTarget& target) {
  const auto id = node.chain_id();
  if (!id) return fail(id.error());
  if (*id == target.chain_id) return {};
  return fail({ErrorCode::kMalformed,
               fmt::format("the node is of chain {}, not of {}: nothing is sent", *id, target.chain_id),
               {},
               fmt::format("该节点属于链 {}，而非 {}：不予发送", *id, target.chain_id)});
}

// Of one EVM chain. Each step either goes on or leaves in the job why it did not.
class ChainWork {
 public:
  ChainWork(const AnchorFiles& files, const AnchorTarget& target, const AnchoredTree& tree, AnchorJob& job,
            const AnchorWorkTools& tools)
      : files_(files),
        target_(target),
        job_(job),
        tools_(tools),
        node_(node_of(target, tools)),
        words_(evidence::anchor_words(tree.origin, job.size, job.root)) {}

  Result<void> run() {
    if (const auto chain = is_that_chain(node_, target_); !chain) return later(chain.error());
    if (job_.state == AnchorState::kWaiting) {
      std::unique_lock<std::timed_mutex> turn;
      if (tools_.turn != nullptr)
        turn = std::unique_lock(*tools_.turn, std::chrono::milliseconds(tools_.whole_ms));
      if (tools_.turn != nullptr && !turn)
        return later({"another target of this chain was being signed for", "正在为同一条链的另一目标签名"});
      bool is_signed = false;
      if (const auto done = sign(is_signed); !done || !is_signed) return done;
      if (const auto sent = send(); !sent || job_.state != AnchorState::kSent) return sent;
    }
    return follow();
  }

 private:
  Result<void> later(const Error& error) {
    job_.says = said(error);
    return {};
  }
  Result<void> later(Text says) {
    job_.says = std::move(says);
    return {};
  }
  Result<void> refuse(const std::string& reason) {
    job_.state = AnchorState::kRefused;
    if (reason == "rollback") {
      const std::string size = anchored_size();
      job_.says = {
          "REFUSED by the contract, rollback: a larger tree of this log" + size +
              " is anchored. Was the folder restored from an old copy, or does it run twice?",
          "合约拒绝（回退）：链上已锚定本日志更大的树" + size + "。是否恢复了旧副本，或同时运行了两份？"};
    } else if (reason == "fork") {
      job_.says = {"REFUSED by the contract, fork: another tree of this size is anchored",
                   "合约拒绝（分叉）：链上已锚定同一大小的另一棵树"};
    } else if (reason == "owner") {
      job_.says = {"REFUSED by the contract: another account owns the name of this log there",
                   "合约拒绝：该日志名称在合约中属于另一账户"};
    } else {
      job_.says = {"REFUSED by the contract" + (reason.empty() ? "" : ": " + reason),
                   "合约拒绝" + (reason.empty() ? "" : "：" + reason)};
    }
    return {};
  }

  // What the contract has; empty where the node does not say.
  std::string anchored_size() {
    const auto answer = node_.call({}, target_.contract, evidence::latest_call(words_.origin));
    const auto head = answer && !answer->reverted ? evidence::read_latest(answer->data) : std::nullopt;
    return head ? fmt::format(" ({})", head->size) : "";
  }

  Result<ChainAddress> account(std::unique_ptr<ChainSigner>& signer) {
    auto opened = tools_.signer();
    if (!opened) return fail(opened.error());
    signer = std::move(*opened);
    return evidence::address_of(tools_.chain, signer->public_key());
  }

  // The contract is asked first: what it would refuse costs nothing and is told at once.
  Result<void> sign(bool& is_signed) {
    std::unique_ptr<ChainSigner> signer;
    const auto from = account(signer);
    if (!from) return later(from.error());
    const std::string call = evidence::anchor_call(words_);
    const auto tried = node_.call(*from, target_.contract, call);
    if (!tried) return later(tried.error());
    if (tried->reverted) return refuse(tried->reason);
    const auto gas = node_.estimate_gas(*from, target_.contract, call);
    if (!gas) return later(gas.error());
    const auto nonce = node_.transactions_of(*from);
    if (!nonce) return later(nonce.error());
    const auto price = target_.gas_price ? Result<std::uint64_t>(*target_.gas_price) : node_.gas_price();
    if (!price) return later(price.error());
    const std::uint64_t limit = std::min(*gas + *gas / 2, kMostGas);
    if (*price > 0) {
      const auto balance = node_.balance(*from);
      if (!balance) return later(balance.error());
      if (*balance && **balance / *price < limit)
        return later({fmt::format("the account's balance is too low: {} needs {} wei",
                                  evidence::to_text(*from), limit * *price),
                      fmt::format("账户余额不足：{} 须有 {} wei", evidence::to_text(*from), limit * *price)});
    }
    const evidence::LegacyTransaction transaction{target_.chain_id, *nonce, *price, limit,
                                                  target_.contract, call};
    const auto digest = tools_.chain.keccak256(evidence::to_be_signed(transaction));
    if (!digest) return later(digest.error());
    const auto signature = signer->sign(*digest);
    if (!signature) return later(signature.error());
    job_.state = AnchorState::kSent;
    job_.nonce = *nonce;
    job_.raw = evidence::to_octets({transaction, *signature});
    job_.says = {"signed, not sent yet", "已签名，尚未发送"};
    is_signed = true;
    return files_.keep(job_);  // before anybody else has it
  }

  Result<void> send() {
    const auto sent = node_.send(job_.raw);
    if (!sent) return later(sent.error());
    if (sent->taken) return later({"sent, in no block yet", "已发送，尚未入块"});
    return later({"the node did not take it: " + sent->why, "节点未接受：" + sent->why});
  }

  // Of what was sent: is it in a block, and is that final? The same octets go out again where it is not.
  Result<void> follow() {
    const auto name = tools_.chain.keccak256(job_.raw);
    if (!name) return later(name.error());
    const auto receipt = node_.receipt(*name);
    if (!receipt) return later(receipt.error());
    if (*receipt) return in_block(**receipt);
    const auto made = evidence::read_transaction(job_.raw);
    if (!made) return fail(made.error());
    const auto from = evidence::sender_of(tools_.chain, *made);
    if (!from) return later(from.error());
    const auto count = node_.transactions_of(*from);
    if (!count) return later(count.error());
    if (*count > job_.nonce) {
      // A block has another transaction of that nonce: ours can stand in none any more. Asked again, since it
      // may have come into a block between both questions.
      const auto again = node_.receipt(*name);
      if (!again) return later(again.error());
      if (*again) return in_block(**again);
      job_.state = AnchorState::kWaiting;
      job_.raw.clear();
      return later(
          {fmt::format("another transaction of the account took nonce {}: it is signed anew", job_.nonce),
           fmt::format("该账户的另一笔交易占用了序号 {}：将重新签名", job_.nonce)});
    }
    return send();
  }

  Result<void> in_block(const NodeReceipt& receipt) {
    if (!receipt.receipt.succeeded) return failed_in_block();
    const auto tells = evidence::tells_anchor(tools_.chain, receipt.receipt, target_.contract, words_);
    if (!tells) return later(tells.error());
    if (!*tells)
      return later({"the node's receipt does not tell of this anchor", "节点给出的回执未表明此次锚定"});
    const auto newest = target_.confirmations == 0 ? node_.finalized() : node_.newest();
    if (!newest) return later(newest.error());
    const std::uint64_t needs = target_.confirmations == 0 ? 1 : target_.confirmations;
    const std::uint64_t has = *newest < receipt.number ? 0 : *newest - receipt.number + 1;
    if (has < needs)
      return later({fmt::format("in block {}, not final yet ({} of {})", receipt.number, has, needs),
                    fmt::format("已入区块 {}，尚未最终确定（{}/{}）", receipt.number, has, needs)});
    const auto block = node_.block(receipt.number);
    if (!block) return later(block.error());
    if (!*block || (*block)->hash != receipt.block)
      return later({"its block is no longer in the chain", "其所在区块已不在链上"});
    return keep(receipt, **block);
  }

  Result<void> failed_in_block() {
    const auto made = evidence::read_transaction(job_.raw);
    if (!made) return fail(made.error());
    const auto from = evidence::sender_of(tools_.chain, *made);
    if (!from) return later(from.error());
    const auto why = node_.call(*from, target_.contract, evidence::anchor_call(words_));
    if (!why) return later(why.error());
    if (why->reverted) return refuse(why->reason);
    job_.state = AnchorState::kWaiting;
    job_.raw.clear();
    return later({"it failed in its block and would not now: it is signed anew",
                  "交易在区块中失败，现可成功：将重新签名"});
  }

  Result<void> keep(const NodeReceipt& receipt, const NodeBlock& block) {
    evidence::ChainAnchor out;
    out.chain_id = target_.chain_id;
    out.contract = target_.contract;
    out.transaction = job_.raw;
    out.block = block.hash;
    out.number = block.number;
    out.time_s = block.time_s;
    if (block.time_s > kMostSeconds)
      return later({"the time of its block is none", "其所在区块的时间不成立"});
    prove(receipt, block, out);
    job_.anchor = anchor_of(job_, std::move(out));
    job_.says = {fmt::format("in block {} of chain {}", block.number, target_.chain_id),
                 fmt::format("在链 {} 的区块 {} 之中", target_.chain_id, block.number)};
    done_at(job_, static_cast<std::int64_t>(block.time_s) * 1'000);
    return {};
  }

  // Where the chain hashes as Ethereum does, the way from the block's hash to the receipt; else it stays the
  // node's word, which the bundle says.
  void prove(const NodeReceipt& receipt, const NodeBlock& block, evidence::ChainAnchor& out) {
    const auto hash = tools_.chain.keccak256(block.header);
    if (!hash || *hash != block.hash || block.transactions.size() > kMostProved ||
        receipt.index >= block.transactions.size())
      return;
    std::vector<std::string> receipts;
    for (const ChainHash& one : block.transactions) {
      const auto got = node_.receipt(one);
      if (!got || !*got) return;
      receipts.push_back(evidence::to_octets((*got)->receipt));
    }
    const auto tree = evidence::receipts_tree(tools_.chain, receipts, receipt.index);
    const auto header = evidence::read_header(block.header);
    if (!tree || !header || tree->root != header->receipts_root ||
        receipts[receipt.index].size() > kMostStamp)
      return;
    out.header = block.header;
    out.index = receipt.index;
    out.receipt = receipts[receipt.index];
    out.proof = tree->proof;
  }

  const AnchorFiles& files_;
  const AnchorTarget& target_;
  AnchorJob& job_;
  const AnchorWorkTools& tools_;
  ChainNode node_;
  const AnchorWords words_;
};

Text stamp_time_wrong() {
  return {"the time stamp's time is not that of asking: whose clock is wrong?",
          "时间戳所载时间与请求时间不符：请核对时钟"};
}

Result<void> stamp(const AnchorFiles& files, const AnchorTarget& target, const AnchorWords& words,
                   AnchorJob& job, const AnchorWorkTools& tools) {
  const auto later = [&](const Error& error) -> Result<void> {
    job.says = said(error);
    return {};
  };
  const auto ca = read_file(files.ca_path(target.name), std::size_t{1} << 20);
  if (!ca) return later(ca.error());
  std::uint64_t nonce = 0;
  randombytes_buf(&nonce, sizeof nonce);
  const auto request = evidence::time_stamp_request({words.note, nonce, target.policy});
  if (!request) return later(request.error());
  HttpAsk ask;
  ask.method = "POST";
  ask.url = target.url;
  ask.headers = {{"Content-Type", "application/timestamp-query"}};
  ask.body = *request;
  ask.connect_ms = ask.whole_ms = tools.whole_ms;
  ask.most_bytes = kMostStamp;
  ask.ca_file = target.ca_file;
  ask.allows_plain = true;  // what is asked is a digest, and what is answered is signed
  const auto got = tools.fetch.fetch(ask);
  if (!got) return later(got.error());
  if (got->status != 200)
    return later({ErrorCode::kUnavailable,
                  fmt::format("the authority answered {}", got->status),
                  {},
                  fmt::format("时间戳机构答复 {}", got->status)});
  const auto token = tools.stamps.token_of(got->body);
  if (!token) return later(token.error());
  const auto stamp = tools.stamps.check(*token, *request, *ca);
  if (!stamp) return later(stamp.error());
  if (stamp->time_ms > tools.now_ms + kAnchorSlackMs || stamp->time_ms < tools.now_ms - kAnchorSlackMs) {
    job.says = stamp_time_wrong();
    return {};
  }
  job.anchor = anchor_of(job, evidence::StampAnchor{*token});
  job.anchored_ms = stamp->time_ms;
  job.state = AnchorState::kDone;
  job.says = {fmt::format("stamped under policy {}", stamp->policy),
              fmt::format("已加盖时间戳，策略 {}", stamp->policy)};
  return {};
}

// What lies in a folder that others write to: a file of its own, never what a link leads to, since it goes
// into bundles. None: it is not there. Errors: kUnavailable, with what it is instead, or that it is not
// whole.
Result<std::optional<std::string>> dropped(const std::string& path, std::int64_t now_ms) {
  const auto no = [&](const char* what, const char* what_zh) {
    return fail({ErrorCode::kUnavailable, what + path, {}, what_zh + path});
  };
  const OpenFile file(::open(path.c_str(), O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC));
  if (!file && errno == ENOENT) return std::optional<std::string>();
  if (!file && errno != ELOOP) return fail(system_error(errno, "cannot open", "无法打开", path));
  struct stat status {};
  if (!file || ::fstat(file.get(), &status) != 0 || !S_ISREG(status.st_mode) || status.st_nlink != 1)
    return no("not a file of its own, not read: ", "并非独立的普通文件，未读取：");
  if (status.st_size == 0) return no("empty, awaited still: ", "文件为空，仍待其内容：");
  const std::int64_t written_ms =
      std::int64_t{status.st_mtim.tv_sec} * 1'000 + status.st_mtim.tv_nsec / 1'000'000;
  if (written_ms > now_ms - kReceiptRestsMs)
    return no("written just now or later than this clock says, looked at again: ",
              "刚刚写入，或晚于本机时钟，稍后再看：");
  std::string out(kMostNotary + 1, '\0');
  std::size_t has = 0;
  while (has < out.size()) {
    const ssize_t got = ::read(file.get(), out.data() + has, out.size() - has);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return fail(system_error(errno, "cannot read", "无法读取", path));
    if (got == 0) break;
    has += static_cast<std::size_t>(got);
  }
  if (has > kMostNotary) return no("larger than 128 KiB, not taken: ", "超过 128 KiB，未收取：");
  if (has == 0) return no("empty, awaited still: ", "文件为空，仍待其内容：");
  out.resize(has);
  return std::optional<std::string>(std::move(out));
}

// A file that a notary takes, and his receipt beside it.
Result<void> drop(const AnchorTarget& target, const AnchoredTree& tree, const AnchorWords& words,
                  AnchorJob& job, std::int64_t now_ms) {
  const std::string path = fmt::format("{}/{}.{}", target.url, hex(words.origin).substr(0, 16), job.size);
  const auto receipt = dropped(path + ".receipt", now_ms);
  if (!receipt) {
    job.says = said(receipt.error());
    return {};
  }
  if (*receipt) {
    job.anchor = anchor_of(job, evidence::DepositAnchor{target.name, {}, 0, **receipt});
    job.state = AnchorState::kDone;
    job.says = {"its receipt came", "已收到回执"};
    return {};
  }
  const std::string text = evidence::to_text(evidence::Checkpoint{tree.origin, job.size, job.root});
  constexpr mode_t kShared = 0644;
  if (const auto wrote =
          write_file(path + ".txt", fmt::format("{}\nsha256 {}\n", text, hex(words.note)), kShared);
      !wrote) {
    job.says = said(wrote.error());
    return {};
  }
  job.says = {"written for the notary; its receipt is awaited at " + path + ".receipt",
              "已写出供公证方取用；待其回执：" + path + ".receipt"};
  return {};
}

std::string printable(const std::string& text) {
  std::string out = text.substr(0, kMostSaidByAdapter);
  std::replace_if(
      out.begin(), out.end(), [](char c) { return c < ' ' || c > '~'; }, '?');
  return out;
}

// Of an adapter.
std::chrono::milliseconds patience_for(const AnchorWorkTools& tools) {
  if (!tools.until) return kAdapterPatience;
  const auto left = *tools.until - std::chrono::steady_clock::now();
  return std::min(kAdapterPatience, std::chrono::duration_cast<std::chrono::milliseconds>(left));
}

// docs/anchors.md, "An adapter".
Result<void> adapt(const AnchorFiles& files, const AnchorTarget& target, const AnchoredTree& tree,
                   const AnchorWords& words, AnchorJob& job, const AnchorWorkTools& tools) {
  const std::string home = files.folder() + "/" + target.name + ".home";
  if (::mkdir(home.c_str(), 0700) != 0 && errno != EEXIST)
    return fail(system_error(errno, "cannot be made", "无法创建", home));
  JsonWriter ask;
  ask.begin_object().key("v").integer(1).key("do").string("anchor").key("origin").string(tree.origin);
  ask.key("size").integer(static_cast<std::int64_t>(job.size)).key("root").string(hex(job.root));
  ask.key("origin_sha256").string(hex(words.origin)).key("note").string(hex(words.note));
  ask.key("tries").integer(static_cast<std::int64_t>(job.tries)).end_object();
  ProgramBounds bounds;
  bounds.patience = patience_for(tools);
  bounds.cancelled = tools.cancelled;
  bounds.output_bytes = std::size_t{1} << 20;
  bounds.memory_bytes = 64ULL << 30;  // of addresses: the makers of such programs reserve much and use little
  bounds.home = home;
  const auto ran = run_program(target.command, ask.take() + "\n", bounds);
  const auto later = [&](Text says) -> Result<void> {
    job.says = std::move(says);
    return {};
  };
  if (!ran) return later(said(ran.error()));
  const auto value = ran->status == 0 ? parse_json(ran->output, "adapter") : Result<Json>(Json());
  if (ran->status != 0 || !value)
    return later({fmt::format("the adapter ended with {} and no answer", ran->status),
                  fmt::format("适配程序以 {} 结束，没有答复", ran->status)});
  JsonFault fault{"adapter", {}};
  const JsonReader in(*value, fault);
  constexpr std::array<std::string_view, 3> kAnswers{"done", "pending", "refused"};
  in.only({"v", "state", "id", "time_ms", "receipt", "reason", "says"});
  in.member("v").integer(1, 1);
  const std::size_t state = in.member("state").one_of(kAnswers);
  const auto text = [&](const char* key) {
    const auto one = in.optional(key);
    return one ? printable(one->string()) : std::string{};
  };
  const std::string id = text("id"), reason = text("reason"), says = text("says");
  const auto receipt = in.optional("receipt");
  const auto octets = receipt ? from_base64(receipt->string()) : std::optional<std::string>("");
  const auto time = in.optional("time_ms");
  const std::int64_t time_ms = time ? time->integer(0, 253'402'300'799'000) : 0;
  if (fault.first || !octets || octets->size() > kMostNotary)
    return later({"the adapter's answer is not what docs/anchors.md asks for",
                  "适配程序的答复不符合 docs/anchors.md 的约定"});
  if (state == 1) return later({"the adapter: " + says, "适配程序：" + says});
  if (state == 2) {
    job.state = AnchorState::kRefused;
    return later({"REFUSED by the chain behind the adapter: " + reason, "适配程序所接的链拒绝：" + reason});
  }
  if (id.empty() && octets->empty())
    return later(
        {"the adapter says done and names neither id nor receipt", "适配程序称已完成，但未给出编号或回执"});
  job.says = {"taken: " + id, "已接受：" + id};
  done_at(job, time_ms);
  const bool is_believed = job.anchored_ms == time_ms;
  job.anchor = anchor_of(job, evidence::DepositAnchor{target.name, id, is_believed ? time_ms : 0, *octets});
  return {};
}

Result<std::string> contract_code() {
  const auto value = parse_json(resource("contracts/EvidenceAnchor.json"), "EvidenceAnchor.json");
  const Json* code = value ? value->find("bytecode") : nullptr;
  TIDEGATE_CHECK(code != nullptr && code->string() != nullptr && code->string()->size() % 2 == 0);
  std::string out;
  const auto digit = [](char c) { return c <= '9' ? c - '0' : c - 'a' + 10; };
  for (std::size_t i = 0; i < code->string()->size(); i += 2)
    out += static_cast<char>(digit((*code->string())[i]) * 16 + digit((*code->string())[i + 1]));
  return out;
}

// Signed once, kept, and only then sent: a second try sends the same.
Result<std::string> deployment(const std::string& path, const AnchorTarget& target, ChainNode& node,
                               const AnchorWorkTools& tools) {
  const auto kept = read_file(path, kLargestDeploy);
  if (kept || kept.error().code != ErrorCode::kNotFound) return kept;
  const auto signer = tools.signer();
  if (!signer) return fail(signer.error());
  const auto from = evidence::address_of(tools.chain, (*signer)->public_key());
  if (!from) return fail(from.error());
  const auto code = contract_code();
  if (!code) return fail(code.error());
  const auto gas = node.estimate_gas(*from, std::nullopt, *code);
  if (!gas) return fail(gas.error());
  const auto nonce = node.transactions_of(*from);
  if (!nonce) return fail(nonce.error());
  const auto price = target.gas_price ? Result<std::uint64_t>(*target.gas_price) : node.gas_price();
  if (!price) return fail(price.error());
  const evidence::LegacyTransaction transaction{
      target.chain_id, *nonce, *price, std::min(*gas + *gas / 4, kMostDeployGas), std::nullopt, *code};
  const auto digest = tools.chain.keccak256(evidence::to_be_signed(transaction));
  if (!digest) return fail(digest.error());
  const auto signature = (*signer)->sign(*digest);
  if (!signature) return fail(signature.error());
  std::string raw = evidence::to_octets({transaction, *signature});
  if (const auto wrote = write_file(path, raw, 0600); !wrote) return fail(wrote.error());
  return raw;
}

}  // namespace

Result<void> work_anchor(const AnchorFiles& files, const AnchorTarget& target, const AnchoredTree& tree,
                         AnchorJob& job, const AnchorWorkTools& tools) {
  if (target.kind == AnchorKind::kAdapter && patience_for(tools) < kLeastPatience) {
    job.says = {"no time was left to ask", "已无时间询问"};
    return files.keep(job);  // no try: a newer tree may still take its place
  }
  const AnchorWords words = evidence::anchor_words(tree.origin, job.size, job.root);
  ++job.tries;
  job.tried_ms = tools.now_ms;
  Result<void> worked;
  switch (target.kind) {
    case AnchorKind::kEvm:
      worked = ChainWork(files, target, tree, job, tools).run();
      break;
    case AnchorKind::kRfc3161:
      worked = stamp(files, target, words, job, tools);
      break;
    case AnchorKind::kFile:
      worked = drop(target, tree, words, job, tools.now_ms);
      break;
    case AnchorKind::kAdapter:
      worked = adapt(files, target, tree, words, job, tools);
      break;
  }
  if (!worked) return worked;
  return files.keep(job);
}

Result<ChainAddress> deploy_contract(const AnchorFiles& files, const AnchorTarget& target,
                                     const AnchorWorkTools& tools) {
  ChainNode node = node_of(target, tools);
  if (const auto chain = is_that_chain(node, target); !chain) return fail(chain.error());
  const std::string path = fmt::format("{}/deploy.{}", files.folder(), target.chain_id);
  const auto raw = deployment(path, target, node, tools);
  if (!raw) return fail(raw.error());
  const auto name = tools.chain.keccak256(*raw);
  if (!name) return fail(name.error());
  const auto made = evidence::read_transaction(*raw);
  if (!made) return fail(made.error());
  auto receipt = node.receipt(*name);
  if (!receipt) return fail(receipt.error());
  std::string why;
  if (!*receipt) {
    const auto sent = node.send(*raw);
    if (!sent) return fail(sent.error());
    why = sent->why;
    receipt = node.receipt(*name);
    if (!receipt) return fail(receipt.error());
  }
  if (!*receipt) {
    const auto from = evidence::sender_of(tools.chain, *made);
    const auto count = from ? node.transactions_of(*from) : Result<std::uint64_t>(0);
    if (count && *count > made->transaction.nonce) {
      // It may have come into a block between both questions; else it can stand in none any more.
      receipt = node.receipt(*name);
      if (receipt && !*receipt) ::unlink(path.c_str());
    }
  }
  if (!receipt) return fail(receipt.error());
  if (!*receipt) {
    return fail({ErrorCode::kUnavailable,
                 "the contract is in no block yet: run it again" + (why.empty() ? "" : "; " + why),
                 {},
                 "合约尚未入块：请稍后重试" + (why.empty() ? "" : "；" + why)});
  }
  const auto from = evidence::sender_of(tools.chain, *made);
  if (!from) return fail(from.error());
  const auto address = evidence::made_address(tools.chain, *from, made->transaction.nonce);
  if (!address) return fail(address.error());
  ::unlink(path.c_str());
  if (!(*receipt)->receipt.succeeded)
    return fail({ErrorCode::kConflict, "the chain did not make the contract", {}, "链上创建合约失败"});
  return *address;
}

}  // namespace tidegate
