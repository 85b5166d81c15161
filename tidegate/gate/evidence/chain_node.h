// A node of an EVM chain, asked by JSON-RPC over HTTP: the few methods that FISCO BCOS, Besu and every other
// chain have. What it answers is read strictly and believed no further than its caller can check. Private to
// gate.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tidegate/base/http_fetch.h"
#include "tidegate/base/json.h"
#include "tidegate/evidence/chain.h"

namespace tidegate {

struct ChainNodeOptions {
  std::string url{};
  std::string ca_file{};
  std::int64_t whole_ms = 5'000;  // of one question
  bool allows_plain = false;      // plain HTTP beyond loopback, by the user's word
};

struct NodeReceipt {
  evidence::ChainReceipt receipt;
  ChainHash block{};
  std::uint64_t number = 0;
  std::uint64_t index = 0;
  std::optional<evidence::ChainAddress> made;  // contract
};
struct NodeBlock {
  ChainHash hash{};
  std::uint64_t number = 0;
  std::uint64_t time_s = 0;
  std::vector<ChainHash> transactions;
  std::string header;  // RLP of what the node said; whether its hash is `hash` is for the caller to ask
};
struct CallAnswer {
  bool reverted = false;
  std::string reason;  // of a revert: what the contract said, in ASCII
  std::string data;
};
struct SendAnswer {
  bool taken = false;  // or it has it already
  std::string why;     // of one refused, in ASCII
};

class ChainNode {
 public:
  // fetch  outlives this.
  ChainNode(HttpFetch& fetch, ChainNodeOptions options) : fetch_(fetch), options_(std::move(options)) {}

  // Of all: kUnavailable (it does not answer, or not what was asked: no JSON-RPC, another id, a figure out of
  // bounds), kConflict (it answered with an error, whose first 120 characters of ASCII stand in `what`).
  Result<std::uint64_t> chain_id();
  Result<std::uint64_t> transactions_of(const evidence::ChainAddress& account);  // that blocks have
  Result<std::uint64_t> gas_price();                                             // 1,000 gwei at most
  // None: more than 64 bits hold.
  Result<std::optional<std::uint64_t>> balance(const evidence::ChainAddress& account);
  Result<bool> has_code(const evidence::ChainAddress& account);
  Result<CallAnswer> call(const evidence::ChainAddress& from, const evidence::ChainAddress& to,
                          const std::string& data);
  // to  none: makes a contract.
  Result<std::uint64_t> estimate_gas(const evidence::ChainAddress& from,
                                     const std::optional<evidence::ChainAddress>& to,
                                     const std::string& data);
  Result<SendAnswer> send(const std::string& raw);
  Result<std::optional<NodeReceipt>> receipt(const ChainHash& transaction);
  Result<std::optional<NodeBlock>> block(std::uint64_t number);
  Result<std::uint64_t> newest();
  Result<std::uint64_t> finalized();  // the number of that block

 private:
  Result<Json> ask(std::string_view method, const std::string& params);
  Result<std::optional<NodeBlock>> block_at(const std::string& at);
  Result<std::uint64_t> number_of(std::string_view method, const std::string& params);

  HttpFetch& fetch_;
  const ChainNodeOptions options_;
  std::int64_t last_id_ = 0;
};

}  // namespace tidegate
