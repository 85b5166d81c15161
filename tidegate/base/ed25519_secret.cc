#include "tidegate/base/ed25519_secret.h"

#include <fmt/format.h>
#include <sodium.h>

#include <algorithm>

#include "tidegate/base/base64.h"
#include "tidegate/base/ed25519_der.h"

namespace tidegate {
namespace {

constexpr std::string_view kBegin = "-----BEGIN PRIVATE KEY-----";
constexpr std::string_view kEnd = "-----END PRIVATE KEY-----";
constexpr std::size_t kSeedSize = 32;

std::string pem_of(std::string_view what, std::string_view prefix, std::string_view octets) {
  std::string der(prefix);
  der += octets;
  std::string base64 = to_base64(der);
  std::string pem = fmt::format("-----BEGIN {0}-----\n{1}\n-----END {0}-----\n", what, base64);
  sodium_memzero(der.data(), der.size());
  sodium_memzero(base64.data(), base64.size());
  return pem;
}

std::string_view octets_of(const std::uint8_t* from, std::size_t size) {
  return {reinterpret_cast<const char*>(from), size};
}

}  // namespace

Ed25519Secret::Ed25519Secret(const std::array<std::uint8_t, 32>& seed) {
  std::array<std::uint8_t, 32> unused{};
  crypto_sign_seed_keypair(unused.data(), expanded_.data(), seed.data());
}

Ed25519Secret::Ed25519Secret(Ed25519Secret&& from) noexcept : expanded_(from.expanded_) {
  sodium_memzero(from.expanded_.data(), from.expanded_.size());
}

Ed25519Secret& Ed25519Secret::operator=(Ed25519Secret&& from) noexcept {
  if (this != &from) {
    expanded_ = from.expanded_;
    sodium_memzero(from.expanded_.data(), from.expanded_.size());
  }
  return *this;
}

Ed25519Secret::~Ed25519Secret() { sodium_memzero(expanded_.data(), expanded_.size()); }

Result<Ed25519Secret> Ed25519Secret::parse_pem(std::string_view pem) {
  const auto none = [] {
    return fail({ErrorCode::kMalformed,
                 "is no Ed25519 private key in PEM without a passphrase",
                 {},
                 "不是无口令的 PEM 格式 Ed25519 私钥"});
  };
  const std::size_t begin = pem.find(kBegin);
  const std::size_t end = pem.find(kEnd);
  if (begin == std::string_view::npos || end == std::string_view::npos || end < begin) return none();
  const std::string_view base64 = pem.substr(begin + kBegin.size(), end - begin - kBegin.size());
  std::array<std::uint8_t, 64> der{};
  std::size_t size = 0;
  const bool read = sodium_base642bin(der.data(), der.size(), base64.data(), base64.size(), "\r\n \t", &size,
                                      nullptr, sodium_base64_VARIANT_ORIGINAL) == 0;
  const std::string_view bytes = octets_of(der.data(), size);
  const bool fits =
      read && size == kEd25519PrivateDer.size() + kSeedSize && bytes.starts_with(kEd25519PrivateDer);
  std::array<std::uint8_t, kSeedSize> seed{};
  if (fits)
    std::copy_n(der.begin() + static_cast<std::ptrdiff_t>(kEd25519PrivateDer.size()), kSeedSize,
                seed.begin());
  sodium_memzero(der.data(), der.size());
  if (!fits) return none();
  Ed25519Secret secret(seed);
  sodium_memzero(seed.data(), seed.size());
  return secret;
}

Ed25519Key Ed25519Secret::public_key() const {
  Ed25519Key key;
  std::copy(expanded_.begin() + static_cast<std::ptrdiff_t>(kSeedSize), expanded_.end(), key.bytes.begin());
  return key;
}

std::string Ed25519Secret::sign(std::string_view bytes) const {
  std::string signature(crypto_sign_BYTES, '\0');
  crypto_sign_detached(reinterpret_cast<unsigned char*>(signature.data()), nullptr,
                       reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size(), expanded_.data());
  return signature;
}

std::string Ed25519Secret::to_pem() const {
  return pem_of("PRIVATE KEY", kEd25519PrivateDer, octets_of(expanded_.data(), kSeedSize));
}

std::string to_pem(const Ed25519Key& key) {
  return pem_of("PUBLIC KEY", kEd25519PublicDer, octets_of(key.bytes.data(), key.bytes.size()));
}

}  // namespace tidegate
