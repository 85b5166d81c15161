#include "tidegate/ports/signing_key.h"

#include <openssl/bio.h>
#include <openssl/bn.h>
#include <openssl/core_names.h>
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

#include "tidegate/base/base64.h"
#include "tidegate/base/shared_library.h"

namespace tidegate {
namespace {

constexpr std::size_t kLongestPassphrase = 1'024;
// What `openssl pkcs8 -scrypt` takes: 16 MiB for a try.
constexpr std::uint64_t kScryptN = 16'384;
constexpr std::uint64_t kScryptR = 8;
constexpr std::uint64_t kScryptP = 1;
constexpr std::size_t kLargestPem = 16'384;
constexpr std::size_t kPemLine = 64;
// PKCS#8 of a key on the curve SM2 (RFC 5958, RFC 5915): what stands before the scalar, and before the point.
constexpr std::string_view kSm2Info(
    "\x30\x81\x87\x02\x01\x00\x30\x13\x06\x07\x2a\x86\x48\xce\x3d\x02\x01\x06\x08\x2a\x81\x1c\xcf\x55\x01"
    "\x82\x2d\x04\x6d\x30\x6b\x02\x01\x01\x04\x20",
    36);
constexpr std::string_view kSecp256k1Info(
    "\x30\x81\x84\x02\x01\x00\x30\x10\x06\x07\x2a\x86\x48\xce\x3d\x02\x01\x06\x05\x2b\x81\x04\x00\x0a"
    "\x04\x6d\x30\x6b\x02\x01\x01\x04\x20",
    33);
constexpr std::string_view kPointInfo("\xa1\x44\x03\x42\x00", 5);

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
  decltype(::EVP_PKEY_get_group_name)* group_of;
  decltype(::EVP_PKEY_get_bn_param)* number_of;
  decltype(::BN_bn2binpad)* write_number;
  decltype(::BN_clear_free)* free_number;

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
        library.find("X509_SIG_free", c.free_sealed) && library.find("X509_ALGOR_free", c.free_method) &&
        library.find("EVP_PKEY_get_group_name", c.group_of) &&
        library.find("EVP_PKEY_get_bn_param", c.number_of) && library.find("BN_bn2binpad", c.write_number) &&
        library.find("BN_clear_free", c.free_number);
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
using Number = std::unique_ptr<BIGNUM, Freed<&Crypto::free_number>>;
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

// plain  wiped here.
Result<std::string> sealed(std::string plain, std::string_view passphrase) {
  const bool has_passphrase = !passphrase.empty() && passphrase.size() <= kLongestPassphrase;
  const Key key = has_passphrase && crypto() ? read_key(plain, {}) : nullptr;
  sodium_memzero(plain.data(), plain.size());
  if (!has_passphrase)
    return fail({ErrorCode::kMalformed, "a passphrase has 1 to 1024 octets", {}, "口令须为 1 至 1024 字节"});
  if (!crypto()) return fail(no_library());
  const Info info(key ? crypto()->key_info(key.get()) : nullptr);
  Method method(
      crypto()->scrypt_method(crypto()->aes_256_cbc(), nullptr, 0, nullptr, kScryptN, kScryptR, kScryptP));
  if (!info || !method) return unavailable();
  const Sealed closed(
      crypto()->seal(passphrase.data(), static_cast<int>(passphrase.size()), info.get(), method.get()));
  if (!closed) return unavailable();
  (void)method.release();  // is the sealed key's now
  const Bio bio(crypto()->new_bio(crypto()->in_memory()));
  if (!bio || crypto()->write_sealed(bio.get(), closed.get()) != 1) return unavailable();
  char* text = nullptr;
  const long size = crypto()->control(bio.get(), BIO_CTRL_INFO, 0, &text);
  return std::string(text, static_cast<std::size_t>(size));
}

using Octets32 = std::array<std::uint8_t, 32>;

bool read_ed25519(const Key& key, Octets32& seed) {
  std::size_t size = seed.size();
  return crypto()->kind_of(key.get()) == EVP_PKEY_ED25519 &&
         crypto()->raw_key(key.get(), seed.data(), &size) == 1 && size == seed.size();
}

bool read_scalar(const Key& key, std::string_view curve, Octets32& scalar) {
  std::array<char, 16> group{};
  std::size_t size = 0;
  if (crypto()->group_of(key.get(), group.data(), group.size(), &size) != 1 ||
      std::string_view(group.data(), size) != curve)
    return false;
  BIGNUM* found = nullptr;
  if (crypto()->number_of(key.get(), OSSL_PKEY_PARAM_PRIV_KEY, &found) != 1) return false;
  const Number number(found);
  return crypto()->write_number(found, scalar.data(), static_cast<int>(scalar.size())) ==
         static_cast<int>(scalar.size());
}

// point: 04 x y.
Result<std::string> curve_key_pem(std::string_view info, const Octets32& scalar, std::string_view point,
                                  std::string_view passphrase) {
  std::string der(info);
  der.append(scalar.begin(), scalar.end()).append(kPointInfo).append(point);
  std::string base64 = to_base64(der);
  sodium_memzero(der.data(), der.size());
  std::string pem("-----BEGIN PRIVATE KEY-----\n");
  pem.reserve(2 * base64.size());  // no copy stays behind
  for (std::size_t at = 0; at < base64.size(); at += kPemLine) pem.append(base64, at, kPemLine).append("\n");
  pem.append("-----END PRIVATE KEY-----\n");
  sodium_memzero(base64.data(), base64.size());
  return passphrase.empty() ? pem : sealed(std::move(pem), passphrase);
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
  return sealed(secret.to_pem(), passphrase);
}

Result<std::string> sm2_key_pem(const Sm2Secret& secret, std::string_view passphrase) {
  const auto half = sm2_public_key(secret);
  if (!half) return fail(half.error());
  return curve_key_pem(kSm2Info, secret.scalar(), half->octets, passphrase);
}

Result<std::string> secp256k1_key_pem(const std::array<std::uint8_t, 32>& scalar, std::string_view point,
                                      std::string_view passphrase) {
  return curve_key_pem(kSecp256k1Info, scalar, "\x04" + std::string(point), passphrase);
}

Result<std::array<std::uint8_t, 32>> open_secp256k1_key(std::string_view pem, std::string_view passphrase) {
  if (!crypto()) return fail(no_library());
  const Key key = pem.size() <= kLargestPem ? read_key(pem, passphrase) : nullptr;
  if (is_sealed_key(pem) && !key)
    return fail({ErrorCode::kMalformed, "does not open with this passphrase", {}, "口令不正确，无法打开"});
  Octets32 octets{};
  const bool is_read = key && read_scalar(key, "secp256k1", octets);
  crypto()->forget_errors();
  if (is_read) return octets;
  return fail({ErrorCode::kMalformed, "is no private key of secp256k1", {}, "不是 secp256k1 私钥"});
}

Result<Ed25519Secret> open_key(std::string_view pem, std::string_view passphrase) {
  auto opened = open_any_key(pem, passphrase);
  if (!opened) return fail(opened.error());
  if (auto* const secret = std::get_if<Ed25519Secret>(&*opened)) return std::move(*secret);
  return fail(
      {ErrorCode::kMalformed, "is no Ed25519 private key in PEM", {}, "不是 PEM 格式的 Ed25519 私钥"});
}

Result<std::variant<Ed25519Secret, Sm2Secret>> open_any_key(std::string_view pem,
                                                            std::string_view passphrase) {
  if (!crypto()) return fail(no_library());
  const Key key = pem.size() <= kLargestPem ? read_key(pem, passphrase) : nullptr;
  if (is_sealed_key(pem) && !key)
    return fail({ErrorCode::kMalformed, "does not open with this passphrase", {}, "口令不正确，无法打开"});
  Octets32 octets{};
  const bool is_ed25519 = key && read_ed25519(key, octets);
  const bool is_sm2 = key && !is_ed25519 && read_scalar(key, "SM2", octets);
  crypto()->forget_errors();
  if (!is_ed25519 && !is_sm2) {
    return fail({ErrorCode::kMalformed,
                 "is no Ed25519 private key in PEM, and none of SM2",
                 {},
                 "不是 PEM 格式的 Ed25519 或 SM2 私钥"});
  }
  using Either = std::variant<Ed25519Secret, Sm2Secret>;
  Either secret = is_sm2 ? Either(Sm2Secret(octets)) : Either(Ed25519Secret(octets));
  sodium_memzero(octets.data(), octets.size());
  return secret;
}

}  // namespace tidegate
