#include "tidegate/access/jose/verify_key.h"

#include <openssl/bio.h>
#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/ecdsa.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/param_build.h>
#include <openssl/pem.h>
#include <openssl/rsa.h>
#include <openssl/x509.h>

#include <array>
#include <vector>

#include "tidegate/base/base64.h"
#include "tidegate/base/hash.h"

namespace tidegate::access {
namespace {

constexpr std::size_t kLargestPem = 16'384;
constexpr int kLeastRsaBits = 2'048;
constexpr int kMostRsaBits = 4'096;
constexpr int kMostExponentBits = 64;  // a longer one only costs time
constexpr std::size_t kP256Octets = 32;
constexpr std::size_t kEd25519Octets = 32;

template <auto Free>
struct Freed {
  template <typename T>
  void operator()(T* p) const {
    Free(p);
  }
};
using Bio = std::unique_ptr<BIO, Freed<BIO_free_all>>;
using Number = std::unique_ptr<BIGNUM, Freed<BN_free>>;
using Builder = std::unique_ptr<OSSL_PARAM_BLD, Freed<OSSL_PARAM_BLD_free>>;
using Parameters = std::unique_ptr<OSSL_PARAM, Freed<OSSL_PARAM_free>>;
using KeyContext = std::unique_ptr<EVP_PKEY_CTX, Freed<EVP_PKEY_CTX_free>>;
using DigestContext = std::unique_ptr<EVP_MD_CTX, Freed<EVP_MD_CTX_free>>;
using EcSignature = std::unique_ptr<ECDSA_SIG, Freed<ECDSA_SIG_free>>;
using Certificate = std::unique_ptr<X509, Freed<X509_free>>;
using Key = std::shared_ptr<EVP_PKEY>;

Key owned(EVP_PKEY* key) { return key == nullptr ? Key() : Key(key, EVP_PKEY_free); }

const unsigned char* octets(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

tl::unexpected<Error> no_key() {
  ERR_clear_error();
  return fail({ErrorCode::kMalformed, "is no public key in PEM or JWK", {}, "不是 PEM 或 JWK 格式的公钥"});
}
tl::unexpected<Error> other_key() {
  ERR_clear_error();
  return fail({ErrorCode::kOutOfRange,
               "a key is of Ed25519, P-256 or RSA of 2048 to 4096 bits",
               {},
               "密钥须为 Ed25519、P-256 或 2048 至 4096 位 RSA"});
}

// A member of a JWK in base64url; empty: it is not there, or is none.
std::string member(const Json& jwk, std::string_view name) {
  const Json* value = jwk.find(name);
  if (value == nullptr || value->string() == nullptr) return {};
  return from_base64url(*value->string()).value_or(std::string());
}

bool says(const Json& jwk, std::string_view name, std::string_view what) {
  const Json* value = jwk.find(name);
  return value != nullptr && value->string() != nullptr && *value->string() == what;
}

Key made(const char* type, OSSL_PARAM_BLD* builder) {
  const Parameters parameters(OSSL_PARAM_BLD_to_param(builder));
  const KeyContext context(EVP_PKEY_CTX_new_from_name(nullptr, type, nullptr));
  EVP_PKEY* key = nullptr;
  if (!parameters || !context || EVP_PKEY_fromdata_init(context.get()) != 1 ||
      EVP_PKEY_fromdata(context.get(), &key, EVP_PKEY_PUBLIC_KEY, parameters.get()) != 1)
    return {};
  return owned(key);
}

// Refuses a point that is not on the curve.
Key p256_key(const std::string& x, const std::string& y) {
  if (x.size() != kP256Octets || y.size() != kP256Octets) return {};
  const std::string point = '\x04' + x + y;
  const Builder builder(OSSL_PARAM_BLD_new());
  if (!builder ||
      OSSL_PARAM_BLD_push_utf8_string(builder.get(), OSSL_PKEY_PARAM_GROUP_NAME, "P-256", 0) != 1 ||
      OSSL_PARAM_BLD_push_octet_string(builder.get(), OSSL_PKEY_PARAM_PUB_KEY, point.data(), point.size()) !=
          1)
    return {};
  Key key = made("EC", builder.get());
  const KeyContext check(key ? EVP_PKEY_CTX_new_from_pkey(nullptr, key.get(), nullptr) : nullptr);
  return check && EVP_PKEY_public_check(check.get()) == 1 ? key : Key();
}

Key rsa_key(const std::string& n, const std::string& e) {
  constexpr std::size_t kMost = kMostRsaBits / 8;
  if (n.empty() || n.size() > kMost || e.empty() || e.size() > kMost) return {};
  const Number modulus(BN_bin2bn(octets(n), static_cast<int>(n.size()), nullptr));
  const Number exponent(BN_bin2bn(octets(e), static_cast<int>(e.size()), nullptr));
  const Builder builder(OSSL_PARAM_BLD_new());
  if (!modulus || !exponent || !builder ||
      OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_RSA_N, modulus.get()) != 1 ||
      OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_RSA_E, exponent.get()) != 1)
    return {};
  return made("RSA", builder.get());
}

bool is_good_exponent(const EVP_PKEY* key) {
  BIGNUM* raw = nullptr;
  if (EVP_PKEY_get_bn_param(key, OSSL_PKEY_PARAM_RSA_E, &raw) != 1) return false;
  const Number exponent(raw);
  return BN_is_odd(exponent.get()) && !BN_is_one(exponent.get()) &&
         BN_num_bits(exponent.get()) <= kMostExponentBits;
}

bool is_p256(const EVP_PKEY* key) {
  std::array<char, 64> name{};
  std::size_t size = 0;
  return EVP_PKEY_get_utf8_string_param(key, OSSL_PKEY_PARAM_GROUP_NAME, name.data(), name.size(), &size) ==
             1 &&
         std::string_view(name.data(), size) == "prime256v1";
}

// As X.509 writes a signature of ECDSA; empty: it is none.
std::string der_of_signature(std::string_view both) {
  if (both.size() != 2 * kP256Octets) return {};
  const EcSignature signature(ECDSA_SIG_new());
  Number r(BN_bin2bn(octets(both), kP256Octets, nullptr));
  Number s(BN_bin2bn(octets(both) + kP256Octets, kP256Octets, nullptr));
  if (!signature || !r || !s || ECDSA_SIG_set0(signature.get(), r.get(), s.get()) != 1) return {};
  (void)r.release();  // are the signature's now
  (void)s.release();
  unsigned char* der = nullptr;
  const int size = i2d_ECDSA_SIG(signature.get(), &der);
  if (size <= 0) return {};
  std::string out(reinterpret_cast<char*>(der), static_cast<std::size_t>(size));
  OPENSSL_free(der);
  return out;
}

}  // namespace

std::string_view to_string(SignatureKind kind) {
  constexpr std::array<std::string_view, 3> kNames{"RS256", "ES256", "EdDSA"};
  return kNames[static_cast<std::size_t>(kind)];
}

std::optional<SignatureKind> signature_kind_of(std::string_view name) {
  for (const auto kind : {SignatureKind::kRs256, SignatureKind::kEs256, SignatureKind::kEdDsa}) {
    if (to_string(kind) == name) return kind;
  }
  return std::nullopt;
}

Result<VerifyKey> VerifyKey::of_key(Key key) {
  if (!key) return no_key();
  switch (EVP_PKEY_get_base_id(key.get())) {
    case EVP_PKEY_ED25519:
      return VerifyKey(std::move(key), SignatureKind::kEdDsa);
    case EVP_PKEY_EC:
      if (is_p256(key.get())) return VerifyKey(std::move(key), SignatureKind::kEs256);
      break;
    case EVP_PKEY_RSA:
      if (const int bits = EVP_PKEY_get_bits(key.get());
          bits >= kLeastRsaBits && bits <= kMostRsaBits && is_good_exponent(key.get()))
        return VerifyKey(std::move(key), SignatureKind::kRs256);
      break;
    default:
      break;
  }
  return other_key();
}

Result<VerifyKey> VerifyKey::of_pem(std::string_view pem) {
  if (pem.size() > kLargestPem || !pem.starts_with("-----BEGIN PUBLIC KEY-----")) return no_key();
  const Bio bio(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())));
  Key key = owned(bio ? PEM_read_bio_PUBKEY(bio.get(), nullptr, nullptr, nullptr) : nullptr);
  return of_key(std::move(key));
}

Result<VerifyKey> VerifyKey::of_jwk(const Json& jwk) {
  if (says(jwk, "kty", "OKP") && says(jwk, "crv", "Ed25519")) {
    const std::string x = member(jwk, "x");
    if (x.size() != kEd25519Octets) return no_key();
    return of_key(owned(EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, nullptr, octets(x), x.size())));
  }
  if (says(jwk, "kty", "EC") && says(jwk, "crv", "P-256"))
    return of_key(p256_key(member(jwk, "x"), member(jwk, "y")));
  if (says(jwk, "kty", "RSA")) return of_key(rsa_key(member(jwk, "n"), member(jwk, "e")));
  return other_key();
}

std::string VerifyKey::fingerprint() const {
  unsigned char* der = nullptr;
  const int size = i2d_PUBKEY(key_.get(), &der);
  if (size <= 0) return {};
  const std::string hash = sha256_hex({reinterpret_cast<const char*>(der), static_cast<std::size_t>(size)});
  OPENSSL_free(der);
  return hash;
}

std::string VerifyKey::to_pem() const {
  const Bio bio(BIO_new(BIO_s_mem()));
  if (!bio || PEM_write_bio_PUBKEY(bio.get(), key_.get()) != 1) return {};
  char* text = nullptr;
  const long size = BIO_get_mem_data(bio.get(), &text);
  return {text, static_cast<std::size_t>(size)};
}

bool VerifyKey::has_signed(std::string_view bytes, std::string_view signature) const {
  const std::string der = kind_ == SignatureKind::kEs256 ? der_of_signature(signature) : std::string();
  if (kind_ == SignatureKind::kEs256) signature = der;
  const DigestContext context(EVP_MD_CTX_new());
  const EVP_MD* digest = kind_ == SignatureKind::kEdDsa ? nullptr : EVP_sha256();
  const bool is_right =
      !signature.empty() && context &&
      EVP_DigestVerifyInit(context.get(), nullptr, digest, nullptr, key_.get()) == 1 &&
      EVP_DigestVerify(context.get(), octets(signature), signature.size(), octets(bytes), bytes.size()) == 1;
  ERR_clear_error();
  return is_right;
}

Result<std::string> certificate_fingerprint(std::string_view pem) {
  const bool may_be = pem.size() <= kLargestPem && pem.starts_with("-----BEGIN CERTIFICATE-----");
  const Bio bio(may_be ? BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())) : nullptr);
  const Certificate certificate(bio ? PEM_read_bio_X509(bio.get(), nullptr, nullptr, nullptr) : nullptr);
  unsigned char* der = nullptr;
  const int size = certificate ? i2d_X509(certificate.get(), &der) : 0;
  ERR_clear_error();
  if (size <= 0) return fail({ErrorCode::kMalformed, "is no certificate in PEM", {}, "不是 PEM 格式的证书"});
  std::string hash = sha256_hex({reinterpret_cast<const char*>(der), static_cast<std::size_t>(size)});
  OPENSSL_free(der);
  return hash;
}

}  // namespace tidegate::access
