#include "tidegate/gate/desk/oidc_source.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <array>

#include "tidegate/base/base64.h"
#include "tidegate/base/ed25519_secret.h"

namespace tidegate::desk {
namespace {

constexpr const char* kIssuer = "https://id.example";

class MovedClock final : public Clock {
 public:
  std::int64_t now_ms() const override { return ms; }
  std::int64_t ms = 1'795'000'000'000;
};

Ed25519Secret secret(std::uint8_t seed) {
  std::array<std::uint8_t, 32> bytes{};
  bytes[0] = seed;
  return Ed25519Secret(bytes);
}

std::string jwk(std::uint8_t seed) {
  const Ed25519Key key = secret(seed).public_key();
  return fmt::format(R"({{"kty":"OKP","crv":"Ed25519","kid":"k{}","x":"{}"}})", seed,
                     to_base64url({reinterpret_cast<const char*>(key.bytes.data()), key.bytes.size()}));
}

access::Jws signed_by(std::uint8_t seed) {
  const std::string text =
      to_base64url(fmt::format(R"({{"alg":"EdDSA","kid":"k{}"}})", seed)) + "." + to_base64url("{}");
  return *access::parse_jws(text + "." + to_base64url(secret(seed).sign(text)));
}

// A provider in memory.
class Told final : public HttpFetch {
 public:
  Result<HttpGot> fetch(const HttpAsk& ask) override {
    ++asked;
    last = ask;
    if (is_down) return fail({ErrorCode::kUnavailable, "x", {}, "x"});
    const std::string base(issuer);
    if (ask.url.ends_with("configuration")) {
      return HttpGot{
          200,
          {},
          fmt::format(
              R"({{"issuer":"{0}","authorization_endpoint":"{0}/a","token_endpoint":"{0}/t","jwks_uri":"{0}/k"}})",
              base)};
    }
    return HttpGot{200, {}, "{\"keys\":[" + keys + "]}"};
  }
  std::string issuer = kIssuer;
  std::string keys = jwk(1);
  bool is_down = false;
  int asked = 0;
  HttpAsk last;
};

class OidcSourceTest : public testing::Test {
 protected:
  access::OidcSettings settings_{kIssuer, "desk", {}, {}, {}, {}, {"N", "名"}, {"openid"}, {}, true, {}};
  Told told_;
  MovedClock clock_;
  OidcSource source_{settings_, told_, clock_};
};

TEST_F(OidcSourceTest, AsksOnceAnHour) {
  ASSERT_TRUE(source_.provider());
  ASSERT_TRUE(source_.provider());
  EXPECT_EQ(told_.asked, 2) << "the description and the keys";
  clock_.ms += OidcSource::kFreshMs;
  ASSERT_TRUE(source_.provider());
  EXPECT_EQ(told_.asked, 4);
}

TEST_F(OidcSourceTest, RemembersForAMomentThatNobodyAnswers) {
  told_.is_down = true;
  EXPECT_EQ(source_.provider().error().code, ErrorCode::kUnavailable);
  told_.is_down = false;
  EXPECT_FALSE(source_.provider());
  EXPECT_EQ(told_.asked, 1);
  clock_.ms += OidcSource::kAgainMs;
  EXPECT_TRUE(source_.provider());
}

TEST_F(OidcSourceTest, LooksForAnUnknownKeyOnceAMinute) {
  EXPECT_TRUE(*source_.has_signed(signed_by(1)));
  EXPECT_EQ(told_.asked, 2);
  told_.keys = jwk(2);
  EXPECT_TRUE(*source_.has_signed(signed_by(2)));
  EXPECT_EQ(told_.asked, 4);
  for (int i = 0; i < 5; ++i) EXPECT_FALSE(*source_.has_signed(signed_by(3)));
  EXPECT_EQ(told_.asked, 4);
  clock_.ms += OidcSource::kNewKeysMs;
  EXPECT_FALSE(*source_.has_signed(signed_by(3)));
  EXPECT_EQ(told_.asked, 6);
}

TEST_F(OidcSourceTest, AKnownKeyThatDidNotSignMakesNobodyAskAgain) {
  access::Jws jws = signed_by(2);
  jws.key_id = "k1";
  EXPECT_FALSE(*source_.has_signed(jws));
  EXPECT_EQ(told_.asked, 2);
}

TEST_F(OidcSourceTest, SpeaksPlainWithThisMachineAlone) {
  ASSERT_TRUE(source_.provider());
  EXPECT_FALSE(told_.last.allows_plain);
  settings_.issuer = told_.issuer = "http://127.0.0.1:3000";
  OidcSource local(settings_, told_, clock_);
  ASSERT_TRUE(local.provider());
  ASSERT_TRUE(told_.last.allows_plain && told_.last.may_connect);
  constexpr std::array<std::uint8_t, 4> kOutside{1, 1, 1, 1};
  EXPECT_FALSE(told_.last.may_connect(kOutside));
}

}  // namespace
}  // namespace tidegate::desk
