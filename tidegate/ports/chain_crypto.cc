#include "tidegate/ports/chain_crypto.h"

#include <secp256k1.h>
#include <secp256k1_recovery.h>
#include <sodium.h>

#include <algorithm>
#include <array>
#include <optional>

#include "tidegate/base/shared_library.h"
#include "tidegate/ports/botan_library.h"
#include "tidegate/ports/signing_key.h"

namespace tidegate {
namespace {

constexpr std::size_t kNumber = 32;
constexpr std::size_t kPoint = 65;
constexpr std::size_t kCompact = 64;

struct Secp {
  decltype(::secp256k1_context_create)* create;
  decltype(::secp256k1_ec_seckey_verify)* is_key;
  decltype(::secp256k1_ec_pubkey_create)* public_of;
  decltype(::secp256k1_ec_pubkey_serialize)* write_public;
  decltype(::secp256k1_ecdsa_sign_recoverable)* sign;
  decltype(::secp256k1_ecdsa_recoverable_signature_serialize_compact)* write_signature;
  decltype(::secp256k1_ecdsa_recoverable_signature_parse_compact)* read_signature;
  decltype(::secp256k1_ecdsa_recoverable_signature_convert)* convert;
  decltype(::secp256k1_ecdsa_signature_normalize)* normalize;
  decltype(::secp256k1_ecdsa_recover)* recover;
  secp256k1_context* context = nullptr;  // never ends; after its making it is only read

  static std::optional<Secp> load() {
    const SharedLibrary library("libsecp256k1.so.1");
    Secp s{};
    const bool is_whole =
        library.find("secp256k1_context_create", s.create) &&
        library.find("secp256k1_ec_seckey_verify", s.is_key) &&
        library.find("secp256k1_ec_pubkey_create", s.public_of) &&
        library.find("secp256k1_ec_pubkey_serialize", s.write_public) &&
        library.find("secp256k1_ecdsa_sign_recoverable", s.sign) &&
        library.find("secp256k1_ecdsa_recoverable_signature_serialize_compact", s.write_signature) &&
        library.find("secp256k1_ecdsa_recoverable_signature_parse_compact", s.read_signature) &&
        library.find("secp256k1_ecdsa_recoverable_signature_convert", s.convert) &&
        library.find("secp256k1_ecdsa_signature_normalize", s.normalize) &&
        library.find("secp256k1_ecdsa_recover", s.recover);
    if (!is_whole) return std::nullopt;
    s.context = s.create(SECP256K1_CONTEXT_SIGN | SECP256K1_CONTEXT_VERIFY);
    return s.context != nullptr ? std::optional(s) : std::nullopt;
  }
};

const Secp* secp() {
  static const std::optional<Secp> kLoaded = Secp::load();
  return kLoaded ? &*kLoaded : nullptr;
}

tl::unexpected<Error> no_secp() {
  return fail({ErrorCode::kUnavailable,
               "libsecp256k1.so.1, which signs for chains, is not installed: apt-get install libsecp256k1-1",
               {},
               "未安装用于区块链签名的 libsecp256k1.so.1：apt-get install libsecp256k1-1"});
}
tl::unexpected<Error> no_key() {
  return fail({ErrorCode::kMalformed, "is no private key of secp256k1", {}, "不是 secp256k1 私钥"});
}
tl::unexpected<Error> no_signature() {
  return fail({ErrorCode::kCorrupt, "is a signature that no key made", {}, "不是任何密钥作出的签名"});
}

Result<std::string> written(const secp256k1_pubkey& key) {
  std::array<std::uint8_t, kPoint> point{};
  std::size_t size = point.size();
  if (secp()->write_public(secp()->context, point.data(), &size, &key, SECP256K1_EC_UNCOMPRESSED) != 1 ||
      size != kPoint)
    return no_signature();
  return std::string(point.begin() + 1, point.end());
}

class Crypto final : public ChainCrypto {
 public:
  Result<ChainHash> keccak256(std::string_view bytes) const override {
    const BotanLibrary* b = botan_library();
    if (b == nullptr) return fail(no_botan());
    botan_hash_t made = nullptr;
    ChainHash out{};
    const bool is_made = b->hash_init(&made, "Keccak-1600(256)", 0) == 0;
    const BotanHash hash(is_made ? made : nullptr);
    if (!hash ||
        b->hash_update(made, reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size()) != 0 ||
        b->hash_final(made, out.data()) != 0)
      return fail({ErrorCode::kUnavailable, "Botan could not compute Keccak", {}, "Botan 未能计算 Keccak"});
    return out;
  }

  Result<std::string> recover(const ChainHash& digest, const ChainSignature& signature) const override {
    const Secp* s = secp();
    if (s == nullptr) return no_secp();
    std::array<std::uint8_t, kCompact> compact{};
    std::copy(signature.r.begin(), signature.r.end(), compact.begin());
    std::copy(signature.s.begin(), signature.s.end(), compact.begin() + kNumber);
    secp256k1_ecdsa_recoverable_signature opened;
    secp256k1_ecdsa_signature plain;
    secp256k1_pubkey key;
    if (signature.parity > 1 ||
        s->read_signature(s->context, &opened, compact.data(), signature.parity) != 1 ||
        s->convert(s->context, &plain, &opened) != 1 || s->normalize(s->context, nullptr, &plain) != 0 ||
        s->recover(s->context, &key, &opened, digest.data()) != 1)
      return no_signature();
    return written(key);
  }
};

class Account final : public ChainSigner {
 public:
  Account(const std::array<std::uint8_t, kNumber>& scalar, std::string half)
      : scalar_(scalar), half_(std::move(half)) {}
  Account(const Account&) = delete;
  Account& operator=(const Account&) = delete;
  ~Account() override { sodium_memzero(scalar_.data(), scalar_.size()); }
  const std::string& public_key() const override { return half_; }
  Result<ChainSignature> sign(const ChainHash& digest) const override {
    const Secp* s = secp();
    secp256k1_ecdsa_recoverable_signature made;
    std::array<std::uint8_t, kCompact> compact{};
    int parity = 0;
    if (s->sign(s->context, &made, digest.data(), scalar_.data(), nullptr, nullptr) != 1 ||
        s->write_signature(s->context, compact.data(), &parity, &made) != 1 || parity > 1)
      return fail({ErrorCode::kUnavailable, "libsecp256k1 could not sign", {}, "libsecp256k1 未能签名"});
    ChainSignature out;
    std::copy_n(compact.begin(), kNumber, out.r.begin());
    std::copy_n(compact.begin() + kNumber, kNumber, out.s.begin());
    out.parity = static_cast<std::uint8_t>(parity);
    return out;
  }

 private:
  std::array<std::uint8_t, kNumber> scalar_;
  const std::string half_;
};

Result<std::string> public_half(const std::array<std::uint8_t, kNumber>& scalar) {
  if (secp() == nullptr) return no_secp();
  secp256k1_pubkey key;
  if (secp()->is_key(secp()->context, scalar.data()) != 1 ||
      secp()->public_of(secp()->context, &key, scalar.data()) != 1)
    return no_key();
  return written(key);
}

// 64 digits, with or without 0x before them and a line end behind.
bool read_hex(std::string_view text, std::array<std::uint8_t, kNumber>& scalar) {
  while (!text.empty() && (text.back() == '\n' || text.back() == '\r')) text.remove_suffix(1);
  if (text.starts_with("0x")) text.remove_prefix(2);
  std::size_t size = 0;
  return text.size() == 2 * kNumber &&
         sodium_hex2bin(scalar.data(), scalar.size(), text.data(), text.size(), nullptr, &size, nullptr) ==
             0 &&
         size == kNumber;
}

}  // namespace

std::unique_ptr<ChainCrypto> chain_crypto() { return std::make_unique<Crypto>(); }

Result<std::string> new_chain_key_pem(std::string_view passphrase) {
  if (sodium_init() < 0)
    return fail({ErrorCode::kUnavailable, "the system gave no random numbers", {}, "系统未能提供随机数"});
  std::array<std::uint8_t, kNumber> scalar{};
  Result<std::string> half = no_key();
  for (int i = 0; i < 8 && !half && half.error().code == ErrorCode::kMalformed; ++i) {
    randombytes_buf(scalar.data(), scalar.size());
    half = public_half(scalar);
  }
  auto pem = half ? secp256k1_key_pem(scalar, *half, passphrase) : half;
  sodium_memzero(scalar.data(), scalar.size());
  return pem;
}

Result<std::unique_ptr<ChainSigner>> open_chain_key(std::string_view file, std::string_view passphrase) {
  std::array<std::uint8_t, kNumber> scalar{};
  if (!read_hex(file, scalar)) {
    auto opened = open_secp256k1_key(file, passphrase);
    if (!opened) return fail(opened.error());
    scalar = *opened;
    sodium_memzero(opened->data(), opened->size());
  }
  auto half = public_half(scalar);
  std::unique_ptr<ChainSigner> out;
  if (half) out = std::make_unique<Account>(scalar, std::move(*half));
  sodium_memzero(scalar.data(), scalar.size());
  if (!half) return fail(half.error());
  return out;
}

}  // namespace tidegate
