#include "tidegate/base/aead.h"

#include <gtest/gtest.h>

#include "tidegate/base/ed25519.h"
#include "tidegate/base/hash.h"

namespace tidegate {
namespace {

// draft-irtf-cfrg-xchacha-03, A.3.1.
TEST(Aead, SealsTheVectorOfItsDraft) {
  AeadKey key{};
  for (std::size_t i = 0; i < key.size(); ++i) key[i] = static_cast<std::uint8_t>(0x80 + i);
  AeadNonce nonce{};
  for (std::size_t i = 0; i < nonce.size(); ++i) nonce[i] = static_cast<std::uint8_t>(0x40 + i);
  const std::string beside = bytes_of_hex("50515253c0c1c2c3c4c5c6c7");
  const std::string text =
      "Ladies and Gentlemen of the class of '99: If I could offer you only one tip for the future, sunscreen "
      "would be it.";
  const std::string sealed = aead_seal(key, nonce, text, beside);
  EXPECT_EQ(hex({reinterpret_cast<const std::uint8_t*>(sealed.data()), 16}),
            "bd6d179d3e83d43b9576579493c0e939");
  EXPECT_EQ(hex({reinterpret_cast<const std::uint8_t*>(sealed.data()) + text.size(), 16}),
            "c0875924c1c7987947deafd8780acf49");
  EXPECT_EQ(aead_open(key, nonce, sealed, beside), text);
}

TEST(Aead, OpensNothingThatWasAltered) {
  const AeadKey key{1};
  const AeadNonce nonce{2};
  const std::string sealed = aead_seal(key, nonce, "text", "beside");
  for (std::size_t i = 0; i < sealed.size(); ++i) {
    std::string other = sealed;
    other[i] = static_cast<char>(other[i] ^ 1);
    EXPECT_FALSE(aead_open(key, nonce, other, "beside").has_value()) << i;
  }
  EXPECT_FALSE(aead_open(key, nonce, sealed, "besides").has_value());
  EXPECT_FALSE(aead_open({3}, nonce, sealed, "beside").has_value());
  EXPECT_FALSE(aead_open(key, {3}, sealed, "beside").has_value());
  EXPECT_FALSE(aead_open(key, nonce, "short", "beside").has_value());
}

}  // namespace
}  // namespace tidegate
