#include "tidegate/ports/libcrypto_signatures.h"

#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/x509.h>

#include <memory>
#include <optional>
#include <string>

#include "tidegate/base/shared_library.h"

namespace tidegate {
namespace {

constexpr std::size_t kPoint = 65;
constexpr std::size_t kNumber = 32;
constexpr int kFewestBits = 2'048;
constexpr int kMostBits = 4'096;
constexpr std::size_t kLargestKey = 1'024;
// What stands before the point in SubjectPublicKeyInfo: id-ecPublicKey on prime256v1 (RFC 5480).
constexpr std::string_view kP256Info(
    "\x30\x59\x30\x13\x06\x07\x2a\x86\x48\xce\x3d\x02\x01\x06\x08\x2a\x86\x48\xce\x3d\x03\x01\x07\x03\x42"
    "\x00",
    26);

struct Crypto {
  decltype(::d2i_PUBKEY)* read_key;
  decltype(::EVP_PKEY_free)* free_key;
  decltype(::EVP_PKEY_get_base_id)* kind_of;
  decltype(::EVP_PKEY_get_bits)* bits_of;
  decltype(::EVP_MD_CTX_new)* new_context;
  decltype(::EVP_MD_CTX_free)* free_context;
  decltype(::EVP_sha256)* sha256;
  decltype(::EVP_DigestVerifyInit)* begin;
  decltype(::EVP_DigestVerify)* verify;
  decltype(::ERR_clear_error)* forget_errors;

  static std::optional<Crypto> load() {
    const SharedLibrary library("libcrypto.so.3");
    Crypto c{};
    const bool is_whole =
        library.find("d2i_PUBKEY", c.read_key) && library.find("EVP_PKEY_free", c.free_key) &&
        library.find("EVP_PKEY_get_base_id", c.kind_of) && library.find("EVP_PKEY_get_bits", c.bits_of) &&
        library.find("EVP_MD_CTX_new", c.new_context) && library.find("EVP_MD_CTX_free", c.free_context) &&
        library.find("EVP_sha256", c.sha256) && library.find("EVP_DigestVerifyInit", c.begin) &&
        library.find("EVP_DigestVerify", c.verify) && library.find("ERR_clear_error", c.forget_errors);
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
using Key = std::unique_ptr<EVP_PKEY, Freed<&Crypto::free_key>>;
using Context = std::unique_ptr<EVP_MD_CTX, Freed<&Crypto::free_context>>;

const unsigned char* octets(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

Error no_library() {
  return {ErrorCode::kUnavailable,
          "libcrypto.so.3, which checks this signature, is not installed: apt-get install libssl3",
          {},
          "未安装用于核验该签名的 libcrypto.so.3：apt-get install libssl3"};
}

// The whole of it is the key, and nothing stands behind it.
Key read(std::string_view key_info) {
  const unsigned char* at = octets(key_info);
  Key key(crypto()->read_key(nullptr, &at, static_cast<long>(key_info.size())));
  if (at != octets(key_info) + key_info.size()) key.reset();
  crypto()->forget_errors();
  return key;
}

Result<bool> is_signed(const Key& key, std::string_view bytes, std::string_view signature) {
  const Context context(crypto()->new_context());
  if (!context || crypto()->begin(context.get(), nullptr, crypto()->sha256(), nullptr, key.get()) != 1) {
    crypto()->forget_errors();
    return fail({ErrorCode::kUnavailable, "libcrypto could not check it", {}, "libcrypto 未能完成核验"});
  }
  const bool holds =
      crypto()->verify(context.get(), octets(signature), signature.size(), octets(bytes), bytes.size()) == 1;
  crypto()->forget_errors();
  return holds;
}

// A positive INTEGER of DER, in its shortest form.
std::string integer(std::string_view number) {
  while (number.size() > 1 && number.front() == '\0') number.remove_prefix(1);
  const bool needs_sign = (static_cast<unsigned char>(number.front()) & 0x80U) != 0;
  std::string out("\x02");
  out += static_cast<char>(number.size() + (needs_sign ? 1 : 0));
  if (needs_sign) out += '\0';
  return out.append(number);
}

}  // namespace

Result<bool> is_signed_es256(std::string_view point, std::string_view bytes, std::string_view signature) {
  if (!crypto()) return fail(no_library());
  const Key key = point.size() == kPoint && point.front() == '\x04'
                      ? read(std::string(kP256Info).append(point))
                      : nullptr;
  if (!key) return fail({ErrorCode::kMalformed, "is no public key of P-256", {}, "不是 P-256 公钥"});
  if (signature.size() != 2 * kNumber) return false;  // DER, say: one form is taken
  const std::string both = integer(signature.substr(0, kNumber)) + integer(signature.substr(kNumber));
  std::string der("\x30");
  der += static_cast<char>(both.size());  // 72 at most: one octet
  return is_signed(key, bytes, der + both);
}

Result<bool> is_signed_rs256(std::string_view key_info, std::string_view bytes, std::string_view signature) {
  if (!crypto()) return fail(no_library());
  const Key key = key_info.size() <= kLargestKey ? read(key_info) : nullptr;
  const int bits = key && crypto()->kind_of(key.get()) == EVP_PKEY_RSA ? crypto()->bits_of(key.get()) : 0;
  if (bits < kFewestBits || bits > kMostBits) {
    return fail({ErrorCode::kMalformed,
                 "is no public key of RSA with 2048 to 4096 bits",
                 {},
                 "不是 2048 至 4096 位的 RSA 公钥"});
  }
  return is_signed(key, bytes, signature);
}

}  // namespace tidegate
