#include "tidegate/access/jose/sign_key.h"

#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>

#include "tidegate/base/base64.h"
#include "tidegate/base/json_writer.h"

namespace tidegate::access {
namespace {

constexpr std::size_t kLargestPem = 16'384;
constexpr int kLeastRsaBits = 2'048;
constexpr int kMostRsaBits = 4'096;

// No passphrase, and no question for one on the terminal.
extern "C" int give_no_passphrase(char*, int, int, void*) { return 0; }

const unsigned char* octets(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

}  // namespace

Result<SignKey> SignKey::of_pem(std::string_view pem) {
  const bool may_be = pem.size() <= kLargestPem;
  const std::unique_ptr<BIO, decltype(&BIO_free_all)> bio(
      may_be ? BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())) : nullptr, &BIO_free_all);
  EVP_PKEY* raw = bio ? PEM_read_bio_PrivateKey(bio.get(), nullptr, give_no_passphrase, nullptr) : nullptr;
  ERR_clear_error();
  if (raw == nullptr)
    return fail({ErrorCode::kMalformed,
                 "is no private key in PEM without a passphrase",
                 {},
                 "不是未加密的 PEM 私钥"});
  std::shared_ptr<EVP_PKEY> key(raw, EVP_PKEY_free);
  const int bits = EVP_PKEY_get_bits(raw);
  switch (EVP_PKEY_get_base_id(raw)) {
    case EVP_PKEY_ED25519:
      return SignKey(std::move(key), SignatureKind::kEdDsa);
    case EVP_PKEY_RSA:
      if (bits >= kLeastRsaBits && bits <= kMostRsaBits)
        return SignKey(std::move(key), SignatureKind::kRs256);
      break;
    default:
      break;
  }
  return fail({ErrorCode::kOutOfRange,
               "this server signs by Ed25519 or RSA of 2048 to 4096 bits",
               {},
               "本服务的签名私钥须为 Ed25519 或 2048 至 4096 位 RSA"});
}

Result<std::string> SignKey::sign(std::string_view payload, std::string_view key_id) const {
  JsonWriter header;
  header.begin_object().key("alg").string(to_string(kind_));
  if (!key_id.empty()) header.key("kid").string(key_id);
  header.end_object();
  const std::string text = to_base64url(header.take()) + "." + to_base64url(payload);
  const std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context(EVP_MD_CTX_new(), &EVP_MD_CTX_free);
  const EVP_MD* digest = kind_ == SignatureKind::kEdDsa ? nullptr : EVP_sha256();
  std::size_t size = 0;
  std::string signature;
  bool is_signed = context && EVP_DigestSignInit(context.get(), nullptr, digest, nullptr, key_.get()) == 1 &&
                   EVP_DigestSign(context.get(), nullptr, &size, octets(text), text.size()) == 1;
  if (is_signed) {
    signature.resize(size);
    is_signed = EVP_DigestSign(context.get(), reinterpret_cast<unsigned char*>(signature.data()), &size,
                               octets(text), text.size()) == 1;
    signature.resize(size);
  }
  ERR_clear_error();
  if (!is_signed) return fail({ErrorCode::kUnavailable, "the key did not sign", {}, "私钥未能签名"});
  return text + "." + to_base64url(signature);
}

}  // namespace tidegate::access
