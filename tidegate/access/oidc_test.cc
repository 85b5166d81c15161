#include "tidegate/access/oidc.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tidegate/access/jose/jws.h"
#include "tidegate/access/jose/sign_key.h"
#include "tidegate/base/ed25519_secret.h"

namespace tidegate::access {
namespace {

using testing::HasSubstr;

constexpr const char* kSettings =
    R"({"issuer":"https://id.example","client_id":"desk","client_secret_file":"secret",
  "name":{"en":"Zone sign-in","zh":"统一认证"},"scopes":["profile"],"acr":["two"],
  "provision":{"claim":"groups","roles":[{"value":"watch","role":"auditor"},
    {"value":"cac","role":"officer","agency":"cyberspace"}]}})";
constexpr const char* kDiscovery =
    R"({"issuer":"https://id.example","authorization_endpoint":"https://id.example/auth?x=1",
  "token_endpoint":"https://id.example/token","jwks_uri":"https://keys.example/jwks",
  "authorization_response_iss_parameter_supported":true})";

std::string with(std::string text, const std::string& what, const std::string& by) {
  const std::size_t at = text.find(what);
  EXPECT_NE(at, std::string::npos) << what;
  return text.replace(at, what.size(), by);
}

TEST(OidcSettings, AreReadStrictly) {
  const auto settings = parse_oidc_settings(kSettings, "oidc.json");
  ASSERT_TRUE(settings) << settings.error().what << settings.error().where;
  EXPECT_EQ(settings->scopes, (std::vector<std::string>{"openid", "profile"}));
  EXPECT_EQ(settings->name.zh, "统一认证");
  EXPECT_EQ(settings->provision->roles.size(), 2U);
  for (const auto& [what, by] :
       std::vector<std::pair<std::string, std::string>>{{"https://id.example", "http://id.example"},
                                                        {"https://id.example", "https://id.example?x"},
                                                        {"https://id.example", "https://u@id.example"},
                                                        {"\"desk\"", "\"\""},
                                                        {"\"desk\"", "\"a b\""},
                                                        {"\"acr\"", "\"unknown\""},
                                                        {"\"auditor\"", "\"machine\""},
                                                        {"\"auditor\"", "\"x\""},
                                                        {"\"name\"", "\"private_key_file\":\"k\",\"name\""},
                                                        {R"("zh":"统一认证")", R"("zh":"")"}})
    EXPECT_FALSE(parse_oidc_settings(with(kSettings, what, by), "oidc.json")) << by;
}

TEST(OidcSettings, TakePlainHttpOfThisMachineAlone) {
  for (const char* ours :
       {"http://127.0.0.1:3000", "http://127.9.9.9", "http://[::1]:3000/x", "http://localhost:3000"})
    EXPECT_TRUE(is_of_this_machine(ours)) << ours;
  for (const char* other :
       {"http://127.0.0.1.evil.example", "http://localhost.evil.example", "http://localhost@evil.example",
        "https://127.0.0.1", "http://[::2]", "http://1.27.0.0", "127.0.0.1"})
    EXPECT_FALSE(is_of_this_machine(other)) << other;
}

TEST(OidcProvider, IsReadFromItsDescription) {
  const auto provider = parse_discovery(kDiscovery, "https://id.example");
  ASSERT_TRUE(provider);
  EXPECT_TRUE(provider->names_itself);
  EXPECT_TRUE(provider->takes_secret_in_header);
  EXPECT_EQ(provider->keys_address, "https://keys.example/jwks");
  EXPECT_EQ(discovery_address("https://id.example"), "https://id.example/.well-known/openid-configuration");
  EXPECT_EQ(discovery_address("https://id.example/a/"),
            "https://id.example/a/.well-known/openid-configuration");
}

TEST(OidcProvider, IsNoOtherAndNotWithoutTls) {
  EXPECT_FALSE(parse_discovery(kDiscovery, "https://id.example/"));
  for (const auto& [what, by] : std::vector<std::pair<std::string, std::string>>{
           {"https://id.example/token", "http://id.example/token"},
           {"https://id.example/token", "http://127.0.0.1/token"},
           {"https://keys.example/jwks", "file:///etc/passwd"},
           {"https://id.example/auth?x=1", "javascript:x"},
           {"jwks_uri", "keys"},
           {"\"https://id.example/token\"", "7"}})
    EXPECT_FALSE(parse_discovery(with(kDiscovery, what, by), "https://id.example")) << by;
  for (const char* text : {"", "[]", "{}", "{"})
    EXPECT_FALSE(parse_discovery(text, "https://id.example")) << text;
}

// OpenID Connect RP-Initiated Logout 1.0, section 2.
TEST(OidcProvider, IsSignedOutAtWhereItOffersThatByTls) {
  const auto offered = [](const std::string& address, const std::string& issuer = "https://id.example") {
    const auto provider = parse_discovery(
        with(with(kDiscovery, "\"jwks_uri\"", "\"end_session_endpoint\":" + address + ",\"jwks_uri\""),
             "\"issuer\":\"https://id.example\"", "\"issuer\":\"" + issuer + "\""),
        issuer);
    return provider ? provider->end_session_endpoint : std::string("refused");
  };
  EXPECT_EQ(parse_discovery(kDiscovery, "https://id.example")->end_session_endpoint, "");
  EXPECT_EQ(offered("\"https://id.example/end\""), "https://id.example/end");
  for (const char* unusable : {"\"http://id.example/end\"", "\"http://127.0.0.1/end\"", "\"javascript:x\"",
                               "\"/end\"", "7", "null", "\"https://u@id.example/end\""})
    EXPECT_EQ(offered(unusable), "") << unusable;
  EXPECT_EQ(offered("\"http://127.0.0.1/end\"", "http://127.0.0.1"), "http://127.0.0.1/end");

  const auto settings = parse_oidc_settings(kSettings, "oidc.json");
  EXPECT_TRUE(settings->sign_out);
  EXPECT_FALSE(
      parse_oidc_settings(with(kSettings, "\"acr\"", "\"sign_out\":false,\"acr\""), "oidc.json")->sign_out);
  auto provider = parse_discovery(kDiscovery, "https://id.example");
  provider->end_session_endpoint = "https://id.example/end?a=b";
  EXPECT_EQ(
      end_session_address(*provider, *settings, "https://desk.example/v1/oidc/signed-out", "s&t"),
      "https://id.example/end?a=b&client_id=desk&post_logout_redirect_uri=https%3A%2F%2Fdesk.example%2Fv1%2F"
      "oidc%2Fsigned-out&state=s%26t");
}

// RFC 7636 appendix B.
TEST(OidcAddress, SendsTheChallengeOfTheRfc) {
  const auto settings = parse_oidc_settings(kSettings, "oidc.json");
  const auto provider = parse_discovery(kDiscovery, "https://id.example");
  const std::string address =
      authorization_address(*provider, *settings, "https://desk.example/v1/oidc/callback",
                            {"st", "no", "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"});
  EXPECT_THAT(address, testing::StartsWith("https://id.example/auth?x=1&response_type=code&client_id=desk&"));
  EXPECT_THAT(
      address,
      HasSubstr("code_challenge=E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM&code_challenge_method=S256"));
  EXPECT_THAT(
      address,
      HasSubstr("redirect_uri=https%3A%2F%2Fdesk.example%2Fv1%2Foidc%2Fcallback&scope=openid%20profile"));
  EXPECT_THAT(address, HasSubstr("acr_values=two"));
}

TEST(OidcForm, EncodesWhatWouldEndAField) {
  EXPECT_EQ(form_of({{"a b", "c&d=é"}, {"e", ""}}), "a%20b=c%26d%3D%C3%A9&e=");
  EXPECT_EQ(basic_of("a:b", "c d"), "Basic YSUzQWI6YyUyMGQ=");
}

TEST(OidcRole, IsTheFirstThatAClaimHas) {
  const auto settings = parse_oidc_settings(kSettings, "oidc.json");
  const auto role = [&](const char* claims) {
    return role_of(*settings->provision, *parse_json(claims, ""));
  };
  EXPECT_EQ(role(R"({"groups":["cac","watch"]})")->value, "watch");
  EXPECT_EQ(role(R"({"groups":"cac"})")->agency, "cyberspace");
  for (const char* claims : {R"({"groups":["other"]})", R"({"groups":[]})", R"({"groups":{"watch":1}})", "{}",
                             R"({"groups":"WATCH"})"})
    EXPECT_EQ(role(claims), nullptr) << claims;
}

TEST(OidcSubject, IsAnIssuerAndAName) {
  EXPECT_TRUE(is_subject(subject_of("https://id.example", "1")));
  for (const char* text : {"", "|", "https://id.example", "https://id.example|", "id.example|1",
                           "https://id.example|a b", "http://id.example|1"})
    EXPECT_FALSE(is_subject(text)) << text;
}

TEST(SignKey, SignsWhatItsPublicHalfVerifies) {
  const std::array<std::uint8_t, 32> seed{7};
  const Ed25519Secret secret(seed);
  const auto key = SignKey::of_pem(secret.to_pem());
  ASSERT_TRUE(key);
  const auto text = key->sign("{}", "k1");
  ASSERT_TRUE(text);
  const auto jws = parse_jws(*text);
  ASSERT_TRUE(jws);
  EXPECT_EQ(jws->key_id, "k1");
  EXPECT_TRUE(is_signed_by(*jws, *VerifyKey::of_pem(to_pem(secret.public_key()))));
  EXPECT_FALSE(SignKey::of_pem(to_pem(secret.public_key())));
  EXPECT_FALSE(SignKey::of_pem(""));
}

}  // namespace
}  // namespace tidegate::access
