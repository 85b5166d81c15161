#include "tidegate/base/hash.h"

#include <sodium/crypto_hash_sha256.h>
#include <sodium/crypto_shorthash.h>

#include <bit>
#include <cstring>

#include "tidegate/base/sha256_library.h"

namespace tidegate {

Sha256 sha256(std::string_view bytes) {
  Sha256 out;
  if (const Sha256Library* library = sha256_library(bytes.size())) {
    SHA256_CTX context;
    library->init(&context);
    library->update(&context, bytes.data(), bytes.size());
    library->final(out.data(), &context);
  } else {
    crypto_hash_sha256(out.data(), reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size());
  }
  return out;
}

std::string hex(std::span<const std::uint8_t> bytes) {
  constexpr char kDigits[] = "0123456789abcdef";
  std::string out;
  out.reserve(bytes.size() * 2);
  for (const std::uint8_t b : bytes) {
    out.push_back(kDigits[b >> 4]);
    out.push_back(kDigits[b & 15]);
  }
  return out;
}

std::uint64_t keyed_hash(const SubjectKeySecret& secret, std::string_view bytes) {
  static_assert(crypto_shorthash_BYTES == 8 && crypto_shorthash_KEYBYTES == 16);
  std::array<std::uint8_t, 8> out;
  crypto_shorthash(out.data(), reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size(),
                   secret.bytes.data());
  if constexpr (std::endian::native == std::endian::little) return std::bit_cast<std::uint64_t>(out);
  std::uint64_t value = 0;
  for (int i = 7; i >= 0; --i) value = value << 8 | out[static_cast<std::size_t>(i)];
  return value;
}

}  // namespace tidegate
