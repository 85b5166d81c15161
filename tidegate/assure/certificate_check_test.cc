// What is made of the answers of a CmsCheck; that it answers rightly is tested in ports, and the whole of it
// by tests/credentials/certificate-cases.jsonl.
#include "tidegate/assure/certificate_check.h"

#include "tidegate/assure/pem.h"
#include "tidegate/assure/sample_test.h"
#include "tidegate/base/hash.h"

namespace tidegate::assure {
namespace {

constexpr const char* kDer = "\x30\x19\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07\x02";

std::string pem_of(std::string_view label, std::string_view octets) {
  return "-----BEGIN " + std::string(label) + "-----\n" + to_base64(octets) + "\n-----END " +
         std::string(label) + "-----\n";
}

Json certified_trust(std::string_view more = "",
                     std::string_view signers = R"(,"signers":[{"O":"A body"}])") {
  const std::string der = "an anchor";
  Json list = sample_trust();
  const std::string certificates = R"([{"pem":")" + std::string("-----BEGIN CERTIFICATE-----\\n") +
                                   to_base64(der) + R"(\n-----END CERTIFICATE-----","sha256":")" +
                                   sha256_hex(der) + "\"" + std::string(more) + std::string(signers) + "}]";
  Json issuer = with(list.find("issuers")->array()->front(), R"({"certificates":)" + certificates + "}");
  return with(list, R"({"issuers":[)" + canonical_text(issuer) + "]}");
}

// Answers what the test says.
class SampleCms final : public CmsCheck {
 public:
  SampleCms() {
    said.state = CmsSigned::State::kHolds;
    said.chain = {{"leaf", at("2025-01-01T00:00:00Z"), at("2028-01-01T00:00:00Z")},
                  {sha256_hex("an anchor"), at("2020-01-01T00:00:00Z"), at("2030-01-01T00:00:00Z")}};
    said.crls = {{0, CrlWord::State::kHolds, at(kFresh), at("2026-07-01T00:00:00Z")}};
    said.subject = {{"C", "CN"}, {"O", "A body"}};
  }
  Result<CmsContents> open(std::string_view) const override {
    return CmsContents{
        R"({"iss":"https://cert.example/dsm","exp":1867104000,"status":{"status_list":{"uri":")" +
            std::string(kStatusUri) +
            R"(","idx":5}},"type":["VerifiableCredential","DataSecurityCredential"],
      "@context":["https://www.w3.org/ns/credentials/v2"],"validFrom":"2026-03-01T00:00:00Z","credentialSubject":{
      "kind":"dsm","holder":{"uscc":"91110108MA01ABCD0B"},"scope":{"systems":["crm"],"sites":["Beijing DC1"]}}})",
        false};
  }
  Result<CmsSigned> check(const CmsAsked& asked) const override {
    if (!asked.anchors.empty() || said.state != CmsSigned::State::kHolds) return said;
    CmsSigned none;
    none.why = {"no anchor", "无锚"};
    return none;
  }
  CmsSigned said;
};

CredentialAssurance judged(const SampleCms* cms, const Json& list = certified_trust()) {
  SampleCheck signatures;
  const auto known = rules();
  const std::vector<std::string> statuses{status_list(kFresh)};
  StatusLists kept(statuses);
  return check_credential(kDer, question(), trust(list), kept, known, signatures, {cms, {}});
}

std::string outcome(const SampleCms& cms, const Json& list = certified_trust()) {
  const CredentialAssurance a = judged(&cms, list);
  return std::string(to_string(a.grade)) + (reason(a).empty() ? "" : " " + reason(a));
}

TEST(CertificateCheck, IsGradedAsAJwtIs) {
  const SampleCms cms;
  EXPECT_EQ(outcome(cms), "E3");
  EXPECT_EQ(judged(&cms).factors, std::vector<Factor>{Factor::kX});
}

TEST(CertificateCheck, WhereNobodyChecksItStaysAPaper) {
  const CredentialAssurance a = judged(nullptr);
  EXPECT_EQ(a.grade, EvidenceGrade::kE1);
  EXPECT_EQ(reason(a), "unchecked");
}

TEST(CertificateCheck, EachAnswerHasItsReason) {
  SampleCms cms;
  using State = CmsSigned::State;
  for (const auto& [state, expected] : {std::pair{State::kAlgorithm, "E0 algorithm"},
                                        {State::kBadSignature, "E0 bad_signature"},
                                        {State::kNoChain, "E0 unknown_key"}}) {
    cms.said.state = state;
    EXPECT_EQ(outcome(cms), expected);
  }
}

TEST(CertificateCheck, ItsCertificatesHoldAtIssueAndNow) {
  SampleCms cms;
  cms.said.chain[0].to_ms = at("2026-05-01T00:00:00Z");
  EXPECT_EQ(outcome(cms), "E1 status_missing");
  cms.said.chain[0].to_ms = at("2026-02-28T23:59:59Z");
  EXPECT_EQ(outcome(cms), "E0 key_out_of_time");
  EXPECT_EQ(outcome(SampleCms(), certified_trust(R"(,"to":"2026-03-01")")), "E0 key_out_of_time");
  EXPECT_EQ(outcome(SampleCms(), certified_trust(R"(,"to":"2026-03-02")")), "E3");
}

TEST(CertificateCheck, TheSignerIsWhomTheTrustListNames) {
  const SampleCms cms;
  EXPECT_EQ(outcome(cms, certified_trust("", R"(,"signers":[{"O":"Another"},{"O":"A body","C":"CN"}])")),
            "E3");
  EXPECT_EQ(outcome(cms, certified_trust("", R"(,"signers":[{"O":"A body","CN":"x"}])")), "E0 unknown_key");
  SampleCms twice;
  twice.said.subject.emplace_back("O", "Another");
  EXPECT_EQ(outcome(twice), "E0 unknown_key");
}

// Who else is certified by that authority, nobody knows.
TEST(CertificateCheck, AnAnchorThatNamesNobodyStandsForItselfAlone) {
  SampleCms cms;
  EXPECT_EQ(outcome(cms, certified_trust("", "")), "E0 unknown_key");
  cms.said.chain.erase(cms.said.chain.begin());
  EXPECT_EQ(outcome(cms, certified_trust("", "")), "E3");
}

TEST(CertificateCheck, RevocationIsReadAsStatusListsAre) {
  using State = CrlWord::State;
  const std::int64_t now = at(kFresh), old = at("2026-05-01T00:00:00Z"), far = at("2027-01-01T00:00:00Z");
  const auto with_words = [](std::vector<CrlWord> words) {
    SampleCms cms;
    cms.said.crls = std::move(words);
    return outcome(cms);
  };
  EXPECT_EQ(with_words({}), "E1 status_missing");
  EXPECT_EQ(with_words({{0, State::kRevoked, old, old}}), "E0 revoked");
  EXPECT_EQ(with_words({{0, State::kRevoked, old, far}, {0, State::kHolds, now, far}}), "E0 revoked");
  EXPECT_EQ(with_words({{0, State::kHolds, now, far}, {0, State::kRevoked, old, far}}), "E0 revoked");
  EXPECT_EQ(with_words({{0, State::kOnHold, old, far}, {0, State::kHolds, now, far}}), "E3");
  EXPECT_EQ(with_words({{0, State::kHolds, now, far}, {0, State::kOnHold, now, far}}), "E0 suspended");
  EXPECT_EQ(with_words({{0, State::kHolds, old, far}}), "E2 status_stale");
  EXPECT_EQ(with_words({{0, State::kHolds, now, now}}), "E1 status_missing");
  EXPECT_EQ(with_words({{0, State::kHolds, far, far}}), "E2 status_stale");
  EXPECT_EQ(with_words({{0, State::kHolds, now, far}, {0, State::kRevoked, far, far}}), "E3");
  SampleCms forged;
  forged.said.crls.clear();
  forged.said.has_forged_crl = true;
  EXPECT_EQ(outcome(forged), "E1 status_forged");
  SampleCms unread;
  unread.said.has_unread_crl = true;
  EXPECT_EQ(outcome(unread), "E1 status_missing");
}

TEST(CertificateCheck, ATrustListHasWholeCertificates) {
  EXPECT_EQ(trust(certified_trust()).issuers[0].certificates[0].der, "an anchor");
  for (const char* wrong : {R"(,"sha256":"00")", R"(,"pem":"x")", R"(,"signers":[])", R"(,"signers":[{}])",
                            R"(,"signers":[{"X":"y"}])", R"(,"more":1)"}) {
    Json list = certified_trust();
    Json one = with(list.find("issuers")->array()->front().find("certificates")->array()->front(),
                    "{" + std::string(wrong).substr(1) + "}");
    Json issuer =
        with(list.find("issuers")->array()->front(), R"({"certificates":[)" + canonical_text(one) + "]}");
    EXPECT_FALSE(read_trust_list(with(list, R"({"issuers":[)" + canonical_text(issuer) + "]}"), "t"))
        << wrong;
  }
}

TEST(CertificateCheck, PemIsOneBlock) {
  const std::string block = pem_of("CMS", "octets");
  EXPECT_EQ(pem_octets(block, {"PKCS7", "CMS"}), "octets");
  for (const std::string& wrong : {" " + block, block + "x", block + "\n\n", pem_of("CERTIFICATE", "octets"),
                                   block.substr(0, block.size() - 5), std::string("-----BEGIN CMS-----")})
    EXPECT_FALSE(pem_octets(wrong, {"PKCS7", "CMS"})) << wrong;
}

// As openssl writes them: words before the block, and more blocks than one.
TEST(CertificateCheck, OfRevocationListsInPemNoneIsPassedOver) {
  // Of a list its scheme, issuer and time, each empty.
  const std::string first("\x30\x08\x30\x06\x30\x00\x30\x00\x17\x00", 10);
  const std::string second("\x30\x0b\x30\x09\x02\x01\x01\x30\x00\x30\x00\x18\x00", 13);
  const std::string one = pem_of("X509 CRL", first);
  const std::string two = pem_of("X509 CRL", second);
  for (const std::string& file :
       {one + two, "Certificate Revocation List (CRL):\n    Version 2\n" + one + "\n" + two,
        one + "words behind\n" + two + "\n\n"}) {
    EXPECT_EQ(pem_blocks(file, "X509 CRL"), (std::vector<std::string>{first, second})) << file;
    EXPECT_EQ(StatusLists(std::vector<std::string>{file}).crls().size(), 2U);
    EXPECT_TRUE(is_status_file(file));
  }
  for (const std::string& file : {one + pem_of("CERTIFICATE", "\x30"), one + two.substr(0, two.size() - 5),
                                  pem_of("X509 CRL", "octets"), std::string("words"), std::string(),
                                  pem_of("X509 CRL", first + "\n")}) {
    EXPECT_FALSE(is_status_file(file)) << file;
    EXPECT_TRUE(StatusLists(std::vector<std::string>{file}).crls().empty());
    EXPECT_TRUE(StatusLists(std::vector<std::string>{file}).has_unread());
  }
  // DER to its last octet; a certificate tells no time behind its issuer.
  const std::string certificate("\x30\x0b\x30\x09\x02\x01\x01\x30\x00\x30\x00\x30\x00", 13);
  EXPECT_TRUE(is_status_file(first));
  EXPECT_TRUE(is_status_file(second));
  for (const std::string& file : {first + "\n", first.substr(0, first.size() - 1), certificate,
                                  std::string("0 this is no list"), std::string("\x30\x00", 2)})
    EXPECT_FALSE(is_status_file(file)) << file;
}

}  // namespace
}  // namespace tidegate::assure
