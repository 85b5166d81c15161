// Against what `openssl ts` answered once (tests/anchors/recorded-*): its certificates have ended since, and
// the stamp holds.
#include "tidegate/ports/time_stamps.h"

#include <gtest/gtest.h>

#include <fstream>
#include <iterator>

namespace tidegate {
namespace {

std::string recorded(const std::string& name) {
  std::ifstream in(TIDEGATE_SOURCE_DIR "/tests/anchors/recorded-" + name, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

TEST(TimeStamps, HoldsByTheAuthoritysRootAtItsOwnTime) {
  const auto stamps = time_stamp_check();
  const std::string request = recorded("request.der"), token = recorded("token.der"),
                    ca = recorded("tsa.pem");
  ASSERT_EQ(stamps->token_of(recorded("answer.der")), token);
  const auto stamp = stamps->check(token, request, ca);
  ASSERT_TRUE(stamp.has_value()) << stamp.error().what;
  EXPECT_EQ(stamp->policy, "1.2.3.4.1");
  EXPECT_EQ(stamp->time_ms / 86'400'000, 20'785);  // 2026-11-28
  const auto unsigned_by = stamps->check(token, request, {});
  ASSERT_TRUE(unsigned_by.has_value());
  EXPECT_EQ(unsigned_by->time_ms, stamp->time_ms);
}

TEST(TimeStamps, OfAnotherDigestOrNonceIsNone) {
  const auto stamps = time_stamp_check();
  const std::string token = recorded("token.der"), ca = recorded("tsa.pem");
  for (const std::size_t back : {4U, 20U}) {  // in the nonce, in the digest
    std::string request = recorded("request.der");
    char& octet = request[request.size() - back];
    octet = static_cast<char>(octet ^ 1);
    for (const std::string& by : {ca, std::string()})
      EXPECT_EQ(stamps->check(token, request, by).error().code, ErrorCode::kCorrupt) << back;
  }
  const std::string request = recorded("request.der");
  EXPECT_EQ(stamps->check(token, request, "no certificate").error().code, ErrorCode::kMalformed);
  EXPECT_EQ(stamps->check(token + "x", request, ca).error().code, ErrorCode::kMalformed);
  EXPECT_EQ(stamps->check("", request, ca).error().code, ErrorCode::kMalformed);
  EXPECT_EQ(stamps->token_of("x").error().code, ErrorCode::kMalformed);
  // PKIStatus rejection, without a token.
  EXPECT_EQ(stamps->token_of(std::string("\x30\x05\x30\x03\x02\x01\x02", 7)).error().code,
            ErrorCode::kUnavailable);
}

TEST(TimeStamps, NoFlippedOctetTellsAnotherTime) {
  const auto stamps = time_stamp_check();
  const std::string request = recorded("request.der"), token = recorded("token.der"),
                    ca = recorded("tsa.pem");
  const auto stamp = stamps->check(token, request, ca);
  ASSERT_TRUE(stamp.has_value());
  std::size_t refused = 0;
  for (std::size_t at = 0; at < token.size(); ++at) {
    std::string other = token;
    other[at] = static_cast<char>(other[at] ^ (1 << (at % 8)));
    const auto again = stamps->check(other, request, ca);
    if (!again) {
      ++refused;
      continue;
    }
    EXPECT_EQ(again->time_ms, stamp->time_ms) << at;
    EXPECT_EQ(again->serial, stamp->serial) << at;
    EXPECT_EQ(again->policy, stamp->policy) << at;
  }
  // What stands outside of every signature (a copy of the root, names of algorithms) may change; little does.
  EXPECT_GT(refused, token.size() / 2);
}

}  // namespace
}  // namespace tidegate
