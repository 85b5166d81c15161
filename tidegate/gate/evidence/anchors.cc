#include "tidegate/gate/evidence/anchors.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <filesystem>
#include <iterator>
#include <thread>

#include "tidegate/base/china_time.h"
#include "tidegate/base/instant.h"
#include "tidegate/base/utc_time.h"
#include "tidegate/gate/evidence/anchor_queue.h"
#include "tidegate/gate/evidence/chain_node.h"
#include "tidegate/gate/packs.h"
#include "tidegate/gate/permits/files.h"
#include "tidegate/ports/chain_crypto.h"
#include "tidegate/ports/http_client.h"
#include "tidegate/ports/time_stamps.h"

namespace tidegate {
namespace {

constexpr std::size_t kLargestCa = std::size_t{1} << 20;
constexpr std::int64_t kQuestionMs = 10'000;
constexpr std::int64_t kServeQuestionMs = 5'000;
constexpr std::int64_t kServeMs = 60'000;
constexpr std::int64_t kKickQuestionMs = 2'000;
constexpr std::int64_t kKickMs = 5'000;
constexpr auto kBetween = std::chrono::milliseconds(200);
constexpr int kTries = 50;  // while another command works at them: ten seconds
constexpr std::uint64_t kMostWaitS = 3'600;

Result<std::string> folder_of(const OwnLogPlace& place, const GateOptions& options) {
  if (place.folder.empty() && options.home.empty())
    return fail({ErrorCode::kMalformed,
                 "no state folder: set TIDEGATE_HOME or HOME, or give --log",
                 {},
                 "没有状态目录：请设置 TIDEGATE_HOME 或 HOME，或使用 --log"});
  std::string folder = place.folder.empty() ? options.home + "/evidence" : place.folder;
  std::error_code ignored;
  if (!std::filesystem::is_regular_file(folder + "/private/first", ignored))
    return fail({ErrorCode::kNotFound, "no evidence log is here: tidegate evidence init", folder,
                 "此处没有证据日志：请先执行 tidegate evidence init"});
  return folder;
}

Result<AnchorFiles> files_of(const std::string& folder) {
  for (int i = 0;; ++i) {
    auto files = AnchorFiles::open(folder);
    if (files || files.error().code != ErrorCode::kConflict || i == kTries) return files;
    std::this_thread::sleep_for(kBetween);
  }
}

AnchorSigner signer_of(const std::string& folder, const OwnLogPlace& place, const GateOptions& options) {
  return [path = folder + "/private/anchors/account.pem", file = place.passphrase_file,
          options]() -> Result<std::unique_ptr<ChainSigner>> {
    std::error_code ignored;
    if (!std::filesystem::exists(path, ignored))
      return fail({ErrorCode::kNotFound, "there is no account yet: tidegate anchor keygen", path,
                   "尚无账户：请先执行 tidegate anchor keygen"});
    const auto key = read_private_key(path, file, options);
    if (!key) return fail(key.error());
    return open_chain_key(key->pem, key->passphrase);
  };
}

Result<std::uint64_t> number(const std::string& text, const char* option, std::uint64_t most) {
  const auto out = evidence::parse_count(text);
  if (out && *out <= most) return *out;
  return fail({ErrorCode::kMalformed, fmt::format("\"{}\" is no whole number up to {}", text, most), option,
               fmt::format("“{}”应为不大于 {} 的整数", text, most)});
}

Error needs(const char* option) {
  return {ErrorCode::kMalformed, fmt::format("needs {}", option), {}, fmt::format("须给出 {}", option)};
}

Result<void> read_chain(const AnchorAddRequest& r, bool has_contract, AnchorTarget& out) {
  if (r.url.empty()) return fail(needs("--url"));
  if (r.chain_id.empty()) return fail(needs("--chain-id"));
  const auto chain = number(r.chain_id, "--chain-id", evidence::kLargestChainId - 1);
  if (!chain) return fail(chain.error());
  out.chain_id = *chain;
  if (!r.gas_price.empty()) {
    constexpr std::uint64_t kMost = 1'000'000'000'000;
    const auto price = number(r.gas_price, "--gas-price", kMost);
    if (!price) return fail(price.error());
    out.gas_price = *price;
  }
  if (!has_contract) return {};
  const auto contract = evidence::parse_address(r.contract);
  if (!contract)
    return fail({ErrorCode::kMalformed, "is no address: 0x and 40 hexadecimal digits", "--contract",
                 "不是地址：应为 0x 加 40 位十六进制数字"});
  out.contract = *contract;
  out.confirmations = 1;
  if (r.finality == "finalized") {
    out.confirmations = 0;
  } else if (!r.finality.empty() && r.finality != "immediate") {
    constexpr std::uint64_t kMost = 1'000'000;
    const auto blocks = number(r.finality, "--finality", kMost);
    if (!blocks) return fail(blocks.error());
    if (*blocks == 0)
      return fail({ErrorCode::kMalformed, "one block at least", "--finality", "至少一个区块"});
    out.confirmations = *blocks;
  }
  return {};
}

Result<AnchorTarget> target_of(const AnchorAddRequest& r) {
  AnchorTarget out;
  constexpr std::array<std::string_view, 4> kKinds{"evm", "rfc3161", "file", "adapter"};
  const auto kind = std::find(kKinds.begin(), kKinds.end(), r.kind);
  if (kind == kKinds.end())
    return fail({ErrorCode::kMalformed, "is none of evm, rfc3161, file, adapter", "--kind",
                 "应为 evm、rfc3161、file 或 adapter 之一"});
  if (!is_target_name(r.name))
    return fail({ErrorCode::kMalformed, "a name has small letters, digits and \"-\", 32 at most", "NAME",
                 "名称只能含小写字母、数字与“-”，至多 32 个字符"});
  out.name = r.name;
  out.kind = static_cast<AnchorKind>(kind - kKinds.begin());
  out.url = r.url;
  out.ca_file = r.ca_file.empty() ? "" : std::filesystem::absolute(r.ca_file).string();
  out.allows_plain = r.allows_plain;
  out.policy = r.policy;
  out.command = r.command;
  if (!r.every_s.empty()) {
    const auto every = number(r.every_s, "--every", 366ULL * 86'400);
    if (!every) return fail(every.error());
    out.every_s = static_cast<std::int64_t>(*every);
  }
  switch (out.kind) {
    case AnchorKind::kEvm:
      if (const auto done = read_chain(r, true, out); !done) return fail(done.error());
      break;
    case AnchorKind::kRfc3161: {
      if (r.url.empty()) return fail(needs("--url"));
      if (r.tsa_ca.empty()) return fail(needs("--tsa-ca"));
      break;
    }
    case AnchorKind::kFile: {
      std::error_code ignored;
      if (r.url.empty()) return fail(needs("--url"));
      out.url = std::filesystem::absolute(r.url).string();
      if (!std::filesystem::is_directory(out.url, ignored))
        return fail({ErrorCode::kNotFound, "is no folder", r.url, "不是目录"});
      break;
    }
    case AnchorKind::kAdapter:
      if (r.command.empty()) return fail(needs("--command"));
      break;
  }
  return out;
}

// What the node says of itself, before anything is left to it.
Result<void> check_chain(const AnchorTarget& target, HttpFetch& fetch) {
  ChainNode node(fetch, {target.url, target.ca_file, kQuestionMs, target.allows_plain});
  const auto of_node = [&](const Error& error) {
    return fail({error.code, error.what, target.url, error.what_zh});
  };
  const auto id = node.chain_id();
  if (!id) return of_node(id.error());
  if (*id != target.chain_id)
    return fail({ErrorCode::kMalformed,
                 fmt::format("the node is of chain {}, not of {}", *id, target.chain_id), "--chain-id",
                 fmt::format("该节点属于链 {}，而非 {}", *id, target.chain_id)});
  const auto code = node.has_code(target.contract);
  if (!code) return of_node(code.error());
  if (!*code)
    return fail({ErrorCode::kNotFound, "no contract is there: tidegate anchor deploy", "--contract",
                 "该处没有合约：请先执行 tidegate anchor deploy"});
  return {};
}

Printed shown(const std::vector<AnchorStanding>& all, bool json, const Look& look) {
  const ExitCode exit = is_refused(all)   ? ExitCode::kVerification
                        : is_pending(all) ? ExitCode::kUnavailable
                                          : ExitCode::kProceed;
  if (!json) {
    std::string text = anchors_text(all, look.lang);
    if (all.empty())
      text = Text{"no target: tidegate anchor add\n", "没有锚定目标：tidegate anchor add\n"}.in(look.lang);
    return {text, exit};
  }
  JsonWriter out;
  out.begin_object().key("anchors");
  put_anchors(out, all);
  out.end_object();
  return {out.take() + "\n", exit};
}

std::string removed_text(const std::string& name, const std::vector<AnchorJob>& closed,
                         std::uint64_t receipts, bool json, const Look& look) {
  if (json) {
    JsonWriter out;
    out.begin_object().key("target").string(name).key("closed").begin_array();
    for (const AnchorJob& job : closed) {
      out.begin_object().key("size").unsigned_integer(job.size).key("state").string(to_string(job.state));
      out.key("since").string(instant_text(job.since_ms)).key("tries").unsigned_integer(job.tries);
      out.end_object();
    }
    out.end_array().key("receipts").unsigned_integer(receipts).end_object();
    return out.take() + "\n";
  }
  const bool zh = look.lang == Lang::kZh;
  std::string text =
      zh ? fmt::format("{} 不再是锚定目标；其 {} 份回执保留，照常收入证据包\n", name, receipts)
         : fmt::format("{} is no target any more; {} receipts of it stay and go into bundles as before\n",
                       name, receipts);
  for (const AnchorJob& job : closed) {
    const bool is_sent = job.state == AnchorState::kSent;
    text +=
        zh ? fmt::format("已关闭  {} 个条目，待锚定始于{}{}\n", job.size, china_time_text(job.since_ms),
                         is_sent ? "；交易已签名，若已发出仍可能入块，不再查询" : "")
           : fmt::format("closed    {} entries, pending since {}{}\n", job.size, utc_time_text(job.since_ms),
                         is_sent ? "; its transaction is signed and, where it was sent, may still come "
                                   "into a block: it is not asked for any more"
                                 : "");
  }
  return text;
}

}  // namespace

Result<Printed> anchor_keygen(const AnchorKeyRequest& request, bool json, const Look& look,
                              const GateOptions& options) {
  const auto folder = folder_of(request.place, options);
  if (!folder) return fail(folder.error());
  const auto files = files_of(*folder);
  if (!files) return fail(files.error());
  std::error_code ignored;
  const std::string path = files->account_path();
  if (std::filesystem::exists(std::filesystem::symlink_status(path, ignored)))
    return fail({ErrorCode::kMalformed, "is there already", path, "已存在"});
  std::string passphrase;
  Result<std::string> key = std::string{};
  if (!request.from.empty()) {
    auto given = read_private_key(request.from, request.place.passphrase_file, options);
    if (!given) return fail(given.error());
    passphrase = std::move(given->passphrase);
    key = std::move(given->pem);
  } else {
    if (!request.place.passphrase_file.empty()) {
      auto read = read_password(request.place.passphrase_file);
      if (!read) return fail(read.error());
      passphrase = std::move(*read);
    }
    key = new_chain_key_pem(passphrase);
  }
  if (!key) return fail(key.error());
  const auto signer = open_chain_key(*key, passphrase);
  if (!signer) return fail(signer.error());
  const auto address = evidence::address_of(*chain_crypto(), (*signer)->public_key());
  if (!address) return fail(address.error());
  if (const auto wrote = write_file(path, *key, 0600); !wrote) return fail(wrote.error());
  const std::string text = evidence::to_text(*address);
  if (json) {
    JsonWriter out;
    out.begin_object().key("address").string(text).end_object();
    return Printed{out.take() + "\n"};
  }
  const Text says{
      fmt::format("the account {}: the chain's operators may have to admit or to fund it\n", text),
      fmt::format("账户 {}：可能须由链的运营方准入或充值\n", text)};
  return Printed{says.in(look.lang)};
}

Result<Printed> anchor_deploy(const AnchorAddRequest& request, bool json, const Look& look,
                              const GateOptions& options) {
  const auto folder = folder_of(request.place, options);
  if (!folder) return fail(folder.error());
  AnchorTarget target;
  target.url = request.url;
  target.ca_file = request.ca_file;
  target.allows_plain = request.allows_plain;
  if (const auto done = read_chain(request, false, target); !done) return fail(done.error());
  const auto wait = number(request.wait_s.empty() ? "10" : request.wait_s, "--wait", kMostWaitS);
  if (!wait) return fail(wait.error());
  const auto files = files_of(*folder);
  if (!files) return fail(files.error());
  const auto fetch = http_client();
  const auto crypto = chain_crypto();
  const auto stamps = time_stamp_check();
  const AnchorWorkTools tools{*fetch,         *crypto,     *stamps,
                              options.now_ms, kQuestionMs, signer_of(*folder, request.place, options)};
  const auto until = std::chrono::steady_clock::now() + std::chrono::seconds(*wait);
  auto made = deploy_contract(*files, target, tools);
  while (!made && made.error().code == ErrorCode::kUnavailable && std::chrono::steady_clock::now() < until) {
    std::this_thread::sleep_for(kBetween);
    made = deploy_contract(*files, target, tools);
  }
  if (!made) return fail(made.error());
  const std::string address = evidence::to_text(*made);
  if (json) {
    JsonWriter out;
    out.begin_object().key("contract").string(address).end_object();
    return Printed{out.take() + "\n"};
  }
  const Text says{
      fmt::format("the contract is at {}: tidegate anchor add NAME --kind evm --contract {} ...\n", address,
                  address),
      fmt::format("合约地址 {}：tidegate anchor add 名称 --kind evm --contract {} ...\n", address, address)};
  return Printed{says.in(look.lang)};
}

Result<Printed> anchor_add(const AnchorAddRequest& request, bool json, const Look& look,
                           const GateOptions& options) {
  const auto folder = folder_of(request.place, options);
  if (!folder) return fail(folder.error());
  const auto target = target_of(request);
  if (!target) return fail(target.error());
  std::string ca;
  if (target->kind == AnchorKind::kRfc3161) {
    auto read = read_file(request.tsa_ca, kLargestCa);
    if (!read) return fail(read.error());
    if (read->find("-----BEGIN CERTIFICATE-----") == std::string::npos)
      return fail(
          {ErrorCode::kMalformed, "holds no certificate in PEM", request.tsa_ca, "不含 PEM 格式的证书"});
    ca = std::move(*read);
  }
  if (target->kind == AnchorKind::kEvm) {
    const auto fetch = http_client();
    if (const auto checked = check_chain(*target, *fetch); !checked) return fail(checked.error());
  }
  const auto files = files_of(*folder);
  if (!files) return fail(files.error());
  auto targets = files->targets();
  if (!targets) return fail(targets.error());
  if (std::any_of(targets->begin(), targets->end(),
                  [&](const AnchorTarget& one) { return one.name == target->name; }))
    return fail({ErrorCode::kMalformed, "is a target already", target->name, "已是锚定目标"});
  if (files->sizes().contains(target->name))
    return fail({ErrorCode::kMalformed, "was a target, and its receipts are kept: take another name",
                 target->name, "曾是锚定目标，其回执仍保留：请另取名称"});
  std::error_code ignored;
  if (std::filesystem::exists(
          std::filesystem::symlink_status(files->folder() + "/" + target->name + ".home", ignored)))
    return fail({ErrorCode::kMalformed, "was a target, and its adapter's home is kept: take another name",
                 target->name, "曾是锚定目标，其适配程序的目录仍保留：请另取名称"});
  if (targets->size() == AnchorFiles::kMostTargets)
    return fail({ErrorCode::kLimit,
                 fmt::format("there are {} targets already", AnchorFiles::kMostTargets),
                 {},
                 fmt::format("锚定目标已达 {} 个", AnchorFiles::kMostTargets)});
  if (!ca.empty()) {
    if (const auto wrote = write_file(files->ca_path(target->name), ca, 0600); !wrote)
      return fail(wrote.error());
  }
  targets->push_back(*target);
  if (const auto kept = files->keep_targets(*targets); !kept) return fail(kept.error());
  if (json) {
    JsonWriter out;
    out.begin_object()
        .key("target")
        .string(target->name)
        .key("kind")
        .string(to_string(target->kind))
        .end_object();
    return Printed{out.take() + "\n"};
  }
  const Text says{
      fmt::format("checkpoints are anchored at {} from now on: tidegate anchor run\n", target->name),
      fmt::format("此后检查点将锚定于 {}：tidegate anchor run\n", target->name)};
  return Printed{says.in(look.lang)};
}

Result<Printed> anchor_run(const OwnLogPlace& place, const std::string& wait_s, bool json, const Look& look,
                           const GateOptions& options) {
  const auto folder = folder_of(place, options);
  if (!folder) return fail(folder.error());
  const auto wait = number(wait_s.empty() ? "0" : wait_s, "--wait", kMostWaitS);
  if (!wait) return fail(wait.error());
  const auto fetch = http_client();
  const auto started = std::chrono::steady_clock::now();
  const auto until = started + std::chrono::seconds(*wait);
  const AnchorSigner signer = signer_of(*folder, place, options);
  for (int i = 0;;) {
    const auto waited =
        std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - started);
    const auto all = work_anchors(*folder, *fetch, signer, options.now_ms + waited.count(),
                                  {kQuestionMs, std::nullopt, options.cancelled});
    if (options.cancelled != nullptr && *options.cancelled)
      return fail(
          {ErrorCode::kCancelled, "interrupted; what is pending stays so", {}, "已中断；待锚定的保持不变"});
    const bool is_held = !all && all.error().code == ErrorCode::kConflict && ++i < kTries;
    if (!all && !is_held) return fail(all.error());
    if (all && (!is_pending(*all) || std::chrono::steady_clock::now() >= until))
      return shown(*all, json, look);
    std::this_thread::sleep_for(kBetween);
  }
}

std::vector<AnchorStanding> kick_anchors(const std::string& log_folder, const OwnLogPlace& place,
                                         const GateOptions& options) {
  if (!AnchorFiles::look(log_folder)) return {};
  GateOptions quiet = options;
  quiet.ask_password = nullptr;  // nobody is kept waiting for a word
  const auto fetch = http_client();
  const auto all = work_anchors(log_folder, *fetch, signer_of(log_folder, place, quiet), options.now_ms,
                                {kKickQuestionMs, kKickMs, options.cancelled});
  return all ? *all : anchors_of(log_folder);
}

Result<std::vector<AnchorStanding>> work_anchors_once(const OwnLogPlace& place, const GateOptions& options) {
  if (!AnchorFiles::look(place.folder)) return std::vector<AnchorStanding>();
  const auto fetch = http_client();
  return work_anchors(place.folder, *fetch, signer_of(place.folder, place, options), options.now_ms,
                      {kServeQuestionMs, kServeMs, options.cancelled});
}

Result<Printed> anchor_status(const OwnLogPlace& place, bool json, const Look& look,
                              const GateOptions& options) {
  const auto folder = folder_of(place, options);
  if (!folder) return fail(folder.error());
  Printed printed = shown(anchors_of(*folder), json, look);
  printed.exit = ExitCode::kProceed;
  return printed;
}

Result<Printed> anchor_forget(const OwnLogPlace& place, const std::string& name, bool json, const Look& look,
                              const GateOptions& options) {
  const auto folder = folder_of(place, options);
  if (!folder) return fail(folder.error());
  const auto files = files_of(*folder);
  if (!files) return fail(files.error());
  std::uint64_t count = 0;
  for (const AnchorJob& job : files->jobs(name).jobs) {
    if (job.state != AnchorState::kRefused) continue;
    if (const auto gone = files->forget(job); !gone) return fail(gone.error());
    ++count;
  }
  if (json) {
    JsonWriter out;
    out.begin_object().key("target").string(name).key("forgotten").unsigned_integer(count).end_object();
    return Printed{out.take() + "\n"};
  }
  const Text says{fmt::format("took away {} refusals of {}\n", count, name),
                  fmt::format("已移除 {1} 的 {0} 条拒绝记录\n", count, name)};
  return Printed{says.in(look.lang)};
}

Result<Printed> anchor_remove(const OwnLogPlace& place, const std::string& name, bool json, const Look& look,
                              const GateOptions& options) {
  const auto folder = folder_of(place, options);
  if (!folder) return fail(folder.error());
  const auto files = files_of(*folder);
  if (!files) return fail(files.error());
  auto targets = files->targets();
  if (!targets) return fail(targets.error());
  const bool is_target =
      std::erase_if(*targets, [&](const AnchorTarget& one) { return one.name == name; }) > 0;
  const AnchorFiles::Jobs known = is_target_name(name) ? files->jobs(name) : AnchorFiles::Jobs{};
  std::vector<AnchorJob> open;
  std::copy_if(known.jobs.begin(), known.jobs.end(), std::back_inserter(open), is_open);
  if (!is_target && open.empty())  // else a removal that was cut off goes on
    return fail({ErrorCode::kNotFound, "is no target", name, "不是锚定目标"});
  if (known.damaged) return fail(*known.damaged);
  const auto count = [&](AnchorState state) {
    return static_cast<std::uint64_t>(std::count_if(
        known.jobs.begin(), known.jobs.end(), [state](const AnchorJob& job) { return job.state == state; }));
  };
  if (count(AnchorState::kRefused) > 0)
    return fail({ErrorCode::kConflict,
                 fmt::format("an alarm stands there; once found out: tidegate anchor forget {}", name), name,
                 fmt::format("尚有警报；查明后先执行 tidegate anchor forget {}", name)});
  if (is_target) {
    if (const auto kept = files->keep_targets(*targets); !kept) return fail(kept.error());
  }
  for (const AnchorJob& job : open) {
    if (const auto gone = files->forget(job); !gone) return fail(gone.error());
  }
  std::error_code ignored;
  std::filesystem::remove(files->ca_path(name), ignored);
  return Printed{removed_text(name, open, count(AnchorState::kDone), json, look)};
}

}  // namespace tidegate
