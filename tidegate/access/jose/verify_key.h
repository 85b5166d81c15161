// Public keys that signatures of others are checked by: Ed25519, ECDSA on P-256, RSA of 2,048 to 4,096 bits.
// A key belongs to one algorithm, whatever the signed text says of itself.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "tidegate/base/json.h"
#include "tidegate/base/result.h"

struct evp_pkey_st;

namespace tidegate::access {

// RFC 7518 section 3.1, RFC 8037. HMAC and "none" are not among them and are never taken.
enum class SignatureKind { kRs256, kEs256, kEdDsa };
std::string_view to_string(SignatureKind kind);  // "RS256"
std::optional<SignatureKind> signature_kind_of(std::string_view name);

class VerifyKey {
 public:
  // pem  "-----BEGIN PUBLIC KEY-----", 16 KiB at most. Errors: kMalformed (no such key), kOutOfRange (of a
  // kind or size that is not taken).
  static Result<VerifyKey> of_pem(std::string_view pem);
  // One JWK (RFC 7517), public. Errors: as of_pem.
  static Result<VerifyKey> of_jwk(const Json& jwk);

  SignatureKind kind() const { return kind_; }
  // SHA-256 of its SubjectPublicKeyInfo (DER), hex.
  std::string fingerprint() const;
  std::string to_pem() const;
  // signature: as JOSE writes it, of ECDSA the two numbers one behind the other.
  bool has_signed(std::string_view bytes, std::string_view signature) const;

 private:
  VerifyKey(std::shared_ptr<evp_pkey_st> key, SignatureKind kind) : key_(std::move(key)), kind_(kind) {}
  static Result<VerifyKey> of_key(std::shared_ptr<evp_pkey_st> key);
  std::shared_ptr<evp_pkey_st> key_;  // never changed: copies share it
  SignatureKind kind_;
};

// SHA-256 of one X.509 certificate in PEM (of its DER), hex. Errors: kMalformed.
Result<std::string> certificate_fingerprint(std::string_view pem);

}  // namespace tidegate::access
