// Whose signatures count, for what and from when; and how many agencies must have signed. Written by the one
// who verifies, never by the one who signs. Format: docs/formats/permit.md.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "tidegate/base/date.h"
#include "tidegate/base/ed25519.h"
#include "tidegate/base/result.h"
#include "tidegate/permit/envelope.h"

namespace tidegate::permit {

struct TrustedKey {
  std::string agency;  // keys of one agency count as one
  Ed25519Key key;
  std::string id;      // key_id(key)
  DateInterval valid;  // days in China on which what it signs may be dated
  bool signs_permits = true;
  bool signs_statuses = true;
};

struct TrustPolicy {
  std::vector<TrustedKey> keys;
  std::size_t permit_needs = 1;  // agencies
  std::size_t status_needs = 1;  // of an active state; one is enough to suspend or revoke
};

// Errors: kMalformed, kOutOfRange with a JSON pointer: more agencies needed than there are.
Result<TrustPolicy> read_trust(std::string_view bytes, std::string_view where);
// One key, for everything and for ever.
TrustPolicy trust_in(const Ed25519Key& key);

enum class SignatureState {
  kGood,
  kWrong,       // the key's, and not over these contents: somebody changed them
  kUnknownKey,  // not in the policy: neither good nor bad
  kNotNamed,    // the contents do not name it among their signers
  kNotForThis,  // trusted for other documents
  kOutOfTime,   // the contents are dated outside the key's days
};
std::string_view to_string(SignatureState state);

struct SignatureSeen {
  std::string key_id;
  std::string agency;  // empty: not in the policy
  SignatureState state = SignatureState::kUnknownKey;
};

// Cryptography alone: kGood, kWrong, kUnknownKey, in the order of the envelope.
std::vector<SignatureSeen> check_signatures(const Envelope& envelope, const TrustPolicy& trust);
// Then what the contents say: turns kGood into what is wrong with it, and any other that is not among the
// signers into kNotNamed.
void hold_to_contents(std::vector<SignatureSeen>& seen, const TrustPolicy& trust, DocumentKind kind,
                      const std::vector<std::string>& signers, Date dated);
// Different agencies with a good signature.
std::size_t good_agencies(const std::vector<SignatureSeen>& seen);

}  // namespace tidegate::permit
