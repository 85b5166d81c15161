#include "tidegate/ports/signing_key.h"

#include <gtest/gtest.h>

namespace tidegate {
namespace {

Ed25519Secret secret() {
  std::array<std::uint8_t, 32> seed{};
  seed.fill(7);
  return Ed25519Secret(seed);
}

TEST(SigningKey, OpensWithItsPassphraseAlone) {
  const std::string sealed = seal_key(secret(), "correct horse").value();
  EXPECT_TRUE(is_sealed_key(sealed));
  const auto opened = open_key(sealed, "correct horse");
  ASSERT_TRUE(opened);
  EXPECT_EQ(opened->public_key(), secret().public_key());
  for (const char* wrong : {"", "Correct horse", "correct horse "})
    EXPECT_FALSE(open_key(sealed, wrong)) << wrong;
}

TEST(SigningKey, APlainKeyNeedsNone) {
  EXPECT_FALSE(is_sealed_key(secret().to_pem()));
  EXPECT_EQ(open_key(secret().to_pem(), "").value().public_key(), secret().public_key());
}

TEST(SigningKey, NoTwoNewKeysAreAlike) {
  EXPECT_FALSE(new_key().value().public_key() == new_key().value().public_key());
}

TEST(SigningKey, NoTwoSealedFilesAreAlike) {
  EXPECT_NE(seal_key(secret(), "x").value(), seal_key(secret(), "x").value());
}

TEST(SigningKey, RefusesWhatIsNoSuchKey) {
  EXPECT_FALSE(open_key("", ""));
  EXPECT_FALSE(open_key(to_pem(secret().public_key()), ""));
  EXPECT_FALSE(open_key(std::string(20'000, 'x'), ""));
  EXPECT_FALSE(seal_key(secret(), ""));
  // X25519, which is no key to sign with.
  EXPECT_FALSE(
      open_key("-----BEGIN PRIVATE KEY-----\n"
               "MC4CAQAwBQYDK2VuBCIEIAcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcH\n"
               "-----END PRIVATE KEY-----\n",
               ""));
}

}  // namespace
}  // namespace tidegate
