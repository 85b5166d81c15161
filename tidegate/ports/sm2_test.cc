#include "tidegate/ports/sm2.h"

#include <gtest/gtest.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509.h>

#include <algorithm>

#include "tidegate/base/ed25519.h"
#include "tidegate/ports/signatures.h"
#include "tidegate/ports/signing_key.h"

// OpenSSL is linked here as the second implementation: what Botan signs it must accept, and the other way.
namespace tidegate {
namespace {

constexpr const char* kId = "1234567812345678";
// GB/T 32918.5-2017, annex A.2. (The annex of .2 counts on another curve, which nobody uses.)
constexpr const char* kScalar = "3945208f7b2144b13f36e38ac6d39f95889393692860b51a42fb81ef4df7c5b8";
constexpr const char* kPoint =
    "0409f9df311e5421a150dd7d161e4bc5c672179fad1833fc076bb08ff356f35020"
    "ccea490ce26775a52dc6ea718cc1aa600aed05fbf35e084a6632f6072da9ad13";
constexpr const char* kSigned =
    "f5a03b0648d2c4630eeac513e1bb81a15944da3827d5b74143ac7eaceee720b3"
    "b1b6aa29df212fd8763182bc0d421ca1bb9038fd1f7f42d4840b69c485bbc1aa";

Sm2Secret secret_of(const char* digits) {
  const std::string octets = bytes_of_hex(digits);
  std::array<std::uint8_t, 32> scalar{};
  std::copy(octets.begin(), octets.end(), scalar.begin());
  return Sm2Secret(scalar);
}

struct Freed {
  void operator()(EVP_PKEY* p) const { EVP_PKEY_free(p); }
  void operator()(EVP_MD_CTX* p) const { EVP_MD_CTX_free(p); }
  void operator()(BIO* p) const { BIO_free_all(p); }
  void operator()(ECDSA_SIG* p) const { ECDSA_SIG_free(p); }
};
template <typename T>
using Owned = std::unique_ptr<T, Freed>;

Owned<EVP_PKEY> openssl_key(const std::string& pem) {
  const Owned<BIO> bio(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())));
  return Owned<EVP_PKEY>(PEM_read_bio_PrivateKey(bio.get(), nullptr, nullptr, nullptr));
}

const unsigned char* octets(const std::string& text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

std::string openssl_sign(EVP_PKEY* key, const std::string& text, const std::string& id) {
  const Owned<EVP_MD_CTX> context(EVP_MD_CTX_new());
  EVP_PKEY_CTX* inner = EVP_PKEY_CTX_new(key, nullptr);
  EVP_PKEY_CTX_set1_id(inner, id.data(), static_cast<int>(id.size()));
  EVP_MD_CTX_set_pkey_ctx(context.get(), inner);
  EVP_DigestSignInit(context.get(), nullptr, EVP_sm3(), nullptr, key);
  std::string der(128, '\0');
  std::size_t size = der.size();
  EXPECT_EQ(EVP_DigestSign(context.get(), reinterpret_cast<unsigned char*>(der.data()), &size, octets(text),
                           text.size()),
            1);
  der.resize(size);
  EVP_PKEY_CTX_free(inner);
  return der;
}

bool openssl_accepts(EVP_PKEY* key, const std::string& text, const std::string& der, const std::string& id) {
  const Owned<EVP_MD_CTX> context(EVP_MD_CTX_new());
  EVP_PKEY_CTX* inner = EVP_PKEY_CTX_new(key, nullptr);
  EVP_PKEY_CTX_set1_id(inner, id.data(), static_cast<int>(id.size()));
  EVP_MD_CTX_set_pkey_ctx(context.get(), inner);
  EVP_DigestVerifyInit(context.get(), nullptr, EVP_sm3(), nullptr, key);
  const bool holds = EVP_DigestVerify(context.get(), octets(der), der.size(), octets(text), text.size()) == 1;
  EVP_PKEY_CTX_free(inner);
  return holds;
}

std::string raw_of(const std::string& der) {
  const unsigned char* at = octets(der);
  const Owned<ECDSA_SIG> read(d2i_ECDSA_SIG(nullptr, &at, static_cast<long>(der.size())));
  std::string raw(64, '\0');
  BN_bn2binpad(ECDSA_SIG_get0_r(read.get()), reinterpret_cast<unsigned char*>(raw.data()), 32);
  BN_bn2binpad(ECDSA_SIG_get0_s(read.get()), reinterpret_cast<unsigned char*>(raw.data()) + 32, 32);
  return raw;
}

std::string der_of(const std::string& raw) {
  const Owned<ECDSA_SIG> made(ECDSA_SIG_new());
  ECDSA_SIG_set0(made.get(), BN_bin2bn(octets(raw), 32, nullptr), BN_bin2bn(octets(raw) + 32, 32, nullptr));
  unsigned char* out = nullptr;
  const int size = i2d_ECDSA_SIG(made.get(), &out);
  std::string der(reinterpret_cast<const char*>(out), static_cast<std::size_t>(size));
  OPENSSL_free(out);
  return der;
}

TEST(Sm2, TakesTheSignatureOfTheStandard) {
  const auto check = sm2_check();
  const PublicKey key{SignatureAlgorithm::kSm2, bytes_of_hex(kPoint)};
  EXPECT_EQ(sm2_public_key(secret_of(kScalar)).value(), key);
  std::string signature = bytes_of_hex(kSigned);
  EXPECT_TRUE(check->is_signed_by(key, "message digest", signature).value());
  EXPECT_FALSE(check->is_signed_by(key, "message digesu", signature).value());
  for (std::size_t i = 0; i < signature.size(); ++i) {
    std::string changed = signature;
    changed[i] = static_cast<char>(changed[i] ^ 1);
    EXPECT_FALSE(check->is_signed_by(key, "message digest", changed).value()) << i;
  }
}

TEST(Sm2, OpensslAndBotanAcceptWhatTheOtherSigns) {
  const auto check = sm2_check();
  for (int i = 0; i < 20; ++i) {
    const Sm2Secret secret = new_sm2_key().value();
    const auto signer = sm2_signer(secret).value();
    const auto key = openssl_key(sm2_key_pem(secret, "").value());
    ASSERT_TRUE(key);
    const std::string text(static_cast<std::size_t>(i * 7), static_cast<char>('a' + i));
    EXPECT_TRUE(openssl_accepts(key.get(), text, der_of(signer->sign(text).value()), kId));
    EXPECT_TRUE(
        check->is_signed_by(signer->public_key(), text, raw_of(openssl_sign(key.get(), text, kId))).value());
  }
}

// OpenSSL's own id is the empty one; 64 octets of r and s are no DER, and DER is no r and s.
TEST(Sm2, RefusesAnotherIdAndAnotherForm) {
  const auto check = sm2_check();
  const Sm2Secret secret = secret_of(kScalar);
  const auto signer = sm2_signer(secret).value();
  const auto key = openssl_key(sm2_key_pem(secret, "").value());
  ASSERT_TRUE(key);
  const std::string ours = signer->sign("text").value();
  EXPECT_EQ(ours.size(), 64U);
  EXPECT_TRUE(check->is_signed_by(signer->public_key(), "text", ours).value());
  for (const char* id : {"", "1234567812345679"}) {
    EXPECT_FALSE(openssl_accepts(key.get(), "text", der_of(ours), id)) << id;
    EXPECT_FALSE(
        check->is_signed_by(signer->public_key(), "text", raw_of(openssl_sign(key.get(), "text", id)))
            .value())
        << id;
  }
  EXPECT_FALSE(openssl_accepts(key.get(), "text", ours, kId));
  EXPECT_FALSE(check->is_signed_by(signer->public_key(), "text", der_of(ours)).value());
  EXPECT_FALSE(check->is_signed_by(signer->public_key(), "text", ours + '\0').value());
  EXPECT_FALSE(check->is_signed_by(signer->public_key(), "text", "").value());
}

TEST(Sm2, RefusesWhatIsNoKey) {
  const auto check = sm2_check();
  std::string off_curve = bytes_of_hex(kPoint);
  off_curve.back() = static_cast<char>(off_curve.back() ^ 1);
  std::string compressed = bytes_of_hex(kPoint).substr(0, 33);
  compressed[0] = '\x03';
  const std::string nowhere = '\x04' + std::string(64, '\0');
  for (const std::string& octets_of_key :
       {off_curve, compressed, nowhere, std::string(), std::string("\x04")}) {
    const auto said =
        check->is_signed_by({SignatureAlgorithm::kSm2, octets_of_key}, "x", std::string(64, 'x'));
    ASSERT_FALSE(said);
    EXPECT_EQ(said.error().code, ErrorCode::kMalformed);
  }
  // Zero, and the order of the curve itself.
  EXPECT_FALSE(sm2_signer(Sm2Secret({})));
  EXPECT_FALSE(sm2_signer(secret_of("fffffffeffffffffffffffffffffffff7203df6b21c6052b53bbf40939d54123")));
}

TEST(Sm2, KeyFilesOpenWithTheirPassphraseAlone) {
  const Sm2Secret secret = secret_of(kScalar);
  const std::string plain = sm2_key_pem(secret, "").value();
  const std::string sealed = sm2_key_pem(secret, "correct horse").value();
  EXPECT_FALSE(is_sealed_key(plain));
  EXPECT_TRUE(is_sealed_key(sealed));
  EXPECT_EQ(open_signer_pem(plain, "").value()->public_key(), sm2_public_key(secret).value());
  EXPECT_EQ(open_signer_pem(sealed, "correct horse").value()->public_key(), sm2_public_key(secret).value());
  EXPECT_FALSE(open_signer_pem(sealed, "Correct horse"));
  EXPECT_FALSE(open_key(plain, ""));  // where an Ed25519 key is wanted
}

}  // namespace
}  // namespace tidegate
