#include "tidegate/assure/credential.h"

#include <gtest/gtest.h>

#include "tidegate/assure/sample_test.h"
#include "tidegate/assure/sd_jwt.h"

namespace tidegate::assure {
namespace {

std::string signed_as(const Json& claims, const char* type) {
  SampleSigner signer(1);
  return sign_text(claims, type, "k1", signer).value_or("");
}

Json first_model() {
  return parsed(R"({"iss":"https://cert.example/dsm","nbf":1772323200,"exp":1866931200,"jti":"urn:1","vc":{
    "@context":["https://www.w3.org/2018/credentials/v1"],"type":["VerifiableCredential","DataSecurityCredential"],
    "credentialSubject":{"kind":"dsm","holder":{"foreign_id":"lei:529900T8BM49AURSDO55"}}}})");
}

TEST(ReadCredential, TakesTheFirstDataModelToo) {
  const auto c = read_credential(signed_as(first_model(), "JWT") + "\n", "c");
  ASSERT_TRUE(c) << c.error().what << c.error().where;
  EXPECT_EQ(c->holder, "lei:529900T8BM49AURSDO55");
  EXPECT_EQ(c->issued_ms, 1'772'323'200'000);
  EXPECT_EQ(c->expires_ms, 1'866'931'200'000);
  EXPECT_FALSE(c->status);
}

// A picture or a page is told as no credential, in no word of a form that it is not in.
TEST(ReadCredential, TellsWhatIsNoneInNoWordOfAnother) {
  for (const std::string& bytes :
       {std::string("\x89PNG\r\n\x1a\n~~IHDR~"), std::string("<html>~ ~</html>"), std::string(),
        std::string("\xff\xd8\xff\xe0JFIF~~"), std::string("{\"kind\": \"dsm\"}")}) {
    const auto read = read_credential(bytes, "c");
    ASSERT_FALSE(read);
    EXPECT_NE(read.error().what.find("is no credential that can be read"), std::string::npos)
        << read.error().what;
    EXPECT_NE(read.error().what_zh.find("不是可读取的凭证"), std::string::npos);
  }
}

TEST(ReadCredential, RefusesWhatContradictsItselfOrSaysMoreThanIsKnown) {
  const auto code = [](const Json& claims, const char* type) {
    const auto read = read_credential(signed_as(claims, type), "c");
    return read ? std::string("read")
                : std::string(read.error().code == ErrorCode::kMalformed ? "malformed" : "other");
  };
  EXPECT_EQ(code(with(first_model(), R"({"iss":null})"), "JWT"), "malformed");
  EXPECT_EQ(code(with(first_model(), R"({"nbf":null})"), "JWT"), "malformed");
  EXPECT_EQ(code(with(first_model(), R"({"nbf":-1})"), "JWT"), "malformed");
  EXPECT_EQ(code(first_model(), "at+jwt"), "malformed");
  const Json vc = *first_model().find("vc");
  const auto changed = [&](const char* changes) {
    return with(first_model(), R"({"vc":)" + canonical_text(with(vc, changes)) + "}");
  };
  EXPECT_EQ(code(changed(R"({"issuer":"https://other.example"})"), "JWT"), "malformed");
  EXPECT_EQ(code(changed(R"({"issuer":{"id":"https://cert.example/dsm"}})"), "JWT"), "read");
  EXPECT_EQ(code(changed(R"({"@context":["https://www.w3.org/ns/credentials/v2"]})"), "JWT"), "malformed");
  EXPECT_EQ(code(changed(R"({"type":["VerifiableCredential"]})"), "JWT"), "malformed");
  EXPECT_EQ(
      code(changed(R"({"credentialSubject":{"kind":"dsm","holder":{"uscc":"91110108MA01ABCD00"}}})"), "JWT"),
      "malformed");
  EXPECT_EQ(
      code(changed(R"({"credentialSubject":{"kind":"dsm","holder":{"foreign_id":"a"},"only_for":"x"}})"),
           "JWT"),
      "malformed");
  EXPECT_EQ(code(changed(R"({"credentialSubject":[{"kind":"dsm","holder":{"foreign_id":"a"}}]})"), "JWT"),
            "malformed");
}

TEST(ReadCredential, TheEarlierOfTwoEndsCounts) {
  const auto honest = issued(with(sample_contents(), R"({"expires":"2026-07-01T00:00:00Z"})"));
  const auto text = parse_signed_text(honest, kLargestCredential, "c");
  ASSERT_TRUE(text);
  const auto later = read_credential(signed_as(with(text->payload, R"({"exp":1866931200})"), "vc+jwt"), "c");
  ASSERT_TRUE(later);
  EXPECT_EQ(later->expires_ms, at("2026-07-01T00:00:00Z"));
}

TEST(ReadCredential, HoldsItsBounds) {
  EXPECT_EQ(read_credential(std::string(kLargestCredential + 1, 'a'), "c").error().code, ErrorCode::kLimit);
  EXPECT_EQ(read_credential("", "c").error().code, ErrorCode::kMalformed);
  EXPECT_EQ(read_credential("a.b.c~" + std::string(kMostDisclosures * 2 + 2, '~'), "c").error().code,
            ErrorCode::kMalformed);
}

std::string disclosure(const char* text) { return to_base64url(text); }

std::string code_of(const char* payload, const std::vector<std::string>& disclosures) {
  std::vector<std::string_view> views(disclosures.begin(), disclosures.end());
  const auto read = with_disclosures(parsed(payload), views);
  return read ? canonical_text(read->payload) : "refused";
}

TEST(SdJwt, PutsDisclosuresWhereTheirDigestsStand) {
  const std::string name = disclosure(R"(["salt","level",3])");
  const std::string element = disclosure(R"(["salt","crm"])");
  const std::string payload = R"({"_sd":[")" + sd_digest(name) +
                              R"("],"_sd_alg":"sha-256","scope":{"systems":[{"...":")" + sd_digest(element) +
                              R"("},"erp",{"...":"withheld"}]}})";
  EXPECT_EQ(code_of(payload.c_str(), {name, element}), R"({"level":3,"scope":{"systems":["crm","erp"]}})");
  EXPECT_EQ(code_of(payload.c_str(), {}), R"({"scope":{"systems":["erp"]}})");
  const auto read = with_disclosures(parsed(payload), {});
  ASSERT_TRUE(read);
  EXPECT_EQ(read->withheld_claims, 1U);
  EXPECT_EQ(read->withheld, std::vector<std::string>{"scope"});
}

TEST(SdJwt, RefusesWhatNobodySigned) {
  const std::string name = disclosure(R"(["salt","level",3])");
  const std::string sd = R"({"_sd":[")" + sd_digest(name) + R"("]})";
  EXPECT_EQ(code_of("{}", {name}), "refused");
  EXPECT_EQ(code_of(sd.c_str(), {name, name}), "refused");
  EXPECT_EQ(code_of((R"({"level":4,"_sd":[")" + sd_digest(name) + R"("]})").c_str(), {name}), "refused");
  EXPECT_EQ(
      code_of(
          (R"({"a":{"_sd":[")" + sd_digest(name) + R"("]},"_sd":[")" + sd_digest(name) + R"("]})").c_str(),
          {name}),
      "refused");
  EXPECT_EQ(code_of((R"({"a":[{"...":")" + sd_digest(name) + R"("}]})").c_str(), {name}), "refused");
  EXPECT_EQ(code_of(R"({"_sd_alg":"sha-512"})", {}), "refused");
  EXPECT_EQ(code_of(R"({"_sd":"x"})", {}), "refused");
  for (const char* bad :
       {R"(["salt","_sd",3])", R"(["salt","...",3])", R"(["salt"])", R"([1,"a",3])", "{}", "x"}) {
    const std::string text = disclosure(bad);
    EXPECT_EQ(code_of((R"({"_sd":[")" + sd_digest(text) + R"("]})").c_str(), {text}), "refused") << bad;
  }
}

}  // namespace
}  // namespace tidegate::assure
