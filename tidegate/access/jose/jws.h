// Signed texts of others: JWS in its compact form (RFC 7515), and sets of the keys that they are signed by
// (RFC 7517). Read strictly and within bounds; nothing of a text is believed before its signature was
// checked.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "tidegate/access/jose/verify_key.h"
#include "tidegate/base/json.h"
#include "tidegate/base/result.h"

namespace tidegate::access {

inline constexpr std::size_t kLongestJws = 16'384;
inline constexpr std::size_t kLargestKeySet = 262'144;
inline constexpr std::size_t kMostKeys = 64;

struct Jws {
  SignatureKind kind = SignatureKind::kEdDsa;
  std::string key_id;   // empty: it names none
  std::string type;     // "JWT"; empty: it names none
  std::string payload;  // octets; not to be believed before is_signed_by
  std::string signed_part;
  std::string signature;
};

// Errors: kMalformed (no such text; a header that it may not have), kOutOfRange (an algorithm that is not
// taken), kLimit (longer than kLongestJws). Header members that name a key of the sender's own (jwk, jku,
// x5c, x5u) are not looked at; `crit` is refused, since nothing critical is known.
Result<Jws> parse_jws(std::string_view text);
// Whether that key signed it, by the algorithm that is the key's own.
bool is_signed_by(const Jws& jws, const VerifyKey& key);

struct NamedKey {
  std::string id;  // empty: it has none
  VerifyKey key;
};
// The keys of a set that are for signatures and of a kind that is taken; others are passed over.
// Errors: kMalformed (no such set), kLimit (larger than kLargestKeySet, more keys than kMostKeys).
Result<std::vector<NamedKey>> parse_key_set(std::string_view text);
// Whether one of these keys signed it: those of its key id where it names one, else those of its algorithm.
bool is_signed_by_one(const Jws& jws, const std::vector<NamedKey>& keys);
// Whether the set has a key of that id at all.
bool has_key(const std::vector<NamedKey>& keys, std::string_view id);

}  // namespace tidegate::access
