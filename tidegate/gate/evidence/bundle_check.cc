#include "tidegate/gate/evidence/bundle_check.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sodium/utils.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>

#include "tidegate/base/system_text.h"
#include "tidegate/gate/evidence/chain_node.h"
#include "tidegate/gate/packs.h"
#include "tidegate/ports/chain_crypto.h"
#include "tidegate/ports/http_client.h"
#include "tidegate/ports/signatures.h"
#include "tidegate/ports/time_stamps.h"
#include "tidegate/ports/tree_hashers.h"
#include "tidegate/store/write_file.h"

namespace tidegate {
namespace {

Result<evidence::Policy> read_policy(const std::string& path) {
  const auto bytes = read_file(path, evidence::kLargestPolicy);
  if (!bytes) return fail(bytes.error());
  auto policy = evidence::Policy::parse(*bytes);
  if (policy) return policy;
  const Error& why = policy.error();
  return fail(
      {why.code, fmt::format("--trust names no witness policy: {}", why.what),
       why.where.empty() ? path : path + ":" + why.where,
       fmt::format("--trust 所指不是见证策略文件：{}", why.what_zh.empty() ? why.what : why.what_zh)});
}

constexpr std::size_t kLargestCa = std::size_t{1} << 20;

// What the node that the verifier named says of each anchor of its chain.
Result<std::vector<evidence::NodeWord>> node_words(const EvidenceVerifyRequest& request,
                                                   std::string_view file, const std::string& name_of_file,
                                                   const ChainCrypto& crypto) {
  std::vector<evidence::NodeWord> out;
  const auto opened = evidence::read_bundle(file, name_of_file);
  if (request.rpc.empty() || !opened) return out;
  const auto note = evidence::parse_note(opened->bundle.checkpoint);
  const auto at =
      note ? evidence::parse_checkpoint(note->text) : Result<evidence::Checkpoint>(fail(note.error()));
  if (!at) return out;
  const auto fetch = http_client();
  ChainNode node(*fetch, {request.rpc, request.rpc_ca, 10'000, false});
  const auto id = node.chain_id();
  if (!id) return fail(id.error());
  for (const std::string& octets : opened->bundle.anchors) {
    const auto anchor = evidence::read_anchor(octets, "anchors");
    const auto* held = anchor ? std::get_if<evidence::ChainAnchor>(&anchor->held) : nullptr;
    if (held == nullptr || held->chain_id != *id) continue;
    const auto name = crypto.keccak256(held->transaction);
    if (!name) return fail(name.error());
    const auto receipt = node.receipt(*name);
    if (!receipt) return fail(receipt.error());
    evidence::NodeWord word{*name, {}, 0, 0, *id, false};
    if (*receipt) {
      const auto block = node.block((*receipt)->number);
      if (!block) return fail(block.error());
      const auto tells =
          evidence::tells_anchor(crypto, (*receipt)->receipt, held->contract,
                                 evidence::anchor_words(at->origin, anchor->size, anchor->root));
      if (!tells) return fail(tells.error());
      word.block = (*receipt)->block;
      word.number = (*receipt)->number;
      word.time_s = *block ? (*block)->time_s : 0;
      word.takes_anchor = *tells && *block && (*block)->hash == word.block;
    }
    out.push_back(word);
  }
  return out;
}

Result<evidence::AnchorTrust> anchor_trust(const EvidenceVerifyRequest& request) {
  evidence::AnchorTrust out;
  if (!request.tsa_ca.empty()) {
    auto read = read_file(request.tsa_ca, kLargestCa);
    if (!read) return fail(read.error());
    if (read->find("-----BEGIN CERTIFICATE-----") == std::string::npos)
      return fail(
          {ErrorCode::kMalformed, "holds no certificate in PEM", request.tsa_ca, "不含 PEM 格式的证书"});
    out.tsa_ca = std::move(*read);
  }
  for (std::string text : request.blocks) {
    if (text.starts_with("0x")) text.erase(0, 2);
    ChainHash hash{};
    std::size_t size = 0;
    if (text.size() != 2 * hash.size() ||
        sodium_hex2bin(hash.data(), hash.size(), text.data(), text.size(), nullptr, &size, nullptr) != 0)
      return fail({ErrorCode::kMalformed, "is no hash of a block: 64 hexadecimal digits", "--block",
                   "不是区块哈希：应为 64 位十六进制数字"});
    out.blocks.push_back(hash);
  }
  return out;
}

// Pipes and devices may give no octet for ever: they are refused, and opening one waits for nobody.
Result<std::string> read_bundle_file(const std::string& path) {
  const OpenFile file(::open(path.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY));
  struct stat about {};
  if (!file || ::fstat(file.get(), &about) != 0) {
    const int number = errno;
    return fail({number == ENOENT ? ErrorCode::kNotFound : ErrorCode::kUnavailable,
                 fmt::format("cannot be read: {}", system_text(number).en), path,
                 fmt::format("无法读取：{}", system_text(number).zh)});
  }
  if (!S_ISREG(about.st_mode))
    return fail({ErrorCode::kMalformed, "is no regular file", path, "不是普通文件"});
  std::string out(evidence::kLargestBundle + 1, '\0');
  std::size_t has = 0;
  while (has < out.size()) {
    const ssize_t got = ::read(file.get(), out.data() + has, out.size() - has);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return fail(system_error(errno, "cannot be read", "无法读取", path));
    if (got == 0) break;
    has += static_cast<std::size_t>(got);
  }
  if (has > evidence::kLargestBundle)
    return fail({ErrorCode::kLimit, fmt::format("is larger than {} bytes", evidence::kLargestBundle), path,
                 fmt::format("超过 {} 字节", evidence::kLargestBundle)});
  out.resize(has);
  return out;
}

}  // namespace

Result<evidence::VerifyQuestion> bundle_question(const EvidenceVerifyRequest& request,
                                                 const GateOptions& options) {
  evidence::VerifyQuestion question;
  if (!request.trust.empty()) {
    auto policy = read_policy(request.trust);
    if (!policy) return fail(policy.error());
    question.trust = std::move(*policy);
  }
  question.at_ms = request.at.value_or(options.now_ms);
  question.asks_now = !request.at.has_value();
  auto taken = anchor_trust(request);
  if (!taken) return fail(taken.error());
  question.anchors = std::move(*taken);
  return question;
}

struct BundleCheck::Libraries {
  Sha256TreeHasher sha256;
  std::unique_ptr<SignatureCheck> signatures = signature_check();
  std::unique_ptr<ChainCrypto> chain = chain_crypto();
  std::unique_ptr<TimeStampCheck> stamps = time_stamp_check();
  std::unique_ptr<TreeHasher> sm3;
  bool asked_for_sm3 = false;
  evidence::CheckedSignatures* cache = nullptr;
};

BundleCheck::BundleCheck(evidence::CheckedSignatures* cache) : has_(std::make_unique<Libraries>()) {
  has_->cache = cache;
}
BundleCheck::~BundleCheck() = default;

evidence::Verified BundleCheck::operator()(const std::string& bundle,
                                           const evidence::VerifyQuestion& question) {
  if (!has_->asked_for_sm3) {
    if (const auto opened = evidence::read_bundle(bundle, "bundle"); opened && opened->bundle.sm3) {
      has_->asked_for_sm3 = true;
      if (auto hasher = sm3_tree_hasher()) has_->sm3 = std::move(*hasher);
    }
  }
  return evidence::verify_bundle(bundle, question,
                                 {has_->sha256,
                                  has_->sm3.get(),
                                  *has_->signatures,
                                  has_->cache,
                                  {has_->chain.get(), has_->stamps.get()}});
}

Result<evidence::Verified> BundleCheck::of_file(const std::string& file, evidence::VerifyQuestion question,
                                                const EvidenceVerifyRequest& request) {
  const auto bytes = read_bundle_file(file);
  if (!bytes) return fail(bytes.error());
  auto words = node_words(request, *bytes, file, *has_->chain);
  if (!words) return fail(words.error());
  question.anchors.words = std::move(*words);
  return (*this)(*bytes, question);
}

Result<CheckedBundle> check_bundle(const EvidenceVerifyRequest& request, const GateOptions& options) {
  const auto question = bundle_question(request, options);
  if (!question) return fail(question.error());
  auto verified = BundleCheck().of_file(request.file, *question, request);
  if (!verified) return fail(verified.error());
  return CheckedBundle{std::move(*verified), question->at_ms};
}

}  // namespace tidegate
