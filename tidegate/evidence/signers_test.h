// Keys that tests sign with: Ed25519 in earnest; in the place of SM2, which needs a library that this room
// has not, a keyed hash (gate tests the real one).
#pragma once

#include <algorithm>
#include <memory>
#include <string>

#include "tidegate/base/ed25519_secret.h"
#include "tidegate/base/hash.h"
#include "tidegate/base/signature.h"

namespace tidegate::evidence {

class TestCheck final : public SignatureCheck {
 public:
  Result<bool> is_signed_by(const PublicKey& key, std::string_view bytes,
                            std::string_view signature) override {
    ++asked;
    if (key.algorithm == SignatureAlgorithm::kSm2) return signature == stand_in(key.octets, bytes);
    Ed25519Key known;
    std::copy(key.octets.begin(), key.octets.end(), known.bytes.begin());
    return tidegate::is_signed_by(known, bytes, signature);
  }
  static std::string stand_in(std::string_view key, std::string_view bytes) {
    return sha256_hex(std::string(key) + std::string(bytes));
  }
  int asked = 0;
};

class TestSigner final : public OctetSigner {
 public:
  explicit TestSigner(std::uint8_t seed, SignatureAlgorithm algorithm = SignatureAlgorithm::kEd25519)
      : secret_(seed_of(seed)) {
    key_.algorithm = algorithm;
    const Ed25519Key half = secret_.public_key();
    key_.octets.assign(half.bytes.begin(), half.bytes.end());
    if (algorithm == SignatureAlgorithm::kSm2) key_.octets = '\x04' + key_.octets + key_.octets;
  }
  const PublicKey& public_key() const override { return key_; }
  Result<std::string> sign(std::string_view bytes) override {
    if (key_.algorithm == SignatureAlgorithm::kSm2) return TestCheck::stand_in(key_.octets, bytes);
    return secret_.sign(bytes);
  }

 private:
  static std::array<std::uint8_t, 32> seed_of(std::uint8_t seed) {
    std::array<std::uint8_t, 32> out{};
    out.fill(seed);
    return out;
  }
  Ed25519Secret secret_;
  PublicKey key_;
};

}  // namespace tidegate::evidence
