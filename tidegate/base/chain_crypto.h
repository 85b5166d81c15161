// What chains of the EVM compute with: Keccak-256 and ECDSA on secp256k1. Ports implement it by libraries
// that are loaded when they are asked for.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "tidegate/base/hash.h"
#include "tidegate/base/result.h"

namespace tidegate {

using ChainHash = Sha256;  // 32 octets, of Keccak-256

struct ChainSignature {
  std::array<std::uint8_t, 32> r{};
  std::array<std::uint8_t, 32> s{};  // at most half the order: chains take no other (EIP-2)
  std::uint8_t parity = 0;           // of the point's y: 0 or 1
  friend bool operator==(const ChainSignature&, const ChainSignature&) = default;
};

// Several threads at a time. Errors: kUnavailable (this machine lacks the library).
class ChainCrypto {
 public:
  virtual ~ChainCrypto() = default;
  // Not SHA3-256, whose padding is another.
  virtual Result<ChainHash> keccak256(std::string_view bytes) const = 0;
  // The public key that signed: x and y, 64 octets. Errors: kCorrupt (no key made this signature, or s is
  // high), kUnavailable.
  virtual Result<std::string> recover(const ChainHash& digest, const ChainSignature& signature) const = 0;
};

// The account's private key.
class ChainSigner {
 public:
  virtual ~ChainSigner() = default;
  virtual const std::string& public_key() const = 0;  // x and y, 64 octets
  // Deterministic (RFC 6979): the same digest, the same signature. Errors: kUnavailable.
  virtual Result<ChainSignature> sign(const ChainHash& digest) const = 0;
};

}  // namespace tidegate
