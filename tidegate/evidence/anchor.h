// Anchors: what others, outside of the log and its witnesses, hold about one of its trees. A bundle carries
// them (docs/formats/evidence-bundle.md, key 13); what of them is proved without a network is told apart from
// what would have to be believed.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "tidegate/base/chain_crypto.h"
#include "tidegate/base/text.h"
#include "tidegate/base/time_stamp.h"
#include "tidegate/base/tree_hasher.h"
#include "tidegate/evidence/chain.h"

namespace tidegate::evidence {

inline constexpr std::size_t kMostAnchors = 16;
inline constexpr std::size_t kLargestAnchor = std::size_t{192} << 10;

// The token (CMS, DER) over SHA-256 of the checkpoint's text.
struct StampAnchor {
  std::string token;
  friend bool operator==(const StampAnchor&, const StampAnchor&) = default;
};
// What a node of an EVM chain answered. header and proof are left out where the chain makes its hashes in
// another way (FISCO BCOS, QBFT): then the block's hash is the node's word alone.
struct ChainAnchor {
  std::uint64_t chain_id = 0;
  ChainAddress contract{};
  std::string transaction;  // raw
  ChainHash block{};
  std::uint64_t number = 0;
  std::uint64_t time_s = 0;
  std::string header;       // RLP, whose Keccak-256 is `block`; empty: none
  std::uint64_t index = 0;  // of the receipt
  std::string receipt;      // as the block's tree has it; empty: none
  std::vector<std::string> proof;
  friend bool operator==(const ChainAnchor&, const ChainAnchor&) = default;
};
// Of a notary, or of a chain behind an adapter program: evidence that those who gave it can check.
struct DepositAnchor {
  std::string by;            // name of the target
  std::string id;            // as they named it; may be empty
  std::int64_t time_ms = 0;  // as they said it; 0: they did not
  std::string receipt;
  friend bool operator==(const DepositAnchor&, const DepositAnchor&) = default;
};

struct Anchor {
  std::uint64_t size = 0;  // of the tree that is anchored
  Hash root{};
  std::vector<Hash> proof;  // consistency, from that tree to the bundle's checkpoint
  std::variant<StampAnchor, ChainAnchor, DepositAnchor> held;
  friend bool operator==(const Anchor&, const Anchor&) = default;
};
std::string_view kind_of(const Anchor& anchor);  // "rfc3161", "evm", "deposit"

std::string write_anchor(const Anchor& anchor);
// Errors: kMalformed (no anchor, or other octets than write_anchor gives), kLimit.
Result<Anchor> read_anchor(std::string_view octets, std::string_view where);

// A node's answer about a transaction, asked while verifying, where the verifier said which node.
struct NodeWord {
  ChainHash transaction{};
  ChainHash block{};
  std::uint64_t number = 0;
  std::uint64_t time_s = 0;
  std::uint64_t chain_id = 0;
  bool takes_anchor = false;  // the receipt that it gave tells that the contract took this anchor
};
// Whom the verifier takes. Nobody by default.
struct AnchorTrust {
  std::string tsa_ca;  // PEM
  std::vector<ChainHash> blocks;
  std::vector<NodeWord> words;
};
struct AnchorTools {
  const ChainCrypto* chain = nullptr;
  const TimeStampCheck* stamps = nullptr;
};

// The third clock.
struct AnchorTime {
  std::string kind;
  std::string by;  // "chain 20200 0x...", "1.2.3.4 #04", a name
  std::int64_t time_ms = 0;
  bool is_proven = false;  // else it is what the anchor itself says
  Text says;
};
// origin, index, size, root  of the bundle. Errors: kMalformed, kCorrupt: it is forged or damaged, or does
// not prove this entry; kUnavailable: a library is not here.
struct AnchoredEntry {
  std::string origin;
  std::uint64_t index = 0;
  std::uint64_t size = 0;
  Hash root{};
};
Result<AnchorTime> check_anchor(const Anchor& anchor, const AnchoredEntry& entry, const TreeHasher& sha256,
                                const AnchorTrust& trust, const AnchorTools& tools);

}  // namespace tidegate::evidence
