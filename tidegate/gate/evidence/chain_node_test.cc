// Against what a real node answered (tests/anchors/recorded.json: anvil 1.7.1), and against ones that lie.
#include "tidegate/gate/evidence/chain_node.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <map>

#include "tidegate/base/json_writer.h"
#include "tidegate/gate/packs.h"
#include "tidegate/ports/chain_crypto.h"

namespace tidegate {
namespace {

using evidence::ChainAddress;

Json recorded() {
  const auto text = read_file(TIDEGATE_SOURCE_DIR "/tests/anchors/recorded.json", 1U << 20);
  return *parse_json(*text, "recorded");
}

// Answers each question with what was recorded, or with what a test says; the id is that of the question.
class Recorded final : public HttpFetch {
 public:
  std::map<std::string, Json> answers;  // method -> an answer as it was recorded
  std::optional<HttpGot> instead;
  std::optional<Error> fails;
  std::string asked;

  Result<HttpGot> fetch(const HttpAsk& ask) override {
    asked = ask.body;
    if (fails) return fail(*fails);
    if (instead) return *instead;
    const auto question = parse_json(ask.body, "ask");
    const Json& answer = answers.at(*question->find("method")->string());
    Json::Object out;
    for (const auto& [key, value] : *answer.object())
      out.emplace_back(key, key == "id" ? *question->find("id") : value);
    return HttpGot{200, {}, canonical_text(Json(out))};
  }
};

ChainNode node_at(Recorded& recorded) { return {recorded, {"http://127.0.0.1:1/", {}, 1'000, false}}; }

TEST(ChainNode, ReadsWhatARealNodeAnswered) {
  const Json all = recorded();
  Recorded wire;
  wire.answers["eth_getBlockByNumber"] = *all.find("block");
  ChainNode node = node_at(wire);
  const auto block = node.block(2);
  ASSERT_TRUE(block.has_value() && block->has_value());
  EXPECT_EQ((*block)->transactions.size(), 4U);
  EXPECT_NE(wire.asked.find("\"0x2\",false"), std::string::npos);
  const auto crypto = chain_crypto();
  EXPECT_EQ(*crypto->keccak256((*block)->header),
            (*block)->hash);  // the header is written as the chain hashes it
  const auto header = evidence::read_header((*block)->header);
  ASSERT_TRUE(header.has_value());
  EXPECT_EQ(header->number, 2U);
  EXPECT_EQ(header->time_s, (*block)->time_s);
  std::vector<std::string> receipts;
  for (const Json& one : *all.find("receipts")->array()) {
    wire.answers["eth_getTransactionReceipt"] = one;
    const auto receipt = node.receipt({});
    ASSERT_TRUE(receipt.has_value() && receipt->has_value());
    EXPECT_EQ((*receipt)->block, (*block)->hash);
    receipts.push_back(evidence::to_octets((*receipt)->receipt));
    const auto again = evidence::read_receipt(receipts.back());
    ASSERT_TRUE(again.has_value());
    EXPECT_EQ(evidence::to_octets(*again), receipts.back());
  }
  // The tree that is made of them is the one that the chain put into the header.
  for (std::size_t i = 0; i < receipts.size(); ++i) {
    const auto tree = evidence::receipts_tree(*crypto, receipts, i);
    ASSERT_TRUE(tree.has_value());
    EXPECT_EQ(tree->root, header->receipts_root);
    EXPECT_TRUE(*evidence::is_receipt(*crypto, tree->root, i, receipts[i], tree->proof));
    EXPECT_FALSE(*evidence::is_receipt(*crypto, tree->root, i, receipts[(i + 1) % 4], tree->proof));
    EXPECT_FALSE(*evidence::is_receipt(*crypto, tree->root, (i + 1) % 4, receipts[i], tree->proof));
  }
  const evidence::AnchorWords words{sha256("o"), 3,
                                    [] {
                                      Sha256 h;
                                      h.fill(0xaa);
                                      return h;
                                    }(),
                                    [] {
                                      Sha256 h;
                                      h.fill(0x11);
                                      return h;
                                    }()};
  const auto contract = *evidence::parse_address("0x5fbdb2315678afecb367f032d93f642f64180aa3");
  EXPECT_TRUE(*evidence::tells_anchor(*crypto, *evidence::read_receipt(receipts[0]), contract, words));
  for (std::size_t i = 1; i < receipts.size(); ++i)
    EXPECT_FALSE(*evidence::tells_anchor(*crypto, *evidence::read_receipt(receipts[i]), contract, words));
  evidence::AnchorWords other = words;
  other.size = 4;
  EXPECT_FALSE(*evidence::tells_anchor(*crypto, *evidence::read_receipt(receipts[0]), contract, other));
  // The event names the account that the contract took it from.
  const auto account = *evidence::parse_address("0xf39fd6e51aad88f6f4ce6ab8827279cfffb92266");
  const auto receipt = *evidence::read_receipt(receipts[0]);
  EXPECT_TRUE(*evidence::tells_anchor(*crypto, receipt, contract, words, &account));
  EXPECT_FALSE(*evidence::tells_anchor(*crypto, receipt, contract, words, &contract));
}

TEST(ChainNode, SaysWhatTheContractRefused) {
  const Json all = recorded();
  Recorded wire;
  ChainNode node = node_at(wire);
  for (const char* reason : {"rollback", "fork"}) {
    wire.answers["eth_call"] = *all.find(reason);
    const auto answer = node.call({}, {}, "x");
    ASSERT_TRUE(answer.has_value());
    EXPECT_TRUE(answer->reverted);
    EXPECT_EQ(answer->reason, reason);
  }
  wire.answers["eth_call"] = *parse_json(
      R"({"jsonrpc":"2.0","id":1,"error":{"code":-32000,"message":"execution reverted: owner"}})", "x");
  EXPECT_EQ(node.call({}, {}, "x")->reason, "owner");
  wire.answers["eth_call"] = *all.find("taken");
  EXPECT_FALSE(node.call({}, {}, "x")->reverted);
  wire.answers["eth_call"] = *all.find("latest");
  const auto head = evidence::read_latest(node.call({}, {}, evidence::latest_call(sha256("o")))->data);
  ASSERT_TRUE(head.has_value());
  EXPECT_EQ(head->size, 3U);
  EXPECT_EQ(head->number, 2U);
  EXPECT_EQ(evidence::to_text(head->owner), "0xf39fd6e51aad88f6f4ce6ab8827279cfffb92266");
  wire.answers["eth_sendRawTransaction"] = *all.find("undecodable");
  const auto sent = node.send("\x01");
  ASSERT_TRUE(sent.has_value());
  EXPECT_FALSE(sent->taken);
  EXPECT_EQ(sent->why, "Failed to decode transaction");
}

TEST(ChainNode, BelievesNoOtherAnswer) {
  Recorded wire;
  ChainNode node = node_at(wire);
  for (const std::string body :
       {"", "null", "[]", "<html>", R"({"result":"0x1"})", R"({"jsonrpc":"2.0","id":99,"result":"0x1"})",
        R"({"jsonrpc":"1.0","id":1,"result":"0x1"})", R"({"jsonrpc":"2.0","id":1,"error":"no"})"}) {
    wire.instead = HttpGot{200, {}, body};
    EXPECT_EQ(node.chain_id().error().code, ErrorCode::kUnavailable) << body;
  }
  wire.instead.reset();
  for (const char* figure : {"\"0x\"", "\"1\"", "1", "null", "\"0x10000000000000000\"", "\"0xg\"", "{}"}) {
    wire.answers["eth_chainId"] =
        *parse_json(fmt::format(R"({{"jsonrpc":"2.0","id":1,"result":{}}})", figure), "x");
    EXPECT_FALSE(node.chain_id().has_value()) << figure;
  }
  wire.answers["eth_chainId"] = *parse_json(R"({"jsonrpc":"2.0","id":1,"result":"0x004ee8"})", "x");
  EXPECT_EQ(*node.chain_id(), 20'200U);
  wire.answers["eth_gasPrice"] = *parse_json(R"({"jsonrpc":"2.0","id":1,"result":"0xffffffffffff"})", "x");
  EXPECT_FALSE(node.gas_price().has_value());
  wire.answers["eth_getBalance"] =
      *parse_json(R"({"jsonrpc":"2.0","id":1,"result":"0x21e19dccab3ab2af216"})", "x");
  EXPECT_FALSE(node.balance({})->has_value());  // more than 64 bits
  wire.answers["eth_getTransactionReceipt"] = *parse_json(R"({"jsonrpc":"2.0","id":1,"result":null})", "x");
  EXPECT_FALSE(node.receipt({})->has_value());
  wire.answers["eth_getTransactionReceipt"] = *parse_json(R"({"jsonrpc":"2.0","id":1,"result":{}})", "x");
  EXPECT_FALSE(node.receipt({}).has_value());
  wire.fails = Error{ErrorCode::kLimit, "too large", {}, "过大"};
  EXPECT_EQ(node.chain_id().error().code, ErrorCode::kUnavailable);
}

// Every receipt of every block up to 300: the root does not
// depend on which was asked for, and each proof leads to its own receipt alone.
TEST(ReceiptsTree, ProvesEachReceiptAndNoOther) {
  const auto crypto = chain_crypto();
  for (const std::size_t size : {1U, 2U, 3U, 15U, 16U, 17U, 127U, 128U, 129U, 256U, 257U, 300U}) {
    std::vector<std::string> receipts;
    for (std::size_t i = 0; i < size; ++i) {
      evidence::ChainReceipt receipt{2, true, 21'000 * (i + 1), std::string(256, '\0'), {}};
      receipts.push_back(evidence::to_octets(receipt));
    }
    const auto first = evidence::receipts_tree(*crypto, receipts, 0);
    ASSERT_TRUE(first.has_value());
    for (std::size_t i = 0; i < size; ++i) {
      const auto tree = evidence::receipts_tree(*crypto, receipts, i);
      ASSERT_EQ(tree->root, first->root);
      ASSERT_TRUE(*evidence::is_receipt(*crypto, tree->root, i, receipts[i], tree->proof))
          << size << " " << i;
      if (size > 1) {
        ASSERT_FALSE(*evidence::is_receipt(*crypto, tree->root, (i + 1) % size, receipts[i], tree->proof));
      }
      auto proof = tree->proof;
      proof.back().back() = static_cast<char>(proof.back().back() ^ 1);
      ASSERT_FALSE(*evidence::is_receipt(*crypto, tree->root, i, receipts[i], proof));
      proof = tree->proof;
      proof.pop_back();
      ASSERT_FALSE(*evidence::is_receipt(*crypto, tree->root, i, receipts[i], proof));
    }
  }
}

std::string octets(std::string_view hex) {
  std::string out;
  for (std::size_t i = 0; i + 1 < hex.size(); i += 2)
    out += static_cast<char>(std::stoi(std::string(hex.substr(i, 2)), nullptr, 16));
  return out;
}

// The example that EIP-155 prints.
TEST(LegacyTransaction, IsTheOneOfEip155) {
  const auto crypto = chain_crypto();
  const auto signer = open_chain_key("4646464646464646464646464646464646464646464646464646464646464646", "");
  ASSERT_TRUE(signer.has_value());
  const evidence::LegacyTransaction transaction{
      1,
      9,
      20'000'000'000,
      21'000,
      *evidence::parse_address("0x3535353535353535353535353535353535353535"),
      "",
      1'000'000'000'000'000'000};
  const auto digest = crypto->keccak256(evidence::to_be_signed(transaction));
  EXPECT_EQ(hex(*digest), "daf5a779ae972f972197303d7b574746c7ef83eadac0f2791ad23db92e4c8e53");
  const auto signature = (*signer)->sign(*digest);
  const std::string raw = evidence::to_octets({transaction, *signature});
  EXPECT_EQ(raw,
            octets("f86c098504a817c800825208943535353535353535353535353535353535353535880de0b6b3a7640000802"
                   "5a028ef61340bd939bc2195fe537567866003e1a15d3c71ff63e1590620aa636276a067cbe9d8997f761aecb"
                   "703304b3800ccf555c9f3dc64214b297fb1966a3b6d83"));
  const auto read = evidence::read_transaction(raw);
  ASSERT_TRUE(read.has_value());
  EXPECT_EQ(read->transaction, transaction);
  EXPECT_EQ(evidence::to_text(*evidence::sender_of(*crypto, *read)),
            "0x9d8a62f656a8d1615c1294fd71e9cfb3e4855a4f");
  // A flipped octet is another transaction, of somebody else, or none.
  for (std::size_t i = 0; i < raw.size(); ++i) {
    std::string other = raw;
    other[i] = static_cast<char>(other[i] ^ 1);
    const auto again = evidence::read_transaction(other);
    if (!again) continue;
    const auto from = evidence::sender_of(*crypto, *again);
    EXPECT_TRUE(!from || evidence::to_text(*from) != "0x9d8a62f656a8d1615c1294fd71e9cfb3e4855a4f") << i;
  }
}

TEST(AnchorCall, HasTheSelectorsThatTheCompilerNames) {
  const auto crypto = chain_crypto();
  const std::string call = evidence::anchor_call(evidence::anchor_words("log.example", 7, {}));
  const auto selector = *crypto->keccak256("anchor(bytes32,uint64,bytes32,bytes32)");
  EXPECT_EQ(call.substr(0, 4), std::string(selector.begin(), selector.begin() + 4));
  const auto text = read_file(TIDEGATE_SOURCE_DIR "/contracts/EvidenceAnchor.json", 1U << 20);
  const auto contract = parse_json(*text, "contract");
  const Json* selectors = contract->find("selectors");
  EXPECT_EQ(octets(*selectors->find("anchor(bytes32,uint64,bytes32,bytes32)")->string()), call.substr(0, 4));
  EXPECT_EQ(octets(*selectors->find("latest(bytes32)")->string()), evidence::latest_call({}).substr(0, 4));
  const auto source = read_file(TIDEGATE_SOURCE_DIR "/contracts/EvidenceAnchor.sol", 1U << 20);
  EXPECT_EQ(*contract->find("source_sha256")->string(), sha256_hex(*source));
  const auto words = evidence::read_anchor_call(call);
  ASSERT_TRUE(words.has_value());
  EXPECT_EQ(*words, evidence::anchor_words("log.example", 7, {}));
  EXPECT_FALSE(evidence::read_anchor_call(call + "x").has_value());
}

}  // namespace
}  // namespace tidegate
