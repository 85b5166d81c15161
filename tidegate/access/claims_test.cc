#include "tidegate/access/claims.h"

#include <gtest/gtest.h>

namespace tidegate::access {
namespace {

constexpr std::int64_t kNow = 1'800'000'000'000;
constexpr std::int64_t kSecond = kNow / 1'000;

IdTokenAsk ask_of() { return {"https://id.example", "desk", "n-0S6_WzA2Mj", {}, kNow}; }

// Claims that hold, one of them put in another's place: "" leaves it out.
std::string token(const std::string& name = {}, const std::string& value = {}) {
  std::vector<std::pair<std::string, std::string>> claims{{"iss", "\"https://id.example\""},
                                                          {"sub", "\"248289761001\""},
                                                          {"aud", "\"desk\""},
                                                          {"nonce", "\"n-0S6_WzA2Mj\""},
                                                          {"exp", std::to_string(kSecond + 300)},
                                                          {"iat", std::to_string(kSecond)}};
  bool is_there = false;
  std::string out;
  for (auto& [known, said] : claims) {
    if (known == name) said = value;
    is_there = is_there || known == name;
    if (!said.empty()) out += (out.empty() ? "\"" : ",\"") + known + "\":" + said;
  }
  if (!is_there && !name.empty()) out += ",\"" + name + "\":" + value;
  return "{" + out + "}";
}

std::string fault_of(const std::string& payload, const IdTokenAsk& ask = ask_of()) {
  const auto read = read_id_token(payload, ask);
  return read ? "none" : read.error().where;
}
std::string at(std::int64_t seconds) { return std::to_string(kSecond + seconds); }

TEST(IdToken, IsReadWhereEveryClaimHolds) {
  const auto read = read_id_token(token(), ask_of());
  ASSERT_TRUE(read) << read.error().where;
  EXPECT_EQ(read->subject, "248289761001");
  EXPECT_NE(read->claims.find("nonce"), nullptr);
}

TEST(IdToken, IsOfThisIssuerForThisClientAndThisSignIn) {
  for (const char* other : {"", "\"https://id.example/\"", "\"https://other.example\"", "7", "null"})
    EXPECT_EQ(fault_of(token("iss", other)), "iss") << other;
  for (const char* other : {"", "\"other\"", "[]", "[\"other\"]", "[\"desk\",7]", "null", "{}"})
    EXPECT_EQ(fault_of(token("aud", other)), "aud") << other;
  for (const char* other : {"", "\"n-0S6_WzA2Mk\"", "\"\"", "null", "7"})
    EXPECT_EQ(fault_of(token("nonce", other)), "nonce") << other;
  IdTokenAsk without = ask_of();
  without.nonce.clear();
  EXPECT_EQ(fault_of(token("nonce", "\"\""), without), "nonce") << "an empty nonce proves nothing";
}

TEST(IdToken, NamesItsPartyWhereItHasSeveralAudiences) {
  EXPECT_EQ(fault_of(token("aud", "[\"desk\"]")), "none");
  EXPECT_EQ(fault_of(token("aud", "[\"desk\",\"other\"]")), "azp");
  EXPECT_EQ(fault_of(token("azp", "\"desk\"")), "none");
  EXPECT_EQ(fault_of(token("azp", "\"other\"")), "azp");
}

TEST(IdToken, HoldsToItsTimesButForAMinute) {
  EXPECT_EQ(fault_of(token("exp", at(-59))), "none");
  EXPECT_EQ(fault_of(token("exp", at(-60))), "exp");
  EXPECT_EQ(fault_of(token("iat", at(60))), "none");
  EXPECT_EQ(fault_of(token("iat", at(61))), "iat");
  EXPECT_EQ(fault_of(token("iat", at(-660))), "none");
  EXPECT_EQ(fault_of(token("iat", at(-661))), "iat");
  EXPECT_EQ(fault_of(token("nbf", at(60))), "none");
  EXPECT_EQ(fault_of(token("nbf", at(61))), "nbf");
  for (const char* value : {"", "\"1800000300\"", "-1", "9223372036854775807", "null"})
    EXPECT_EQ(fault_of(token("exp", value)), "exp") << value;
}

TEST(IdToken, ShowsTheStrengthThatIsDemanded) {
  IdTokenAsk ask = ask_of();
  ask.acr = {"two", "three"};
  EXPECT_EQ(fault_of(token(), ask), "acr");
  EXPECT_EQ(fault_of(token("acr", "\"one\""), ask), "acr");
  EXPECT_EQ(fault_of(token("acr", "\"three\""), ask), "none");
}

TEST(IdToken, HasASubjectThatCanBeKept) {
  for (const std::string& value :
       {std::string(), std::string("\"\""), std::string("7"), "\"" + std::string(256, 'x') + "\"",
        std::string("\"a b\""), std::string("\"\\n\""), std::string("\"名\"")})
    EXPECT_EQ(fault_of(token("sub", value)), "sub") << value;
  EXPECT_EQ(fault_of(token("sub", "\"" + std::string(255, 'x') + "\"")), "none");
}

TEST(IdToken, IsAnObject) {
  for (const char* text : {"", "[]", "7", "{", "{\"a\":1.5}"}) EXPECT_EQ(fault_of(text), "") << text;
}

const std::vector<std::string> kAudiences{"https://desk.example", "https://desk.example/v1/machine-token"};

std::string assertion(const std::string& changes) {
  return R"({"iss":"m1","sub":"m1","aud":"https://desk.example","jti":"x","exp":)" + at(60) + changes + "}";
}
std::string assertion_fault(const std::string& payload) {
  const auto read = read_assertion(payload, kAudiences, kNow);
  return read ? "none" : read.error().where;
}

TEST(Assertion, SaysWhoAndForWhomAndUntilWhen) {
  const auto read = read_assertion(assertion(""), kAudiences, kNow);
  ASSERT_TRUE(read);
  EXPECT_EQ(read->client, "m1");
  EXPECT_EQ(read->id, "x");
  EXPECT_EQ(read->expires_ms, kNow + 120'000);
  EXPECT_EQ(claimed_client(assertion("")), "m1");
  EXPECT_EQ(claimed_client("{}"), "");
}

TEST(Assertion, IsRefusedWhereAClaimDoesNotHold) {
  const auto with = [](const char* issuer, const char* audience, const std::string& end, const char* id) {
    return R"({"sub":"m1","iss":)" + std::string(issuer) + R"(,"aud":)" + audience + R"(,"jti":)" + id +
           R"(,"exp":)" + end + "}";
  };
  const char* ours = R"("https://desk.example/v1/machine-token")";
  EXPECT_EQ(assertion_fault(with(R"("m1")", ours, at(360), R"("x")")), "none");
  EXPECT_EQ(assertion_fault(with(R"("m1")", ours, at(361), R"("x")")), "exp");
  EXPECT_EQ(assertion_fault(with(R"("m1")", ours, at(-60), R"("x")")), "exp");
  EXPECT_EQ(assertion_fault(with(R"("m2")", ours, at(60), R"("x")")), "iss");
  for (const char* other :
       {R"("https://other.example")", R"(["https://desk.example","https://other.example"])", "null"})
    EXPECT_EQ(assertion_fault(with(R"("m1")", other, at(60), R"("x")")), "aud") << other;
  EXPECT_EQ(assertion_fault(with(R"("m1")", R"(["https://desk.example"])", at(60), R"("x")")), "none");
  for (const char* id : {"\"\"", "7", "null", R"("a b")"})
    EXPECT_EQ(assertion_fault(with(R"("m1")", ours, at(60), id)), "jti") << id;
  EXPECT_EQ(assertion_fault(assertion(",\"iat\":" + at(61))), "iat");
  EXPECT_EQ(assertion_fault(assertion(",\"nbf\":" + at(61))), "nbf");
  EXPECT_EQ(assertion_fault("{}"), "sub");
}

}  // namespace
}  // namespace tidegate::access
