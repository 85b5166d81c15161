// Whose credentials count: issuers, the days of their keys, the kinds that each may issue, who accredits
// them. Written and signed by whoever verifies (an agency, an operator), never by who issues. Format:
// docs/formats/trust-list.md.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "tidegate/base/date.h"
#include "tidegate/base/json.h"
#include "tidegate/base/signature.h"
#include "tidegate/base/text.h"

namespace tidegate::assure {

inline constexpr std::size_t kLargestTrustList = 4U << 20;
inline constexpr std::size_t kLongestChain = 8;
inline constexpr std::string_view kTrustListType = "tidegate-trust-list+jwt";

struct IssuerKey {
  std::string id;  // kid; of this issuer alone
  PublicKey key;
  DateInterval days;  // in China, on which what it signs may be dated
};

// What the signer's certificate must say of its subject: short names ("O", "CN") and values, all of them.
using SignerName = std::vector<std::pair<std::string, std::string>>;

struct IssuerCertificate {
  std::string hash;                 // SHA-256, hex
  std::string der;                  // not looked into before it is needed
  std::vector<SignerName> signers;  // one of them; empty: none but this certificate itself
  DateInterval days;                // in China, on which what is signed under it may be dated
};

struct Accreditation {
  std::string by;      // id of an accreditor
  std::string number;  // empty: none is known
  std::vector<std::string> kinds;
  DateInterval days;
  enum class State { kActive, kSuspended, kWithdrawn } state = State::kActive;
  std::optional<Date> since;  // first day of a state that is not active
};

struct Issuer {
  std::string id;
  std::string uscc;  // credit code of who it is; empty: not known
  Text name;
  std::vector<std::string> kinds;
  std::vector<IssuerKey> keys;                  // of JOSE texts; empty: certificates alone
  std::vector<IssuerCertificate> certificates;  // of CMS and PDF: what their chains must end at
  std::vector<Accreditation> accreditations;
  std::vector<std::string> status_addresses;  // what addresses of its status lists begin with
};

struct Accreditor {
  std::string id;
  Text name;
  DateInterval days;
  std::string by;  // who accredits it; empty: a root
};

struct TrustList {
  Date issued;
  Date expires;  // first day on which it no longer holds
  std::vector<Accreditor> accreditors;
  std::vector<Issuer> issuers;
  std::string hash;  // SHA-256 of the signed text, hex

  const Issuer* issuer(std::string_view id) const;
  const Accreditor* accreditor(std::string_view id) const;
};

// The contents, before they are signed or behind the signature. Errors: kMalformed, kOutOfRange with a JSON
// pointer: an accreditor that is not listed, a circle of them, a chain longer than kLongestChain, an id
// twice.
Result<TrustList> read_trust_list(const Json& contents, std::string_view where);
// The signed file. Errors: those; kCorrupt (that key did not sign it); kUnavailable; kLimit.
Result<TrustList> open_trust_list(std::string_view bytes, std::string_view where, const PublicKey& key,
                                  SignatureCheck& signatures);

}  // namespace tidegate::assure
