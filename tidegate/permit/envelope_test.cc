#include "tidegate/permit/envelope.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include "tidegate/permit/sample_test.h"

namespace tidegate::permit {
namespace {

TEST(Envelope, ReadsBackWhatItWrote) {
  EXPECT_TRUE(rc::check("any contents", [](const std::string& contents) {
    Envelope envelope{DocumentKind::kStatus, contents, {}};
    for (const std::uint8_t seed : std::array<std::uint8_t, 3>{1, 9, 5})
      add_signature(envelope, secret_of(seed));
    RC_ASSERT(read_envelope(write_envelope(envelope), "f").value() == envelope);
  }));
}

// The file of the documentation: these bytes are what other programs must be able to read.
TEST(Envelope, KeepsItsBytes) {
  const std::string file = sign_contents(DocumentKind::kPermit, "{}", {1});
  EXPECT_TRUE(file.starts_with(
      "{\"payload\":\"e30=\",\"payloadType\":\"application/vnd.tidegate.permit+json; version=1\","
      "\"signatures\":[{\"keyid\":\"ed25519:"));
  EXPECT_EQ(signed_bytes(DocumentKind::kPermit, "{}"),
            "DSSEv1 47 application/vnd.tidegate.permit+json; version=1 2 {}");
}

TEST(Envelope, ASignatureOfOneKindIsNoneOfAnother) {
  EXPECT_NE(signed_bytes(DocumentKind::kPermit, "{}"), signed_bytes(DocumentKind::kStatus, "{}"));
}

TEST(Envelope, TheSameKeySignsOnce) {
  Envelope envelope{DocumentKind::kPermit, "{}", {}};
  add_signature(envelope, secret_of(1));
  add_signature(envelope, secret_of(2));
  add_signature(envelope, secret_of(1));
  EXPECT_EQ(envelope.signatures.size(), 2u);
}

TEST(Envelope, RefusesEveryOtherWriting) {
  const std::string good = signed_permit(sample_permit(), {1, 2});
  const auto refused = [](std::string file) {
    const auto read = read_envelope(file, "f");
    return !read && read.error().code == ErrorCode::kMalformed && !read.error().what_zh.empty();
  };
  ASSERT_TRUE(read_envelope(good, "f"));
  EXPECT_TRUE(refused(""));
  EXPECT_TRUE(refused(good.substr(0, good.size() - 1)));
  EXPECT_TRUE(refused(good + "\n"));
  EXPECT_TRUE(refused(" " + good));
  EXPECT_TRUE(refused("\xEF\xBB\xBF" + good));
  EXPECT_TRUE(refused("{\"extra\":1," + good.substr(1)));
  EXPECT_TRUE(refused("{\"payload\":\"e30=\"," + good.substr(1)));
  EXPECT_TRUE(
      refused("{\"payload\":\"e30=\",\"payloadType\":\"application/vnd.tidegate.permit+json; "
              "version=1\",\"signatures\":[]}\n"));
  EXPECT_TRUE(refused("{\"payload\":\"e30=\",\"payloadType\":\"text/plain\",\"signatures\":[]}\n"));
  std::string twice = good;
  const std::size_t first = twice.find("{\"keyid\"");
  const std::string one = twice.substr(first, twice.find('}', first) - first + 1);
  twice.insert(first, one + ",");
  EXPECT_TRUE(refused(twice));
  std::string sm2 = good;
  sm2.replace(sm2.find("ed25519:"), 8, "sm2-sm3:");
  EXPECT_TRUE(refused(sm2));
}

TEST(Envelope, RefusesWhatIsTooLargeOrTooDeep) {
  EXPECT_EQ(read_envelope(std::string(kLargestFile + 1, ' '), "f").error().code, ErrorCode::kLimit);
  EXPECT_FALSE(read_envelope(std::string(100'000, '['), "f"));
}

TEST(Envelope, KnowsItsKeyIds) {
  EXPECT_TRUE(is_key_id(id_of(1)));
  EXPECT_FALSE(is_key_id(""));
  EXPECT_FALSE(is_key_id("ed25519:" + std::string(63, '0')));
  EXPECT_FALSE(is_key_id("ed25519:" + std::string(64, 'A')));
  EXPECT_FALSE(is_key_id("sm2:" + std::string(64, '0')));
}

}  // namespace
}  // namespace tidegate::permit
