// A private key by which this server says who it is: Ed25519 or RSA, whose signatures need no chance.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "tidegate/access/jose/verify_key.h"

namespace tidegate::access {

class SignKey {
 public:
  // pem  PKCS#8 without a passphrase, 16 KiB at most. Errors: kMalformed (no such key), kOutOfRange (of a
  // kind or size that is not taken). Nothing of the text is repeated.
  static Result<SignKey> of_pem(std::string_view pem);

  SignatureKind kind() const { return kind_; }
  // A signed text in compact form (RFC 7515). key_id: for the header; empty: none. Errors: kUnavailable.
  Result<std::string> sign(std::string_view payload, std::string_view key_id) const;

 private:
  SignKey(std::shared_ptr<evp_pkey_st> key, SignatureKind kind) : key_(std::move(key)), kind_(kind) {}
  std::shared_ptr<evp_pkey_st> key_;  // wiped when the last of its copies goes
  SignatureKind kind_;
};

}  // namespace tidegate::access
