#include "tidegate/evidence/chain.h"

#include <algorithm>

#include "tidegate/base/cbor_reader.h"
#include "tidegate/evidence/rlp.h"

namespace tidegate::evidence {
namespace {

constexpr std::size_t kWord = 32;
constexpr std::size_t kSelector = 4;
constexpr std::string_view kAnchor("\x7f\x00\xe3\x93", kSelector);  // anchor(bytes32,uint64,bytes32,bytes32)
constexpr std::string_view kLatest("\x79\xfe\xb1\x07", kSelector);  // latest(bytes32)
constexpr std::string_view kReverted("\x08\xc3\x79\xa0", kSelector);  // Error(string)
constexpr std::string_view kAnchored = "Anchored(bytes32,uint64,bytes32,bytes32,address)";
constexpr std::size_t kLongestReason = 200;
constexpr std::size_t kBloom = 256;
constexpr std::uint64_t kEip155 = 35;
constexpr std::size_t kMostTopics = 4;

std::string_view view(const Sha256& hash) {
  return {reinterpret_cast<const char*>(hash.data()), hash.size()};
}
std::string_view view(const ChainAddress& address) {
  return {reinterpret_cast<const char*>(address.data()), address.size()};
}
std::string word(std::uint64_t number) {
  std::string out(kWord, '\0');
  for (std::size_t i = kWord; number > 0; number >>= 8U) out[--i] = static_cast<char>(number & 0xffU);
  return out;
}
std::optional<std::uint64_t> number_in(std::string_view word) {
  std::uint64_t out = 0;
  for (std::size_t i = 0; i < kWord; ++i) {
    const auto octet = static_cast<std::uint8_t>(word[i]);
    if (i < kWord - sizeof out && octet != 0) return std::nullopt;
    out = out << 8U | octet;
  }
  return out;
}
Sha256 hash_in(std::string_view word) {
  Sha256 out;
  std::copy_n(word.begin(), out.size(), out.begin());
  return out;
}
std::optional<ChainAddress> address_in(std::string_view octets) {
  ChainAddress out;
  if (octets.size() != out.size()) return std::nullopt;
  std::copy(octets.begin(), octets.end(), out.begin());
  return out;
}
std::string_view without_zeros(const std::array<std::uint8_t, 32>& number) {
  std::string_view out(reinterpret_cast<const char*>(number.data()), number.size());
  while (!out.empty() && out.front() == '\0') out.remove_prefix(1);
  return out;
}
bool read_scalar(const Rlp& item, std::array<std::uint8_t, 32>& into) {
  if (item.is_list || item.octets.size() > into.size() || item.octets.empty() || item.octets.front() == '\0')
    return false;
  into.fill(0);
  std::copy(item.octets.begin(), item.octets.end(),
            into.end() - static_cast<std::ptrdiff_t>(item.octets.size()));
  return true;
}

tl::unexpected<Error> no_transaction() {
  return fail({ErrorCode::kMalformed, "is no legacy transaction of one chain (EIP-155)", "transaction",
               "不是指定链编号的传统交易（EIP-155）"});
}
tl::unexpected<Error> no_receipt() {
  return fail({ErrorCode::kMalformed, "is no receipt of a transaction", "receipt", "不是交易回执"});
}

std::vector<std::string> fields_of(const LegacyTransaction& t) {
  return {rlp_of_number(t.nonce), rlp_of_number(t.gas_price),
          rlp_of_number(t.gas),   t.to ? rlp_of(view(*t.to)) : rlp_of(""),
          rlp_of_number(t.value), rlp_of(t.data)};
}

// Of the tree of receipts: a key as its half octets, and what stands there.
struct Leaf {
  std::string nibbles;
  std::string_view value;
};
std::string nibbles_of(std::string_view octets) {
  std::string out;
  for (const char octet : octets) {
    out += static_cast<char>(static_cast<std::uint8_t>(octet) >> 4U);
    out += static_cast<char>(static_cast<std::uint8_t>(octet) & 0xfU);
  }
  return out;
}
// Half octets with what they lead to (hex-prefix).
std::string packed(std::string_view nibbles, bool is_leaf) {
  std::string out;
  const bool is_odd = nibbles.size() % 2 == 1;
  std::uint8_t first = static_cast<std::uint8_t>((is_leaf ? 0x20U : 0U) | (is_odd ? 0x10U : 0U));
  if (is_odd) {
    first = static_cast<std::uint8_t>(first | static_cast<std::uint8_t>(nibbles.front()));
    nibbles.remove_prefix(1);
  }
  out += static_cast<char>(first);
  for (std::size_t i = 0; i < nibbles.size(); i += 2)
    out += static_cast<char>(static_cast<std::uint8_t>(nibbles[i]) << 4U |
                             static_cast<std::uint8_t>(nibbles[i + 1]));
  return out;
}
std::optional<std::pair<std::string, bool>> unpacked(std::string_view octets) {
  const std::string all = nibbles_of(octets);
  if (all.size() < 2 || all[0] > 3) return std::nullopt;
  const bool is_odd = (all[0] & 1) != 0;
  if (!is_odd && all[1] != 0) return std::nullopt;
  return std::pair(all.substr(is_odd ? 1 : 2), (all[0] & 2) != 0);
}

// Receipts are longer than 31 octets, so every node is named by its hash and none stands inside another.
class TreeWriter {
 public:
  TreeWriter(const ChainCrypto& crypto, std::string asked, std::vector<std::string>& proof)
      : crypto_(crypto), asked_(std::move(asked)), proof_(proof) {}

  // leaves  sorted, alike in their first `depth` half octets.
  Result<ChainHash> write(std::vector<Leaf>::const_iterator from, std::vector<Leaf>::const_iterator to,
                          std::size_t depth) {
    const bool is_asked = from != to && std::string_view(asked_).substr(0, depth) ==
                                            std::string_view(from->nibbles).substr(0, depth);
    const std::size_t place = proof_.size();
    if (is_asked) proof_.emplace_back();
    std::vector<std::string> items;
    if (to - from == 1) {
      items = {rlp_of(packed(std::string_view(from->nibbles).substr(depth), true)), rlp_of(from->value)};
    } else if (const std::size_t shared = alike(from, to, depth); shared > depth) {
      const auto below = write(from, to, shared);
      if (!below) return below;
      items = {rlp_of(packed(std::string_view(from->nibbles).substr(depth, shared - depth), false)),
               rlp_of(view(*below))};
    } else if (const auto done = branch(from, to, depth, items); !done) {
      return fail(done.error());
    }
    const std::string node = rlp_list(items);
    if (is_asked) proof_[place] = node;
    return crypto_.keccak256(node);
  }

 private:
  static std::size_t alike(std::vector<Leaf>::const_iterator from, std::vector<Leaf>::const_iterator to,
                           std::size_t depth) {
    const std::string& first = from->nibbles;
    const std::string& last = (to - 1)->nibbles;
    while (depth < first.size() && depth < last.size() && first[depth] == last[depth]) ++depth;
    return depth;
  }
  // No key is the beginning of another: RLP says by its first octet how long it is.
  Result<void> branch(std::vector<Leaf>::const_iterator from, std::vector<Leaf>::const_iterator to,
                      std::size_t depth, std::vector<std::string>& items) {
    constexpr std::size_t kBranches = 16;
    items.assign(kBranches + 1, rlp_of(""));
    while (from != to) {
      const char nibble = from->nibbles[depth];
      const auto end =
          std::find_if(from, to, [&](const Leaf& leaf) { return leaf.nibbles[depth] != nibble; });
      const auto below = write(from, end, depth + 1);
      if (!below) return fail(below.error());
      items[static_cast<std::size_t>(nibble)] = rlp_of(view(*below));
      from = end;
    }
    return {};
  }

  const ChainCrypto& crypto_;
  const std::string asked_;
  std::vector<std::string>& proof_;
};

}  // namespace

std::string to_text(const ChainAddress& address) { return "0x" + hex(address); }
std::optional<ChainAddress> parse_address(std::string_view text) {
  ChainAddress out;
  if (text.size() != 2 + 2 * out.size() || !text.starts_with("0x")) return std::nullopt;
  for (std::size_t i = 0; i < 2 * out.size(); ++i) {
    const char c = text[i + 2];
    const int digit = c >= '0' && c <= '9'   ? c - '0'
                      : c >= 'a' && c <= 'f' ? c - 'a' + 10
                      : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                             : -1;
    if (digit < 0) return std::nullopt;
    out[i / 2] = static_cast<std::uint8_t>(i % 2 == 0 ? digit << 4 : out[i / 2] | digit);
  }
  return out;
}

AnchorWords anchor_words(const std::string& origin, std::uint64_t size, const Hash& root) {
  return {sha256(origin), size, root, sha256(to_text(Checkpoint{origin, size, root}))};
}

std::string anchor_call(const AnchorWords& words) {
  return std::string(kAnchor)
      .append(view(words.origin))
      .append(word(words.size))
      .append(view(words.root))
      .append(view(words.note));
}
std::string latest_call(const Sha256& origin) { return std::string(kLatest).append(view(origin)); }

std::optional<AnchorWords> read_anchor_call(std::string_view call) {
  if (call.size() != kSelector + 4 * kWord || !call.starts_with(kAnchor)) return std::nullopt;
  const auto at = [&](std::size_t i) { return call.substr(kSelector + i * kWord, kWord); };
  const auto size = number_in(at(1));
  if (!size) return std::nullopt;
  return AnchorWords{hash_in(at(0)), *size, hash_in(at(2)), hash_in(at(3))};
}

std::optional<AnchoredHead> read_latest(std::string_view answer) {
  if (answer.size() != 5 * kWord) return std::nullopt;
  const auto at = [&](std::size_t i) { return answer.substr(i * kWord, kWord); };
  const auto size = number_in(at(0));
  const auto time = number_in(at(2));
  const auto number = number_in(at(3));
  const auto owner = address_in(at(4).substr(kWord - sizeof(ChainAddress)));
  if (!size || !time || !number || !owner) return std::nullopt;
  return AnchoredHead{*size, hash_in(at(1)), *time, *number, *owner};
}

std::string revert_reason(std::string_view data) {
  if (!data.starts_with(kReverted) || data.size() < kSelector + 2 * kWord) return {};
  const auto size = number_in(data.substr(kSelector + kWord, kWord));
  if (!size || *size > kLongestReason || data.size() < kSelector + 2 * kWord + *size) return {};
  return std::string(data.substr(kSelector + 2 * kWord, *size));
}

std::string to_be_signed(const LegacyTransaction& transaction) {
  auto fields = fields_of(transaction);
  fields.insert(fields.end(), {rlp_of_number(transaction.chain_id), rlp_of_number(0), rlp_of_number(0)});
  return rlp_list(fields);
}

std::string to_octets(const SignedTransaction& made) {
  auto fields = fields_of(made.transaction);
  const std::uint64_t v = made.transaction.chain_id * 2 + kEip155 + made.signature.parity;
  fields.insert(fields.end(), {rlp_of_number(v), rlp_of(without_zeros(made.signature.r)),
                               rlp_of(without_zeros(made.signature.s))});
  return rlp_list(fields);
}

Result<SignedTransaction> read_transaction(std::string_view octets) {
  constexpr std::size_t kFields = 9;
  const auto read = read_rlp(octets, "transaction");
  if (!read) return fail(read.error());
  if (!read->is_list || read->items.size() != kFields) return no_transaction();
  const auto& f = read->items;
  const auto nonce = f[0].number(), price = f[1].number(), gas = f[2].number(), value = f[4].number();
  const auto v = f[6].number();
  SignedTransaction out;
  const bool is_whole = nonce && price && gas && value && v && *v >= kEip155 && !f[3].is_list &&
                        !f[5].is_list && read_scalar(f[7], out.signature.r) &&
                        read_scalar(f[8], out.signature.s);
  if (!is_whole) return no_transaction();
  LegacyTransaction& t = out.transaction;
  t = {(*v - kEip155) / 2, *nonce, *price, *gas, address_in(f[3].octets), f[5].octets, *value};
  out.signature.parity = static_cast<std::uint8_t>((*v - kEip155) % 2);
  if ((!t.to && !f[3].octets.empty()) || t.chain_id > kLargestChainId) return no_transaction();
  return out;
}

Result<ChainAddress> address_of(const ChainCrypto& crypto, std::string_view public_key) {
  const auto hash = crypto.keccak256(public_key);
  if (!hash) return fail(hash.error());
  return *address_in(view(*hash).substr(kWord - sizeof(ChainAddress)));
}

Result<ChainAddress> sender_of(const ChainCrypto& crypto, const SignedTransaction& made) {
  const auto digest = crypto.keccak256(to_be_signed(made.transaction));
  if (!digest) return fail(digest.error());
  const auto key = crypto.recover(*digest, made.signature);
  if (!key) return fail(key.error());
  return address_of(crypto, *key);
}

Result<ChainAddress> made_address(const ChainCrypto& crypto, const ChainAddress& sender,
                                  std::uint64_t nonce) {
  const auto hash = crypto.keccak256(rlp_list({rlp_of(view(sender)), rlp_of_number(nonce)}));
  if (!hash) return fail(hash.error());
  return *address_in(view(*hash).substr(kWord - sizeof(ChainAddress)));
}

std::string to_octets(const ChainReceipt& receipt) {
  std::vector<std::string> logs;
  for (const ChainLog& log : receipt.logs) {
    std::vector<std::string> topics;
    for (const ChainHash& topic : log.topics) topics.push_back(rlp_of(view(topic)));
    logs.push_back(rlp_list({rlp_of(view(log.address)), rlp_list(topics), rlp_of(log.data)}));
  }
  const std::string body = rlp_list({rlp_of_number(receipt.succeeded ? 1 : 0),
                                     rlp_of_number(receipt.gas_used), rlp_of(receipt.bloom), rlp_list(logs)});
  return receipt.type == 0 ? body : static_cast<char>(receipt.type) + body;
}

Result<ChainReceipt> read_receipt(std::string_view octets) {
  constexpr std::uint8_t kFirstList = 0xc0;
  constexpr std::size_t kFields = 4, kLogFields = 3;
  ChainReceipt out;
  if (octets.empty()) return no_receipt();
  if (static_cast<std::uint8_t>(octets.front()) < kFirstList) {
    out.type = static_cast<std::uint8_t>(octets.front());
    if (out.type == 0 || out.type > 0x7fU) return no_receipt();
    octets.remove_prefix(1);
  }
  const auto read = read_rlp(octets, "receipt");
  if (!read) return fail(read.error());
  if (!read->is_list || read->items.size() != kFields) return no_receipt();
  const auto& f = read->items;
  const auto status = f[0].number(), used = f[1].number();
  if (!status || *status > 1 || !used || f[2].is_list || f[2].octets.size() != kBloom || !f[3].is_list)
    return no_receipt();
  out.succeeded = *status == 1;
  out.gas_used = *used;
  out.bloom = f[2].octets;
  for (const Rlp& log : f[3].items) {
    if (!log.is_list || log.items.size() != kLogFields || log.items[0].is_list || !log.items[1].is_list ||
        log.items[2].is_list || log.items[1].items.size() > kMostTopics)
      return no_receipt();
    const auto address = address_in(log.items[0].octets);
    if (!address) return no_receipt();
    ChainLog one{*address, {}, log.items[2].octets};
    for (const Rlp& topic : log.items[1].items) {
      if (topic.is_list || topic.octets.size() != kWord) return no_receipt();
      one.topics.push_back(hash_in(topic.octets));
    }
    out.logs.push_back(std::move(one));
  }
  return out;
}

Result<bool> tells_anchor(const ChainCrypto& crypto, const ChainReceipt& receipt,
                          const ChainAddress& contract, const AnchorWords& words, const ChainAddress* owner) {
  const auto event = crypto.keccak256(kAnchored);
  if (!event) return fail(event.error());
  const std::vector<ChainHash> topics{*event, words.origin, hash_in(word(words.size))};
  std::string data = std::string(view(words.root)).append(view(words.note));
  if (owner != nullptr) data.append(kWord - owner->size(), '\0').append(view(*owner));
  return receipt.succeeded && std::any_of(receipt.logs.begin(), receipt.logs.end(), [&](const ChainLog& log) {
           return log.address == contract && log.topics == topics && log.data.size() == 3 * kWord &&
                  log.data.starts_with(data);
         });
}

Result<ChainHeader> read_header(std::string_view octets) {
  constexpr std::size_t kReceipts = 5, kNumber = 8, kTime = 11, kFewest = 15, kMost = 40;
  const auto read = read_rlp(octets, "header");
  if (!read) return fail(read.error());
  const auto& f = read->items;
  const bool is_header = read->is_list && f.size() >= kFewest && f.size() <= kMost && !f[kReceipts].is_list &&
                         f[kReceipts].octets.size() == kWord && f[kNumber].number() && f[kTime].number();
  if (!is_header) return fail({ErrorCode::kMalformed, "is no header of a block", "header", "不是区块头"});
  return ChainHeader{hash_in(f[kReceipts].octets), *f[kNumber].number(), *f[kTime].number()};
}

Result<ReceiptsTree> receipts_tree(const ChainCrypto& crypto, const std::vector<std::string>& receipts,
                                   std::size_t asked) {
  if (asked >= receipts.size() || receipts.size() > kMostReceipts)
    return fail({ErrorCode::kLimit, "has no such receipt, or too many", "block", "没有该回执，或回执过多"});
  std::vector<Leaf> leaves;
  for (std::size_t i = 0; i < receipts.size(); ++i)
    leaves.push_back({nibbles_of(rlp_of_number(i)), receipts[i]});
  std::sort(leaves.begin(), leaves.end(), [](const Leaf& a, const Leaf& b) { return a.nibbles < b.nibbles; });
  ReceiptsTree out;
  TreeWriter writer(crypto, nibbles_of(rlp_of_number(asked)), out.proof);
  const auto root = writer.write(leaves.begin(), leaves.end(), 0);
  if (!root) return fail(root.error());
  out.root = *root;
  return out;
}

Result<bool> is_receipt(const ChainCrypto& crypto, const ChainHash& root, std::uint64_t index,
                        std::string_view receipt, const std::vector<std::string>& proof) {
  constexpr std::size_t kBranch = 17, kShort = 2;
  std::string path = nibbles_of(rlp_of_number(index));
  std::string expected(view(root));
  for (std::size_t i = 0; i < proof.size(); ++i) {
    const auto hash = crypto.keccak256(proof[i]);
    if (!hash) return fail(hash.error());
    const auto node = read_rlp(proof[i], "proof");
    if (view(*hash) != expected || !node || !node->is_list) return false;
    if (node->items.size() == kBranch) {
      if (path.empty()) return false;
      const Rlp& next = node->items[static_cast<std::size_t>(path.front())];
      if (next.is_list || next.octets.size() != kWord) return false;
      expected = next.octets;
      path.erase(0, 1);
      continue;
    }
    if (node->items.size() != kShort || node->items[0].is_list || node->items[1].is_list) return false;
    const auto key = unpacked(node->items[0].octets);
    if (!key || !path.starts_with(key->first)) return false;
    path.erase(0, key->first.size());
    if (key->second) return path.empty() && i + 1 == proof.size() && node->items[1].octets == receipt;
    if (key->first.empty() || node->items[1].octets.size() != kWord) return false;
    expected = node->items[1].octets;
  }
  return false;
}

}  // namespace tidegate::evidence
