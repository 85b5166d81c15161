// SM2 over SM3 (GB/T 32918.2, curve of .5) under the id 1234567812345678 (GB/T 35276), computed by Botan.
// OpenSSL signs under an empty id unless it is told this one: neither then accepts the other's signatures.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "tidegate/base/result.h"
#include "tidegate/base/signature.h"

namespace tidegate {

// A private key; wiped when its owner goes.
class Sm2Secret {
 public:
  // scalar  32 octets, the first the most significant; whether it is a key is asked where it is used.
  explicit Sm2Secret(const std::array<std::uint8_t, 32>& scalar) : scalar_(scalar) {}
  Sm2Secret(Sm2Secret&& from) noexcept;
  Sm2Secret& operator=(Sm2Secret&& from) noexcept;
  ~Sm2Secret();
  const std::array<std::uint8_t, 32>& scalar() const { return scalar_; }

 private:
  std::array<std::uint8_t, 32> scalar_;
};

// Of the system's random numbers. Errors: kUnavailable.
Result<Sm2Secret> new_sm2_key();
// Errors: kMalformed (zero, or not below the order of the curve), kUnavailable (no Botan here).
Result<PublicKey> sm2_public_key(const Sm2Secret& secret);
Result<std::unique_ptr<OctetSigner>> sm2_signer(const Sm2Secret& secret);

// What SignatureCheck says of SM2 (base/signature.h). Keys that were looked at are kept, 64 at most.
std::unique_ptr<SignatureCheck> sm2_check();

}  // namespace tidegate
