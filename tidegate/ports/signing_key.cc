#include "tidegate/ports/signing_key.h"

#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/pkcs12.h>
#include <openssl/rand.h>
#include <openssl/x509.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>
#include <memory>

namespace tidegate {
namespace {

constexpr std::size_t kLongestPassphrase = 1'024;
// What `openssl pkcs8 -scrypt` takes: 16 MiB for a try.
constexpr std::uint64_t kScryptN = 16'384;
constexpr std::uint64_t kScryptR = 8;
constexpr std::uint64_t kScryptP = 1;

template <auto Free>
struct Freed {
  template <typename T>
  void operator()(T* p) const {
    Free(p);
  }
};
using Bio = std::unique_ptr<BIO, Freed<BIO_free_all>>;
using Key = std::unique_ptr<EVP_PKEY, Freed<EVP_PKEY_free>>;
using Info = std::unique_ptr<PKCS8_PRIV_KEY_INFO, Freed<PKCS8_PRIV_KEY_INFO_free>>;
using Sealed = std::unique_ptr<X509_SIG, Freed<X509_SIG_free>>;
using Method = std::unique_ptr<X509_ALGOR, Freed<X509_ALGOR_free>>;

extern "C" int give_passphrase(char* out, int size, int, void* passphrase) {
  const auto& text = *static_cast<std::string_view*>(passphrase);
  const int given = static_cast<int>(std::min(text.size(), static_cast<std::size_t>(size)));
  std::memcpy(out, text.data(), static_cast<std::size_t>(given));
  return given;
}

Key read_key(std::string_view pem, std::string_view passphrase) {
  const Bio bio(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())));
  Key key(bio ? PEM_read_bio_PrivateKey(bio.get(), nullptr, give_passphrase, &passphrase) : nullptr);
  ERR_clear_error();
  return key;
}

tl::unexpected<Error> unavailable() {
  ERR_clear_error();
  return fail({ErrorCode::kUnavailable, "the key could not be sealed", {}, "无法加密保存密钥"});
}

}  // namespace

Result<Ed25519Secret> new_key() {
  std::array<std::uint8_t, 32> seed{};
  if (RAND_priv_bytes(seed.data(), static_cast<int>(seed.size())) != 1) {
    ERR_clear_error();
    return fail({ErrorCode::kUnavailable, "the system gave no random numbers", {}, "系统未能提供随机数"});
  }
  Ed25519Secret secret(seed);
  OPENSSL_cleanse(seed.data(), seed.size());
  return secret;
}

bool is_sealed_key(std::string_view pem) {
  return pem.find("-----BEGIN ENCRYPTED PRIVATE KEY-----") != std::string_view::npos;
}

Result<std::string> seal_key(const Ed25519Secret& secret, std::string_view passphrase) {
  if (passphrase.empty() || passphrase.size() > kLongestPassphrase)
    return fail({ErrorCode::kMalformed, "a passphrase has 1 to 1024 octets", {}, "口令须为 1 至 1024 字节"});
  std::string plain = secret.to_pem();
  const Key key = read_key(plain, {});
  OPENSSL_cleanse(plain.data(), plain.size());
  const Info info(key ? EVP_PKEY2PKCS8(key.get()) : nullptr);
  Method method(PKCS5_pbe2_set_scrypt(EVP_aes_256_cbc(), nullptr, 0, nullptr, kScryptN, kScryptR, kScryptP));
  if (!info || !method) return unavailable();
  const Sealed sealed(
      PKCS8_set0_pbe(passphrase.data(), static_cast<int>(passphrase.size()), info.get(), method.get()));
  if (!sealed) return unavailable();
  (void)method.release();  // is the sealed key's now
  const Bio bio(BIO_new(BIO_s_mem()));
  if (!bio || PEM_write_bio_PKCS8(bio.get(), sealed.get()) != 1) return unavailable();
  char* text = nullptr;
  const long size = BIO_get_mem_data(bio.get(), &text);
  return std::string(text, static_cast<std::size_t>(size));
}

Result<Ed25519Secret> open_key(std::string_view pem, std::string_view passphrase) {
  constexpr std::size_t kLargest = 16'384;
  const Key key = pem.size() <= kLargest ? read_key(pem, passphrase) : nullptr;
  std::array<std::uint8_t, 32> seed{};
  std::size_t size = seed.size();
  const bool read = key && EVP_PKEY_id(key.get()) == EVP_PKEY_ED25519 &&
                    EVP_PKEY_get_raw_private_key(key.get(), seed.data(), &size) == 1 && size == seed.size();
  if (!read) {
    if (is_sealed_key(pem) && !key)
      return fail({ErrorCode::kMalformed, "does not open with this passphrase", {}, "口令不正确，无法打开"});
    return fail(
        {ErrorCode::kMalformed, "is no Ed25519 private key in PEM", {}, "不是 PEM 格式的 Ed25519 私钥"});
  }
  Ed25519Secret secret(seed);
  OPENSSL_cleanse(seed.data(), seed.size());
  return secret;
}

}  // namespace tidegate
