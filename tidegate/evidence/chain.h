// What an anchor in a chain of the EVM consists of: legacy transactions (EIP-155), calls of the anchor
// contract (contracts/EvidenceAnchor.sol), receipts and block headers. Pure: hashes and signatures are handed
// in.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tidegate/base/chain_crypto.h"
#include "tidegate/evidence/checkpoint.h"

namespace tidegate::evidence {

using ChainAddress = std::array<std::uint8_t, 20>;
std::string to_text(const ChainAddress& address);                  // "0x" and 40 small digits
std::optional<ChainAddress> parse_address(std::string_view text);  // either case of letters

// What is written into the chain of a checkpoint: digests, and the size.
struct AnchorWords {
  Sha256 origin{};  // SHA-256 of the log's name
  std::uint64_t size = 0;
  Hash root{};
  Sha256 note{};  // SHA-256 of the checkpoint's text: what is stamped too
  friend bool operator==(const AnchorWords&, const AnchorWords&) = default;
};
AnchorWords anchor_words(const std::string& origin, std::uint64_t size, const Hash& root);

// Calls, as octets for the contract (4 of the function, then words of 32).
std::string anchor_call(const AnchorWords& words);
std::string latest_call(const Sha256& origin);
struct AnchoredHead {
  std::uint64_t size = 0;
  Hash root{};
  std::uint64_t time_s = 0;
  std::uint64_t number = 0;  // of the block; 0: nothing is anchored
  ChainAddress owner{};
};
std::optional<AnchoredHead> read_latest(std::string_view answer);
std::optional<AnchorWords> read_anchor_call(std::string_view call);
// Error(string); empty: none, or one longer than 200 octets.
std::string revert_reason(std::string_view data);

struct LegacyTransaction {
  std::uint64_t chain_id = 0;
  std::uint64_t nonce = 0;
  std::uint64_t gas_price = 0;  // wei; 0 in chains of consortia
  std::uint64_t gas = 0;
  std::optional<ChainAddress> to;  // none: it makes a contract
  std::string data;
  std::uint64_t value = 0;  // wei; nothing that is made here pays any
  friend bool operator==(const LegacyTransaction&, const LegacyTransaction&) = default;
};
struct SignedTransaction {
  LegacyTransaction transaction;
  ChainSignature signature;
};
inline constexpr std::uint64_t kLargestChainId = (std::uint64_t{1} << 62U);  // v has room
std::string to_be_signed(const LegacyTransaction& transaction);
std::string to_octets(const SignedTransaction& made);
// Errors: kMalformed (no such transaction), kLimit.
Result<SignedTransaction> read_transaction(std::string_view octets);

Result<ChainAddress> address_of(const ChainCrypto& crypto, std::string_view public_key);
Result<ChainAddress> sender_of(const ChainCrypto& crypto, const SignedTransaction& made);
// Of a contract that this account makes by its transaction of that nonce.
Result<ChainAddress> made_address(const ChainCrypto& crypto, const ChainAddress& sender, std::uint64_t nonce);

struct ChainLog {
  ChainAddress address{};
  std::vector<ChainHash> topics;
  std::string data;
};
struct ChainReceipt {
  std::uint8_t type = 0;
  bool succeeded = false;
  std::uint64_t gas_used = 0;  // of the block, up to this one
  std::string bloom;           // 256 octets
  std::vector<ChainLog> logs;
};
std::string to_octets(const ChainReceipt& receipt);  // as the block's tree of receipts has it
// Errors: kMalformed, kLimit.
Result<ChainReceipt> read_receipt(std::string_view octets);
// Whether the contract says in it that it took this anchor, and from that account: nullptr from any.
Result<bool> tells_anchor(const ChainCrypto& crypto, const ChainReceipt& receipt,
                          const ChainAddress& contract, const AnchorWords& words,
                          const ChainAddress* owner = nullptr);

// What is read of a block's header (RLP), whatever the fork of its chain.
struct ChainHeader {
  ChainHash receipts_root{};
  std::uint64_t number = 0;
  std::uint64_t time_s = 0;
};
// Errors: kMalformed, kLimit.
Result<ChainHeader> read_header(std::string_view octets);

// The tree of a block's receipts (Merkle Patricia): their octets, in order.
struct ReceiptsTree {
  ChainHash root{};
  std::vector<std::string> proof;  // nodes from the root to the one that was asked for
};
inline constexpr std::size_t kMostReceipts = 4'096;
Result<ReceiptsTree> receipts_tree(const ChainCrypto& crypto, const std::vector<std::string>& receipts,
                                   std::size_t asked);
// Whether this receipt is the one at `index` under the root.
Result<bool> is_receipt(const ChainCrypto& crypto, const ChainHash& root, std::uint64_t index,
                        std::string_view receipt, const std::vector<std::string>& proof);

}  // namespace tidegate::evidence
