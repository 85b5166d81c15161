#include "tidegate/base/hmac.h"

#include <sodium.h>

namespace tidegate {

Sha256 hmac_sha256(std::span<const std::uint8_t> key, std::string_view bytes) {
  crypto_auth_hmacsha256_state state;
  crypto_auth_hmacsha256_init(&state, key.data(), key.size());
  crypto_auth_hmacsha256_update(&state, reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size());
  Sha256 out{};
  crypto_auth_hmacsha256_final(&state, out.data());
  return out;
}

}  // namespace tidegate
