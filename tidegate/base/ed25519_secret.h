// Signs with Ed25519 (RFC 8032): the private half of base/ed25519.h. The seed is wiped when its owner goes.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "tidegate/base/ed25519.h"
#include "tidegate/base/result.h"

namespace tidegate {

class Ed25519Secret {
 public:
  // seed  32 octets; drawn by the caller, since nothing here touches the world.
  explicit Ed25519Secret(const std::array<std::uint8_t, 32>& seed);
  // PKCS#8 without a passphrase, as `openssl genpkey -algorithm ed25519` prints it. Errors: kMalformed, with
  // nothing of the file in it.
  static Result<Ed25519Secret> parse_pem(std::string_view pem);

  Ed25519Secret(Ed25519Secret&& from) noexcept;
  Ed25519Secret& operator=(Ed25519Secret&& from) noexcept;
  ~Ed25519Secret();

  Ed25519Key public_key() const;
  std::string sign(std::string_view bytes) const;  // 64 octets
  std::string to_pem() const;                      // PKCS#8, as parse_pem reads it

 private:
  std::array<std::uint8_t, 64> expanded_{};  // seed, then public key, as libsodium keeps them
};

// "-----BEGIN PUBLIC KEY-----", as parse_ed25519_pem reads it.
std::string to_pem(const Ed25519Key& key);

}  // namespace tidegate
