#include "tidegate/base/ed25519.h"

#include <sodium.h>

#include <algorithm>

#include "tidegate/base/ed25519_der.h"

namespace tidegate {
namespace {

constexpr std::string_view kBegin = "-----BEGIN PUBLIC KEY-----";
constexpr std::string_view kEnd = "-----END PUBLIC KEY-----";

Ed25519Key key_of(std::string_view bytes) {
  Ed25519Key key;
  std::copy(bytes.begin(), bytes.end(), key.bytes.begin());
  return key;
}

}  // namespace

Result<Ed25519Key> parse_ed25519_pem(std::string_view pem) {
  const std::size_t begin = pem.find(kBegin);
  const std::size_t end = pem.find(kEnd);
  const auto none = [] {
    return fail(
        {ErrorCode::kMalformed, "is no Ed25519 public key in PEM", {}, "不是 PEM 格式的 Ed25519 公钥"});
  };
  if (begin == std::string_view::npos || end == std::string_view::npos || end < begin) return none();
  const std::string_view base64 = pem.substr(begin + kBegin.size(), end - begin - kBegin.size());
  std::array<unsigned char, 64> der{};
  std::size_t size = 0;
  const bool read = sodium_base642bin(der.data(), der.size(), base64.data(), base64.size(), "\r\n \t", &size,
                                      nullptr, sodium_base64_VARIANT_ORIGINAL) == 0;
  const std::string_view bytes(reinterpret_cast<const char*>(der.data()), size);
  if (!read || !bytes.starts_with(kEd25519PublicDer) ||
      bytes.size() != kEd25519PublicDer.size() + Ed25519Key().bytes.size())
    return none();
  return key_of(bytes.substr(kEd25519PublicDer.size()));
}

Result<Ed25519Key> parse_ed25519_hex(std::string_view text) {
  const std::string bytes = bytes_of_hex(text);
  if (bytes.size() != Ed25519Key().bytes.size())
    return fail({ErrorCode::kMalformed, "is no key of 64 hexadecimal digits", {}, "不是 64 位十六进制公钥"});
  return key_of(bytes);
}

bool is_signed_by(const Ed25519Key& key, std::string_view bytes, std::string_view signature) {
  if (signature.size() != crypto_sign_BYTES) return false;
  return crypto_sign_verify_detached(reinterpret_cast<const unsigned char*>(signature.data()),
                                     reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size(),
                                     key.bytes.data()) == 0;
}

std::string bytes_of_hex(std::string_view digits) {
  constexpr std::size_t kMost = 4'096;
  if (digits.size() > kMost || digits.size() % 2 != 0) return {};
  std::string out(digits.size() / 2, '\0');
  std::size_t size = 0;
  const bool read = sodium_hex2bin(reinterpret_cast<unsigned char*>(out.data()), out.size(), digits.data(),
                                   digits.size(), nullptr, &size, nullptr) == 0;
  return read && size == out.size() ? out : std::string();
}

}  // namespace tidegate
