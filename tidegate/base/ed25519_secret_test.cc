#include "tidegate/base/ed25519_secret.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <array>
#include <string>

namespace tidegate {
namespace {

// RFC 8032 section 7.1, test 2.
constexpr std::string_view kSeed = "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb";
constexpr std::string_view kPublic = "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c";
constexpr std::string_view kSignature =
    "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
    "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00";

std::array<std::uint8_t, 32> seed_of(std::string_view hex) {
  const std::string bytes = bytes_of_hex(hex);
  std::array<std::uint8_t, 32> seed{};
  std::copy(bytes.begin(), bytes.end(), seed.begin());
  return seed;
}

TEST(Ed25519Secret, SignsAsTheStandardsOwnVectorDoes) {
  const Ed25519Secret secret(seed_of(kSeed));
  EXPECT_EQ(secret.public_key(), *parse_ed25519_hex(kPublic));
  EXPECT_EQ(secret.sign("\x72"), bytes_of_hex(kSignature));
}

// `openssl pkey -pubout` reads this key and gives the public half above.
TEST(Ed25519Secret, ReadsAndWritesKeysAsOpensslDoes) {
  const Ed25519Secret secret(seed_of(kSeed));
  EXPECT_EQ(secret.to_pem(),
            "-----BEGIN PRIVATE KEY-----\nMC4CAQAwBQYDK2VwBCIEIEzNCJso/5banbbDRuwRTg9bijGfNaumJNqM9u1PuKb7\n"
            "-----END PRIVATE KEY-----\n");
  const auto read = Ed25519Secret::parse_pem(secret.to_pem());
  ASSERT_TRUE(read);
  EXPECT_EQ(read->public_key(), secret.public_key());
  EXPECT_EQ(parse_ed25519_pem(to_pem(secret.public_key())), secret.public_key());
}

TEST(Ed25519Secret, RefusesWhatIsNoKeyAndSaysNothingOfIt) {
  const Ed25519Secret secret(seed_of(kSeed));
  std::string cut = secret.to_pem();
  cut.erase(40, 4);
  for (const std::string& text : {std::string(), std::string("MC4CAQ"), cut, to_pem(secret.public_key()),
                                  std::string("-----END PRIVATE KEY----------BEGIN PRIVATE KEY-----")}) {
    const auto read = Ed25519Secret::parse_pem(text);
    ASSERT_FALSE(read);
    EXPECT_EQ(read.error().code, ErrorCode::kMalformed);
    EXPECT_EQ(read.error().what, "is no Ed25519 private key in PEM without a passphrase");
  }
}

TEST(Ed25519Secret, WhatItSignsVerifiesAndNothingElseDoes) {
  rc::check([](const std::string& bytes, const std::array<std::uint8_t, 32>& seed) {
    const Ed25519Secret secret(seed);
    std::string signature = secret.sign(bytes);
    RC_ASSERT(is_signed_by(secret.public_key(), bytes, signature));
    RC_ASSERT(!is_signed_by(secret.public_key(), bytes + "x", signature));
    signature[static_cast<std::size_t>(seed[0]) % 64] ^= 1;
    RC_ASSERT(!is_signed_by(secret.public_key(), bytes, signature));
  });
}

}  // namespace
}  // namespace tidegate
