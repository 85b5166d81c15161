#include "tidegate/evidence/cosignature.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

namespace tidegate::evidence {
namespace {

constexpr std::size_t kTimeOctets = 8;

// Ed25519 as C2SP has it; of SM2 the first line is another, so that no key of one signs for the other.
std::string message(SignatureAlgorithm algorithm, std::int64_t time_s, std::string_view text) {
  return fmt::format("{}\ntime {}\n{}",
                     algorithm == SignatureAlgorithm::kSm2 ? "cosignature/sm2/v1" : "cosignature/v1", time_s,
                     text);
}

std::string big_endian(std::int64_t time_s) {
  std::string out;
  for (int shift = 56; shift >= 0; shift -= 8)
    out += static_cast<char>(static_cast<std::uint64_t>(time_s) >> shift & 0xFFU);
  return out;
}

// None: beyond what a time may be, which no witness signs.
std::optional<std::int64_t> time_of(std::string_view octets) {
  if (octets.size() < kTimeOctets || (static_cast<unsigned char>(octets.front()) & 0x80U) != 0)
    return std::nullopt;
  std::int64_t time_s = 0;
  for (const char c : octets.substr(0, kTimeOctets)) time_s = time_s << 8 | static_cast<unsigned char>(c);
  return time_s;
}

Result<std::int64_t> checked_time(const Note& note, const NoteSignature& signature, const VerifierKey& key,
                                  SignatureCheck& check) {
  if (const auto time_s = time_of(signature.octets)) {
    const auto holds = check.is_signed_by(key.key, message(key.key.algorithm, *time_s, note.text),
                                          std::string_view(signature.octets).substr(kTimeOctets));
    if (!holds) return fail(holds.error());
    if (*holds) return *time_s;
  }
  return fail({ErrorCode::kCorrupt,
               fmt::format("the cosignature of {} does not hold", key.name),
               {},
               fmt::format("{} 的见证签名不成立", key.name)});
}

}  // namespace

Result<NoteSignature> cosign(std::string_view text, std::int64_t time_s, const std::string& name,
                             OctetSigner& signer) {
  const VerifierKey key{name, KeyUse::kCosignature, signer.public_key()};
  if (!VerifierKey::parse(key.to_text()))
    return fail({ErrorCode::kMalformed, "is no name of a witness", {}, "不是见证方名称"});
  if (time_s < 0)
    return fail({ErrorCode::kOutOfRange, "the clock stands before 1970", {}, "时钟早于 1970 年"});
  const auto octets = signer.sign(message(key.key.algorithm, time_s, text));
  if (!octets) return fail(octets.error());
  return NoteSignature{name, key.id(), big_endian(time_s) + *octets};
}

Result<std::vector<Cosigned>> cosigners_of(const Note& note, std::span<const VerifierKey> keys,
                                           SignatureCheck& check) {
  std::vector<Cosigned> out;
  for (std::size_t i = 0; i < keys.size(); ++i) {
    if (keys[i].use != KeyUse::kCosignature) continue;
    const std::uint32_t id = keys[i].id();
    std::optional<std::int64_t> latest;
    for (const NoteSignature& signature : note.signatures) {
      if (signature.id != id || signature.name != keys[i].name) continue;
      const auto time_s = checked_time(note, signature, keys[i], check);
      if (!time_s) return fail(time_s.error());
      latest = std::max(latest.value_or(0), *time_s);
    }
    if (latest) out.push_back({i, *latest});
  }
  return out;
}

std::optional<CosigningWindow::Fault> CosigningWindow::fault_of(std::int64_t time_s) const {
  if (time_s < since_s - kClockSlackS) return Fault::kEarly;
  if (time_s - kClockSlackS > until_s) return Fault::kAhead;
  return std::nullopt;
}

std::int64_t cosigned_ms(std::int64_t time_s) {
  constexpr std::int64_t kLastS = 253'402'300'799;
  return std::min(time_s, kLastS) * 1'000;
}

}  // namespace tidegate::evidence
