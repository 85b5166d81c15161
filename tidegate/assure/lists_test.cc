// Trust lists and status lists.
#include <gtest/gtest.h>

#include "tidegate/assure/sample_test.h"

namespace tidegate::assure {
namespace {

TEST(TrustList, CountsOnlyUnderTheKeyThatIsTrusted) {
  SampleSigner owner(9);
  SampleSigner other(8);
  SampleCheck signatures;
  const std::string file = sign_text(sample_trust(), kTrustListType, "owner", owner).value_or("") + "\n";
  const auto open = open_trust_list(file, "trust", owner.public_key(), signatures);
  ASSERT_TRUE(open) << open.error().what;
  EXPECT_EQ(open->issuers.size(), 1U);
  EXPECT_EQ(open->hash.size(), 64U);
  EXPECT_EQ(open_trust_list(file, "trust", other.public_key(), signatures).error().code, ErrorCode::kCorrupt);
  const std::string wrong_type = sign_text(sample_trust(), "JWT", "owner", owner).value_or("");
  EXPECT_EQ(open_trust_list(wrong_type, "trust", owner.public_key(), signatures).error().code,
            ErrorCode::kCorrupt);
}

TEST(TrustList, RefusesChainsThatReachNoRootAndNamesTwice) {
  const auto refused = [](const char* changes) {
    return !read_trust_list(with(sample_trust(), changes), "t");
  };
  EXPECT_TRUE(refused(R"({"accreditors":[]})"));
  EXPECT_TRUE(refused(R"({"accreditors":[{"id":"cnas","name":{"en":"a","zh":"b"},"by":"cnas"}]})"));
  EXPECT_TRUE(refused(R"({"accreditors":[{"id":"cnas","name":{"en":"a","zh":"b"}},
                                         {"id":"cnas","name":{"en":"a","zh":"b"}}]})"));
  EXPECT_FALSE(refused(R"({"accreditors":[{"id":"cnas","name":{"en":"a","zh":"b"}}]})"));
  EXPECT_TRUE(refused(R"({"format":"tidegate.trust-list/2"})"));
  EXPECT_TRUE(refused(R"({"expires":"2026-01-01"})"));
  EXPECT_TRUE(refused(R"({"more":1})"));
}

TEST(TrustList, RefusesStatusAddressesThatCouldMeanAnotherPlace) {
  const auto taken = [](const std::string& address) {
    const Json list = sample_trust();
    const Json issuer =
        with(list.find("issuers")->array()->front(), R"({"status_addresses":[")" + address + "\"]}");
    return read_trust_list(with(list, R"({"issuers":[)" + canonical_text(issuer) + "]}"), "t").has_value();
  };
  for (const char* good : {"https://cert.example/", "https://cert.example:8443/a/b/",
                           "http://127.0.0.1:3702/status/", "http://localhost/", "http://[::1]:80/s/"})
    EXPECT_TRUE(taken(good)) << good;
  for (const char* bad :
       {"https://cert.example", "https://cert.example/status", "http://127.0.0.1:3702",
        "http://cert.example/", "http://127.0.0.1.evil/", "http://localhost.evil/",
        "https://user@cert.example/", "https://cert.example/a/../", "https://cert.example/%2e%2E/",
        "ftp://cert.example/", "https:///", "https://cert.example/?a=/"})
    EXPECT_FALSE(taken(bad)) << bad;
}

TEST(TrustList, TakesAnIssuersCreditCodeOfThatShapeAlone) {
  const auto read = [](const std::string& code) {
    const Json list = sample_trust();
    const Json issuer = with(list.find("issuers")->array()->front(), R"({"uscc":")" + code + "\"}");
    return read_trust_list(with(list, R"({"issuers":[)" + canonical_text(issuer) + "]}"), "t");
  };
  const auto good = read("91110108MA01ABCD0B");
  ASSERT_TRUE(good);
  EXPECT_EQ(good->issuers.front().uscc, "91110108MA01ABCD0B");
  for (const char* bad : {"", "91110108MA01ABCD0A", "91110108ma01abcd0b", "https://cert.example/dsm"})
    EXPECT_FALSE(read(bad)) << bad;
}

TEST(Keys, ArePublicAndOfOneAlgorithm) {
  SampleSigner signer(1);
  const Json key = key_json(signer.public_key());
  const auto reads = [](const Json& json) { return read_key(canonical_text(json), "key").has_value(); };
  EXPECT_TRUE(reads(key));
  EXPECT_EQ(read_key(canonical_text(key), "key").value_or(PublicKey{}), signer.public_key());
  EXPECT_FALSE(reads(with(key, R"({"d":"secret"})")));
  EXPECT_FALSE(reads(with(key, R"({"alg":"ES256"})")));
  EXPECT_FALSE(reads(with(key, R"({"kty":"EC"})")));
  EXPECT_FALSE(reads(with(key, R"({"x":"AAAA"})")));
}

TEST(StatusList, ReadsBackEveryWidth) {
  for (const int bits : {1, 2, 4, 8}) {
    std::vector<int> entries(1'001);
    for (std::size_t i = 0; i < entries.size(); ++i) entries[i] = static_cast<int>(i * 7 % (1U << bits));
    SampleSigner signer(1);
    const auto payload = status_payload(kStatusUri, at(kFresh), at("2026-07-01T00:00:00Z"), bits, entries);
    ASSERT_TRUE(payload);
    const auto list = read_status_list(sign_text(*payload, kStatusListType, "k1", signer).value_or(""), "s");
    ASSERT_TRUE(list) << list.error().what;
    EXPECT_EQ(list->issued_ms, at(kFresh));
    for (std::size_t i = 0; i < entries.size(); ++i)
      EXPECT_EQ(status_at(*list, static_cast<std::int64_t>(i)), entries[i]);
    EXPECT_FALSE(status_at(*list, -1));
    EXPECT_FALSE(status_at(*list, 1'008));
  }
}

// The vectors of the specification (Token Status List, "Compressed Byte Array").
TEST(StatusList, ReadsTheVectorsOfItsSpecification) {
  SampleSigner signer(1);
  const auto read = [&](int bits, const char* lst) {
    const Json payload = parsed(R"({"sub":"u","iat":1,"status_list":{"bits":)" + std::to_string(bits) +
                                R"(,"lst":")" + lst + "\"}}");
    return read_status_list(sign_text(payload, kStatusListType, "k1", signer).value_or(""), "s");
  };
  const auto one = read(1, "eNrbuRgAAhcBXQ");
  ASSERT_TRUE(one) << one.error().what;
  EXPECT_EQ(one->octets, "\xb9\xa3");
  const auto two = read(2, "eNo76fITAAPfAgc");
  ASSERT_TRUE(two) << two.error().what;
  EXPECT_EQ(two->octets, "\xc9\x44\xf9");
  EXPECT_EQ(status_at(*two, 0), 1);
  EXPECT_EQ(status_at(*two, 1), 2);
}

TEST(StatusList, RefusesWhatIsNoWholeStreamAndWhatIsTooLarge) {
  SampleSigner signer(1);
  const auto code = [&](const std::string& lst) {
    const Json payload = parsed(R"({"sub":"u","iat":1,"status_list":{"bits":1,"lst":")" + lst + "\"}}");
    const auto read = read_status_list(sign_text(payload, kStatusListType, "k1", signer).value_or(""), "s");
    return read ? ErrorCode::kCancelled : read.error().code;
  };
  EXPECT_EQ(code("eNrbuRgAAhcB"), ErrorCode::kMalformed);
  EXPECT_EQ(code("eNrbuRgAAhcBXQAA"), ErrorCode::kMalformed);
  EXPECT_EQ(code("!"), ErrorCode::kMalformed);
  const auto bomb = status_payload("u", 1'000, std::nullopt, 8, std::vector<int>(kMostStatusOctets + 1));
  ASSERT_TRUE(bomb);
  const auto read = read_status_list(sign_text(*bomb, kStatusListType, "k1", signer).value_or(""), "s");
  ASSERT_FALSE(read);
  EXPECT_EQ(read.error().code, ErrorCode::kLimit);
}

}  // namespace
}  // namespace tidegate::assure
