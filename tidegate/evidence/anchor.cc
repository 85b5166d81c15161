#include "tidegate/evidence/anchor.h"

#include <fmt/format.h>

#include <algorithm>

#include "tidegate/base/cbor_reader.h"
#include "tidegate/evidence/time_stamp_request.h"
#include "tidegate/evidence/tree.h"

namespace tidegate::evidence {
namespace {

constexpr std::array<std::string_view, 3> kKinds{"rfc3161", "evm", "deposit"};
constexpr std::size_t kAnchorItems = 200;
constexpr std::size_t kLargestPart = std::size_t{128} << 10;
constexpr std::size_t kMostNodes = 16;
constexpr std::size_t kLongestName = 200;
constexpr std::uint64_t kMostSeconds = 253'402'300'799;  // the year 9999

Cbor octets(std::string text) { return Cbor::bytes(std::move(text)); }
Cbor of(const Sha256& hash) { return Cbor::bytes(octets_of(hash)); }

Cbor of(const StampAnchor& stamp) { return octets(stamp.token); }
Cbor of(const ChainAnchor& a) {
  Cbor::Array proof;
  for (const std::string& node : a.proof) proof.push_back(octets(node));
  return Cbor::array({Cbor::integer(a.chain_id), octets({a.contract.begin(), a.contract.end()}),
                      octets(a.transaction), of(a.block), Cbor::integer(a.number), Cbor::integer(a.time_s),
                      octets(a.header), Cbor::integer(a.index), octets(a.receipt),
                      Cbor::array(std::move(proof))});
}
Cbor of(const DepositAnchor& a) {
  return Cbor::array({Cbor::text(a.by), Cbor::text(a.id),
                      Cbor::integer(static_cast<std::uint64_t>(a.time_ms)), octets(a.receipt)});
}

ChainAnchor chain_at(const CborReader& in) {
  ChainAnchor out;
  const auto parts = in.items(10, 10);
  if (parts.size() != 10) return out;
  out.chain_id = parts[0].integer(kLargestChainId);
  const std::string contract = parts[1].bytes(out.contract.size(), out.contract.size());
  if (contract.size() == out.contract.size())
    std::copy(contract.begin(), contract.end(), out.contract.begin());
  out.transaction = parts[2].bytes(1, kLargestPart);
  out.block = parts[3].hash();
  out.number = parts[4].integer(INT64_MAX);
  out.time_s = parts[5].integer(kMostSeconds);
  out.header = parts[6].bytes(0, kLargestPart);
  out.index = parts[7].integer(kMostReceipts);
  out.receipt = parts[8].bytes(0, kLargestPart);
  for (const CborReader& node : parts[9].items(0, kMostNodes))
    out.proof.push_back(node.bytes(1, kLargestPart));
  return out;
}
DepositAnchor deposit_at(const CborReader& in) {
  const auto parts = in.items(4, 4);
  if (parts.size() != 4) return {};
  return {parts[0].text(1, kLongestName), parts[1].text(0, kLongestName),
          static_cast<std::int64_t>(parts[2].integer(kMostSeconds * 1'000)), parts[3].bytes(0, kLargestPart)};
}

tl::unexpected<Error> forged(std::string en, std::string zh) {
  return fail({ErrorCode::kCorrupt, std::move(en), "anchors", std::move(zh)});
}

class Checker {
 public:
  Checker(const AnchorWords& words, const AnchorTrust& trust, const AnchorTools& tools)
      : words_(words), trust_(trust), tools_(tools) {}

  Result<AnchorTime> operator()(const StampAnchor& a) const {
    if (tools_.stamps == nullptr) return no_tools();
    const auto request = time_stamp_request({words_.note, std::nullopt, {}});
    if (!request) return fail(request.error());
    const auto stamp = tools_.stamps->check(a.token, *request, trust_.tsa_ca);
    if (!stamp) return fail(stamp.error());
    AnchorTime out{"rfc3161",
                   fmt::format("{} #{}", stamp->policy, stamp->serial),
                   stamp->time_ms,
                   !trust_.tsa_ca.empty(),
                   {}};
    out.says = out.is_proven
                   ? Text{"a time stamp over this tree, by an authority that --tsa-ca names",
                          "时间戳机构（由 --tsa-ca 认可）对该树签发的时间戳"}
                   : Text{
                         "a time stamp over this tree; who signed it is not looked at: name the authority's "
                         "certificate with --tsa-ca",
                         "对该树的时间戳；未核对签发机构：请用 --tsa-ca 给出其证书"};
    return out;
  }

  Result<AnchorTime> operator()(const ChainAnchor& a) const {
    if (tools_.chain == nullptr) return no_tools();
    const ChainCrypto& crypto = *tools_.chain;
    const auto made = read_transaction(a.transaction);
    if (!made) return fail(made.error());
    const auto sender = sender_of(crypto, *made);
    if (!sender) return fail(sender.error());
    const LegacyTransaction& t = made->transaction;
    if (t.chain_id != a.chain_id || t.to != a.contract || read_anchor_call(t.data) != words_)
      return forged("the transaction anchors another tree, or in another chain or contract",
                    "该交易所锚定的是另一棵树，或属另一条链、另一份合约");
    const auto stands = stands_in_block(a, *sender);
    if (!stands) return fail(stands.error());
    const auto name = crypto.keccak256(a.transaction);
    if (!name) return fail(name.error());
    const auto word = std::find_if(trust_.words.begin(), trust_.words.end(),
                                   [&](const NodeWord& one) { return one.transaction == *name; });
    if (word != trust_.words.end() &&
        (word->chain_id != a.chain_id || word->block != a.block || word->number != a.number ||
         word->time_s != a.time_s || !word->takes_anchor))
      return forged("the node that was asked says something else of this transaction",
                    "所询问的节点对该交易的说法不同");
    const bool is_named =
        *stands && std::find(trust_.blocks.begin(), trust_.blocks.end(), a.block) != trust_.blocks.end();
    AnchorTime out{"evm",
                   fmt::format("chain {} block {} contract {} account {}", a.chain_id, a.number,
                               to_text(a.contract), to_text(*sender)),
                   static_cast<std::int64_t>(a.time_s) * 1'000,
                   is_named || word != trust_.words.end(),
                   {}};
    if (is_named) {
      out.says = {"signed by the account, taken by the contract, in a block that you name",
                  "由该账户签署、经合约接受，且在您所指明的区块之中"};
    } else if (out.is_proven) {
      out.says = {
          "signed by the account; that the contract took it in this block is the word of the node that "
          "you asked",
          "由该账户签署；合约在该区块中接受一事，以您所询问节点的答复为准"};
    } else if (*stands) {
      out.says = {
          "signed by the account and in the block; that the block is of that chain is not proven here: "
          "name its hash with --block, or a node with --rpc",
          "由该账户签署且在该区块之中；该区块是否属于该链此处未证明：请用 --block 指明其哈希，或用 --rpc "
          "指定节点"};
    } else {
      out.says = {
          "signed by the account; that it stands in a block of that chain is not proven here: name a "
          "node with --rpc",
          "由该账户签署；是否在该链的区块之中此处未证明：请用 --rpc 指定节点"};
    }
    return out;
  }

  Result<AnchorTime> operator()(const DepositAnchor& a) const {
    return AnchorTime{
        "deposit",
        a.by,
        a.time_ms,
        false,
        {fmt::format("a receipt of \"{}\", which that party checks; nothing is proven here", a.by),
         fmt::format("“{}”出具的回执，须由其自行核验；此处不作证明", a.by)}};
  }

 private:
  static tl::unexpected<Error> no_tools() {
    return fail({ErrorCode::kUnavailable, "is not checked here", "anchors", "此处不核验"});
  }
  // False: the bundle has no header or no receipt. Errors: what it has does not hold.
  Result<bool> stands_in_block(const ChainAnchor& a, const ChainAddress& sender) const {
    if (a.header.empty() || a.receipt.empty()) {
      if (a.header.empty() && a.receipt.empty() && a.proof.empty() && a.index == 0) return false;
      return forged("a part of the block's proof is lacking", "区块证明缺少一部分");
    }
    const ChainCrypto& crypto = *tools_.chain;
    const auto hash = crypto.keccak256(a.header);
    if (!hash) return fail(hash.error());
    const auto header = read_header(a.header);
    if (!header) return fail(header.error());
    if (*hash != a.block || header->number != a.number || header->time_s != a.time_s)
      return forged("the header is not that of the block", "区块头与区块不符");
    const auto receipt = read_receipt(a.receipt);
    if (!receipt) return fail(receipt.error());
    const auto tells = tells_anchor(crypto, *receipt, a.contract, words_, &sender);
    if (!tells) return tells;
    const auto is_under = is_receipt(crypto, header->receipts_root, a.index, a.receipt, a.proof);
    if (!is_under) return is_under;
    if (*tells && *is_under) return true;
    return forged("no receipt in the block tells that the contract took this tree",
                  "该区块中没有表明合约已接受该树的回执");
  }

  const AnchorWords& words_;
  const AnchorTrust& trust_;
  const AnchorTools& tools_;
};

}  // namespace

std::string_view kind_of(const Anchor& anchor) { return kKinds[anchor.held.index()]; }

std::string write_anchor(const Anchor& anchor) {
  Cbor::Array proof;
  for (const Hash& hash : anchor.proof) proof.push_back(of(hash));
  Cbor held = std::visit([](const auto& one) { return of(one); }, anchor.held);
  return write_cbor(Cbor::array({Cbor::text(std::string(kind_of(anchor))), Cbor::integer(anchor.size),
                                 of(anchor.root), Cbor::array(std::move(proof)), std::move(held)}));
}

Result<Anchor> read_anchor(std::string_view bytes, std::string_view where) {
  const auto value = read_cbor(bytes, where, {.octets = kLargestAnchor, .items = kAnchorItems, .depth = 5});
  if (!value) return fail(value.error());
  CborFault fault{std::string(where), {}};
  const auto parts = CborReader(*value, fault).items(5, 5);
  Anchor out;
  if (parts.size() == 5) {
    const std::size_t kind = parts[0].one_of(kKinds);
    out.size = parts[1].integer(INT64_MAX);
    out.root = parts[2].hash();
    for (const CborReader& hash : parts[3].items(0, kMaxProofHashes)) out.proof.push_back(hash.hash());
    if (kind == 0) out.held = StampAnchor{parts[4].bytes(1, kLargestPart)};
    if (kind == 1) out.held = chain_at(parts[4]);
    if (kind == 2) out.held = deposit_at(parts[4]);
  }
  if (fault.first) return fail(std::move(*fault.first));
  return out;
}

Result<AnchorTime> check_anchor(const Anchor& anchor, const AnchoredEntry& entry, const TreeHasher& sha256,
                                const AnchorTrust& trust, const AnchorTools& tools) {
  if (anchor.size <= entry.index || anchor.size > entry.size ||
      !is_consistent(sha256, anchor.size, anchor.root, entry.size, anchor.proof, entry.root))
    return forged("the anchored tree is not one that this log went on from, or lacks the entry",
                  "所锚定的树并非本日志的前身，或不含该条目");
  const AnchorWords words = anchor_words(entry.origin, anchor.size, anchor.root);
  return std::visit(Checker(words, trust, tools), anchor.held);
}

}  // namespace tidegate::evidence
