#include "tidegate/evidence/rlp.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "tidegate/evidence/time_stamp_request.h"

namespace tidegate::evidence {
namespace {

std::string octets(std::string_view hex) {
  std::string out;
  for (std::size_t i = 0; i + 1 < hex.size(); i += 2)
    out += static_cast<char>(std::stoi(std::string(hex.substr(i, 2)), nullptr, 16));
  return out;
}

// Of the specification of RLP (Ethereum's yellow paper, appendix B, and its wiki).
TEST(Rlp, WritesThePublishedExamples) {
  EXPECT_EQ(rlp_of("dog"), octets("83646f67"));
  EXPECT_EQ(rlp_list({rlp_of("cat"), rlp_of("dog")}), octets("c88363617483646f67"));
  EXPECT_EQ(rlp_of(""), octets("80"));
  EXPECT_EQ(rlp_list({}), octets("c0"));
  EXPECT_EQ(rlp_of_number(0), octets("80"));
  EXPECT_EQ(rlp_of_number(15), octets("0f"));
  EXPECT_EQ(rlp_of_number(1024), octets("820400"));
  const std::string none = rlp_list({});
  EXPECT_EQ(rlp_list({none, rlp_list({none}), rlp_list({none, rlp_list({none})})}),
            octets("c7c0c1c0c3c0c1c0"));
  const std::string lorem = "Lorem ipsum dolor sit amet, consectetur adipisicing elit";
  EXPECT_EQ(rlp_of(lorem), octets("b838") + lorem);
}

TEST(Rlp, ReadsNoOtherForm) {
  for (const char* bad : {"", "8105", "8180ff", "b837", "b800", "bf0100000000000000", "b90038", "c180ff",
                          "83646f", "c2", "f800", "c28363"})
    EXPECT_FALSE(read_rlp(octets(bad), "x").has_value()) << bad;
  std::string deep = octets("c0");
  for (int i = 0; i < 2 * kDeepestRlp; ++i) deep = rlp_list({deep});
  EXPECT_EQ(read_rlp(deep, "x").error().code, ErrorCode::kLimit);
  EXPECT_EQ(read_rlp(rlp_list(std::vector<std::string>(2 * kMostRlpItems, rlp_of(""))), "x").error().code,
            ErrorCode::kLimit);
  const auto leading = read_rlp(octets("820001"), "x");
  ASSERT_TRUE(leading.has_value());
  EXPECT_FALSE(leading->number().has_value());
}

RC_GTEST_PROP(Rlp, ComesBackAsItWas, (std::vector<std::string> texts, std::uint64_t number)) {
  std::vector<std::string> items;
  for (const std::string& text : texts) items.push_back(rlp_of(text));
  items.push_back(rlp_of_number(number));
  const auto read = read_rlp(rlp_list({rlp_list(items), rlp_of(std::string(300, 'x'))}), "x");
  RC_ASSERT(read.has_value() && read->items.size() == 2U);
  RC_ASSERT(read->items[0].items.size() == texts.size() + 1);
  for (std::size_t i = 0; i < texts.size(); ++i) RC_ASSERT(read->items[0].items[i].octets == texts[i]);
  RC_ASSERT(read->items[0].items.back().number() == number);
}

// What `openssl ts -query -digest 00.. -sha256 -cert -no_nonce` writes, without and with -tspolicy 1.2.3.4.1.
TEST(TimeStampRequest, IsWhatOpensslWrites) {
  const std::string imprint =
      "3031300d060960864801650304020105000420000000000000000000000000000000000000000000000000000000000000000"
      "0";
  EXPECT_EQ(time_stamp_request({}), octets("3039020101" + imprint + "0101ff"));
  EXPECT_EQ(time_stamp_request({{}, {}, "1.2.3.4.1"}),
            octets("303f020101" + imprint + "06042a030401" + "0101ff"));
  const auto with_nonce = time_stamp_request({{}, 0x80ULL, {}});
  ASSERT_TRUE(with_nonce.has_value());
  EXPECT_EQ(*with_nonce, octets("303d020101" + imprint + "02020080" + "0101ff"));
  for (const char* bad : {"1", "3.1", "1.40", "1.2.", "1..2", "a.b", "1.2.99999999999"})
    EXPECT_FALSE(time_stamp_request({{}, {}, bad}).has_value()) << bad;
}

}  // namespace
}  // namespace tidegate::evidence
