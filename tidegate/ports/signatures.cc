#include "tidegate/ports/signatures.h"

#include <algorithm>

#include "tidegate/ports/libcrypto_signatures.h"
#include "tidegate/ports/signing_key.h"
#include "tidegate/ports/sm2.h"

namespace tidegate {
namespace {

class EveryCheck final : public SignatureCheck {
 public:
  Result<bool> is_signed_by(const PublicKey& key, std::string_view bytes,
                            std::string_view signature) override {
    switch (key.algorithm) {
      case SignatureAlgorithm::kEd25519:
        return ed25519(key, bytes, signature);
      case SignatureAlgorithm::kEs256:
        return is_signed_es256(key.octets, bytes, signature);
      case SignatureAlgorithm::kRs256:
        return is_signed_rs256(key.octets, bytes, signature);
      case SignatureAlgorithm::kSm2:
        return sm2_->is_signed_by(key, bytes, signature);
    }
    return fail({ErrorCode::kMalformed, "is no algorithm of signatures", {}, "不是签名算法"});
  }

 private:
  static Result<bool> ed25519(const PublicKey& key, std::string_view bytes, std::string_view signature) {
    Ed25519Key known;
    if (key.octets.size() != known.bytes.size())
      return fail({ErrorCode::kMalformed, "is no public key of Ed25519", {}, "不是 Ed25519 公钥"});
    std::copy(key.octets.begin(), key.octets.end(), known.bytes.begin());
    return tidegate::is_signed_by(known, bytes, signature);
  }

  std::unique_ptr<SignatureCheck> sm2_ = sm2_check();
};

class Ed25519Signer final : public OctetSigner {
 public:
  explicit Ed25519Signer(Ed25519Secret secret) : secret_(std::move(secret)) {
    const Ed25519Key half = secret_.public_key();
    half_.octets.assign(half.bytes.begin(), half.bytes.end());
  }
  const PublicKey& public_key() const override { return half_; }
  Result<std::string> sign(std::string_view bytes) override { return secret_.sign(bytes); }

 private:
  const Ed25519Secret secret_;
  PublicKey half_;
};

}  // namespace

std::unique_ptr<SignatureCheck> signature_check() { return std::make_unique<EveryCheck>(); }

std::unique_ptr<OctetSigner> ed25519_signer(Ed25519Secret secret) {
  return std::make_unique<Ed25519Signer>(std::move(secret));
}

Result<std::string> new_signer_pem(SignatureAlgorithm algorithm, std::string_view passphrase) {
  if (algorithm == SignatureAlgorithm::kEd25519) {
    const auto secret = new_key();
    if (!secret) return fail(secret.error());
    return passphrase.empty() ? secret->to_pem() : seal_key(*secret, passphrase);
  }
  if (algorithm == SignatureAlgorithm::kSm2) {
    const auto secret = new_sm2_key();
    return secret ? sm2_key_pem(*secret, passphrase) : fail(secret.error());
  }
  return fail(
      {ErrorCode::kMalformed, "keys of Ed25519 and SM2 are made here", {}, "仅生成 Ed25519 与 SM2 密钥"});
}

Result<std::unique_ptr<OctetSigner>> open_signer_pem(std::string_view pem, std::string_view passphrase) {
  auto opened = open_any_key(pem, passphrase);
  if (!opened) return fail(opened.error());
  if (auto* const sm2 = std::get_if<Sm2Secret>(&*opened)) return sm2_signer(*sm2);
  return ed25519_signer(std::move(std::get<Ed25519Secret>(*opened)));
}

}  // namespace tidegate
