#include "tidegate/gate/evidence/chain_node.h"

#include <fmt/format.h>

#include <algorithm>

#include "tidegate/base/json_reader.h"
#include "tidegate/base/json_writer.h"
#include "tidegate/evidence/rlp.h"
#include "tidegate/gate/evidence/loopback.h"

namespace tidegate {
namespace {

using evidence::ChainAddress;

constexpr std::size_t kMostAnswer = std::size_t{4} << 20;
constexpr std::size_t kMostSaid = 120;
constexpr std::size_t kMostTransactions = 4'096;
constexpr std::size_t kMostLogs = 512;
constexpr std::size_t kMostData = std::size_t{64} << 10;
constexpr std::uint64_t kMostGasPrice = 1'000'000'000'000;  // 1,000 gwei: a node that asks more is wrong
constexpr std::size_t kBloom = 256;

Error strange() {
  return {ErrorCode::kUnavailable,
          "the node's answer is no JSON-RPC to this question",
          {},
          "节点的答复不是对该请求的 JSON-RPC 答复"};
}

std::string ascii(std::string_view text) {
  std::string out;
  for (const char c : text.substr(0, kMostSaid)) out += c >= ' ' && c <= '~' ? c : '?';
  return out;
}

std::optional<std::string> octets_of_hex(std::string_view text, std::size_t most) {
  if (!text.starts_with("0x") || text.size() % 2 != 0 || text.size() > 2 + 2 * most) return std::nullopt;
  std::string out;
  for (std::size_t i = 2; i < text.size(); i += 2) {
    int octet = 0;
    for (std::size_t k = 0; k < 2; ++k) {
      const char c = text[i + k];
      const int digit = c >= '0' && c <= '9'   ? c - '0'
                        : c >= 'a' && c <= 'f' ? c - 'a' + 10
                        : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                               : -1;
      if (digit < 0) return std::nullopt;
      octet = octet * 16 + digit;
    }
    out += static_cast<char>(octet);
  }
  return out;
}

std::string hex_of(std::string_view octets) {
  return "0x" + hex({reinterpret_cast<const std::uint8_t*>(octets.data()), octets.size()});
}
std::string hex_of(const ChainHash& hash) { return "0x" + hex(hash); }
std::string quoted(const std::string& text) { return "\"" + text + "\""; }

// Reads members of what a node answered. After the first that is not as it should be all are defaults.
class Members {
 public:
  explicit Members(const Json& value) : value_(value) {}
  bool is_whole = true;

  std::string_view text(std::string_view key) {
    const Json* at = value_.find(key);
    const std::string* text = at != nullptr ? at->string() : nullptr;
    if (text == nullptr) is_whole = false;
    return text != nullptr ? std::string_view(*text) : std::string_view{};
  }
  bool has(std::string_view key) const {
    const Json* at = value_.find(key);
    return at != nullptr && !at->is_null();
  }
  // Digits as many as they like: some chains write leading zeros.
  std::optional<std::uint64_t> figure(std::string_view key) {
    auto out = parse(text(key));
    if (!out) is_whole = false;
    return out;
  }
  std::uint64_t number(std::string_view key) { return figure(key).value_or(0); }
  std::string octets(std::string_view key, std::size_t most) {
    auto out = octets_of_hex(text(key), most);
    if (!out) is_whole = false;
    return out.value_or("");
  }
  std::string fixed(std::string_view key, std::size_t size) {
    std::string out = octets(key, size);
    if (out.size() != size) is_whole = false;
    out.resize(size);
    return out;
  }
  ChainHash hash(std::string_view key) {
    ChainHash out{};
    const std::string octets = fixed(key, out.size());
    std::copy(octets.begin(), octets.end(), out.begin());
    return out;
  }
  const Json::Array& array(std::string_view key, std::size_t most) {
    static const Json::Array kNone;
    const Json* at = value_.find(key);
    const Json::Array* out = at != nullptr ? at->array() : nullptr;
    if (out == nullptr || out->size() > most) is_whole = false;
    return out == nullptr || out->size() > most ? kNone : *out;
  }
  static std::optional<std::uint64_t> parse(std::string_view text) {
    constexpr std::size_t kDigits = 66;
    if (!text.starts_with("0x") || text.size() < 3 || text.size() > kDigits) return std::nullopt;
    std::uint64_t out = 0;
    for (const char c : text.substr(2)) {
      const int digit = c >= '0' && c <= '9'   ? c - '0'
                        : c >= 'a' && c <= 'f' ? c - 'a' + 10
                        : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                               : -1;
      if (digit < 0 || out >> 60U != 0) return std::nullopt;
      out = out << 4U | static_cast<unsigned>(digit);
    }
    return out;
  }

 private:
  const Json& value_;
};

std::optional<ChainAddress> address(std::string_view octets) {
  ChainAddress out;
  if (octets.size() != out.size()) return std::nullopt;
  std::copy(octets.begin(), octets.end(), out.begin());
  return out;
}

// A number as RLP has it, whatever its size.
std::string rlp_figure(std::string_view text) {
  std::string digits(text.substr(std::min<std::size_t>(2, text.size())));
  if (digits.size() % 2 == 1) digits.insert(digits.begin(), '0');
  auto octets = octets_of_hex("0x" + digits, 32).value_or("");
  octets.erase(0, octets.find_first_not_of('\0') == std::string::npos ? octets.size()
                                                                      : octets.find_first_not_of('\0'));
  return evidence::rlp_of(octets);
}

// What forks of Ethereum added to a header, in their order; a chain without one has none behind it.
constexpr std::string_view kAdded[] = {"baseFeePerGas", "withdrawalsRoot",       "blobGasUsed",
                                       "excessBlobGas", "parentBeaconBlockRoot", "requestsHash"};

// Empty: the node left out a part of it.
std::string header_of(const Json& block) {
  Members m(block);
  std::vector<std::string> items;
  const auto octets = [&](std::string_view key) { items.push_back(evidence::rlp_of(m.octets(key, 1'024))); };
  const auto figure = [&](std::string_view key) { items.push_back(rlp_figure(m.text(key))); };
  for (const char* key :
       {"parentHash", "sha3Uncles", "miner", "stateRoot", "transactionsRoot", "receiptsRoot", "logsBloom"})
    octets(key);
  for (const char* key : {"difficulty", "number", "gasLimit", "gasUsed", "timestamp"}) figure(key);
  for (const char* key : {"extraData", "mixHash", "nonce"}) octets(key);
  for (const std::string_view key : kAdded) {
    if (!m.has(key)) break;
    key == "baseFeePerGas" || key == "blobGasUsed" || key == "excessBlobGas" ? figure(key) : octets(key);
  }
  return m.is_whole ? evidence::rlp_list(items) : "";
}

std::optional<evidence::ChainLog> log_of(const Json& value) {
  constexpr std::size_t kTopics = 4;
  Members m(value);
  evidence::ChainLog out;
  out.address = address(m.fixed("address", out.address.size())).value_or(out.address);
  out.data = m.octets("data", kMostData);
  for (const Json& topic : m.array("topics", kTopics)) {
    const std::string* text = topic.string();
    const auto octets = text != nullptr ? octets_of_hex(*text, sizeof(ChainHash)) : std::nullopt;
    if (!octets || octets->size() != sizeof(ChainHash)) return std::nullopt;
    ChainHash hash;
    std::copy(octets->begin(), octets->end(), hash.begin());
    out.topics.push_back(hash);
  }
  if (!m.is_whole) return std::nullopt;
  return out;
}

std::optional<NodeReceipt> receipt_of(const Json& value) {
  Members m(value);
  NodeReceipt out;
  out.block = m.hash("blockHash");
  out.number = m.number("blockNumber");
  out.index = m.number("transactionIndex");
  const std::uint64_t status = m.number("status");
  const std::uint64_t type = m.has("type") ? m.number("type") : 0;
  out.receipt.succeeded = status == 1;
  out.receipt.type = static_cast<std::uint8_t>(type);
  out.receipt.gas_used = m.number("cumulativeGasUsed");
  out.receipt.bloom = m.fixed("logsBloom", kBloom);
  for (const Json& log : m.array("logs", kMostLogs)) {
    auto one = log_of(log);
    if (!one) return std::nullopt;
    out.receipt.logs.push_back(std::move(*one));
  }
  if (m.has("contractAddress")) out.made = address(m.fixed("contractAddress", sizeof(ChainAddress)));
  if (!m.is_whole || status > 1 || type > 0x7fU) return std::nullopt;
  return out;
}

std::string call_of(const ChainAddress& from, const std::optional<ChainAddress>& to,
                    const std::string& data) {
  JsonWriter out;
  out.begin_object().key("from").string(evidence::to_text(from));
  if (to) out.key("to").string(evidence::to_text(*to));
  out.key("data").string(hex_of(data)).end_object();
  return out.take();
}

}  // namespace

Result<Json> ChainNode::ask(std::string_view method, const std::string& params) {
  const std::int64_t id = ++last_id_;
  HttpAsk ask;
  ask.method = "POST";
  ask.url = options_.url;
  ask.headers = {{"Content-Type", "application/json"}};
  ask.body = fmt::format(R"({{"jsonrpc":"2.0","id":{},"method":"{}","params":[{}]}})", id, method, params);
  ask.connect_ms = ask.whole_ms = options_.whole_ms;
  ask.most_bytes = kMostAnswer;
  ask.ca_file = options_.ca_file;
  ask.allows_plain = options_.allows_plain || is_loopback(options_.url);
  const auto got = fetch_.fetch(ask);
  if (!got)
    return fail({got.error().code == ErrorCode::kLimit ? ErrorCode::kUnavailable : got.error().code,
                 got.error().what,
                 {},
                 got.error().what_zh});
  const auto value = parse_json_without_fractions(got->body, "node");
  const Json* version = value ? value->find("jsonrpc") : nullptr;
  const Json* answered = value ? value->find("id") : nullptr;
  if (version == nullptr || version->string() == nullptr || *version->string() != "2.0" ||
      answered == nullptr || answered->integer() == nullptr || *answered->integer() != id)
    return fail(strange());
  const Json* result = value->find("result");
  const Json* error = value->find("error");
  if (error != nullptr && !error->is_null()) {
    const Json* message = error->find("message");
    if (message == nullptr || message->string() == nullptr) return fail(strange());
    const Json* data = error->find("data");
    // What a contract said of a revert stands in its own place for call().
    const std::string said = ascii(*message->string());
    return fail({ErrorCode::kConflict, "the node refuses: " + said,
                 data != nullptr && data->string() != nullptr ? data->string()->substr(0, 2 * kMostSaid * 4)
                                                              : std::string{},
                 "节点拒绝：" + said});
  }
  if (result == nullptr) return fail(strange());
  return *result;
}

Result<std::uint64_t> ChainNode::number_of(std::string_view method, const std::string& params) {
  const auto value = ask(method, params);
  if (!value) return fail(value.error());
  const auto number = value->string() != nullptr ? Members::parse(*value->string()) : std::nullopt;
  if (!number) return fail(strange());
  return *number;
}

Result<std::uint64_t> ChainNode::chain_id() { return number_of("eth_chainId", ""); }
Result<std::uint64_t> ChainNode::newest() { return number_of("eth_blockNumber", ""); }
Result<std::uint64_t> ChainNode::transactions_of(const ChainAddress& account) {
  return number_of("eth_getTransactionCount", quoted(evidence::to_text(account)) + R"(,"latest")");
}
Result<std::uint64_t> ChainNode::gas_price() {
  auto price = number_of("eth_gasPrice", "");
  if (price && *price > kMostGasPrice)
    return fail({ErrorCode::kUnavailable,
                 "the node asks more than 1,000 gwei for gas",
                 {},
                 "节点要求的燃料单价高于 1000 gwei"});
  return price;
}

Result<std::optional<std::uint64_t>> ChainNode::balance(const ChainAddress& account) {
  const auto value = ask("eth_getBalance", quoted(evidence::to_text(account)) + R"(,"latest")");
  if (!value) return fail(value.error());
  const std::string* text = value->string();
  constexpr std::size_t kDigits = 66;
  if (text == nullptr || !text->starts_with("0x") || text->size() < 3 || text->size() > kDigits ||
      text->find_first_not_of("0123456789abcdefABCDEF", 2) != std::string::npos)
    return fail(strange());
  return Members::parse(*text);
}

Result<bool> ChainNode::has_code(const ChainAddress& account) {
  const auto value = ask("eth_getCode", quoted(evidence::to_text(account)) + R"(,"latest")");
  if (!value) return fail(value.error());
  if (value->string() == nullptr) return fail(strange());
  return value->string()->size() > 2;
}

Result<CallAnswer> ChainNode::call(const ChainAddress& from, const ChainAddress& to,
                                   const std::string& data) {
  const auto value = ask("eth_call", call_of(from, to, data) + R"(,"latest")");
  if (!value && value.error().code == ErrorCode::kConflict) {
    const auto said = octets_of_hex(value.error().where, kMostSaid * 4);
    std::string reason = said ? ascii(evidence::revert_reason(*said)) : "";
    const std::string& what = value.error().what;
    const std::size_t at = what.find("revert");
    if (at == std::string::npos && reason.empty())
      return fail({value.error().code, what, {}, value.error().what_zh});
    // Nodes that give no data say the reason in words: "execution reverted: rollback".
    for (const char* known : {"rollback", "fork", "owner"})
      if (reason.empty() && what.find(known, at) != std::string::npos) reason = known;
    return CallAnswer{true, reason, {}};
  }
  if (!value) return fail(value.error());
  const auto octets = value->string() != nullptr ? octets_of_hex(*value->string(), kMostData) : std::nullopt;
  if (!octets) return fail(strange());
  return CallAnswer{false, {}, *octets};
}

Result<std::uint64_t> ChainNode::estimate_gas(const ChainAddress& from, const std::optional<ChainAddress>& to,
                                              const std::string& data) {
  return number_of("eth_estimateGas", call_of(from, to, data));
}

Result<SendAnswer> ChainNode::send(const std::string& raw) {
  const auto value = ask("eth_sendRawTransaction", quoted(hex_of(raw)));
  if (value) return SendAnswer{true, {}};
  if (value.error().code != ErrorCode::kConflict) return fail(value.error());
  const std::string& why = value.error().what;
  const bool is_known =
      why.find("already") != std::string::npos || why.find("known transaction") != std::string::npos;
  return SendAnswer{is_known,
                    why.substr(std::min(why.size(), std::string_view("the node refuses: ").size()))};
}

Result<std::optional<NodeReceipt>> ChainNode::receipt(const ChainHash& transaction) {
  const auto value = ask("eth_getTransactionReceipt", quoted(hex_of(transaction)));
  if (!value) return fail(value.error());
  if (value->is_null()) return std::nullopt;
  auto out = receipt_of(*value);
  if (!out) return fail(strange());
  return out;
}

Result<std::optional<NodeBlock>> ChainNode::block_at(const std::string& at) {
  const auto value = ask("eth_getBlockByNumber", quoted(at) + ",false");
  if (!value) return fail(value.error());
  if (value->is_null()) return std::nullopt;
  Members m(*value);
  NodeBlock out;
  out.hash = m.hash("hash");
  out.number = m.number("number");
  out.time_s = m.number("timestamp");
  for (const Json& one : m.array("transactions", kMostTransactions)) {
    const std::string* text = one.string();
    const auto octets = text != nullptr ? octets_of_hex(*text, sizeof(ChainHash)) : std::nullopt;
    if (!octets || octets->size() != sizeof(ChainHash)) return fail(strange());
    ChainHash hash;
    std::copy(octets->begin(), octets->end(), hash.begin());
    out.transactions.push_back(hash);
  }
  if (!m.is_whole) return fail(strange());
  out.header = header_of(*value);
  return out;
}

Result<std::optional<NodeBlock>> ChainNode::block(std::uint64_t number) {
  return block_at(fmt::format("{:#x}", number));
}

Result<std::uint64_t> ChainNode::finalized() {
  const auto block = block_at("finalized");
  if (!block) return fail(block.error());
  return *block ? (*block)->number : 0;
}

}  // namespace tidegate
