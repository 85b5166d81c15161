#include "tidegate/ports/chain_crypto.h"

#include <gtest/gtest.h>
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/pem.h>

#include <memory>

namespace tidegate {
namespace {

std::string key_46() {
  std::string out;
  for (int i = 0; i < 32; ++i) out += "46";
  return out;
}

TEST(ChainCrypto, HashesByKeccakAndNotBySha3) {
  const auto crypto = chain_crypto();
  EXPECT_EQ(hex(*crypto->keccak256("")), "c5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470");
  EXPECT_EQ(hex(*crypto->keccak256("abc")),
            "4e03657aea45a94fc7d47ba826c8d667c0d1e6e33a64a036ec44f58fa12d6c45");
}

// The example of EIP-155: its key, its signing hash, its r and s.
TEST(ChainCrypto, SignsTheExampleOfEip155) {
  const auto signer = open_chain_key(key_46(), "");
  ASSERT_TRUE(signer.has_value());
  ChainHash digest{};
  const std::string text = "daf5a779ae972f972197303d7b574746c7ef83eadac0f2791ad23db92e4c8e53";
  for (std::size_t i = 0; i < digest.size(); ++i)
    digest[i] = static_cast<std::uint8_t>(std::stoi(text.substr(2 * i, 2), nullptr, 16));
  const auto signature = (*signer)->sign(digest);
  ASSERT_TRUE(signature.has_value());
  EXPECT_EQ(hex(signature->r), "28ef61340bd939bc2195fe537567866003e1a15d3c71ff63e1590620aa636276");
  EXPECT_EQ(hex(signature->s), "67cbe9d8997f761aecb703304b3800ccf555c9f3dc64214b297fb1966a3b6d83");
  EXPECT_EQ(signature->parity, 0);
  const auto crypto = chain_crypto();
  EXPECT_EQ(crypto->recover(digest, *signature), (*signer)->public_key());
  digest[0] ^= 1;
  EXPECT_NE(crypto->recover(digest, *signature), (*signer)->public_key());
}

// Its twin with n - s is as true to the mathematics, and no chain takes it.
TEST(ChainCrypto, RefusesAHighS) {
  const auto signer = open_chain_key("0x" + key_46() + "\n", "");
  ASSERT_TRUE(signer.has_value());
  const ChainHash digest = sha256("x");
  auto signature = *(*signer)->sign(digest);
  const std::string order = "fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141";
  int borrow = 0;
  for (std::size_t i = 32; i-- > 0;) {
    int value = std::stoi(order.substr(2 * i, 2), nullptr, 16) - signature.s[i] - borrow;
    borrow = value < 0 ? 1 : 0;
    signature.s[i] = static_cast<std::uint8_t>(value & 0xff);
  }
  signature.parity ^= 1;
  EXPECT_EQ(chain_crypto()->recover(digest, signature).error().code, ErrorCode::kCorrupt);
  EXPECT_FALSE(chain_crypto()->recover(digest, ChainSignature{}).has_value());
}

TEST(ChainCrypto, KeepsKeysAsOpensslReadsThem) {
  for (const std::string& passphrase : {std::string(), std::string("secret word")}) {
    const auto pem = new_chain_key_pem(passphrase);
    ASSERT_TRUE(pem.has_value());
    const auto signer = open_chain_key(*pem, passphrase);
    ASSERT_TRUE(signer.has_value());
    BIO* bio = BIO_new_mem_buf(pem->data(), static_cast<int>(pem->size()));
    EVP_PKEY* key = PEM_read_bio_PrivateKey(bio, nullptr, nullptr, const_cast<char*>(passphrase.c_str()));
    ASSERT_NE(key, nullptr);
    unsigned char* point = nullptr;
    const std::size_t size = EVP_PKEY_get1_encoded_public_key(key, &point);
    EXPECT_EQ(std::string(reinterpret_cast<char*>(point) + 1, size - 1), (*signer)->public_key());
    OPENSSL_free(point);
    EVP_PKEY_free(key);
    BIO_free(bio);
    if (!passphrase.empty()) {
      EXPECT_FALSE(open_chain_key(*pem, "another").has_value());
    }
  }
}

TEST(ChainCrypto, TakesNoOtherKey) {
  for (const std::string& bad :
       {std::string(64, '0'), std::string(64, 'f'), std::string("46"), key_46() + "46", std::string("x")})
    EXPECT_EQ(open_chain_key(bad, "").error().code, ErrorCode::kMalformed) << bad.size();
}

}  // namespace
}  // namespace tidegate
