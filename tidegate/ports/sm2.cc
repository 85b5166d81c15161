#include "tidegate/ports/sm2.h"

#include <sodium.h>

#include <algorithm>
#include <map>
#include <mutex>

#include "tidegate/ports/botan_library.h"

namespace tidegate {
namespace {

constexpr const char* kCurve = "sm2p256v1";
constexpr const char* kPadding = "1234567812345678,SM3";  // the id, then the hash, as Botan takes them
constexpr std::size_t kNumber = 32;
constexpr std::size_t kSignature = 2 * kNumber;
constexpr std::size_t kPoint = 1 + 2 * kNumber;
constexpr char kUncompressed = '\x04';
constexpr std::size_t kMostKeys = 64;

const std::uint8_t* octets(std::string_view text) {
  return reinterpret_cast<const std::uint8_t*>(text.data());
}

BotanRng random_numbers() {
  botan_rng_t rng = nullptr;
  return BotanRng(botan_library()->rng_init(&rng, "system") == 0 ? rng : nullptr);
}

BotanNumber number(const std::uint8_t* from, std::size_t size) {
  botan_mp_t made = nullptr;
  if (botan_library()->mp_init(&made) != 0) return nullptr;
  BotanNumber out(made);
  return botan_library()->mp_from_bin(made, from, size) == 0 ? std::move(out) : nullptr;
}

// False: larger than the field.
bool write_number(botan_mp_t from, std::uint8_t* to) {
  std::size_t size = 0;
  if (botan_library()->mp_num_bytes(from, &size) != 0 || size > kNumber) return false;
  std::fill_n(to, kNumber, std::uint8_t{0});
  return botan_library()->mp_to_bin(from, to + (kNumber - size)) == 0;
}

tl::unexpected<Error> no_private_key() {
  return fail({ErrorCode::kMalformed, "is no private key of SM2", {}, "不是 SM2 私钥"});
}
tl::unexpected<Error> failed() {
  return fail({ErrorCode::kUnavailable, "Botan could not compute SM2", {}, "Botan 未能完成 SM2 运算"});
}

Result<BotanPrivate> loaded(const Sm2Secret& secret) {
  if (botan_library() == nullptr) return fail(no_botan());
  const BotanNumber scalar = number(secret.scalar().data(), kNumber);
  const BotanRng rng = random_numbers();
  if (!scalar || !rng) return failed();
  botan_privkey_t made = nullptr;
  if (botan_library()->privkey_load_sm2(&made, scalar.get(), kCurve) != 0) return no_private_key();
  BotanPrivate key(made);
  if (botan_library()->privkey_check_key(made, rng.get(), 0) != 0) return no_private_key();
  return key;
}

Result<PublicKey> public_half(const BotanPrivate& key) {
  botan_pubkey_t made = nullptr;
  if (botan_library()->privkey_export_pubkey(&made, key.get()) != 0) return failed();
  const BotanPublic half(made);
  PublicKey out{SignatureAlgorithm::kSm2, std::string(kPoint, kUncompressed)};
  std::size_t at = 1;
  for (const char* field : {"public_x", "public_y"}) {
    const BotanNumber value = number(nullptr, 0);
    if (!value || botan_library()->pubkey_get_field(value.get(), made, field) != 0 ||
        !write_number(value.get(), reinterpret_cast<std::uint8_t*>(out.octets.data()) + at))
      return failed();
    at += kNumber;
  }
  return out;
}

class Signer final : public OctetSigner {
 public:
  Signer(BotanPrivate key, PublicKey half) : key_(std::move(key)), half_(std::move(half)) {}
  const PublicKey& public_key() const override { return half_; }
  Result<std::string> sign(std::string_view bytes) override {
    const BotanLibrary& b = *botan_library();
    const BotanRng rng = random_numbers();
    botan_pk_op_sign_t made = nullptr;
    if (!rng || b.sign_create(&made, key_.get(), kPadding, 0) != 0) return failed();
    const BotanSign sign(made);
    std::string out(kSignature, '\0');
    std::size_t size = out.size();
    if (b.sign_update(made, octets(bytes), bytes.size()) != 0 ||
        b.sign_finish(made, rng.get(), reinterpret_cast<std::uint8_t*>(out.data()), &size) != 0 ||
        size != kSignature)
      return failed();
    return out;
  }

 private:
  const BotanPrivate key_;
  const PublicKey half_;
};

class Check final : public SignatureCheck {
 public:
  Result<bool> is_signed_by(const PublicKey& key, std::string_view bytes,
                            std::string_view signature) override {
    if (botan_library() == nullptr) return fail(no_botan());
    const auto known = key_of(key);
    if (!known) return fail(known.error());
    if (signature.size() != kSignature) return false;  // DER, say: one form is taken
    const BotanLibrary& b = *botan_library();
    botan_pk_op_verify_t made = nullptr;
    if (b.verify_create(&made, (*known)->get(), kPadding, 0) != 0) return failed();
    const BotanVerify verify(made);
    if (b.verify_update(made, octets(bytes), bytes.size()) != 0) return failed();
    return b.verify_finish(made, octets(signature), signature.size()) == 0;
  }

 private:
  using Shared = std::shared_ptr<const BotanPublic>;
  // Looking at a key costs about as much as a signature: it is kept.
  Result<Shared> key_of(const PublicKey& key) {
    {
      const std::lock_guard lock(mutex_);
      if (const auto at = keys_.find(key.octets); at != keys_.end()) return at->second;
    }
    auto read = read_key(key);
    if (!read) return read;
    const std::lock_guard lock(mutex_);
    if (keys_.size() >= kMostKeys) keys_.clear();
    keys_.emplace(key.octets, *read);
    return read;
  }
  static Result<Shared> read_key(const PublicKey& key) {
    const auto none = [] {
      return fail({ErrorCode::kMalformed, "is no public key of SM2", {}, "不是 SM2 公钥"});
    };
    if (key.octets.size() != kPoint || key.octets.front() != kUncompressed) return none();
    const BotanNumber x = number(octets(key.octets) + 1, kNumber);
    const BotanNumber y = number(octets(key.octets) + 1 + kNumber, kNumber);
    const BotanRng rng = random_numbers();
    if (!x || !y || !rng) return failed();
    botan_pubkey_t made = nullptr;
    if (botan_library()->pubkey_load_sm2(&made, x.get(), y.get(), kCurve) != 0) return none();
    BotanPublic loaded_key(made);
    if (botan_library()->pubkey_check_key(made, rng.get(), 0) != 0) return none();
    return std::make_shared<const BotanPublic>(std::move(loaded_key));
  }

  std::mutex mutex_;
  std::map<std::string, Shared> keys_;  // by their octets
};

}  // namespace

Sm2Secret::Sm2Secret(Sm2Secret&& from) noexcept : scalar_(from.scalar_) {
  sodium_memzero(from.scalar_.data(), from.scalar_.size());
}
Sm2Secret& Sm2Secret::operator=(Sm2Secret&& from) noexcept {
  if (this != &from) {
    scalar_ = from.scalar_;
    sodium_memzero(from.scalar_.data(), from.scalar_.size());
  }
  return *this;
}
Sm2Secret::~Sm2Secret() { sodium_memzero(scalar_.data(), scalar_.size()); }

Result<Sm2Secret> new_sm2_key() {
  if (botan_library() == nullptr) return fail(no_botan());
  const BotanRng rng = random_numbers();
  botan_privkey_t made = nullptr;
  if (!rng || botan_library()->privkey_create(&made, "SM2", kCurve, rng.get()) != 0) return failed();
  const BotanPrivate key(made);
  const BotanNumber value = number(nullptr, 0);
  std::array<std::uint8_t, kNumber> scalar{};
  if (!value || botan_library()->privkey_get_field(value.get(), made, "x") != 0 ||
      !write_number(value.get(), scalar.data()))
    return failed();
  Sm2Secret secret(scalar);
  sodium_memzero(scalar.data(), scalar.size());
  return secret;
}

Result<PublicKey> sm2_public_key(const Sm2Secret& secret) {
  const auto key = loaded(secret);
  return key ? public_half(*key) : fail(key.error());
}

Result<std::unique_ptr<OctetSigner>> sm2_signer(const Sm2Secret& secret) {
  auto key = loaded(secret);
  if (!key) return fail(key.error());
  auto half = public_half(*key);
  if (!half) return fail(half.error());
  return std::make_unique<Signer>(std::move(*key), std::move(*half));
}

std::unique_ptr<SignatureCheck> sm2_check() { return std::make_unique<Check>(); }

}  // namespace tidegate
