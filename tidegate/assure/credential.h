// One credential as it is written: W3C VC as JWT (data models 1.1 and 2.0), SD-JWT VC, or the claims of a VC
// under a signature by certificate (CMS, PDF). Nothing of it is to be believed before check.h has looked at
// it. Every member: docs/formats/credential.md.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "tidegate/assure/signed_text.h"
#include "tidegate/base/date.h"
#include "tidegate/terms/assurance.h"

namespace tidegate::assure {

inline constexpr std::size_t kLargestCredential = 131'072;
inline constexpr std::size_t kLargestCms = 512U << 10;
inline constexpr std::size_t kLargestDocument = 16U << 20;  // a PDF, and with it any file of a credential
inline constexpr std::string_view kCredentialType =
    "urn:tidegate:data-security-credential:1";                         // vct of SD-JWT
inline constexpr std::string_view kVcType = "DataSecurityCredential";  // type of a VC
inline constexpr std::size_t kLongestKeyBinding = 8'192;
inline constexpr std::string_view kKeyBindingType = "kb+jwt";

struct StatusReference {
  std::string uri;
  std::int64_t index = 0;
};

struct Credential {
  SignedText text;
  std::string issuer;
  std::string kind;
  std::string holder;  // USCC, or the foreign id
  CredentialScope scope;
  bool withholds_scope = false;  // SD-JWT: of its limits, some are not shown
  // SD-JWT: more claims are withheld than its level and its number could be.
  bool withholds_more = false;
  bool has_other_status = false;  // names another way to learn its status too
  bool has_terms = false;         // W3C's termsOfUse
  std::optional<int> level;
  std::int64_t issued_ms = 0;
  std::int64_t from_ms = 0;
  std::optional<std::int64_t> expires_ms;  // the first moment at which it no longer holds
  std::optional<Date> worked_on;           // last day of the test or audit that it speaks of
  std::optional<StatusReference> status;   // none: it names none that can be read
  std::optional<Json> holder_key;          // cnf.jwk
  std::string key_binding;                 // empty: none
  std::string key_binding_hash;            // what its sd_hash must be
  std::string hash;                        // SHA-256 of the bytes, hex
};

// bytes  the file; one line end behind it is passed over.
// Errors: kOutOfRange (an algorithm that is not taken), kLimit, kMalformed (all else, members that contradict
// each other among them).
Result<Credential> read_credential(std::string_view bytes, std::string_view where);

// What a signature by certificate covers: the payload of a VC, JSON. `text` and `hash` stay empty.
Result<Credential> read_claims(std::string_view json, std::string_view where);

// How a file is written, by its first octets: what is neither of the others is read as JOSE.
enum class Writing { kJose, kCms, kPdf };
Writing writing_of(std::string_view bytes);

}  // namespace tidegate::assure
