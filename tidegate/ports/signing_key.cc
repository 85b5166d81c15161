#include "tidegate/ports/signing_key.h"

#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/pkcs12.h>
#include <openssl/x509.h>
#include <sodium.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>
#include <memory>
#include <optional>

#include "tidegate/base/shared_library.h"

namespace tidegate {
namespace {

constexpr std::size_t kLongestPassphrase = 1'024;
// What `openssl pkcs8 -scrypt` takes: 16 MiB for a try.
constexpr std::uint64_t kScryptN = 16'384;
constexpr std::uint64_t kScryptR = 8;
constexpr std::uint64_t kScryptP = 1;

// What is used of libcrypto: linked, it would cost every start a millisecond, and few commands open keys.
struct Crypto {
  decltype(::BIO_new_mem_buf)* memory_bio;
  decltype(::BIO_new)* new_bio;
  decltype(::BIO_s_mem)* in_memory;
  decltype(::BIO_ctrl)* control;
  decltype(::BIO_free_all)* free_bio;
  decltype(::ERR_clear_error)* forget_errors;
  decltype(::PEM_read_bio_PrivateKey)* read_key;
  decltype(::PEM_write_bio_PKCS8)* write_sealed;
  decltype(::EVP_PKEY_free)* free_key;
  decltype(::EVP_PKEY_get_id)* kind_of;
  decltype(::EVP_PKEY_get_raw_private_key)* raw_key;
  decltype(::EVP_PKEY2PKCS8)* key_info;
  decltype(::EVP_aes_256_cbc)* aes_256_cbc;
  decltype(::PKCS5_pbe2_set_scrypt)* scrypt_method;
  decltype(::PKCS8_set0_pbe)* seal;
  decltype(::PKCS8_PRIV_KEY_INFO_free)* free_info;
  decltype(::X509_SIG_free)* free_sealed;
  decltype(::X509_ALGOR_free)* free_method;

  static std::optional<Crypto> load() {
    const SharedLibrary library("libcrypto.so.3");
    Crypto c{};
    const bool is_whole =
        library.find("BIO_new_mem_buf", c.memory_bio) && library.find("BIO_new", c.new_bio) &&
        library.find("BIO_s_mem", c.in_memory) && library.find("BIO_ctrl", c.control) &&
        library.find("BIO_free_all", c.free_bio) && library.find("ERR_clear_error", c.forget_errors) &&
        library.find("PEM_read_bio_PrivateKey", c.read_key) &&
        library.find("PEM_write_bio_PKCS8", c.write_sealed) && library.find("EVP_PKEY_free", c.free_key) &&
        library.find("EVP_PKEY_get_id", c.kind_of) &&
        library.find("EVP_PKEY_get_raw_private_key", c.raw_key) &&
        library.find("EVP_PKEY2PKCS8", c.key_info) && library.find("EVP_aes_256_cbc", c.aes_256_cbc) &&
        library.find("PKCS5_pbe2_set_scrypt", c.scrypt_method) && library.find("PKCS8_set0_pbe", c.seal) &&
        library.find("PKCS8_PRIV_KEY_INFO_free", c.free_info) &&
        library.find("X509_SIG_free", c.free_sealed) && library.find("X509_ALGOR_free", c.free_method);
    return is_whole ? std::optional(c) : std::nullopt;
  }
};

const std::optional<Crypto>& crypto() {
  static const std::optional<Crypto> kLoaded = Crypto::load();
  return kLoaded;
}

template <auto Free>
struct Freed {
  template <typename T>
  void operator()(T* p) const {
    ((*crypto()).*Free)(p);
  }
};
using Bio = std::unique_ptr<BIO, Freed<&Crypto::free_bio>>;
using Key = std::unique_ptr<EVP_PKEY, Freed<&Crypto::free_key>>;
using Info = std::unique_ptr<PKCS8_PRIV_KEY_INFO, Freed<&Crypto::free_info>>;
using Sealed = std::unique_ptr<X509_SIG, Freed<&Crypto::free_sealed>>;
using Method = std::unique_ptr<X509_ALGOR, Freed<&Crypto::free_method>>;

extern "C" int give_passphrase(char* out, int size, int, void* passphrase) {
  const auto& text = *static_cast<std::string_view*>(passphrase);
  const int given = static_cast<int>(std::min(text.size(), static_cast<std::size_t>(size)));
  std::memcpy(out, text.data(), static_cast<std::size_t>(given));
  return given;
}

Key read_key(std::string_view pem, std::string_view passphrase) {
  const Bio bio(crypto()->memory_bio(pem.data(), static_cast<int>(pem.size())));
  Key key(bio ? crypto()->read_key(bio.get(), nullptr, give_passphrase, &passphrase) : nullptr);
  crypto()->forget_errors();
  return key;
}

Error no_library() {
  return {ErrorCode::kUnavailable,
          "libcrypto.so.3, which opens and seals keys, is not installed: apt-get install libssl3",
          {},
          "未安装用于读取和加密密钥的 libcrypto.so.3：apt-get install libssl3"};
}

tl::unexpected<Error> unavailable() {
  crypto()->forget_errors();
  return fail({ErrorCode::kUnavailable, "the key could not be sealed", {}, "无法加密保存密钥"});
}

}  // namespace

Result<Ed25519Secret> new_key() {
  std::array<std::uint8_t, 32> seed{};
  if (sodium_init() < 0)
    return fail({ErrorCode::kUnavailable, "the system gave no random numbers", {}, "系统未能提供随机数"});
  randombytes_buf(seed.data(), seed.size());
  Ed25519Secret secret(seed);
  sodium_memzero(seed.data(), seed.size());
  return secret;
}

bool is_sealed_key(std::string_view pem) {
  return pem.find("-----BEGIN ENCRYPTED PRIVATE KEY-----") != std::string_view::npos;
}

Result<std::string> seal_key(const Ed25519Secret& secret, std::string_view passphrase) {
  if (passphrase.empty() || passphrase.size() > kLongestPassphrase)
    return fail({ErrorCode::kMalformed, "a passphrase has 1 to 1024 octets", {}, "口令须为 1 至 1024 字节"});
  if (!crypto()) return fail(no_library());
  std::string plain = secret.to_pem();
  const Key key = read_key(plain, {});
  sodium_memzero(plain.data(), plain.size());
  const Info info(key ? crypto()->key_info(key.get()) : nullptr);
  Method method(
      crypto()->scrypt_method(crypto()->aes_256_cbc(), nullptr, 0, nullptr, kScryptN, kScryptR, kScryptP));
  if (!info || !method) return unavailable();
  const Sealed sealed(
      crypto()->seal(passphrase.data(), static_cast<int>(passphrase.size()), info.get(), method.get()));
  if (!sealed) return unavailable();
  (void)method.release();  // is the sealed key's now
  const Bio bio(crypto()->new_bio(crypto()->in_memory()));
  if (!bio || crypto()->write_sealed(bio.get(), sealed.get()) != 1) return unavailable();
  char* text = nullptr;
  const long size = crypto()->control(bio.get(), BIO_CTRL_INFO, 0, &text);
  return std::string(text, static_cast<std::size_t>(size));
}

Result<Ed25519Secret> open_key(std::string_view pem, std::string_view passphrase) {
  constexpr std::size_t kLargest = 16'384;
  if (!crypto()) return fail(no_library());
  const Key key = pem.size() <= kLargest ? read_key(pem, passphrase) : nullptr;
  std::array<std::uint8_t, 32> seed{};
  std::size_t size = seed.size();
  const bool read = key && crypto()->kind_of(key.get()) == EVP_PKEY_ED25519 &&
                    crypto()->raw_key(key.get(), seed.data(), &size) == 1 && size == seed.size();
  if (!read) {
    if (is_sealed_key(pem) && !key)
      return fail({ErrorCode::kMalformed, "does not open with this passphrase", {}, "口令不正确，无法打开"});
    return fail(
        {ErrorCode::kMalformed, "is no Ed25519 private key in PEM", {}, "不是 PEM 格式的 Ed25519 私钥"});
  }
  Ed25519Secret secret(seed);
  sodium_memzero(seed.data(), seed.size());
  return secret;
}

}  // namespace tidegate
