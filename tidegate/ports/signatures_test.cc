#include "tidegate/ports/signatures.h"

#include <gtest/gtest.h>
#include <openssl/evp.h>
#include <openssl/rsa.h>
#include <openssl/x509.h>

#include "tidegate/ports/signing_key.h"

namespace tidegate {
namespace {

struct Freed {
  void operator()(EVP_PKEY* p) const { EVP_PKEY_free(p); }
  void operator()(EVP_MD_CTX* p) const { EVP_MD_CTX_free(p); }
  void operator()(ECDSA_SIG* p) const { ECDSA_SIG_free(p); }
};
using Key = std::unique_ptr<EVP_PKEY, Freed>;

std::string sign(EVP_PKEY* key, const std::string& text) {
  const std::unique_ptr<EVP_MD_CTX, Freed> context(EVP_MD_CTX_new());
  EVP_DigestSignInit(context.get(), nullptr, EVP_sha256(), nullptr, key);
  std::string out(1'024, '\0');
  std::size_t size = out.size();
  EVP_DigestSign(context.get(), reinterpret_cast<unsigned char*>(out.data()), &size,
                 reinterpret_cast<const unsigned char*>(text.data()), text.size());
  out.resize(size);
  return out;
}

std::string key_info(EVP_PKEY* key) {
  unsigned char* out = nullptr;
  const int size = i2d_PUBKEY(key, &out);
  std::string der(reinterpret_cast<const char*>(out), static_cast<std::size_t>(size));
  OPENSSL_free(out);
  return der;
}

std::string raw_of(const std::string& der) {
  const unsigned char* at = reinterpret_cast<const unsigned char*>(der.data());
  const std::unique_ptr<ECDSA_SIG, Freed> read(d2i_ECDSA_SIG(nullptr, &at, static_cast<long>(der.size())));
  std::string raw(64, '\0');
  BN_bn2binpad(ECDSA_SIG_get0_r(read.get()), reinterpret_cast<unsigned char*>(raw.data()), 32);
  BN_bn2binpad(ECDSA_SIG_get0_s(read.get()), reinterpret_cast<unsigned char*>(raw.data()) + 32, 32);
  return raw;
}

// Numbers with leading zeros and with a first bit that DER takes for a sign come up among so many.
TEST(SignatureCheck, TakesWhatOpensslSignsWithEs256AsRAndS) {
  const auto check = signature_check();
  const Key key(EVP_EC_gen("P-256"));
  const std::string info = key_info(key.get());
  const PublicKey half{SignatureAlgorithm::kEs256, info.substr(info.size() - 65)};
  for (int i = 0; i < 600; ++i) {
    const std::string text = std::to_string(i);
    const std::string der = sign(key.get(), text);
    ASSERT_TRUE(check->is_signed_by(half, text, raw_of(der)).value()) << i;
    ASSERT_FALSE(check->is_signed_by(half, text + "x", raw_of(der)).value()) << i;
    ASSERT_FALSE(check->is_signed_by(half, text, der).value()) << i;
  }
  EXPECT_FALSE(check->is_signed_by(half, "x", std::string(64, '\0')).value());
  EXPECT_FALSE(check->is_signed_by(half, "x", std::string(64, '\xff')).value());
  EXPECT_FALSE(check->is_signed_by({SignatureAlgorithm::kEs256, info}, "x", std::string(64, 'x')));
  EXPECT_FALSE(check->is_signed_by({SignatureAlgorithm::kEs256, '\x04' + std::string(64, 'x')}, "x", "x"));
}

TEST(SignatureCheck, TakesRs256OfKeysThatAreLongEnough) {
  const auto check = signature_check();
  const Key key(EVP_RSA_gen(2'048));
  const PublicKey half{SignatureAlgorithm::kRs256, key_info(key.get())};
  const std::string signature = sign(key.get(), "text");
  EXPECT_TRUE(check->is_signed_by(half, "text", signature).value());
  EXPECT_FALSE(check->is_signed_by(half, "texT", signature).value());
  EXPECT_FALSE(check->is_signed_by(half, "text", signature + "x").value());
  const Key weak(EVP_RSA_gen(1'024));
  EXPECT_FALSE(check->is_signed_by({SignatureAlgorithm::kRs256, key_info(weak.get())}, "text",
                                   sign(weak.get(), "text")));
  EXPECT_FALSE(check->is_signed_by({SignatureAlgorithm::kRs256, half.octets + "x"}, "text", signature));
}

TEST(SignatureCheck, TakesWhatItsOwnSignersSign) {
  const auto check = signature_check();
  for (const auto algorithm : {SignatureAlgorithm::kEd25519, SignatureAlgorithm::kSm2}) {
    for (const char* passphrase : {"", "open"}) {
      const auto signer = open_signer_pem(new_signer_pem(algorithm, passphrase).value(), passphrase).value();
      EXPECT_EQ(signer->public_key().algorithm, algorithm);
      const std::string signature = signer->sign("text").value();
      EXPECT_TRUE(check->is_signed_by(signer->public_key(), "text", signature).value());
      EXPECT_FALSE(check->is_signed_by(signer->public_key(), "texT", signature).value());
    }
  }
  EXPECT_FALSE(new_signer_pem(SignatureAlgorithm::kEs256, ""));
  EXPECT_FALSE(check->is_signed_by({SignatureAlgorithm::kEd25519, "short"}, "x", "x"));
}

}  // namespace
}  // namespace tidegate
