#include "tidegate/permit/trust.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>

#include "tidegate/permit/fields.h"

namespace tidegate::permit {
namespace {

constexpr std::size_t kMostKeys = 200;
constexpr std::string_view kFormat = "tidegate.trust/1";

TrustedKey key_at(const JsonReader& in) {
  in.only({"agency", "algorithm", "public_key", "from", "until", "signs"});
  TrustedKey key;
  key.agency = word_at(in.member("agency"), 1);
  const JsonReader algorithm = in.member("algorithm");
  if (algorithm.string() != "ed25519")
    algorithm.refuse(ErrorCode::kMalformed, "is an algorithm that this program does not know",
                     "本程序不认识的算法");
  const JsonReader digits = in.member("public_key");
  const auto read = parse_ed25519_hex(digits.string());
  if (!read) digits.refuse(ErrorCode::kMalformed, read.error().what, read.error().what_zh);
  if (read) key.key = *read;
  key.id = key_id(key.key);
  if (const auto from = day_at(in.member("from"))) key.valid.from = *from;
  if (const auto until = day_at(in.member("until"))) key.valid.to = *until;
  key.signs_permits = key.signs_statuses = false;
  for (const JsonReader& item : in.member("signs").items(1, 2)) {
    constexpr std::array<std::string_view, 2> kDocuments{"permit", "status"};
    (item.one_of(kDocuments) == 0 ? key.signs_permits : key.signs_statuses) = true;
  }
  return key;
}

std::size_t needed_at(const JsonReader& in, const TrustPolicy& trust, bool TrustedKey::*signs) {
  std::set<std::string> agencies;
  for (const TrustedKey& key : trust.keys) {
    if (key.*signs) agencies.insert(key.agency);
  }
  const auto needed = static_cast<std::size_t>(in.integer(1, kMostSignatures));
  if (needed > agencies.size())
    in.refuse(ErrorCode::kOutOfRange, fmt::format("needs {} agencies of {}", needed, agencies.size()),
              fmt::format("要求 {} 个机构，但只有 {} 个", needed, agencies.size()));
  return needed;
}

const TrustedKey* find(const TrustPolicy& trust, std::string_view id) {
  const auto at =
      std::find_if(trust.keys.begin(), trust.keys.end(), [&](const TrustedKey& k) { return k.id == id; });
  return at == trust.keys.end() ? nullptr : &*at;
}

}  // namespace

Result<TrustPolicy> read_trust(std::string_view bytes, std::string_view where) {
  if (bytes.size() > kLargestFile)
    return fail({ErrorCode::kLimit, "is larger than 1 MiB", std::string(where), "超过 1 MiB"});
  return read_whole<TrustPolicy>(bytes, where, [](const JsonReader& in) {
    in.only({"format", "keys", "needs"});
    if (in.member("format").string() != kFormat)
      in.member("format").refuse(ErrorCode::kMalformed, "is no trust policy of this version",
                                 "不是本版本的信任策略");
    TrustPolicy trust;
    for (const JsonReader& item : in.member("keys").items(1, kMostKeys)) {
      trust.keys.push_back(key_at(item));
      if (find(trust, trust.keys.back().id) != &trust.keys.back())
        item.refuse(ErrorCode::kMalformed, "is a key that stands twice", "同一密钥重复出现");
    }
    const JsonReader needs = in.member("needs");
    needs.only({"permit", "status"});
    trust.permit_needs = needed_at(needs.member("permit"), trust, &TrustedKey::signs_permits);
    trust.status_needs = needed_at(needs.member("status"), trust, &TrustedKey::signs_statuses);
    return trust;
  });
}

TrustPolicy trust_in(const Ed25519Key& key) {
  TrustPolicy trust;
  trust.keys.push_back({{}, key, key_id(key), {}, true, true});
  return trust;
}

std::string_view to_string(SignatureState state) {
  constexpr std::array<std::string_view, 6> kNames{"good",      "wrong",        "unknown_key",
                                                   "not_named", "not_for_this", "out_of_time"};
  return kNames[static_cast<std::size_t>(state)];
}

std::vector<SignatureSeen> check_signatures(const Envelope& envelope, const TrustPolicy& trust) {
  const std::string bytes = signed_bytes(envelope.kind, envelope.contents);
  std::vector<SignatureSeen> seen;
  for (const Signature& signature : envelope.signatures) {
    const TrustedKey* key = find(trust, signature.key_id);
    SignatureState state = SignatureState::kUnknownKey;
    if (key != nullptr)
      state =
          is_signed_by(key->key, bytes, signature.octets) ? SignatureState::kGood : SignatureState::kWrong;
    seen.push_back({signature.key_id, key == nullptr ? std::string() : key->agency, state});
  }
  return seen;
}

void hold_to_contents(std::vector<SignatureSeen>& seen, const TrustPolicy& trust, DocumentKind kind,
                      const std::vector<std::string>& signers, Date dated) {
  for (SignatureSeen& one : seen) {
    if (one.state == SignatureState::kWrong) continue;
    if (std::find(signers.begin(), signers.end(), one.key_id) == signers.end()) {
      one.state = SignatureState::kNotNamed;
      continue;
    }
    const TrustedKey* key = find(trust, one.key_id);
    if (key == nullptr) continue;
    if (!(kind == DocumentKind::kPermit ? key->signs_permits : key->signs_statuses)) {
      one.state = SignatureState::kNotForThis;
    } else if (!key->valid.contains(dated)) {
      one.state = SignatureState::kOutOfTime;
    }
  }
}

std::size_t good_agencies(const std::vector<SignatureSeen>& seen) {
  std::set<std::string> agencies;
  for (const SignatureSeen& one : seen) {
    if (one.state == SignatureState::kGood) agencies.insert(one.agency);
  }
  return agencies.size();
}

}  // namespace tidegate::permit
