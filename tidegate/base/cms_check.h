// Signatures by certificate: CMS (RFC 5652) under X.509 (RFC 5280). Ports implement the check by libcrypto,
// loaded when it is asked for.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "tidegate/base/result.h"
#include "tidegate/base/text.h"

namespace tidegate {

struct CmsContents {
  std::string octets;
  bool is_detached = false;  // it carries none: they lie elsewhere
};

struct CertificateDays {
  std::string hash;  // SHA-256 of the certificate (DER), hex
  std::int64_t from_ms = 0;
  std::int64_t to_ms = 0;  // the last moment at which it holds
};

// What one revocation list says of one certificate of the chain; its issuer signed it.
struct CrlWord {
  enum class State { kHolds, kOnHold, kRevoked };
  std::size_t certificate = 0;  // place in the chain
  State state = State::kHolds;
  std::int64_t issued_ms = 0;  // thisUpdate
  std::int64_t until_ms = 0;   // nextUpdate
};

struct CmsAsked {
  std::string_view cms;                  // DER
  std::string_view contents;             // what was signed, wherever it lay
  std::span<const std::string> anchors;  // certificates (DER) that a chain may end at
  std::span<const std::string> crls;     // revocation lists (DER), of whomever
  std::int64_t signed_ms = 0;            // for which moment a chain is looked for, where there are several
};

struct CmsSigned {
  enum class State {
    kHolds,
    kAlgorithm,     // a digest, a key or a scheme that is not taken
    kBadSignature,  // the contents or the attributes are not what was signed
    kNoChain,       // no anchor stands behind the certificate, or it may not sign documents
  };
  State state = State::kNoChain;
  Text why;                            // in words; empty: it holds
  std::vector<CertificateDays> chain;  // signer's first, anchor last; empty: there is none
  std::vector<CrlWord> crls;           // those that a certificate of the chain signed
  bool has_forged_crl = false;         // one names a certificate of the chain, which did not sign it
  bool has_unread_crl =
      false;  // one is of a certificate of the chain, or of whom cannot be told, and of a kind not read
  std::optional<std::int64_t> said_ms;  // signing time, as the signer says
  // The signer's subject: short names ("O", "CN") and values, in UTF-8.
  std::vector<std::pair<std::string, std::string>> subject;
};

class CmsCheck {
 public:
  virtual ~CmsCheck() = default;
  // The contents that one signer signed (SignedData of id-data, DER or BER, nothing behind it). Whether he
  // did is for check. Errors: kMalformed (anything else, other than one signer), kUnavailable (no library).
  virtual Result<CmsContents> open(std::string_view cms) const = 0;
  // Holds: that signer signed these contents with signed attributes, by SHA-256, 384 or 512 with RSA of 2,048
  // to 8,192 bits (PKCS#1 v1.5, PSS) or ECDSA on P-256, P-384; his certificate may sign documents and leads
  // to an anchor by certificates that may issue it. Days are not judged. Errors: as open.
  virtual Result<CmsSigned> check(const CmsAsked& asked) const = 0;
};

}  // namespace tidegate
