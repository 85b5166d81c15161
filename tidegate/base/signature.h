// Signatures of several algorithms, by whoever may make and check them: libsodium's stand in base, the others
// need libraries that are loaded at run time (ports/signatures.h).
#pragma once

#include <string>
#include <string_view>

#include "tidegate/base/result.h"

namespace tidegate {

enum class SignatureAlgorithm {
  kEd25519,  // RFC 8032; 64 octets
  kEs256,    // ECDSA on P-256 over SHA-256 (RFC 7518, 3.4): r and s, 64 octets
  kRs256,    // RSASSA-PKCS1-v1_5 over SHA-256; keys of 2,048 to 4,096 bits
  kSm2,      // SM2 over SM3 (GB/T 32918.2) under the id 1234567812345678 (GB/T 35276): r and s, 64 octets
};

struct PublicKey {
  SignatureAlgorithm algorithm = SignatureAlgorithm::kEd25519;
  std::string octets;  // Ed25519: 32; P-256 and SM2: the point, 04 x y, 65; RSA: SubjectPublicKeyInfo (DER)
  friend bool operator==(const PublicKey&, const PublicKey&) = default;
};

class SignatureCheck {
 public:
  virtual ~SignatureCheck() = default;
  // Whether that key signed these octets. Several threads at a time. Errors: kMalformed (no such key),
  // kUnavailable (this machine lacks the library of the algorithm): never taken for a signature that holds.
  virtual Result<bool> is_signed_by(const PublicKey& key, std::string_view bytes,
                                    std::string_view signature) = 0;
};

class OctetSigner {
 public:
  virtual ~OctetSigner() = default;
  virtual const PublicKey& public_key() const = 0;
  // Errors: kUnavailable.
  virtual Result<std::string> sign(std::string_view bytes) = 0;
};

}  // namespace tidegate
